import type { Issue } from '../../config/issues/issues';
import { issuesToGithub } from './github';
import { issuesToJson } from './json';
import { issuesToSarif } from './sarif';
import { renderIssues, type IssuesTextOptions } from './text';

export interface IssuesOptions extends IssuesTextOptions {
  /** The folder of the repository's checkout. `github` and `sarif` print file names relative to it. */
  readonly root: string;
}

export type IssueFormat = 'text' | 'json' | 'github' | 'sarif';

/** Formats in which issues are printed. If there are no issues, the output of `github` is empty. */
export const issueFormats = {
  text: renderIssues,
  json: issuesToJson,
  github: (issues, { root }) => issuesToGithub(issues, root),
  sarif: (issues, { root }) => issuesToSarif(issues, root),
} as const satisfies Record<IssueFormat, (issues: readonly Issue[], options: IssuesOptions) => string>;
