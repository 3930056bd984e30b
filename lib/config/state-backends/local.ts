import { z } from 'zod';
import { nonEmptyString } from './arguments';

/**
 * A file on the machine that runs Terraform.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/local
 */
export const local = z.strictObject({
  path: nonEmptyString(
    'Path of the state file, relative to the folder in which Terraform runs. Default: terraform.tfstate.',
    'state/terraform.tfstate',
  ).optional(),
  workspace_dir: nonEmptyString(
    'Folder for the states of workspaces other than the default workspace. Default: terraform.tfstate.d.',
    'state/workspaces',
  ).optional(),
});

export const localLocation = ['path'] as const;
