/** Rules about event jobs that the schema cannot express. */
import { defaultEventBus } from '../../aws/events/event-buses';
import type { Problem } from '../../config/issues';
import type { ReadEnvironment } from '../../config/read-config';
import { isObject } from '../../values/json';
import { findPatternProblems, matchesEveryEvent } from './pattern-problems';

/** The rules of event jobs. Each checks only fields that are valid by themselves. */
export const eventRules: readonly ((environment: ReadEnvironment) => readonly Problem[])[] = [patternsValid];

function patternsValid({ validParts, isInvalid }: ReadEnvironment): readonly Problem[] {
  return Object.entries(validParts.event_jobs ?? {}).flatMap(([name, job]): readonly Problem[] => {
    const path = ['event_jobs', name, 'event_pattern'];
    const { event_pattern: pattern, event_bus_name: bus } = job;
    if (!isObject(pattern) || isInvalid(path)) return [];
    // A wrong field is left out, and the rest can be anything.
    if (Object.keys(pattern).length === 0 && hasWrongField(isInvalid, path)) return [];
    const problems = findPatternProblems(pattern);
    if (problems.length === 0 && matchesEveryEvent(pattern) && isDefaultBus(bus))
      return [{ path, code: 'event-pattern', at: 'key', message: everyEvent }];
    return problems.map(({ path: below, ...problem }) => ({
      ...problem,
      path: [...path, ...below],
      code: 'event-pattern',
    }));
  });
}

const everyEvent =
  'the pattern matches every event of the default bus, also those of the job’s own tasks; name a source';

function isDefaultBus(name: string | undefined): boolean {
  return name === undefined || name === defaultEventBus;
}

function hasWrongField(isInvalid: ReadEnvironment['isInvalid'], path: readonly string[]): boolean {
  return ['source', 'detail-type', 'detail', 'account', 'region', 'resources', 'id', 'time', '$or'].some(
    (field) => isInvalid([...path, field]),
  );
}
