/** Whether a pattern matches every event of the default bus, also those of the job's own tasks. */
import type { EventPattern } from '../../aws/events/event-patterns';
import { matchesPattern } from '../../aws/events/match-event-pattern';
import { isList, isObject, type JsonObject } from '../../values/json';

/** The account and the region of the bus, if they are known. */
export interface BusLocation {
  /**
   * The 12 digits of the account.
   *
   * @default unknown; a pattern that names an account does not match
   */
  readonly accountId: string | undefined;
  /**
   * The region.
   *
   * @default unknown; a pattern that names a region does not match
   */
  readonly region: string | undefined;
}

/**
 * Whether a pattern matches an event of the job's own tasks, and does not restrict the event's source, type or detail.
 *
 * The function tests the pattern with the event of a task, and with events that have a different source, type and detail.
 * For each text in the pattern, one event has this text as its source and type: a pattern may exclude exactly this
 * text, as `anything-but` does.
 *
 * @param pattern - A valid pattern.
 */
export function matchesEveryEvent(pattern: EventPattern, location: BusLocation): boolean {
  const task = taskEvent(location);
  const others = ['example', ...textsOf(pattern)].map((text) => otherEvent(task, text));
  return [task, ...others].every((event) => matchesPattern(pattern, event));
}

/**
 * Returns an example of the event that ECS sends when the state of a task changes.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
function taskEvent({ accountId = 'unknown', region = 'unknown' }: BusLocation): JsonObject {
  const arn = `arn:aws:ecs:${region}:${accountId}`;
  const taskArn = `${arn}:task/example/00000000000000000000000000000000`;
  return {
    version: '0',
    id: '00000000-0000-0000-0000-000000000000',
    'detail-type': 'ECS Task State Change',
    source: 'aws.ecs',
    account: accountId,
    time: '2000-01-01T00:00:00Z',
    region,
    resources: [taskArn],
    detail: {
      clusterArn: `${arn}:cluster/example`,
      taskArn,
      desiredStatus: 'RUNNING',
      lastStatus: 'RUNNING',
    },
  };
}

function otherEvent(task: JsonObject, text: string): JsonObject {
  return {
    ...task,
    id: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
    'detail-type': text,
    source: text,
    time: '2099-12-31T23:59:59Z',
    resources: ['example'],
    detail: {},
  };
}

/** Returns the texts in a pattern, except for empty ones: no event has an empty source. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (isList(value)) return value.flatMap(textsOf);
  return isObject(value) ? Object.values(value).flatMap(textsOf) : [];
}
