/** Joins atoms to a few rows with the same meaning. In a row, each action applies to each resource. */
import { compare } from '../../text/compare';
import type { Atom } from './atoms';
import { conditionKey, isAlternative, type Condition } from './conditions';
import type { Matcher } from './matchers';

/** Several atoms: each action is allowed or denied for each resource. */
export interface PermissionRow {
  /** Whether the statements allow or deny. */
  readonly effect: 'Allow' | 'Deny';
  /** The principal. */
  readonly principal: Matcher;
  /** The actions. */
  readonly actions: readonly Matcher[];
  /** The resources. */
  readonly resources: readonly Matcher[];
  /** The conditions, all of which must hold. One of the values of a condition must match. */
  readonly conditions: readonly Condition[];
}

/** Returns rows that have the meaning of the atoms. */
export function joinAtoms(atoms: readonly Atom[]): readonly PermissionRow[] {
  let rows: readonly PermissionRow[] = atoms.map(({ effect, principal, action, resource, conditions }) => ({
    effect,
    principal,
    actions: [action],
    resources: [resource],
    conditions,
  }));
  for (let count = Infinity; rows.length < count;) {
    count = rows.length;
    rows = joinBy(rows, 'actions');
    rows = joinBy(rows, 'resources');
    rows = joinConditions(rows);
  }
  return rows;
}

/** Joins rows that differ only in their actions, or only in their resources. */
function joinBy(rows: readonly PermissionRow[], part: 'actions' | 'resources'): readonly PermissionRow[] {
  return groupsOf(rows, (row) => keyOf({ ...row, [part]: [] })).map((group) => {
    const [first] = group;
    return { ...first, [part]: distinct(group.flatMap((row) => row[part])) };
  });
}

/** Joins rows that differ only in the values of one condition. */
function joinConditions(rows: readonly PermissionRow[]): readonly PermissionRow[] {
  const count = Math.max(0, ...rows.map(({ conditions }) => conditions.length));
  return Array.from({ length: count }, (_, index) => index).reduce(joinConditionAt, rows);
}

function joinConditionAt(rows: readonly PermissionRow[], index: number): readonly PermissionRow[] {
  const groups = groupsOf(rows, (row) => {
    const condition = row.conditions[index];
    if (condition === undefined || !isAlternative(condition)) return keyOf(row);
    return keyOf({ ...row, conditions: row.conditions.with(index, { ...condition, values: [] }) });
  });
  return groups.map((group) => {
    const [first] = group;
    const condition = first.conditions[index];
    if (condition === undefined) return first;
    const values = [...new Set(group.flatMap(({ conditions }) => conditions[index]?.values ?? []))].sort(
      compare,
    );
    return { ...first, conditions: first.conditions.with(index, { ...condition, values }) };
  });
}

function groupsOf(
  rows: readonly PermissionRow[],
  key: (row: PermissionRow) => string,
): readonly (readonly [PermissionRow, ...PermissionRow[]])[] {
  const groups = new Map<string, [PermissionRow, ...PermissionRow[]]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

function keyOf({ effect, principal, actions, resources, conditions }: PermissionRow): string {
  return JSON.stringify([effect, principal, actions, resources, conditions.map(conditionKey)]);
}

function distinct(matchers: readonly Matcher[]): readonly Matcher[] {
  const byKey = new Map(matchers.map((matcher) => [JSON.stringify(matcher), matcher]));
  return [...byKey].sort(([a], [b]) => compare(a, b)).map(([, matcher]) => matcher);
}
