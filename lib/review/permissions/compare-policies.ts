/** Compares the permissions of policies before and after a change. */
import { isDenied, readAtoms, withoutCovered, type Atom } from './atoms';
import type { HeldPolicies, PolicyHolder, PolicyText } from './policy-holders';
import { joinAtoms, type PermissionRow } from './rows';

/** Statements that are new or removed. */
export interface PermissionChange {
  readonly kind: 'row';
  /** The role, queue or policy to which the statements belong. */
  readonly holder: PolicyHolder;
  /** Whether the statements are new (`+`) or removed (`-`). */
  readonly sign: '+' | '-';
  /** The statements. */
  readonly row: PermissionRow;
}

/** A policy that can't be compared before the apply. */
export interface UnknownPermissions {
  readonly kind: 'unknown';
  /** The role, queue or policy to which the policy belongs. */
  readonly holder: PolicyHolder;
  /** The name of the policy. */
  readonly name: string;
  /**
   * The reason:
   *
   * - `unknown`, `sensitive`: the plan does not show the value
   * - `elsewhere`: the policy is not part of the plan
   * - `unreadable`: the text is not a policy
   */
  readonly why: 'unknown' | 'sensitive' | 'elsewhere' | 'unreadable';
  /** Whether the holder has the policy before the change. */
  readonly isBefore: boolean;
  /** Whether the holder has the policy after the change. */
  readonly isAfter: boolean;
}

/**
 * Returns the changes of permissions, and the policies that can't be compared. Policies with the same meaning have
 * neither.
 */
export function comparePolicies({
  holder,
  before,
  after,
}: HeldPolicies): readonly (PermissionChange | UnknownPermissions)[] {
  const kept = keptPolicies(before ?? [], after ?? []);
  const [olds, currents] = [before ?? [], after ?? []].map((policies) =>
    policies.filter((each) => !kept.has(keyOf(each))),
  );
  if (olds === undefined || currents === undefined || (olds.length === 0 && currents.length === 0)) return [];
  const [old, current] = [readSide(holder, before ?? [], kept), readSide(holder, after ?? [], kept)];
  const names = [...new Set([...current.unknown.keys(), ...old.unknown.keys()])];
  // The policy of a queue that is created or deleted denies nothing that was possible.
  const isKept = before !== undefined && after !== undefined;
  const hasDenials = isKept || holder.kind === 'role' || holder.kind === 'policy';
  const rows = (sign: '+' | '-', atoms: readonly Atom[]): readonly PermissionChange[] =>
    joinAtoms(atoms).map((row) => ({ kind: 'row', holder, sign, row }));
  return [
    ...names.map((name): UnknownPermissions => ({
      kind: 'unknown',
      holder,
      name,
      why: current.unknown.get(name) ?? old.unknown.get(name) ?? 'unknown',
      isBefore: olds.some((each) => each.name === name),
      isAfter: currents.some((each) => each.name === name),
    })),
    // An unknown policy can contain the statements of the other side.
    ...(old.unknown.size > 0 ? [] : rows('+', becomesPossible(current, old))),
    ...(old.unknown.size > 0 || !hasDenials ? [] : rows('+', withoutCovered(current.denials, old.denials))),
    ...(current.unknown.size > 0 ? [] : rows('-', becomesPossible(old, current))),
    ...(current.unknown.size > 0 || !hasDenials
      ? []
      : rows('-', withoutCovered(old.denials, current.denials))),
  ];
}

/** Returns whether a policy of a role or a resource has the same meaning before and after a change. */
export function samePolicies(before: string, after: string): boolean {
  const [old, current] = [readAtoms(before), readAtoms(after)];
  if (old === undefined || current === undefined) return false;
  return withoutCovered(current, old).length === 0 && withoutCovered(old, current).length === 0;
}

interface ReadSide {
  readonly permissions: readonly Atom[];
  readonly denials: readonly Atom[];
  /** The policies that are not known, with the reason, by name. */
  readonly unknown: ReadonlyMap<string, UnknownPermissions['why']>;
}

function readSide(
  holder: PolicyHolder,
  policies: readonly PolicyText[],
  kept: ReadonlySet<string>,
): ReadSide {
  const atoms: Atom[] = [];
  const unknown = new Map<string, UnknownPermissions['why']>();
  for (const policy of policies) {
    if (policy.kind === 'hidden') {
      if (!kept.has(keyOf(policy))) unknown.set(policy.name, policy.why);
      continue;
    }
    const read = readAtoms(policy.text, holder.kind === 'trust' ? holder.name : undefined);
    if (read !== undefined) atoms.push(...read);
    else if (!kept.has(keyOf(policy))) unknown.set(policy.name, 'unreadable');
  }
  return {
    permissions: atoms.filter(({ effect }) => effect === 'Allow'),
    denials: atoms.filter(({ effect }) => effect === 'Deny'),
    unknown,
  };
}

/** Returns the atoms that one side allows and the other side does not allow. */
function becomesPossible(side: ReadSide, other: ReadSide): readonly Atom[] {
  return withoutCovered(side.permissions, other.permissions).filter((atom) => !isDenied(atom, side.denials));
}

/** Returns the keys of the policies that both sides have. */
function keptPolicies(before: readonly PolicyText[], after: readonly PolicyText[]): ReadonlySet<string> {
  const keys = new Set(before.map(keyOf));
  return new Set(
    after
      .filter((policy) => policy.kind === 'text' || policy.isKept)
      .map(keyOf)
      .filter((key) => keys.has(key)),
  );
}

function keyOf(policy: PolicyText): string {
  return policy.kind === 'text' ? policy.text : `${policy.why} ${policy.name}`;
}
