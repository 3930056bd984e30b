import { countedFrom } from '../../aws/schedules/schedule-runs';
import { stateOf, targetKindOf } from '../../jobs/job';
import type { EventRule, UploadRule } from '../../jobs/triggers/triggers';
import { groupByObjectKey } from '../../jobs/queue-worker/queues';
import {
  firstRunsOf,
  unknownTimeZone,
  type ListedJob,
  type ListedSchedule,
  type ListedScheduledJob,
  type ListedWorker,
  type ListView,
} from './view';
import { alarmsToJson } from './words/alarm-words';
import { deliveryToJson } from './words/delivery-words';
import { logToJson } from './words/log-words';
import { policyToJson } from './words/run-policy';
import { localIso, readerFields, utcIso } from './times';

/** Renders a list as JSON. The names of the fields are stable. */
export function listToJson({ environments, from, count, readerZone }: ListView): string {
  const options: JsonOptions = { count, readerZone };
  const value = {
    from: utcIso(from),
    ...(readerZone === undefined ? {} : { timezone: readerZone }),
    environments: environments.map(({ name, jobs }) => ({
      name,
      jobs: jobs.map((listed) => jobToJson(listed, options)),
    })),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

interface JsonOptions {
  readonly count: number;
  readonly readerZone: string | undefined;
}

function jobToJson(listed: ListedJob, options: JsonOptions): object {
  const { job } = listed;
  return {
    name: job.name,
    type: job.type,
    target: targetKindOf(job),
    state: stateOf(job),
    log: logToJson(job),
    ...alarmsToJson(job),
    ...fieldsOfType(listed, options),
  };
}

function fieldsOfType(listed: ListedJob, options: JsonOptions): object {
  switch (listed.type) {
    case 'scheduled_job':
      return { ...scheduleFields(listed, options), ...policyToJson(listed.job.run) };
    case 'file_upload_job':
      return { ...uploadFields(listed.job.rule), ...policyToJson(listed.job.run) };
    case 'event_job':
      return { ...eventFields(listed.job.rule), ...policyToJson(listed.job.run) };
    case 'queue_worker_job':
      return workerToJson(listed, options);
  }
}

function eventFields({ eventBusName, eventPattern, delivery }: EventRule): object {
  return {
    event_bus_name: eventBusName,
    event_pattern: eventPattern,
    delivery: deliveryToJson(delivery),
  };
}

function workerToJson({ job, schedule }: ListedWorker, options: JsonOptions): object {
  const { queue, deadLetterQueue, scaling, upload, senders, service, subscriptions } = job;
  return {
    queue: queue.name,
    dead_letter_queue: deadLetterQueue.name,
    message_group_id: upload?.isGroupedByKey === true ? groupByObjectKey : (queue.messageGroupId ?? null),
    fifo: queue.isFifo,
    high_throughput: queue.hasHighThroughput,
    send_from_role_arns: senders.roleArns,
    send_from_account_ids: senders.accountIds,
    subscribe_topic_arns: subscriptions.map(({ topicArn, filter, isRaw }) => ({
      topic_arn: topicArn,
      filter_policy: filter?.policy ?? null,
      filter_policy_scope: filter?.scope ?? null,
      raw_message_delivery: isRaw,
    })),
    availability_zone_rebalancing: service.canRebalance,
    max_receive_count: queue.maxReceiveCount,
    visibility_timeout_seconds: queue.visibilityTimeoutSeconds,
    message_retention_seconds: queue.retentionSeconds,
    min_tasks: scaling.minimumCapacity,
    max_tasks: scaling.maximumCapacity,
    scheduled_scaling: scaling.scheduledActions.map((action) => ({
      schedule_expression: action.expression,
      schedule_expression_timezone: action.timezone,
      min_tasks: action.minimumCapacity,
      max_tasks: action.maximumCapacity,
    })),
    ...(upload === undefined ? {} : uploadFields(upload.rule)),
    ...(schedule === undefined
      ? {}
      : {
          schedule_expression: schedule.schedule.expression,
          schedule_expression_timezone: schedule.schedule.timezone,
          schedules: [{ ...scheduleToJson(schedule, options), message: schedule.schedule.input ?? null }],
        }),
  };
}

function scheduleFields(listed: ListedScheduledJob, options: JsonOptions): object {
  const [first, ...others] = listed.job.schedules;
  const expressions = [first, ...others].map(({ expression }) => expression);
  return {
    schedule_expression: others.length === 0 ? first.expression : expressions,
    schedule_expression_timezone: first.timezone,
    next_runs: firstRunsOf(listed, options.count).map((run) => localIso(run, first.timezone)),
    schedules: listed.schedules.map((schedule) => scheduleToJson(schedule, options)),
  };
}

function scheduleToJson(
  { schedule, timing, words, next }: ListedSchedule,
  { readerZone }: JsonOptions,
): object {
  const { expression, timezone, startDate, endDate, flexibleTimeWindowMinutes } = schedule;
  const runs = next.kind === 'runs' ? next.runs : [];
  return {
    expression,
    words,
    start_date: startDate ?? null,
    end_date: endDate ?? null,
    flexible_time_window_minutes: flexibleTimeWindowMinutes ?? null,
    delivery: deliveryToJson(schedule.delivery),
    counted_from: countedFrom(timing) ?? null,
    finished: next.kind === 'finished',
    ...(next.kind === 'finished' ? { finished_because: next.why } : {}),
    ...(next.kind === 'unknown-time-zone' ? { problem: unknownTimeZone(timezone) } : {}),
    next_runs: runs.map((run) => ({
      local: localIso(run, timezone),
      utc: utcIso(run),
      ...readerFields(run, readerZone),
    })),
  };
}

function uploadFields(rule: UploadRule): object {
  const { eventBusName, source } = rule;
  const { filter, event } = source;
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
    delivery: deliveryToJson(rule.delivery),
  };
}
