import type { CommandContext } from '../../lib/cli/command';
import { plainText } from '../../lib/report/color';
import { noAws } from './terraform/no-aws';

/** Returns the context of a command that a test calls without the program. Nothing prints before the command ends. */
export function contextAt(now: Date): CommandContext {
  return {
    now,
    root: '',
    outputColumns: Infinity,
    outputColor: plainText,
    errorColor: plainText,
    openAws: noAws,
    clock: () => now,
    print: () => undefined,
    screen: undefined,
    stop: new AbortController().signal,
  };
}
