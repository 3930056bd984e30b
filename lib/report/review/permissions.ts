/** The changes of permissions: of the roles, and of the principals that assume a role or use a queue. */
import {
  comparePolicies,
  type PermissionChange,
  type UnknownPermissions,
} from '../../review/permissions/compare-policies';
import { matcherText, type Matcher } from '../../review/permissions/matchers';
import {
  boundaryChanges,
  heldPolicies,
  type BoundaryChange,
  type PolicyHolder,
} from '../../review/permissions/policy-holders';
import type { PlannedEnvironment } from '../../review/planned-environment';
import { compare } from '../../text/compare';
import { conditionWords } from './permissions/condition-words';
import { withLookupsInWords } from './permissions/lookups-in-words';
import type { ReviewedPermission } from './view';
import { words, type Words } from './words';

/**
 * Returns the changes of permissions. Two policies with the same meaning have no row. Unknown policies are first, then
 * new permissions.
 */
export function reviewPermissions(environment: PlannedEnvironment): readonly ReviewedPermission[] {
  const changes = heldPolicies(environment).flatMap(comparePolicies);
  const rows = changes.map((change) => (change.kind === 'row' ? permissionOf(change) : unknownOf(change)));
  return joinResources([...boundaryChanges(environment).map(boundaryOf), ...rows]).toSorted(inOrderOfRisk);
}

function permissionOf({ sign, holder, row }: PermissionChange): ReviewedPermission {
  return {
    sign,
    who:
      holder.kind === 'trust' || holder.kind === 'queue' ? principalText(row.principal) : holderText(holder),
    givenBy: holder.kind,
    effect: row.effect,
    actions: row.actions.map(matcherText),
    resources: row.resources.map(matcherText).map(withLookupsInWords),
    conditions: row.conditions.map(conditionWords),
  };
}

function unknownOf({ holder, name, why, isBefore, isAfter }: UnknownPermissions): ReviewedPermission {
  const what = isBefore && isAfter ? words`changes` : isAfter ? words`is added` : words`is removed`;
  return unknownRow(holder, name, words`the policy ${name} ${what}; ${reasonWords(why)}`);
}

function boundaryOf({ role, before, after }: BoundaryChange): ReviewedPermission {
  const from =
    before === undefined ? words`no permissions boundary` : words`the permissions boundary ${before}`;
  const to = after === undefined ? words`no permissions boundary` : words`the permissions boundary ${after}`;
  return unknownRow(
    { kind: 'role', name: role },
    after ?? before ?? '',
    words`the role had ${from}, and gets ${to}; the plan does not contain the text of a boundary`,
  );
}

function unknownRow(holder: PolicyHolder, policy: string, sentence: Words): ReviewedPermission {
  return {
    sign: '?',
    who: holderText(holder),
    givenBy: holder.kind,
    effect: 'Allow',
    actions: [],
    resources: [policy],
    conditions: [sentence],
  };
}

function reasonWords(why: UnknownPermissions['why']): Words {
  switch (why) {
    case 'unknown':
      return words`Terraform knows its text only after the apply`;
    case 'sensitive':
      return words`Terraform hides its text, because the text is marked as sensitive`;
    case 'elsewhere':
      return words`the plan does not contain its text`;
    case 'unreadable':
      return words`this report cannot read its text as a policy`;
  }
}

function holderText(holder: PolicyHolder): string {
  switch (holder.kind) {
    case 'role':
    case 'trust':
    case 'queue':
      return withLookupsInWords(holder.name);
    case 'policy':
      return withLookupsInWords(holder.name);
  }
}

/** Returns a principal as text. The type is left out if the text shows it, which is not so for an identity provider. */
function principalText(principal: Matcher): string {
  const texts = (principal.kind === 'is' ? [principal.text] : principal.texts).map((text) =>
    withLookupsInWords(text.replace(/^(?:AWS|Service) /, '')),
  );
  if (principal.kind === 'isNot') return `everyone except ${texts.join(', ')}`;
  return principal.text === '*' ? 'everyone' : texts.join(', ');
}

/** Joins rows of several queues or roles that differ only in the resource. */
function joinResources(rows: readonly ReviewedPermission[]): readonly ReviewedPermission[] {
  const joined = new Map<string, ReviewedPermission>();
  for (const row of rows) {
    const key = JSON.stringify({ ...row, resources: row.sign === '?' ? row.resources : [] });
    const other = joined.get(key);
    const resources = [...new Set([...(other?.resources ?? []), ...row.resources])].sort(compare);
    joined.set(key, { ...row, resources });
  }
  return [...joined.values()];
}

function inOrderOfRisk(a: ReviewedPermission, b: ReviewedPermission): number {
  return riskOf(a) - riskOf(b) || compare(a.who, b.who) || compare(a.actions.join(), b.actions.join());
}

/**
 * Returns a number that is smaller for a higher risk: unknown policies, then wider permissions, then narrower
 * permissions.
 */
function riskOf({ sign, effect }: ReviewedPermission): number {
  if (sign === '?') return 0;
  if (sign === '+') return effect === 'Allow' ? 1 : 4;
  return effect === 'Deny' ? 2 : 3;
}
