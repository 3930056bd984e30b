import { countedFrom } from '../../aws/schedule-expressions/schedule-runs';
import { stateOf, type FileUploadJob } from '../../jobs/job';
import {
  firstRunsOf,
  unknownTimeZone,
  type ListedEnvironment,
  type ListedJob,
  type ListedSchedule,
  type ListedScheduledJob,
} from './listed-jobs';
import { policyToJson } from './run-policy';
import { localIso, utcIso } from './times';

/** For programs: stable. */
export function listToJson(environments: readonly ListedEnvironment[], from: Date, count: number): string {
  const value = {
    from: utcIso(from),
    environments: environments.map(({ name, jobs }) => ({
      name,
      jobs: jobs.map((listed) => jobToJson(listed, count)),
    })),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function jobToJson(listed: ListedJob, count: number): object {
  const { job } = listed;
  const starts = listed.type === 'scheduled_job' ? startsByTime(listed, count) : startsByUpload(listed.job);
  return {
    name: job.name,
    type: job.type,
    target: job.target.kind,
    state: stateOf(job),
    ...starts,
    ...policyToJson(job.run),
  };
}

function startsByTime(listed: ListedScheduledJob, count: number): object {
  const [first, ...others] = listed.job.schedules;
  const expressions = [first, ...others].map(({ expression }) => expression);
  return {
    schedule_expression: others.length === 0 ? first.expression : expressions,
    schedule_expression_timezone: first.timezone,
    next_runs: firstRunsOf(listed, count).map((run) => localIso(run, first.timezone)),
    schedules: listed.schedules.map(scheduleToJson),
  };
}

function scheduleToJson({ schedule, timing, words, next }: ListedSchedule): object {
  const { expression, timezone, startDate, endDate, flexibleTimeWindowMinutes } = schedule;
  const runs = next.kind === 'runs' ? next.runs : [];
  return {
    expression,
    words,
    start_date: startDate ?? null,
    end_date: endDate ?? null,
    flexible_time_window_minutes: flexibleTimeWindowMinutes ?? null,
    counted_from: countedFrom(timing) ?? null,
    finished: next.kind === 'finished',
    ...(next.kind === 'finished' ? { finished_because: next.why } : {}),
    ...(next.kind === 'unknown-time-zone' ? { problem: unknownTimeZone(timezone) } : {}),
    next_runs: runs.map((run) => ({ local: localIso(run, timezone), utc: utcIso(run) })),
  };
}

function startsByUpload({ rule }: FileUploadJob): object {
  const { filter, event, eventBusName } = rule;
  return {
    matches: {
      bucket: filter.bucketName,
      path_prefix: filter.prefixes,
      path_suffix: filter.suffixes,
      path_pattern: filter.wildcards,
      minimum_size_bytes: filter.minimumSize ?? null,
      maximum_size_bytes: filter.maximumSize ?? null,
      reasons: filter.reasons,
      after_malware_scan: event === 'scanned',
      event_bus_name: eventBusName,
    },
  };
}
