import { readRegularFile } from '../text/read-regular-file';
import { CommandError } from './command-error';

/**
 * Reads the JSON file of an option.
 *
 * @param option - The option with its value, for messages: `--event file.json`.
 * @throws CommandError if the file can't be read, or is not JSON.
 */
export function readJsonFile(option: string, file: string): unknown {
  const content = readRegularFile(file);
  if (!content.ok) throw new CommandError(2, `${option}: ${content.reason}`);
  try {
    return JSON.parse(content.value.toString('utf8'));
  } catch (error) {
    throw new CommandError(2, `${option}: not valid JSON (${messageOf(error)})`);
  }
}

function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
}
