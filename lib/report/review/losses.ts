/** What a change loses: messages, logs, the history of executions, the next run. */
import type { PlannedEnvironment, ResourceChange } from '../../review/planned-environment';
import { compare } from '../../text/compare';
import { lostTypes, type LostType } from './losses/lost-by-type';
import { withLookupsInWords } from './permissions/lookups-in-words';
import { words, type Words } from './words';

interface Loss {
  /** The order of the risk. */
  readonly risk: number;
  readonly address: string;
  readonly sentence: Words;
}

/** Terraform's reasons for a replacement that no argument forces. */
const reasons: ReadonlyMap<string, Words> = new Map([
  ['replace_because_tainted', words`an earlier apply failed`],
  ['replace_by_request', words`the command asked for it`],
  ['replace_by_triggers', words`another resource changes`],
]);
const types = [...lostTypes.keys()];

/** Returns a sentence for everything that a deletion or a replacement loses, riskiest first. */
export function reviewLosses(environment: PlannedEnvironment): readonly Words[] {
  const losses = environment.changes.flatMap((change) => lossesOf(change, environment));
  return losses
    .sort((a, b) => a.risk - b.risk || compare(a.address, b.address))
    .map(({ sentence }) => sentence);
}

function lossesOf(change: ResourceChange, environment: PlannedEnvironment): readonly Loss[] {
  const { action, type, address, before } = change;
  const at = types.indexOf(type);
  const known = lostTypes.get(type);
  if (action === 'forget') {
    const sentence = words`${subjectOf(change, known)} stays in AWS, and Terraform does not manage it any more.`;
    return [{ risk: types.length, address, sentence }];
  }
  if (action === 'create' && type === 'aws_s3_bucket_notification') {
    const sentence = words`${subjectOf(change, known)} are replaced: S3 deletes the notifications that other programs have set.`;
    return [{ risk: at, address, sentence }];
  }
  if ((action !== 'delete' && action !== 'replace') || before === undefined || known === undefined) return [];
  const isReplaced = action === 'replace';
  const lost = known.lost(before, { change, environment, isReplaced });
  if (lost === undefined) return [];
  const subject = subjectOf(change, known);
  const verb = words`${subject} ${[known.what.startsWith('notification') ? 'are' : 'is']}`;
  const what = isReplaced
    ? words`${verb} replaced${reasonOf(change)}`
    : words`${verb} deleted${deposedText(change)}`;
  return [{ risk: at, address, sentence: words`${what}: ${lost}.` }];
}

function subjectOf({ before, after, address, type }: ResourceChange, known: LostType | undefined): Words {
  const name = known === undefined ? undefined : (before ?? after)?.[known.name];
  const text = typeof name === 'string' ? withLookupsInWords(name) : address;
  return known === undefined ? words`${text} (${type})` : words`The ${[known.what]} ${text}`;
}

/** Returns why Terraform replaces a resource, and in which order. */
function reasonOf({ replacedBecauseOf, reason, isCreatedFirst }: ResourceChange): Words {
  const order = isCreatedFirst === true ? 'first created, then deleted' : 'first deleted, then created';
  const [argument] = replacedBecauseOf;
  if (argument !== undefined) return words` because ${argument} changes (${[order]})`;
  const because = reason === undefined ? undefined : reasons.get(reason);
  return because === undefined ? words` (${[order]})` : words` because ${because} (${[order]})`;
}

function deposedText({ isDeposed }: ResourceChange): Words {
  return isDeposed ? words`, which an earlier, failed replacement left` : [];
}
