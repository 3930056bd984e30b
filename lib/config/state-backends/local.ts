import { z } from 'zod';
import { text } from './arguments';

/**
 * A file on the machine that runs Terraform.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/local
 */
export const local = z.strictObject({
  path: text(
    'File of the state. Relative to the folder that Terraform runs in; default terraform.tfstate.',
  ).optional(),
  workspace_dir: text(
    'Folder of the states of workspaces other than default. Default terraform.tfstate.d.',
  ).optional(),
});

export const localLocation = ['path'] as const;
