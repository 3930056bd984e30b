import { z } from 'zod';
import { field } from '../schema/values';
import { nonEmptyString, stringMap } from './arguments';
import { notTogether } from './backend-rules';
import { token } from './remote';

const tagsError = 'must be a list of at least one tag, or a map of tags with values';
const tags = field(
  z.union(
    [
      z.array(z.string().min(1, tagsError)).min(1, tagsError),
      stringMap('Tags with values.', { app: 'jobs' }),
    ],
    { error: tagsError },
  ),
  'Tags of the workspaces to select from: a list, or a map of tags with values. Can’t be combined with name.',
  ['app', 'jobs'],
  { app: 'jobs' },
);

const workspaces = field(
  z.strictObject({
    name: nonEmptyString(
      'Name of the only workspace. Can’t be combined with tags. Default: TF_WORKSPACE.',
      'app-dev-jobs',
    ).optional(),
    project: nonEmptyString('Project of the workspaces. Default: TF_CLOUD_PROJECT.', 'jobs').optional(),
    tags: tags.optional(),
  }),
  'Workspaces that store the state: by name or by tags, and by project.',
  { name: 'app-dev-jobs', project: 'jobs' },
  { tags: ['app', 'jobs'] },
  { tags: { app: 'jobs' } },
).check(notTogether('name', 'tags'));

/**
 * A workspace of HCP Terraform or Terraform Enterprise. It is a `cloud` block, which excludes `backend` blocks.
 *
 * @see https://developer.hashicorp.com/terraform/cli/cloud/settings
 */
export const cloud = z.strictObject({
  organization: nonEmptyString(
    'Organization of the workspaces. Default: TF_CLOUD_ORGANIZATION.',
    'example',
  ).optional(),
  workspaces: workspaces.optional(),
  hostname: nonEmptyString(
    'Host of Terraform Enterprise. Default: TF_CLOUD_HOSTNAME, or else app.terraform.io.',
    'terraform.example.com',
  ).optional(),
  token,
});

export const cloudLocation = ['workspaces', 'organization', 'hostname'] as const;
