import { describe, expect, test } from '@jest/globals';
import type { EventJobConfig } from '../../../../lib/config/schema/event-job';
import type { FileUploadJobConfig } from '../../../../lib/config/schema/file-upload-job';
import type { QueueWorkerJobConfig } from '../../../../lib/config/schema/queue-worker-job';
import type { ScheduledJobConfig } from '../../../../lib/config/schema/scheduled-job';
import type { EnvironmentJobs } from '../../../../lib/jobs/environment';
import { environmentOf } from '../../../jobs/support/environments';
import { linesOf, reviewOf, type Fields } from './support/review-change';

const topic = 'arn:aws:sns:us-east-1:123456789012:alarms';
const permissionsNote = /^note: Only the permissions change/;
const shared = { alarms: { sns_topic_arn: topic }, storage: { bucket_name: 'arrivals' } };
const role = 'arn:aws:iam::123456789012:role/other';

/** A change of a field: the other fields of the job, the values before and after, and a line of the review. */
interface FieldChange {
  readonly beside?: Fields;
  readonly before?: unknown;
  readonly after: unknown;
  /** A line that the review must have; `none` if the field changes no resource. */
  readonly finds: RegExp | 'none';
}
type Changes<Config> = { readonly [Field in keyof Required<Config>]: FieldChange };

const command = { task_command: ['bin/job'] };
/** The fields of every job that has runs. */
const runFields = {
  description: { after: 'Other words', finds: /^description: .*Other words/ },
  state: { after: 'DISABLED', finds: /^state: enabled -> disabled$/ },
  task_command: { before: ['bin/job'], after: ['bin/other'], finds: /^command: bin\/job -> bin\/other/ },
  steps: {
    before: [{ name: 'one', ...command }],
    after: [
      { name: 'one', ...command },
      { name: 'two', ...command },
    ],
    finds: /^steps: .*2\. two/,
  },
  on_failure: { after: command, finds: /^steps: .*if a step fails: on_failure/ },
  environment_variables: {
    after: { LEVEL: 'info' },
    finds: /^environment variables: LEVEL is not set -> LEVEL is added$/,
  },
  cpu: {
    beside: { memory: 2048 },
    before: 256,
    after: 512,
    finds: /^size: 0\.25 vCPU, 2 GB memory -> 0\.5 vCPU/,
  },
  memory: {
    beside: { cpu: 256 },
    before: 512,
    after: 1024,
    finds: /^size: .*0\.5 GB memory -> .*1 GB memory$/,
  },
  ephemeral_storage_gib: { after: 30, finds: /^temporary storage: {2}-> 30 GB$/ },
  task_role_arn: { after: role, finds: /^task role: {2}-> role\/other$/ },
  capacity_provider: { after: 'FARGATE_SPOT', finds: /^launch type: FARGATE -> FARGATE_SPOT/ },
  timeout_seconds: { before: 60, after: 120, finds: /^timeout: 1 minute -> 2 minutes$/ },
  run_timeout_seconds: { after: 7200, finds: /^timeout of the whole run: {2}-> 2 hours$/ },
  expected_seconds: { after: 600, finds: /^a slow run: {2}-> reported to alarms after 10 minutes$/ },
  retry: { after: { max_attempts: 1 }, finds: /^retries: no retries -> 1 retry/ },
  overlap: { before: 'skip', after: 'replace', finds: /^a run while .* -> a new run stops the active run$/ },
  sidecar_failure: { after: 'ignore', finds: /^a sidecar that fails: .* -> is ignored$/ },
  launch_retry_seconds: { after: 1200, finds: /^launches that ECS rejects: / },
  log_retention_days: { before: 30, after: 90, finds: /^the log is kept for: 30 days -> 90 days$/ },
  log_execution_data: { after: false, finds: /^the log has the data of runs: yes -> no$/ },
  keep_logs_after_deletion: { after: true, finds: /^the log after the job is deleted: .*kept$/ },
  allow_code_placeholder: { after: 'nobody needs it here', finds: 'none' },
  ignore_checks: { after: { 'no-timeout': 'nobody needs it here' }, finds: 'none' },
  alarms: { after: false, finds: /^a failed run: reported to alarms -> $/ },
} as const satisfies Readonly<Record<string, FieldChange>>;

