import { z } from 'zod';
import { secretElsewhere, text } from './arguments';
import { exactlyOne } from './backend-rules';

/** The token of HCP Terraform, which Terraform looks up by the host. */
export const token = secretElsewhere(
  'set the environment variable TF_TOKEN_<hostname with dots as underscores>, such as TF_TOKEN_app_terraform_io, which Terraform reads instead, or run terraform login',
  'API token of HCP Terraform',
);

const workspaces = z
  .strictObject({
    name: text('Name of the one workspace.').optional(),
    prefix: text(
      'Beginning of the names of several workspaces, of which one is selected by the rest.',
    ).optional(),
  })
  .check(exactlyOne('name', 'prefix'))
  .describe('Workspaces that keep the state. Either name or prefix.');

/**
 * A workspace of HCP Terraform or Terraform Enterprise, in the way before `cloud`.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/remote
 */
export const remote = z.strictObject({
  organization: text('Organization of the workspaces.'),
  workspaces,
  hostname: text('Host of Terraform Enterprise. Default app.terraform.io.').optional(),
  token,
});

export const remoteLocation = ['workspaces', 'organization', 'hostname'] as const;
