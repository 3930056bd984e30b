/** The alarm of a scheduled job for a run that did not start. */
import { rateInterval } from '../../../aws/schedules/expressions/rate-interval';
import { shortestTimeBetweenRuns } from '../../../aws/schedules/shortest-interval';
import type { ScheduledJobConfig } from '../../../config/schema/scheduled-job';
import { missedRunSeconds } from '../../../config/rules/missed-run-seconds';
import { millisecondsPer, secondsPer } from '../../../text/durations';
import type { DeferredString, Json } from '../../../values/deferred-values';
import type { BuildContext } from '../../build-context';
import { checkScheduleName, jobResourceName } from '../../resource-names';
import { stateMachineArn } from '../../run/state-machine';
import type { Schedule } from '../../triggers/triggers';
import { topicOf } from '../topics';
import { missedDueRun, missedNextRun, scheduledTimeAttribute, type NotifiedJob } from './notifications';

/** The checks for missed runs of a job, or the reason why the job has no checks. */
export type MissedRunChecks =
  | WatchedRuns
  | {
      readonly kind: 'unwatched';
      /**
       * `no_topic`: the job has no SNS topic, or it is disabled. `off`: the configuration has `missed_run: false`.
       * `frequent`: the job runs too often for the default.
       */
      readonly why: 'no_topic' | 'off' | 'frequent';
    };

/** The checks for missed runs of a job. */
export interface WatchedRuns {
  readonly kind: 'watched';
  /** The time after which a missed run is reported, in seconds. */
  readonly afterSeconds: number;
  /** The ARN of the SNS topic. */
  readonly topicArn: DeferredString;
  /** A schedule for each schedule of the job that is not a rate. It starts a check at each scheduled time. */
  readonly checks: readonly CheckSchedule[];
  /** The check after each run of a job with a rate; `undefined` if the job has no rate. */
  readonly nextRun: NextRunCheck | undefined;
}

/** A schedule that starts the watch machine. Its times are those of a schedule of the job. */
export interface CheckSchedule extends Omit<Schedule, 'input'> {
  /** The input of the watch machine. */
  readonly input: Json;
}

/** The check that a run follows another. The times of a rate count from the creation of its schedule, which is unknown. */
export interface NextRunCheck {
  /** The shortest interval of the job's rates, in seconds. */
  readonly intervalSeconds: number;
  /** The input of the watch machine. It has placeholders for `execution` and `time` of the run before. */
  readonly input: Json;
}

/** The time between two runs below which a job is not watched by default, in seconds. */
const frequentSeconds = 15 * secondsPer.minute;

/** The maximum of the default time after which a missed run is reported, in seconds. */
const maximumDefaultSeconds = 15 * secondsPer.minute;

/** Builds the checks of a scheduled job. */
export function buildMissedRunChecks(
  { config, location, roles }: BuildContext,
  jobName: string,
  job: ScheduledJobConfig,
  schedules: readonly Schedule[],
): MissedRunChecks {
  const topicArn = topicOf(config, job);
  if (topicArn === undefined) return { kind: 'unwatched', why: 'no_topic' };
  if (job.missed_run === false) return { kind: 'unwatched', why: 'off' };
  const shortestSeconds = shortestSecondsBetweenRuns(schedules);
  if (job.missed_run === undefined && shortestSeconds < frequentSeconds)
    return { kind: 'unwatched', why: 'frequent' };
  const afterSeconds =
    job.missed_run?.after_seconds ?? defaultAfterSeconds(shortestSeconds, job.flexible_time_window_minutes);
  const machineArn = stateMachineArn(location, jobResourceName(config.service.name, jobName));
  const notified: NotifiedJob = { config, location, jobName, topicArn };
  const rates = schedules.flatMap(({ parsedExpression: each }) =>
    each.kind === 'rate' ? [rateInterval(each)] : [],
  );
  const intervalSeconds = Math.min(...rates) / millisecondsPer.second;
  const [{ endDate } = {}] = schedules;
  return {
    kind: 'watched',
    afterSeconds,
    topicArn,
    checks: schedules
      .filter(({ parsedExpression }) => parsedExpression.kind !== 'rate')
      .map((schedule) => ({
        ...schedule,
        name: checkScheduleName(config.service.name, jobName, schedule.key),
        description: `Checks whether the runs of ${jobName} start.`,
        // AWS rejects a new schedule whose start date has passed. The watch machine compares the date instead.
        startDate: undefined,
        flexibleTimeWindowMinutes: undefined,
        roleArn: roles.scheduler,
        delivery: undefined,
        input: {
          check: 'due',
          state_machine: machineArn,
          scheduled_time: scheduledTimeAttribute,
          ...(schedule.startDate === undefined ? {} : { not_before: schedule.startDate }),
          after_seconds: afterSeconds,
          ...missedDueRun(notified, machineArn, afterSeconds),
        },
      })),
    nextRun:
      rates.length === 0
        ? undefined
        : {
            intervalSeconds,
            input: {
              check: 'next',
              state_machine: machineArn,
              execution: '<execution>',
              interval_seconds: intervalSeconds,
              ...(endDate === undefined ? {} : { not_after: endDate }),
              after_seconds: afterSeconds,
              ...missedNextRun(notified, machineArn, { intervalSeconds, afterSeconds }),
            },
          },
  };
}

/** Returns the shortest time between two runs in seconds. It is exact if it is shorter than an hour. */
function shortestSecondsBetweenRuns(schedules: readonly Pick<Schedule, 'parsedExpression'>[]): number {
  const expressions = schedules.map(({ parsedExpression }) => parsedExpression);
  return shortestTimeBetweenRuns(expressions, millisecondsPer.hour) / millisecondsPer.second;
}

/** Half of the time between two runs, so that the next run does not hide a missed one; at most 15 minutes. */
function defaultAfterSeconds(shortestSeconds: number, windowMinutes = 0): number {
  const half = Math.floor(Math.min(shortestSeconds / 2, maximumDefaultSeconds));
  return Math.max(missedRunSeconds.minimum, half) + windowMinutes * secondsPer.minute;
}