const delivery: FieldChange = { after: { maximum_retry_attempts: 1 }, finds: /^deliveries that fail: / };

const scheduled: Changes<ScheduledJobConfig> = {
  ...runFields,
  schedule_expression: { after: 'cron(0 7 * * ? *)', finds: /^schedule: .*-> At 07:00 AM/ },
  schedule_expression_timezone: { after: 'Europe/Berlin', finds: /^schedule: .*Europe\/Berlin$/ },
  start_date: { after: '2027-01-01T00:00:00Z', finds: /^schedule: .*, from 2027-01-01T00:00:00Z$/ },
  end_date: { after: '2027-01-01T00:00:00Z', finds: /^schedule: .*, until 2027-01-01T00:00:00Z$/ },
  flexible_time_window_minutes: { after: 15, finds: /^schedule: .*, up to 15 minutes later$/ },
  missed_run: { after: { after_seconds: 1800 }, finds: /^a missed run: .* -> .* after 30 minutes$/ },
  delivery,
};

const ruleFields = {
  ...runFields,
  delivery,
  event_bus_name: { after: 'partners', finds: /^event bus: default -> partners$/ },
  target: { before: 'ecs_cluster', after: 'state_machine', finds: /^retries: {2}-> no retries$/ },
} as const satisfies Readonly<Record<string, FieldChange>>;

const uploadFields = {
  source_bucket: { after: 'others', finds: /^uploads: s3:\/\/arrivals: \* -> s3:\/\/others: \*$/ },
  path_prefix: { after: 'in/', finds: /^example uploads: .* no longer starts the job -> $/ },
  path_suffix: { after: '.csv', finds: /^uploads: .* -> s3:\/\/arrivals: \*\.csv$/ },
  path_pattern: { after: 'in/*.csv', finds: /^uploads: .* -> s3:\/\/arrivals: in\/\*\.csv$/ },
  minimum_size_bytes: { after: 2048, finds: /of at least 2048 bytes$/ },
  maximum_size_bytes: { after: 100, finds: /of at most 100 bytes$/ },
  reasons: { after: ['CopyObject'], finds: /created by CopyObject$/ },
  after_malware_scan: { after: true, finds: /after a malware scan/ },
} as const satisfies Readonly<Record<string, FieldChange>>;

const uploads: Changes<FileUploadJobConfig> = { ...ruleFields, ...uploadFields };

const events: Changes<EventJobConfig> = {
  ...ruleFields,
  event_pattern: {
    after: { source: ['shop.returns'] },
    finds: /^events: source is "shop\.orders" -> source is "shop\.returns"$/,
  },
};

