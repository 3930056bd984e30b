/** The changes of resources in words. */
import { differOnlyInDefaults } from '../../review/jobs/noise';
import type { PlannedAction, ResourceChange } from '../../review/planned-environment';
import { isKeptByProvider } from './losses/lost-by-type';
import { words, type Words } from './words';
import type { ReviewedResource } from './view';

/** The actions, in the order of their risk. */
const actions: readonly PlannedAction[] = [
  'delete',
  'replace',
  'forget',
  'update',
  'create',
  'no-op',
  'read',
];

const reasons: ReadonlyMap<string, string> = new Map([
  ['replace_because_tainted', 'its last creation failed'],
  ['replace_by_request', 'the command has the option -replace'],
  ['replace_by_triggers', 'a resource on which it depends changes'],
]);

/** Returns the resources that change, riskiest first. */
export function reviewResources(changes: readonly ResourceChange[]): readonly ReviewedResource[] {
  return changes
    .filter((change) => isShown(change))
    .map((change) => ({
      risk: actions.indexOf(change.action),
      address: change.address,
      action: wordsOf(change),
    }))
    .sort((a, b) => a.risk - b.risk)
    .map(({ address, action }) => ({ address, action }));
}

function isShown({ action, previousAddress, importId }: ResourceChange): boolean {
  return action !== 'no-op' || previousAddress !== undefined || importId !== undefined;
}

/** Returns the action of Terraform on a resource, in words. */
function wordsOf(change: ResourceChange): Words {
  const { previousAddress, importId, action } = change;
  const parts: readonly Words[] = [
    ...(action === 'no-op' ? [] : [actionWords(change)]),
    ...(previousAddress === undefined ? [] : [words`moved in the Terraform state from ${previousAddress}`]),
    ...(importId === undefined ? [] : [importId === '' ? ['imported'] : words`imported from ${importId}`]),
  ];
  return parts.flatMap((part, index): Words => (index === 0 ? part : [', ', ...part]));
}

function actionWords({ action, before, after, replacedBecauseOf, reason, isDeposed }: ResourceChange): Words {
  switch (action) {
    case 'create':
      return ['created'];
    case 'update':
      return before !== undefined && after !== undefined && differOnlyInDefaults(before, after)
        ? ['changed: the provider only adds its defaults']
        : ['changed'];
    case 'delete':
      if (isKeptByProvider(before)) return ['removed from the Terraform state; it stays in AWS'];
      return [
        isDeposed ? 'deleted: the old resource, which remained after an earlier replacement' : 'deleted',
      ];
    case 'forget':
      return ['removed from the Terraform state; it stays in AWS'];
    case 'read':
      return ['read during the apply'];
    case 'no-op':
      return [];
    case 'replace':
      return replacementWords(replacedBecauseOf, reason);
  }
}

function replacementWords(paths: readonly string[], reason: string | undefined): Words {
  if (paths.length > 0) {
    const list = paths.flatMap((path, index): Words => (index === 0 ? words`${path}` : words`, ${path}`));
    return words`replaced, because AWS cannot change ${list}`;
  }
  const text = reasons.get(reason ?? '');
  return [text === undefined ? 'replaced' : `replaced, because ${text}`];
}
