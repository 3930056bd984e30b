/** The configuration of the environment whose jobs the e2e suite runs, and the keys of uploads. */

/** The account of the emulator. */
export const accountId = '123456789012';
/** The cluster of the tasks. */
export const cluster = 'app-e2e';
/** The bucket of the upload jobs. */
export const bucket = 'e2e-uploads';
/** The tags of each resource and task. */
export const ownTags = { team: 'benefits', 'background-jobs:service': 'app-e2e' };
/**
 * Returns an environment whose one-time schedule fires at a given time.
 *
 * @param once A time in UTC, such as `2027-01-01T00:00:00`.
 */
export const configuration = (once: string): string => `
app_name: app
region: us-east-1
account_id: "${accountId}"
tags: { team: benefits }
service:
  subnet_ids: [subnet-1]
  security_group_ids: [sg-1]
  task_role_arn: arn:aws:iam::${accountId}:role/app-e2e-app
  execution_role_arn: arn:aws:iam::${accountId}:role/app-e2e-task-executor
storage: { bucket_name: ${bucket} }
alarms: { sns_topic_arn: arn:aws:sns:us-east-1:${accountId}:jobs }
file_upload_jobs:
  direct:
    path_prefix: in/
    task_command: [etl, --bucket, <bucket_name>, --, <object_key>]
    environment_variables: { KEY: <object_key>, PLAIN: "it's \\"literal\\" \${x} \\\\" }
    cpu: 512
    memory: 1024
  tracked:
    path_prefix: in/tracked/
    task_command: [etl, "--uri=s3://<bucket_name>/<object_key>", "it's {literal}"]
    environment_variables: { LABEL: "key <object_key>" }
    timeout_seconds: 600
  disabled:
    path_prefix: in/
    state: DISABLED
    task_command: [never]
  event-values:
    path_prefix: event-values/
    task_command: [etl, <object_key>, --size=<object_size>, <object_version_id>]
    environment_variables: { ETAG: <object_etag>, EVENT: <event_id>, TIME: <event_time>, SEQUENCER: <sequencer> }
    delivery: { maximum_retry_attempts: 3, dead_letter_queue: true }
  small:
    path_prefix: sized/
    path_suffix: [.txt, .csv]
    maximum_size_bytes: 7
    task_command: [small, <object_key>]
scheduled_jobs:
  once:
    task_command: [report, "--for=\${week}"]
    schedule_expression: at(${once})
  switched-off:
    task_command: [never]
    schedule_expression: at(${once})
    missed_run: { after_seconds: 120 }
  in-steps:
    schedule_expression: at(2099-12-31T23:59:59)
    overlap: skip
    environment_variables: { RUN: <execution_id>, TRY: <attempt> }
    steps:
      - { name: first, task_command: [first, <attempt>], retry: { max_attempts: 1, on_exit_codes: [75] } }
      - { name: second, task_command: [second] }
    on_failure: { task_command: [clean-up] }
  beside-sidecars:
    task_command: [pay]
    schedule_expression: rate(1 day)
    state: DISABLED
    retry: { max_attempts: 2, interval_seconds: 1 }
    on_failure: { task_command: [clean-up] }
queue_worker_jobs:
  pages:
    task_command: [bin/worker]
    max_processing_seconds: 60
    min_tasks: 0
    max_tasks: 1
`;

/** Keys with characters that a template, a shell or a command line could interpret. */
export const hostileKeys = [
  'in/plain.csv',
  'in/"quoted" and \'quoted\'.csv',
  'in/back\\slash\\" , "injected.csv',
  'in/new\nline\ttab.csv',
  'in/<object_key>/<bucket_name>',
  'in/${x} %{y} $(rm -rf ~) `id`; {{z}}',
  'in/-rf --help',
  'in/ünïcödé 漢字 🙈 + %20 & ?#=',
  `in/${'k'.repeat(1021)}`,
];