const workers: Changes<QueueWorkerJobConfig> = {
  description: { after: 'Other words', finds: 'none' },
  state: { after: 'DISABLED', finds: /^state: enabled -> disabled/ },
  task_command: { after: ['bin/other'], finds: /^command: / },
  environment_variables: { after: { LEVEL: 'info' }, finds: /LEVEL is added$/ },
  cpu: {
    beside: { memory: 2048 },
    before: 256,
    after: 512,
    finds: /^size: 0\.25 vCPU, 2 GB memory -> 0\.5 vCPU/,
  },
  memory: { beside: { cpu: 256 }, before: 512, after: 1024, finds: /^size: / },
  ephemeral_storage_gib: { after: 30, finds: /^temporary storage: .* -> 30 GB$/ },
  task_role_arn: { after: role, finds: /^task role: .* -> role\/other$/ },
  capacity_provider: { after: 'FARGATE_SPOT', finds: /^launch type: FARGATE -> FARGATE_SPOT/ },
  max_processing_seconds: { before: 60, after: 90, finds: /^visibility timeout: / },
  stop_timeout_seconds: { after: 30, finds: /^time between SIGTERM and SIGKILL: .* -> 30 seconds$/ },
  min_tasks: { after: 2, finds: /^number of tasks: 1 to 4 tasks -> 2 to 4 tasks$/ },
  max_tasks: { after: 8, finds: /^number of tasks: 1 to 4 tasks -> 1 to 8 tasks$/ },
  backlog_per_task: {
    after: 50,
    finds:
      /^how messages start and stop tasks: one task for every message, .* -> one task for every 50 messages, at most once/,
  },
  target_latency_seconds: {
    beside: { seconds_per_message: 1 },
    before: 60,
    after: 120,
    finds: /^how messages start and stop tasks: /,
  },
  seconds_per_message: {
    beside: { target_latency_seconds: 60 },
    before: 1,
    after: 2,
    finds: /^how messages start and stop tasks: /,
  },
  scheduled_scaling: {
    after: [{ schedule_expression: 'cron(0 8 * * ? *)', min_tasks: 2, max_tasks: 6 }],
    finds: /^scheduled number of tasks: {2}-> At 08:00 AM, every day, .*: 2 to 6 tasks from then on$/,
  },
  minimum_healthy_percent: {
    after: 50,
    finds: /^minimum of running tasks during a deployment: 100% -> 50%$/,
  },
  maximum_percent: {
    before: 200,
    after: 150,
    beside: { min_tasks: 2 },
    finds: /^maximum of running tasks during a deployment: 200% -> 150%$/,
  },
  enable_execute_command: { after: true, finds: /^shell in the tasks \(ECS Exec\): no -> yes$/ },
  queue: { after: { max_receive_count: 3 }, finds: /^receives before .*: 5 -> 3$/ },
  file_upload: { after: { path_prefix: 'in/' }, finds: /^uploads: {2}-> s3:\/\/arrivals: in\/\*$/ },
  schedule: {
    after: { schedule_expression: 'rate(1 hour)', message: { from: 'schedule' } },
    finds: /^schedule: {2}-> every hour$/,
  },
  alarms: { after: false, finds: /^who is notified: .* -> $/ },
  ignore_checks: { after: { 'no-timeout': 'nobody needs it here' }, finds: 'none' },
  scale_in_protection: { after: true, finds: /^how messages start and stop tasks: / },
  task_definition_family: { after: 'other', finds: /./ },
  availability_zone_rebalancing: { after: true, finds: /^ECS moves tasks between zones: no -> yes$/ },
  send_from_role_arns: { after: [role], finds: permissionsNote },
  send_from_account_ids: { after: ['210987654321'], finds: permissionsNote },
  maximum_message_age_seconds: { after: 7200, finds: /^alarm message-age: .* is at least 7200 for / },
  log_retention_days: { before: 30, after: 90, finds: 'none' },
  log_execution_data: { after: false, finds: 'none' },
  keep_logs_after_deletion: { after: true, finds: 'none' },
};

const base = {
  scheduled_jobs: { ...command, schedule_expression: 'cron(0 6 * * ? *)' },
  file_upload_jobs: { ...command, target: 'state_machine' },
  event_jobs: { ...command, event_pattern: { source: ['shop.orders'] }, target: 'state_machine' },
  queue_worker_jobs: { ...command, max_processing_seconds: 60, max_tasks: 4 },
} as const;

/** Many fields have the same configuration before the change. */
const reviewed = new Map<string, EnvironmentJobs>();

function environment(sections: Fields): EnvironmentJobs {
  const key = JSON.stringify(sections);
  const known = reviewed.get(key) ?? environmentOf(sections);
  reviewed.set(key, known);
  return known;
}

describe.each([
  ['scheduled_jobs', scheduled],
  ['file_upload_jobs', uploads],
  ['event_jobs', events],
  ['queue_worker_jobs', workers],
] as const)('each field of %s', (section, changes) => {
  const fields: readonly (readonly [string, FieldChange])[] = Object.entries(changes);

  test.each(fields)('%s', (field, { beside, before, after, finds }) => {
    const configured = (value: unknown): Fields => {
      const job: Record<string, unknown> = { ...base[section], ...beside };
      if (field === 'steps') delete job['task_command'];
      if (value !== undefined) job[field] = value;
      return { ...shared, [section]: { one: job } };
    };
    const review = reviewOf(environment(configured(before)), environment(configured(after)));
    const lines = [...review.jobs.flatMap(linesOf), ...linesOf(review.shared)];
    if (finds === 'none') expect(lines).toEqual([]);
    else expect(lines).toContainEqual(expect.stringMatching(finds));
    expect(lines).not.toContainEqual(expect.stringMatching(/this table does not describe/));
  });
});
