/** The losses of a change: messages, logs, the history of executions, the next run. */
import type { PlannedEnvironment, ResourceChange } from '../../review/planned-environment';
import { compare } from '../../text/compare';
import { lostTypes, type LostType } from './losses/lost-by-type';
import { joinWords } from './join-words';
import { withLookupsInWords } from './permissions/lookups-in-words';
import { words, type Words } from './words';

/** A loss, before its sentences are ordered. */
interface Loss {
  /**
   * The name of a deleted alarm, and the name of its job.
   *
   * @default the loss is not a deleted alarm of a job
   */
  readonly alarm?: { readonly name: Words; readonly jobName: string } | undefined;
  /** The order of the risk. */
  readonly risk: number;
  readonly address: string;
  readonly sentence: Words;
}

/** Terraform's reasons for a replacement that no argument forces. */
const reasons: ReadonlyMap<string, Words> = new Map([
  ['replace_because_tainted', words`an earlier apply failed`],
  ['replace_by_request', words`the command has the option ${'-replace'}`],
  ['replace_by_triggers', words`a resource on which it depends changes`],
]);
const types = [...lostTypes.keys()];

/** Returns a sentence for each loss by a deletion or a replacement, riskiest first. */
export function reviewLosses(environment: PlannedEnvironment): readonly Words[] {
  const losses = environment.changes.flatMap((change) => lossesOf(change, environment));
  return withoutSingleAlarms(losses)
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
  const alarm =
    type === 'aws_cloudwatch_metric_alarm' && action === 'delete' && change.owner?.kind === 'job'
      ? { name: nameOf(change, known), jobName: change.owner.jobName }
      : undefined;
  return [{ risk: at, address, alarm, sentence: words`${what}: ${lost}.` }];
}

/** Joins the sentences about the deleted alarms of a job. */
function withoutSingleAlarms(losses: readonly Loss[]): Loss[] {
  const byJob = new Map<string, readonly Loss[]>();
  for (const loss of losses)
    if (loss.alarm !== undefined)
      byJob.set(loss.alarm.jobName, [...(byJob.get(loss.alarm.jobName) ?? []), loss]);
  return losses.flatMap((loss) => {
    const together = loss.alarm === undefined ? [] : (byJob.get(loss.alarm.jobName) ?? []);
    if (together.length < 2) return [loss];
    if (together[0] !== loss) return [];
    const names = together.flatMap(({ alarm }) => (alarm === undefined ? [] : [alarm.name]));
    const sentence = words`The alarms ${joinWords(names)} are deleted: nobody is notified of these problems any more; CloudWatch keeps the history.`;
    return [{ ...loss, sentence }];
  });
}

function subjectOf(change: ResourceChange, known: LostType | undefined): Words {
  const name = nameOf(change, known);
  return known === undefined ? words`${name} (${change.type})` : words`The ${[known.what]} ${name}`;
}

/** Returns the name of a resource in AWS, or its address. */
function nameOf({ before, after, address }: ResourceChange, known: LostType | undefined): Words {
  const name = known === undefined ? undefined : (before ?? after)?.[known.name];
  return words`${typeof name === 'string' ? withLookupsInWords(name) : address}`;
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
  return isDeposed ? words`, which remained after an earlier replacement,` : [];
}
