import type { Problem } from '../issues/issues';
import { isIssueCode, type IssueCode } from '../rule-reference/catalogue';

/** A violation of a rule. {@link applyRules} adds the code of the rule. */
export type Violation = Omit<Problem, 'code'>;

/**
 * Finds all violations of one rule.
 *
 * @param context - Input of the rule, without invalid fields.
 */
export type FindViolations<Context> = (context: Context) => readonly Violation[];

/** One function for each rule, by the code of the rule. */
export type RuleTable<Code extends string, Context> = Readonly<Record<Code, FindViolations<Context>>>;

/** Combines functions that check the same rule for different fields into one function. */
export function allOf<Context>(...parts: readonly FindViolations<Context>[]): FindViolations<Context> {
  return (context) => parts.flatMap((find) => find(context));
}

/** Returns the problems that the rules of a table find, each with the code of its rule. */
export function applyRules<Code extends IssueCode, Context>(
  rules: RuleTable<Code, Context>,
  context: Context,
): readonly Problem[] {
  return Object.entries<FindViolations<Context>>(rules).flatMap(([code, find]) =>
    isIssueCode(code) ? find(context).map((violation) => ({ ...violation, code })) : [],
  );
}
