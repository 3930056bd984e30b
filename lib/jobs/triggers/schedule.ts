import { parseScheduleExpression } from '../../aws/schedules/expressions/parse-schedule-expression';
import { renderScheduleExpression } from '../../aws/schedules/expressions/render-schedule-expression';
import type { ScheduleExpression } from '../../aws/schedules/expressions/schedule-expression';
import { parseScheduleDate, type ScheduleDate } from '../../aws/schedules/schedules';
import type { ScheduledJobConfig } from '../../config/schema/scheduled-job';
import type { BuildContext } from '../build-context';
import { scheduleGroupName, scheduleName } from '../resource-names';
import { buildDelivery } from './delivery';
import type { Enablement, Schedule, ScheduleInput } from './triggers';

/** A schedule expression in AWS's spelling, and the same expression in parsed form. */
export type ParsedSchedule = Pick<Schedule, 'expression' | 'parsedExpression'>;

/** The fields of the configuration that every schedule has besides its expression. */
export type ScheduleConfig = Pick<
  ScheduledJobConfig,
  'schedule_expression_timezone' | 'start_date' | 'end_date' | 'flexible_time_window_minutes' | 'delivery'
>;

/** The parts of a schedule that come from its job. */
export interface ScheduleOptions {
  /** The key that distinguishes the schedules of one job; `undefined` if the job has only one schedule. */
  readonly key: string | undefined;
  /** The description of the job. */
  readonly description: string | undefined;
  /** Whether the schedule invokes its target. */
  readonly state: Enablement;
  /** The expression of the schedule. */
  readonly parsed: ParsedSchedule;
  /** The fields of the schedule in the configuration, except for its expression. */
  readonly configured: ScheduleConfig;
  /** The target's input; `undefined` for the Scheduler's own event. */
  readonly input: ScheduleInput | undefined;
  /** The name of the dead-letter queue, which exists only if the configuration has `dead_letter_queue: true`. */
  readonly deadLetterQueueName: string;
}

/** Builds a schedule of a job. */
export function buildSchedule(
  { config: { service }, location, roles }: BuildContext,
  jobName: string,
  { key, description, state, parsed, configured, input, deadLetterQueueName }: ScheduleOptions,
): Schedule {
  return {
    key,
    name: scheduleName(service.name, jobName, key),
    groupName: scheduleGroupName(service),
    description,
    state,
    ...parsed,
    timezone: configured.schedule_expression_timezone,
    startDate: toUtc(configured.start_date),
    endDate: toUtc(configured.end_date),
    flexibleTimeWindowMinutes: configured.flexible_time_window_minutes,
    roleArn: roles.scheduler,
    input,
    delivery: buildDelivery(configured.delivery, {
      location,
      queueName: deadLetterQueueName,
      ruleArn: undefined,
    }),
  };
}

/**
 * Parses a schedule expression of a checked configuration.
 *
 * @throws TypeError if AWS would reject the expression.
 */
export function parseSchedule(text: string): ParsedSchedule {
  const parsed = parseScheduleExpression(text);
  if (!parsed.ok) throw new TypeError(`${text}: ${parsed.reason}`);
  return { expression: awsSpelling(text, parsed.value), parsedExpression: parsed.value };
}

/** Returns the expression in AWS's spelling. Returns a text that is not an expression unchanged. */
export function normalizeExpression(text: string): string {
  const parsed = parseScheduleExpression(text);
  return parsed.ok ? awsSpelling(text, parsed.value) : text;
}

/**
 * Returns an expression in AWS's spelling. The unit of a rate must be singular for 1, and plural for higher numbers.
 */
function awsSpelling(text: string, parsed: ScheduleExpression): string {
  return parsed.kind === 'rate' ? renderScheduleExpression(parsed) : text;
}

function toUtc(date: string | undefined): ScheduleDate | undefined {
  if (date === undefined) return undefined;
  const parsed = parseScheduleDate(date);
  return parsed.ok ? parsed.value : undefined;
}
