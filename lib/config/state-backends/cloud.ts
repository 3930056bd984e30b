import { z } from 'zod';
import { text, textMap } from './arguments';
import { token } from './remote';
import { notTogether } from './backend-rules';

const tagsError = 'must be a list of tags, or a map of tags with values; at least one';
const tags = z
  .union([z.array(z.string().min(1, tagsError)).min(1, tagsError), textMap('Tags with values.')], {
    error: tagsError,
  })
  .describe('Tags of the workspaces to select from. A list, or a map of tags with values.');

const workspaces = z
  .strictObject({
    name: text('Name of the one workspace. Default TF_WORKSPACE.').optional(),
    project: text('Project of the workspaces. Default TF_CLOUD_PROJECT.').optional(),
    tags: tags.optional(),
  })
  .check(notTogether('name', 'tags'))
  .describe('Workspaces that keep the state. Either name or tags, and the project.');

/**
 * A workspace of HCP Terraform or Terraform Enterprise: the block `cloud`, beside which Terraform takes no backend.
 *
 * @see https://developer.hashicorp.com/terraform/cli/cloud/settings
 */
export const cloud = z.strictObject({
  organization: text('Organization of the workspaces. Default TF_CLOUD_ORGANIZATION.').optional(),
  workspaces: workspaces.optional(),
  hostname: text('Host of Terraform Enterprise. Default TF_CLOUD_HOSTNAME, or app.terraform.io.').optional(),
  token,
});

export const cloudLocation = ['workspaces', 'organization', 'hostname'] as const;
