/** Statements that name each resource, or match the resources by pattern if the policy would be too long. */
import { maximumManagedPolicyCharacters } from '../../aws/iam/limits';
import { policyDocument, type Statement } from '../../aws/iam/policies';
import { renderedBytes } from '../rendered-size';

/** A statement of a role's policy. */
export interface RoleStatement extends Statement {
  /**
   * The fields that replace a list of resources that is too long for a policy. They have a pattern for the resources
   * and a condition on their tags, or a pattern in a condition.
   *
   * @default the statement always names its resources
   */
  readonly byPattern?: Pick<Statement, 'resources' | 'conditions'>;
}

/**
 * The maximum size of a policy that names each resource. It is below IAM's maximum for two reasons. Terraform looks up
 * some roles, so the length of their ARNs is unknown. And the advice `near-quota` would report a larger policy.
 */
export const maximumExactPolicyCharacters = Math.floor(maximumManagedPolicyCharacters * 0.8);

/**
 * Chooses the form of each statement. If the policy is short enough, every statement names its resources. Otherwise, the
 * longest statement gets a pattern instead of names, then the next longest, until the policy is short enough.
 * A pattern in a condition comes last, because no tag limits what it matches.
 */
export function fitStatements(statements: readonly RoleStatement[]): readonly Statement[] {
  if (renderedBytes(policyDocument(statements)) <= maximumExactPolicyCharacters) return statements;
  const [longest] = statements
    .filter(({ byPattern }) => byPattern !== undefined)
    .toSorted(
      (a, b) => Number(hasPatternInCondition(a)) - Number(hasPatternInCondition(b)) || sizeOf(b) - sizeOf(a),
    );
  if (longest === undefined) return statements;
  return fitStatements(
    statements.map((statement) => (statement === longest ? patternForm(statement) : statement)),
  );
}

/** Returns whether the pattern of a statement is in a condition, and not in the resources. */
function hasPatternInCondition({ byPattern }: RoleStatement): boolean {
  return byPattern?.resources === undefined;
}

function patternForm({ byPattern, ...exact }: RoleStatement): RoleStatement {
  return { ...exact, ...byPattern };
}

function sizeOf(statement: Statement): number {
  return renderedBytes(policyDocument([statement]));
}
