import {
  crossEnvironmentRuleDocs,
  crossFieldRuleDocs,
  nameConflictRuleDocs,
  removalRuleDocs,
} from './environment-rules';
import { eventRuleDocs } from './event-rules';
import { jobRuleDocs } from './job-rules';
import { readingRuleDocs } from './reading-rules';
import type { RuleDocumentation } from './rule';
import { scheduleRuleDocs } from './schedule-rules';
import { schemaRuleDocs } from './schema-rules';
import { sizeRuleDocs } from './size-rules';
import { workerRuleDocs } from './worker-rules';

/**
 * Every rule whose violation is an error, by its code. Each rule has its documentation here and its function in the table
 * of its stage. The tables must have exactly these codes.
 */
export const ruleCatalogue = {
  ...readingRuleDocs,
  ...schemaRuleDocs,
  ...removalRuleDocs,
  ...crossFieldRuleDocs,
  ...crossEnvironmentRuleDocs,
  ...jobRuleDocs,
  ...eventRuleDocs,
  ...scheduleRuleDocs,
  ...workerRuleDocs,
  ...sizeRuleDocs,
  ...nameConflictRuleDocs,
} as const satisfies Record<string, RuleDocumentation>;

export type IssueCode = keyof typeof ruleCatalogue;
export type CrossFieldCode = keyof typeof crossFieldRuleDocs;
export type CrossEnvironmentCode = keyof typeof crossEnvironmentRuleDocs;
/** The codes of rules that examine the jobs of one environment. */
export type JobRuleCode = keyof (typeof jobRuleDocs &
  typeof eventRuleDocs &
  typeof scheduleRuleDocs &
  typeof workerRuleDocs);
export type SizeRuleCode = keyof typeof sizeRuleDocs;
export type NameConflictCode = keyof typeof nameConflictRuleDocs;

/** Returns whether a text is the code of a rule. */
export function isIssueCode(text: string): text is IssueCode {
  return Object.hasOwn(ruleCatalogue, text);
}
