import { TemporaryFolderError } from '../text/temporary-folder-error';
import { InvalidGeneratedValueError } from '../jobs/validate-generated';
import { CommandError } from './command-error';

/**
 * Returns the text and the exit status of an error that ends the program.
 *
 * An unexpected error is a bug of this program. Its message can contain any value of the configuration, and so a secret.
 * Therefore the text has only the type of the error and the function that threw it.
 */
export function explainError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  if (error instanceof InvalidGeneratedValueError || error instanceof TemporaryFolderError)
    return new CommandError(2, error.message.split('\n'));
  const [, location = 'an unknown function'] =
    error instanceof Error ? (/\n\s+at ([^\n]+)/.exec(error.stack ?? '') ?? []) : [];
  const type = error instanceof Error ? error.name : typeof error;
  return new CommandError(
    2,
    `internal error: ${type} in ${location}; this is a bug of background-jobs, please report it with this line`,
  );
}
