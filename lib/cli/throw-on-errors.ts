import { hasErrors } from '../config/issues';
import type { LoadedEnvironments } from '../jobs/load-environments';
import { formatIssues } from '../report/issues/formats';
import type { Color } from '../report/color';
import { CommandError } from './command-error';

export interface ThrowOnErrorsOptions {
  readonly format: 'text' | 'json';
  /** Colours of the stream that errors go to. */
  readonly paint: Color;
  /** What was not done for it: `; nothing was written`. */
  readonly after?: string;
}

/**
 * Lets a command go on only with a configuration that is right.
 *
 * @throws CommandError with every issue.
 */
export function throwOnErrors({ issues, sources }: LoadedEnvironments, options: ThrowOnErrorsOptions): void {
  if (!hasErrors(issues)) return;
  throw new CommandError(
    1,
    formatIssues(issues, options.format, { ...options, sources, root: process.cwd() }),
  );
}
