/** Validation rules for event jobs that the schema cannot express. */
import { defaultEventBus } from '../../aws/events/event-buses';
import { isSmallEventPattern } from '../../aws/events/validate-event-pattern';
import type { Violation } from '../../config/rules/apply-rules';
import type { Path } from '../../config/issues/issues';
import type { ReadEnvironment } from '../../config/reading/read-environment';
import { isObject, type JsonObject } from '../../values/json';
import { explainUnsupportedTarget } from '../run/state-machine-choice';
import { eventPlaceholders } from './event-placeholders';
import { matchesEveryEvent } from './matches-every-event';
import { findPatternProblems, patternFields } from './pattern-problems';

interface PatternEntry {
  readonly path: Path;
  readonly pattern: JsonObject;
  readonly busName: string;
}

/**
 * Returns the event patterns of an environment. Patterns of a wrong type, and patterns in which every field is invalid,
 * are left out.
 */
function patternsOf({ validParts, isInvalid }: ReadEnvironment): readonly PatternEntry[] {
  return Object.entries(validParts.event_jobs ?? {}).flatMap(([name, job]): readonly PatternEntry[] => {
    const path = ['event_jobs', name, 'event_pattern'];
    const { event_pattern: pattern, event_bus_name: busName = defaultEventBus } = job;
    if (!isObject(pattern) || isInvalid(path)) return [];
    // Without its invalid fields, a pattern can be empty.
    const isPartial = patternFields.some((field) => isInvalid([...path, field]));
    return isPartial && Object.keys(pattern).length === 0 ? [] : [{ path, pattern, busName }];
  });
}

/** Finds event patterns that EventBridge rejects, or that have a part that never matches. */
export function patternsValid(environment: ReadEnvironment): readonly Violation[] {
  return patternsOf(environment).flatMap(({ path, pattern }) =>
    findPatternProblems(pattern).map((problem) => ({ ...problem, path: [...path, ...problem.path] })),
  );
}

/**
 * Finds patterns that match every event of the default bus: the events of the job's own tasks would start the job
 * again. A pattern on another bus may match every event.
 */
export function patternsSelect(environment: ReadEnvironment): readonly Violation[] {
  const { account_id: accountId, region } = environment.validParts;
  return patternsOf(environment).flatMap(({ path, pattern, busName }): readonly Violation[] => {
    if (busName !== defaultEventBus || !isSmallEventPattern(pattern)) return [];
    if (findPatternProblems(pattern).length > 0 || !matchesEveryEvent(pattern, { accountId, region }))
      return [];
    const message =
      'the pattern matches every event of the default bus, including the events of the job’s own tasks; add a source to the pattern';
    return [{ path, at: 'key', message }];
  });
}

/** Finds jobs with the target `ecs_cluster` that need a state machine. */
export function targetSupportsJob({ validParts }: ReadEnvironment): readonly Violation[] {
  return Object.entries(validParts.event_jobs ?? {}).flatMap(([name, job]): readonly Violation[] => {
    const message = explainUnsupportedTarget(job, eventPlaceholders(job.event_pattern));
    return message === undefined ? [] : [{ path: ['event_jobs', name, 'target'], at: 'value', message }];
  });
}
