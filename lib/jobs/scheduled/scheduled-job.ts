import type { ScheduledJobConfig } from '../../config/schema/scheduled-job';
import { toArray } from '../../config/schema/values';
import { buildMissedRunChecks, type MissedRunChecks } from '../alarms/watch/missed-run';
import { buildSlowRun } from '../alarms/watch/slow-run';
import type { BuildContext } from '../build-context';
import { parseEventText, scheduledPlaceholders, scheduledTimeValue } from '../placeholders';
import { deadLetterQueueName, scheduleKey } from '../resource-names';
import type { RunJobBase } from '../run/run-job-base';
import { taskContext } from '../run/ecs-task/task-tags';
import { buildRunPlan, skippedInARow, stepsOf, type RunPlan } from '../run/run-plan';
import { buildStateMachineTarget } from '../run/state-machine';
import type { StateMachineTarget } from '../run/targets';
import { eventReferencesOf } from '../run/ecs-task/task';
import { buildDeliveryAlarms } from '../triggers/delivery-alarm';
import { buildSchedule, parseSchedule, type ParsedSchedule } from '../triggers/schedule';
import type { Schedule } from '../triggers/triggers';

/** A job whose state machine is started by schedules. */
export interface ScheduledJob extends RunJobBase {
  readonly type: 'scheduled_job';
  /**
   * A schedule for each expression, in the order of the configuration. The schedules differ in name and expression
   * only, and share a dead-letter queue.
   */
  readonly schedules: readonly [Schedule, ...Schedule[]];
  /** The checks that find runs which did not start. */
  readonly missedRun: MissedRunChecks;
  /** The state machine that the schedules start. */
  readonly target: StateMachineTarget;
}

/**
 * Builds a scheduled job.
 *
 * @throws TypeError if the job has no schedule, or one that AWS would reject. Validation rejects both.
 */
export function buildScheduledJob(
  context: BuildContext,
  name: string,
  job: ScheduledJobConfig,
): ScheduledJob {
  const placeholders = scheduledPlaceholders(job.schedule_expression_timezone);
  const run = buildRunPlan(
    taskContext(context.config, name),
    job,
    (text) => parseEventText(text, placeholders),
    'schedule',
  );
  const [first, ...others] = toArray(job.schedule_expression).map(parseSchedule);
  if (first === undefined) throw new TypeError(`the job ${name} has no schedule`);
  const schedule = (parsed: ParsedSchedule): Schedule =>
    buildSchedule(context, name, {
      key: scheduleKey(parsed.expression, 1 + others.length),
      description: job.description,
      state: job.state,
      parsed,
      configured: job,
      input: usesScheduledTime(run)
        ? { [scheduledTimeValue.name]: '<aws.scheduler.scheduled-time>' }
        : undefined,
      deadLetterQueueName: deadLetterQueueName(context.config.service.name, name),
    });
  const schedules = [schedule(first), ...others.map(schedule)] as const;
  const missedRun = buildMissedRunChecks(context, name, job, schedules);
  return {
    type: 'scheduled_job',
    name,
    run,
    alarms: buildDeliveryAlarms(context.config, {
      key: 'dead-letters',
      jobName: name,
      job,
      triggers: schedules,
      subject: 'a run could not be started',
    }),
    slowRun: buildSlowRun(context, name, job),
    missedRun,
    schedules,
    target: buildStateMachineTarget(
      context,
      name,
      job,
      run,
      missedRun.kind === 'watched' ? skippedInARow : undefined,
    ),
  };
}

function usesScheduledTime(run: RunPlan): boolean {
  return stepsOf(run).some(({ task }) =>
    eventReferencesOf(task).some(({ name }) => name === scheduledTimeValue.name),
  );
}
