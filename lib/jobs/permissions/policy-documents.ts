/** Splits a policy for deployments into documents. Each document must fit into a managed policy. */
import { maximumManagedPolicyCharacters } from '../../aws/iam/limits';
import { policyDocument, policySize, type PolicyDocument } from '../../aws/iam/policies';
import type { DeployStatement } from './deploy-permissions';
import { policyDocumentNames } from './need';

/** A document of a policy. */
export interface NamedDocument {
  /**
   * The name of the document: `jobs`, `workers` or `roles`. If a document exceeds the size limit of IAM, it is split into
   * `jobs`, `jobs-2` and so on.
   */
  readonly name: string;
  /** The size in characters, as IAM counts it. */
  readonly characters: number;
  /** The document for IAM. */
  readonly document: PolicyDocument;
}

/** Returns the size of statements in one document, as IAM counts it. */
export function sizeOf(statements: readonly DeployStatement[]): number {
  return policySize(policyDocument(statements));
}

/**
 * Splits a policy into documents. A statement belongs to the document that is named after its resources. So a new job
 * moves no statement to another document. Only a document that is too long for a managed policy is split further, in
 * the order of its statements and their resources.
 */
export function policyDocuments(statements: readonly DeployStatement[]): readonly NamedDocument[] {
  return policyDocumentNames.flatMap((name) => {
    const own = statements.filter(({ document }) => document === name);
    return chunksOf(own.flatMap(fittingStatements), fits).map((chunk, index) => ({
      name: index === 0 ? name : `${name}-${index + 1}`,
      characters: sizeOf(chunk),
      document: policyDocument(chunk),
    }));
  });
}

function fits(statements: readonly DeployStatement[]): boolean {
  return sizeOf(statements) <= maximumManagedPolicyCharacters;
}

/** Splits a statement that is too long for one document. Each part allows some of the resources. */
function fittingStatements(statement: DeployStatement): readonly DeployStatement[] {
  return chunksOf(statement.resources, (resources) => fits([{ ...statement, resources }])).map(
    (resources) => ({
      ...statement,
      resources,
    }),
  );
}

/** Divides items into as few consecutive groups as fit. A group has at least one item. */
function chunksOf<Item>(
  items: readonly Item[],
  groupFits: (group: readonly Item[]) => boolean,
): readonly (readonly Item[])[] {
  const chunks: Item[][] = [];
  for (const item of items) {
    const last = chunks.at(-1);
    if (last !== undefined && groupFits([...last, item])) last.push(item);
    else chunks.push([item]);
  }
  return chunks;
}
