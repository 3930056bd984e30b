import { z } from 'zod';
import { field } from '../schema/values';
import { nonEmptyString, secretElsewhere } from './arguments';
import { exactlyOne } from './backend-rules';

/** Token of HCP Terraform. The name of its environment variable depends on the host. */
export const token = secretElsewhere(
  'run terraform login, or set the environment variable TF_TOKEN_<hostname with dots as underscores>, such as TF_TOKEN_app_terraform_io, which Terraform reads',
  'API token of HCP Terraform',
);

const workspaces = field(
  z.strictObject({
    name: nonEmptyString(
      'Name of the only workspace. Can’t be combined with prefix.',
      'app-dev-jobs',
    ).optional(),
    prefix: nonEmptyString(
      'Prefix of the names of several workspaces. The name of the selected Terraform workspace follows it. Can’t be combined with name.',
      'app-',
    ).optional(),
  }),
  'Workspaces that store the state: either name or prefix. Required.',
  { name: 'app-dev-jobs' },
  { prefix: 'app-' },
).check(exactlyOne('name', 'prefix'));

/**
 * A workspace of HCP Terraform or Terraform Enterprise. The `cloud` block is the successor of this backend.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/remote
 */
export const remote = z.strictObject({
  organization: nonEmptyString('Organization of the workspaces. Required.', 'example'),
  workspaces,
  hostname: nonEmptyString(
    'Host of Terraform Enterprise. Default: app.terraform.io.',
    'terraform.example.com',
  ).optional(),
  token,
});

export const remoteLocation = ['workspaces', 'organization', 'hostname'] as const;
