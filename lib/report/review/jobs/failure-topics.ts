/** The SNS topics that are notified when a run of a job fails. Rules that the jobs share publish these messages. */
import type { SharedPart } from '../../../jobs/addresses';
import type { OwnedChange, PartOfJob } from '../../../review/jobs/group-changes';
import { isList } from '../../../values/json';
import { jsonOf, withParsedJson } from '../../../review/jobs/plan-values';
import type { Side } from '../../../review/jobs/resources-of-side';
import { isPlanObject, type PlanValue, type ResourceChange } from '../../../review/planned-environment';
import type { ReviewedRow } from '../view';
import { words, type Words } from '../words';
import { rowOf } from './aspects/aspect';
import { distinctLines, nameOfArn, sameLines, valueWords } from './value-words';

/** The topics for failed runs, on both sides of a change. */
export interface FailureTopics {
  /** Whether other topics are notified about a job after the change. */
  readonly differFor: (changes: readonly OwnedChange<PartOfJob>[]) => boolean;
  /** Returns the topics that are notified about a job, in words. */
  readonly linesFor: (changes: readonly OwnedChange<PartOfJob>[], side: Side) => readonly Words[];
}

/**
 * The topics by the name that the rules match: the name of a state machine, of a service, or of a rule that starts a
 * task.
 */
type TopicsByTarget = ReadonlyMap<string, readonly Words[]>;

/** Finds the topics in the rules that the jobs share. */
export function failureTopics(shared: readonly OwnedChange<SharedPart>[]): FailureTopics {
  const isRule = ({ part }: OwnedChange<SharedPart>): boolean =>
    part === 'failure_rule' || part === 'failure_target';
  const rules = shared.filter(isRule);
  const sides = { before: topicsOf(rules, 'before'), after: topicsOf(rules, 'after') };
  const isChanged = rules.some(({ change }) => change.action !== 'no-op');
  const linesFor: FailureTopics['linesFor'] = (changes, side) =>
    distinctLines(targetsOf(changes, side).flatMap((target) => sides[side].get(target) ?? []));
  return {
    linesFor,
    differFor: (changes) => isChanged && !sameLines(linesFor(changes, 'before'), linesFor(changes, 'after')),
  };
}

/** Returns the row of the topics for failed runs; no row if they stay. */
export function failureAspects(
  topics: FailureTopics,
  changes: readonly OwnedChange<PartOfJob>[],
): readonly ReviewedRow[] {
  return rowOf('a failed run', topics.linesFor(changes, 'before'), topics.linesFor(changes, 'after'));
}

function topicsOf(rules: readonly OwnedChange<SharedPart>[], side: Side): TopicsByTarget {
  const topics = new Map<string | undefined, Words>();
  for (const { part, key, change } of rules)
    if (part === 'failure_target') {
      const topic = change[side]?.['arn'];
      topics.set(key, typeof topic === 'string' ? nameOfArn(topic) : valueWords(topic));
    }
  const byTarget = new Map<string, Words[]>();
  for (const { part, key, change } of rules) {
    const values = change[side];
    const topic = topics.get(key);
    if (part !== 'failure_rule' || values === undefined || topic === undefined) continue;
    const pattern = jsonOf(withParsedJson(values)['event_pattern']);
    for (const text of new Set(textsIn(pattern))) {
      const known = byTarget.get(text);
      const line = words`reported to ${topic}`;
      if (known === undefined) byTarget.set(text, [line]);
      else known.push(line);
    }
  }
  return byTarget;
}

/** Returns the last parts of the texts in a pattern: the names of state machines, services and rules. */
function textsIn(pattern: unknown): readonly string[] {
  if (typeof pattern === 'string') return [lastPart(pattern)];
  if (isList(pattern)) return pattern.flatMap(textsIn);
  return typeof pattern === 'object' && pattern !== null ? Object.values(pattern).flatMap(textsIn) : [];
}

/** `arn:…:stateMachine:app-nightly` → `stateMachine:app-nightly`, and `events-rule/app-in` → `events-rule/app-in`. */
function lastPart(text: string): string {
  const [kind = '', name = ''] = text.split(':').slice(-2);
  if (kind === 'stateMachine') return `${kind}:${name}`;
  const service = /:service\/(?:.*\/)?([^/]+)$/.exec(text)?.[1];
  return service === undefined ? text : `service/${service}`;
}

/** Returns the names by which the rules find the runs of a job. */
function targetsOf(changes: readonly OwnedChange<PartOfJob>[], side: Side): readonly string[] {
  const hasMachine = changes.some(
    ({ part, change }) => part === 'state_machine' && change[side] !== undefined,
  );
  return changes.flatMap(({ part, change }) => {
    const name = nameOf(change, side);
    if (name === undefined) return [];
    if (part === 'state_machine') return [`stateMachine:${name}`];
    if (part === 'service') return [`service/${name}`];
    return part === 'rule' && !hasMachine ? [`events-rule/${name}`] : [];
  });
}

function nameOf(change: ResourceChange, side: Side): string | undefined {
  const values = change[side];
  const name: PlanValue | undefined = isPlanObject(values) ? values['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}
