import { describe, expect, test } from '@jest/globals';
import { comparePolicies } from '../../../../lib/review/permissions/compare-policies';
import type { PermissionRow } from '../../../../lib/review/permissions/rows';
import { fc, tries } from '../../../support/property-tests';
import { asRecord } from '../../../support/stack-json';
import { isAllowed } from '../../../support/simulate-iam';
import { policyOf, requestsFor, statementsOfCases, type Request, type Statement } from './random-policies';

const account = { id: '123456789012', partition: 'aws' };

/** Returns the requests that a policy allows, as texts. */
async function allowedOf(
  requests: readonly Request[],
  statements: readonly Statement[],
): Promise<ReadonlySet<Request>> {
  const allowed = new Set<Request>();
  for (const request of requests)
    if (await isAllowed(account, policyOf(statements), request.action, request.resource, request.context))
      allowed.add(request);
  return allowed;
}

function rowsOf(before: readonly Statement[], after: readonly Statement[]) {
  const text = (statements: readonly Statement[]) =>
    [{ kind: 'text', name: 'p', text: JSON.stringify(policyOf(statements)) }] as const;
  const holder = { kind: 'role', name: 'the-role' } as const;
  return comparePolicies({ holder, before: text(before), after: text(after) }).map((change) => {
    if (change.kind === 'unknown') throw new Error(change.why);
    return change;
  });
}

/** Returns a row as statements that allow what the row names: one for each action, resource and value of a condition. */
function cellsOf({ actions, resources, conditions }: PermissionRow): readonly Statement[] {
  const lists = conditions.reduce<readonly (readonly Statement[])[]>(
    (all, { set, operator, isIfExists, key, values }) => {
      const name = `${set === '' ? '' : `${set}:`}${operator}${isIfExists ? 'IfExists' : ''}`;
      const single = operator.includes('Not') ? [values] : values;
      return all.flatMap((list) => single.map((value) => [...list, { [name]: { [key]: value } }]));
    },
    [[]],
  );
  return actions.flatMap((action) =>
    resources.flatMap((resource) =>
      lists.map((list) => ({
        Effect: 'Allow',
        ...(action.kind === 'is' ? { Action: action.text } : { NotAction: action.texts }),
        ...(resource.kind === 'is' ? { Resource: resource.text } : { NotResource: resource.texts }),
        Condition: joined(list),
      })),
    ),
  );
}

/** Joins conditions; two conditions of the same operator have different keys. */
function joined(conditions: readonly Statement[]): Statement {
  const byOperator = new Map<string, object>();
  for (const condition of conditions)
    for (const [operator, keys] of Object.entries(condition))
      byOperator.set(operator, { ...byOperator.get(operator), ...asRecord(keys) });
  return Object.fromEntries(byOperator);
}

/** Statements before and after a change. */
type Pair = readonly [before: readonly Statement[], after: readonly Statement[]];

/** Random pairs: statements that both sides have, and statements that one side has. */
const permissionPairs = fc.constantFrom(...statementsOfCases).chain(({ allow }) =>
  fc
    .tuple(
      fc.array(allow, { maxLength: 2 }),
      fc.array(allow, { minLength: 1, maxLength: 3 }),
      fc.array(allow, { minLength: 1, maxLength: 3 }),
    )
    .map(([common, first, second]): Pair => [
      [...common, ...first],
      [...common, ...second],
    ]),
);
const pairsWithDenials = fc.constantFrom(...statementsOfCases).chain(({ allow, deny }) =>
  fc
    .tuple(
      fc.array(allow, { minLength: 1, maxLength: 3 }),
      fc.array(fc.oneof({ weight: 3, arbitrary: deny }, allow), { maxLength: 2 }),
      fc.array(fc.oneof({ weight: 3, arbitrary: deny }, allow), { maxLength: 2 }),
    )
    .map(([common, first, second]): Pair => [
      [...common, ...first],
      [...common, ...second],
    ]),
);

/**
 * Returns whether statements can cover a statement only together: `x` and everything except `x`. The rows compare with one
 * statement at a time, so they can have more than what became possible.
 */
function canCoverTogether(statements: readonly Statement[]): boolean {
  return statements.length > 1 && /"Not|Not(Equals|Like)|"Null/.test(JSON.stringify(statements));
}

/** Returns the requests that became possible (`+`) or impossible (`-`). */
async function changedRequests([before, after]: Pair): Promise<
  Readonly<Record<'+' | '-', readonly Request[]>>
> {
  const requests = requestsFor([...before, ...after]);
  const [old, current] = [await allowedOf(requests, before), await allowedOf(requests, after)];
  return {
    '+': requests.filter((request) => current.has(request) && !old.has(request)),
    '-': requests.filter((request) => old.has(request) && !current.has(request)),
  };
}

describe('the rows against a simulation of IAM', () => {
  test('what became possible or impossible is in a row, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(permissionPairs, async (pair) => {
        const changed = await changedRequests(pair);
        for (const sign of ['+', '-'] as const) {
          const cells = rowsOf(...pair)
            .filter((row) => row.sign === sign)
            .flatMap(({ row }) => cellsOf(row));
          const named = await allowedOf(changed[sign], cells);
          expect(changed[sign].filter((request) => !named.has(request))).toEqual([]);
          if (canCoverTogether(sign === '+' ? pair[0] : pair[1])) continue;
          for (const cell of cells)
            expect([cell, (await allowedOf(changed[sign], [cell])).size > 0]).toEqual([cell, true]);
        }
      }),
      { numRuns: tries(80) },
    );
  });

  test('what a denial makes impossible, and what its removal makes possible, is in a row', async () => {
    await fc.assert(
      fc.asyncProperty(pairsWithDenials, async (pair) => {
        const changed = await changedRequests(pair);
        for (const sign of ['+', '-'] as const) {
          const cells = rowsOf(...pair)
            .filter(({ sign: each, row: { effect } }) => (each === sign) === (effect === 'Allow'))
            .flatMap(({ row }) => cellsOf(row));
          const named = await allowedOf(changed[sign], cells);
          expect(changed[sign].filter((request) => !named.has(request))).toEqual([]);
        }
      }),
      { numRuns: tries(80) },
    );
  });
});
