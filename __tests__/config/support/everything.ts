import type { Path } from '../../../lib/config/issues/issues';

const role = (account: string) => `arn:aws:iam::${account}:role/x`;
const key = (region: string) => `arn:aws:kms:${region}:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const retry = { max_attempts: 2, interval_seconds: 30, max_delay_seconds: 60, on_exit_codes: [75] };
const delivery = { maximum_event_age_seconds: 3600, maximum_retry_attempts: 5, dead_letter_queue: true };

/**
 * A valid configuration with jobs of every kind and most fields that can be combined. Some values are valid only because
 * the defaults of other fields are overridden, so a rule that used such a default would report an issue.
 */
export const everything = {
  queue_worker_jobs: {
    work: {
      task_command: ['bin/worker'],
      environment_variables: { A: 'a', B: 'b' },
      cpu: 1024,
      memory: 2048,
      task_role_arn: role('123456789012'),
      max_processing_seconds: 60,
      stop_timeout_seconds: 20,
      min_tasks: 2,
      max_tasks: 10,
      target_latency_seconds: 60,
      seconds_per_message: 2,
      scheduled_scaling: [
        { schedule_expression: 'rate(1 day)', min_tasks: 2, max_tasks: 4 },
        { schedule_expression: 'cron(0 8 ? * MON-FRI *)', min_tasks: 0, max_tasks: 0 },
        {
          schedule_expression: 'rate(1 day)',
          schedule_expression_timezone: 'Europe/Dublin',
          min_tasks: 0,
          max_tasks: 1,
        },
      ],
      minimum_healthy_percent: 100,
      maximum_percent: 200,
      queue: {
        visibility_timeout_seconds: 80,
        message_retention_seconds: 3600,
        max_receive_count: 3,
        fifo: true,
        message_group_id: 'claims',
        delay_seconds: 30,
        kms_key_arn: key('us-east-1'),
        subscribe_topic_arns: [
          'arn:aws:sns:us-east-1:123456789012:claims.fifo',
          {
            topic_arn: 'arn:aws:sns:us-east-1:123456789012:appeals.fifo',
            filter_policy: { kind: ['new'] },
            filter_policy_scope: 'MessageBody',
            raw_message_delivery: true,
          },
        ],
      },
      file_upload: {
        source_bucket: 'uploads',
        path_prefix: ['claims/'],
        path_suffix: '.pdf',
        minimum_size_bytes: 1,
        maximum_size_bytes: 1000,
        reasons: ['PutObject'],
        after_malware_scan: false,
        event_bus_name: 'partners',
        delivery,
        message: { bucket: '<bucket_name>', key: '<object_key>' },
      },
      schedule: {
        schedule_expression: 'rate(1 hour)',
        schedule_expression_timezone: 'Europe/Dublin',
        start_date: '2027-01-01T00:00:00Z',
        end_date: '2028-01-01T00:00:00Z',
        flexible_time_window_minutes: 15,
        message: { of: '<scheduled_time>', import: 'all' },
      },
      send_from_role_arns: [role('123456789012')],
    },
    rest: { task_command: ['bin/rest'], max_processing_seconds: 60, max_tasks: 2 },
  },
  file_upload_jobs: {
    import: {
      task_command: ['bin/import', '<object_key>'],
      source_bucket: 'uploads',
      minimum_size_bytes: 1,
      maximum_size_bytes: 1000,
      delivery,
      target: 'state_machine',
      timeout_seconds: 60,
      retry,
    },
  },
  scheduled_jobs: {
    nightly: {
      schedule_expression: 'cron(0 4 * * ? *)',
      start_date: '2027-01-01T00:00:00Z',
      end_date: '2028-01-01T00:00:00Z',
      steps: [
        { name: 'first', task_command: ['bin/first'], retry, environment_variables: { A: 'a' } },
        {
          parallel: [
            { name: 'left', task_command: ['bin/left'], cpu: 1024, memory: 2048 },
            { name: 'right', task_command: ['bin/right'], retry },
          ],
        },
      ],
      on_failure: {
        task_command: ['bin/report-failure'],
        cpu: 1024,
        memory: 2048,
        environment_variables: { A: 'a' },
      },
      retry,
    },
  },
} as const;

/** A value that is valid by itself, but invalid with the values of other fields. */
export interface Clash {
  readonly path: Path;
  readonly value: unknown;
  /** Paths of the other fields. */
  readonly beside: readonly Path[];
}

const clashesOfWorker: readonly Clash[] = [
  clash('min_tasks', 11, 'max_tasks'),
  clash('memory', 512, 'cpu'),
  clash('seconds_per_message', 61, 'max_processing_seconds', 'target_latency_seconds', 'backlog_per_task'),
  clash('maximum_percent', 100, 'minimum_healthy_percent', 'min_tasks', 'max_tasks', 'scheduled_scaling'),
  clash('environment_variables.QUEUE_URL', 'x'),
  clash('task_role_arn', role('999999999999')),
  clash('task_command', ['bin/worker', '<object_key>']),
  clash('scheduled_scaling.0.min_tasks', 5, 'scheduled_scaling.0.max_tasks'),
  clash('scheduled_scaling.1.min_tasks', 1, 'scheduled_scaling.1.max_tasks'),
  ...['Etc/UTC', 'Zulu'].map((zone) =>
    clash(
      'scheduled_scaling.2.schedule_expression_timezone',
      zone,
      'scheduled_scaling.2.schedule_expression',
      ...['schedule_expression', 'schedule_expression_timezone'].map(
        (field) => `scheduled_scaling.0.${field}`,
      ),
    ),
  ),
  clash('queue.visibility_timeout_seconds', 79, 'stop_timeout_seconds', 'max_processing_seconds'),
  clash('stop_timeout_seconds', 21, 'queue.visibility_timeout_seconds', 'max_processing_seconds'),
  clash('task_definition_family', 'app-test-rest'),
  clash('queue.kms_key_arn', key('us-west-2')),
  clash('file_upload.minimum_size_bytes', 1001, 'file_upload.maximum_size_bytes'),
  clash('file_upload.path_pattern', '*/x', 'file_upload.path_prefix', 'file_upload.path_suffix'),
  clash(
    'file_upload.after_malware_scan',
    true,
    ...['minimum_size_bytes', 'maximum_size_bytes', 'reasons', 'message'].map(
      (field) => `file_upload.${field}`,
    ),
  ),
  clash('file_upload.message.key', '<object_kye>'),
  clash('file_upload.message.uri', 's3://<bucket_nmae>/<object_key>'),
  clash('queue.message_group_id', 'of-<object_key>', 'queue.fifo'),
  clash('schedule.message.of', '<object_key>'),
  clash('schedule.end_date', '2026-01-01T00:00:00Z', 'schedule.start_date', 'schedule.schedule_expression'),
  clash(
    'schedule.schedule_expression',
    'at(2027-06-01T00:00:00)',
    'schedule.start_date',
    'schedule.end_date',
  ),
  clash(
    'schedule.schedule_expression',
    'cron(0 0 1 1 ? 2030)',
    ...['start_date', 'end_date', 'schedule_expression_timezone'].map((field) => `schedule.${field}`),
  ),
].map(below('queue_worker_jobs', 'work'));

const clashesOfUpload: readonly Clash[] = [
  clash('minimum_size_bytes', 1001, 'maximum_size_bytes'),
  clash('retry.interval_seconds', 60, 'retry.max_delay_seconds'),
  clash('retry.unless_exit_codes', [1], 'retry.on_exit_codes'),
  clash('target', 'ecs_cluster', 'retry', 'timeout_seconds', 'task_command', 'after_malware_scan'),
  clash('environment_variables.KEY', '<object_kye>'),
].map(below('file_upload_jobs', 'import'));

const clashesOfSchedule: readonly Clash[] = [
  clash('end_date', '2026-01-01T00:00:00Z', 'start_date', 'schedule_expression'),
  clash('task_command', ['x'], 'steps'),
  clash('steps.0.retry.max_delay_seconds', 30, 'steps.0.retry.interval_seconds'),
  clash('steps.1.parallel.0.memory', 512, 'steps.1.parallel.0.cpu'),
  clash('steps.1.parallel.1.name', 'first', 'steps.0.name'),
  clash('steps.1.parallel.1.retry.unless_exit_codes', [1], 'steps.1.parallel.1.retry.on_exit_codes'),
  clash('on_failure.memory', 512, 'on_failure.cpu'),
  clash('on_failure.environment_variables.FAILED_STEP', 'x'),
].map(below('scheduled_jobs', 'nightly'));

export const clashes = [...clashesOfWorker, ...clashesOfUpload, ...clashesOfSchedule];

function clash(field: string, value: unknown, ...beside: readonly string[]): Clash {
  return { path: pathOf(field), value, beside: beside.map(pathOf) };
}

function below(...above: Path) {
  return ({ path, value, beside }: Clash): Clash => ({
    path: [...above, ...path],
    value,
    beside: beside.map((other) => [...above, ...other]),
  });
}

function pathOf(field: string): Path {
  return field.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
