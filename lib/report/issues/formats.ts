import type { Issue } from '../../config/issues';
import { issuesToGithub } from './github';
import { issuesToJson } from './json';
import { issuesToSarif } from './sarif';
import { renderIssues, type IssuesTextOptions } from './text';

/** What issues can be printed as. */
export const issueFormats = ['text', 'json', 'github', 'sarif'] as const;
export type IssueFormat = (typeof issueFormats)[number];

export interface IssuesOptions extends IssuesTextOptions {
  /** The folder that the repository is checked out in: `github` and `sarif` name files from there. */
  readonly root: string;
}

/** The issues in one of the formats; `github` of none is no text at all. */
export function formatIssues(
  issues: readonly Issue[],
  format: IssueFormat,
  { root, ...options }: IssuesOptions,
): string {
  switch (format) {
    case 'text':
      return renderIssues(issues, options);
    case 'json':
      return issuesToJson(issues);
    case 'github':
      return issuesToGithub(issues, root);
    case 'sarif':
      return issuesToSarif(issues, root);
  }
}
