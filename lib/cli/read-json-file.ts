import { readFileSync } from 'node:fs';
import { explainUnreadable } from '../text/explain-unreadable';
import { CommandError } from './command-error';

/**
 * Reads the JSON file of an option.
 *
 * @param option - The option with its value, for messages: `--event file.json`.
 * @throws CommandError if the file can't be read, or is not JSON.
 */
export function readJsonFile(option: string, file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandError(2, `${option}: ${explainUnreadable(error, 'file')}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(2, `${option}: not valid JSON (${messageOf(error)})`);
  }
}

function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
}
