import { runChecks } from '../checks/run-checks';
import { hasErrors } from '../config/issues';
import { formatIssues, type IssueFormat } from '../report/issues/formats';
import type { Color } from '../report/color';
import { load } from './load';

export interface ValidateOptions {
  readonly config: string;
  readonly environment: readonly string[];
  readonly format: IssueFormat;
  /** Whether advice is a reason to fail, too. */
  readonly strict: boolean;
}

/**
 * env-config → what is to be said about it, and whether it is right: what to print, and the status to end with. Advice
 * alone is no reason to fail, unless it is to be.
 *
 * @param root The folder that the repository is checked out in: `github` and `sarif` name files from there.
 */
export function validate(
  { config, environment, format, strict }: ValidateOptions,
  paint: Color,
  root: string,
): { readonly printed: string; readonly status: 0 | 1 } {
  const loaded = load(config, environment);
  const { environments, sources } = loaded;
  // Of what is wrong, there is nothing to advise yet.
  const issues = loaded.issues.length > 0 ? loaded.issues : runChecks(loaded, new Date());
  if (format === 'text' && issues.length === 0) {
    const names = environments.map((built) => built.config.name).join(', ');
    return { printed: `${config}: ${names}: nothing is wrong\n`, status: 0 };
  }
  return {
    printed: formatIssues(issues, format, { paint, sources, root }),
    status: hasErrors(issues) || (strict && issues.length > 0) ? 1 : 0,
  };
}
