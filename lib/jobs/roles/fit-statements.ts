/** Statements that name each resource, or match the resources by pattern if the policy would be too long. */
import { maximumManagedPolicyCharacters } from '../../aws/iam/limits';
import { policyDocument, type Statement } from '../../aws/iam/policies';
import { renderedBytes } from '../rendered-size';

/** A statement of a role's policy. */
export interface RoleStatement extends Statement {
  /**
   * The form of constant size: a pattern for the resources and a condition on their tags, or a pattern in a condition.
   *
   * @default the statement has only one form
   */
  readonly byPattern?: Pick<Statement, 'resources' | 'conditions'>;
}

/**
 * The maximum size of a policy that names each resource. The rest is room for roles that Terraform looks up, because
 * the length of their ARNs is unknown. It is also below the threshold of the advice `near-quota`, which would otherwise
 * report each such policy.
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
    .toSorted((a, b) => Number(hasOnlyPattern(a)) - Number(hasOnlyPattern(b)) || sizeOf(b) - sizeOf(a));
  if (longest === undefined) return statements;
  return fitStatements(
    statements.map((statement) => (statement === longest ? patternForm(statement) : statement)),
  );
}

/** Returns whether the form by pattern has no condition on the tags of its resources. */
function hasOnlyPattern({ byPattern }: RoleStatement): boolean {
  return byPattern?.resources === undefined;
}

function patternForm({ byPattern, ...exact }: RoleStatement): RoleStatement {
  return { ...exact, ...byPattern };
}

function sizeOf(statement: Statement): number {
  return renderedBytes(policyDocument([statement]));
}
