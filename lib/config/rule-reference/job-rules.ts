import type { ExampleFiles, RuleDocumentation } from './rule';

const upload = (fields: string): ExampleFiles => ({
  'dev.yml': `file_upload_jobs:\n  import:\n    source_bucket: uploads\n${fields}`,
});
const importer = (fields: string): ExampleFiles => upload(`    task_command: [bin/import]\n${fields}`);
const scheduled = (fields: string): ExampleFiles => ({
  'dev.yml': `scheduled_jobs:\n  nightly:\n    schedule_expression: rate(1 day)\n${fields}`,
});
const steps = (lines: string): ExampleFiles => scheduled(`    steps:\n${lines}`);

/** Rules of the names of jobs and of the tasks that they run. */
export const jobRuleDocs = {
  'duplicate-job-name': {
    violation: 'two jobs of one environment with the same name',
    why: 'The resources of the two jobs would have the same names.',
    wrong: {
      'dev.yml': `scheduled_jobs:
  claims: { task_command: [bin/nightly], schedule_expression: rate(1 day) }
file_upload_jobs:
  claims: { task_command: [bin/import], source_bucket: uploads }
`,
    },
    right: {
      'dev.yml': `scheduled_jobs:
  claims: { task_command: [bin/nightly], schedule_expression: rate(1 day) }
file_upload_jobs:
  claim-files: { task_command: [bin/import], source_bucket: uploads }
`,
    },
  },
  'name-too-long': {
    violation: 'a name that is longer than AWS accepts',
    why: 'The names of resources contain service.name and the name of the job, and AWS limits their length.',
    wrong: {
      'dev.yml': `scheduled_jobs:
  send-the-weekly-report-about-claims-to-every-agency-of-the-state:
    { task_command: [bin/report], schedule_expression: rate(7 days) }
`,
    },
    right: {
      'dev.yml': `scheduled_jobs:
  weekly-claims-report:
    { task_command: [bin/report], schedule_expression: rate(7 days) }
`,
    },
  },
  'placeholder-in-code': {
    violation: 'a placeholder in an argument that a program can run as code',
    why: 'A person who names a file, sends an event or starts the job could run commands in the task. A placeholder must not be in code, for example after the option -c of a shell. The placeholder must be a whole argument, or have only letters, digits and a few signs beside it, for example --key=<object_key>. docs/file-upload-jobs.md has the whole rule, and describes allow_code_placeholder.',
    wrong: upload('    task_command: [sh, -c, "bin/import <object_key>"]\n'),
    right: upload(
      '    task_command: [sh, -c, \'bin/import "$OBJECT_KEY"\']\n    environment_variables: { OBJECT_KEY: <object_key> }\n',
    ),
  },
  'placeholder-in-code-variable': {
    violation: 'a placeholder in an environment variable from which programs read code, such as NODE_OPTIONS',
    why: 'Interpreters, loaders and tools read code, options or the name of a program from some variables, such as NODE_OPTIONS, LD_PRELOAD and PATH. A person who names a file could run commands in the task.',
    wrong: importer('    environment_variables: { NODE_OPTIONS: <object_key> }\n'),
    right: importer('    environment_variables: { OBJECT_KEY: <object_key> }\n'),
  },
  'unknown-placeholder': {
    violation: 'a placeholder that the job or the message does not have',
    why: 'The task would get the placeholder unchanged, with its angle brackets.',
    wrong: upload('    task_command: [bin/import, <objectkey>]\n'),
    right: upload('    task_command: [bin/import, <object_key>]\n'),
  },
  'reserved-environment-variable': {
    violation: 'an environment variable that the program sets itself',
    why: 'The program sets QUEUE_URL and similar variables, so that the tasks of a worker find their queue. It sets FAILED_STEP and similar variables for the task of on_failure.',
    wrong: {
      'dev.yml': `queue_worker_jobs:
  claims:
    task_command: [bin/worker]
    max_processing_seconds: 60
    max_tasks: 2
    environment_variables: { QUEUE_URL: "https://example.com" }
`,
    },
    right: {
      'dev.yml': `queue_worker_jobs:
  claims:
    task_command: [bin/worker]
    max_processing_seconds: 60
    max_tasks: 2
    environment_variables: { CALLBACK_URL: "https://example.com" }
`,
    },
  },
  'min-above-max': {
    violation: 'a minimum that is greater than its maximum',
    why: 'The range contains no value. With such object sizes, no object would start the job. Application Auto Scaling would reject such numbers of tasks.',
    wrong: {
      'dev.yml': `queue_worker_jobs:
  claims:
    task_command: [bin/worker]
    max_processing_seconds: 60
    min_tasks: 5
    max_tasks: 2
`,
    },
    right: {
      'dev.yml': `queue_worker_jobs:
  claims:
    task_command: [bin/worker]
    max_processing_seconds: 60
    min_tasks: 2
    max_tasks: 5
`,
    },
  },

  'run-timeout-too-short': {
    violation:
      'a run_timeout_seconds that is not greater than timeout_seconds or than the wait before the first retry',
    why: 'After run_timeout_seconds, Step Functions ends the run at once. Therefore an attempt never times out, or no retry starts. The task of on_failure does not run.',
    wrong: scheduled(
      '    task_command: [bin/nightly]\n    timeout_seconds: 600\n    run_timeout_seconds: 60\n',
    ),
    right: scheduled(
      '    task_command: [bin/nightly]\n    timeout_seconds: 600\n    run_timeout_seconds: 3600\n',
    ),
  },
  'expected-not-below-timeout': {
    violation:
      'an expected_seconds that is not less than run_timeout_seconds, or than timeout_seconds of a job with only one attempt',
    why: 'The alarm for a slow run notifies the SNS topic while the run is still active. A run that has reached its timeout is not active any more.',
    wrong: scheduled(
      '    task_command: [bin/nightly]\n    expected_seconds: 7200\n    run_timeout_seconds: 3600\n',
    ),
    right: scheduled(
      '    task_command: [bin/nightly]\n    expected_seconds: 1800\n    run_timeout_seconds: 3600\n',
    ),
  },
  'task-command-or-steps': {
    violation: 'a job with both or neither of task_command and steps',
    why: 'A job runs either one command or several steps.',
    wrong: scheduled('    description: The nightly report\n'),
    right: scheduled('    description: The nightly report\n    task_command: [bin/nightly]\n'),
  },
  'incomplete-step': {
    violation: 'a step without a name or a command',
    why: 'Each step runs a command, and the description of a failure contains the name of the step.',
    wrong: steps('      - { task_command: [bin/extract] }\n'),
    right: steps('      - { name: extract, task_command: [bin/extract] }\n'),
  },
  'field-beside-parallel': {
    violation: 'a step that has parallel and another field',
    why: 'A step with parallel is a list of steps. It runs no task itself.',
    wrong: steps(
      '      - timeout_seconds: 600\n        parallel:\n          - { name: a, task_command: [bin/a] }\n          - { name: b, task_command: [bin/b] }\n',
    ),
    right: scheduled(
      '    timeout_seconds: 600\n    steps:\n      - parallel:\n          - { name: a, task_command: [bin/a] }\n          - { name: b, task_command: [bin/b] }\n',
    ),
  },
  'duplicate-step-name': {
    violation: 'two steps of one job with the same name',
    why: 'The description of a failure contains the name of the step, so the names must be different.',
    wrong: steps(
      '      - { name: load, task_command: [bin/extract] }\n      - { name: load, task_command: [bin/load] }\n',
    ),
    right: steps(
      '      - { name: extract, task_command: [bin/extract] }\n      - { name: load, task_command: [bin/load] }\n',
    ),
  },
  'reserved-step-name': {
    violation: 'the name on_failure for a step, or for a job that has an on_failure task',
    why: 'In the description of a failure, this name identifies the on_failure task.',
    wrong: steps('      - { name: on_failure, task_command: [bin/load] }\n'),
    right: steps('      - { name: load, task_command: [bin/load] }\n'),
  },
  'exclusive-exit-codes': {
    violation: 'both on_exit_codes and unless_exit_codes in one retry',
    why: 'One field lists the exit codes to retry, and the other lists the exit codes not to retry.',
    wrong: scheduled(
      '    task_command: [bin/nightly]\n    retry: { max_attempts: 2, on_exit_codes: [75], unless_exit_codes: [64] }\n',
    ),
    right: scheduled(
      '    task_command: [bin/nightly]\n    retry: { max_attempts: 2, on_exit_codes: [75] }\n',
    ),
  },

  'no-bucket': {
    violation: 'an upload job without a bucket',
    why: 'The EventBridge rule of the job matches the events of one bucket.',
    wrong: { 'dev.yml': 'file_upload_jobs:\n  import: { task_command: [bin/import] }\n' },
    right: {
      'dev.yml': 'file_upload_jobs:\n  import: { task_command: [bin/import], source_bucket: uploads }\n',
    },
  },
  'no-bucket-to-manage': {
    violation: 'a managed EventBridge notification in an environment without a bucket',
    why: 'The setting changes the notification of the environment’s bucket, so the environment must have a bucket.',
    wrong: { 'dev.yml': 'storage: { eventbridge_notification: manage }\n' },
    right: { 'dev.yml': 'storage: { eventbridge_notification: manage, bucket_name: uploads }\n' },
  },
  'invalid-default-bucket': {
    violation: 'a default bucket name that S3 does not accept',
    why: 'The default is <project_name>-<app_name>-<environment>. These names can contain characters that S3 rejects, such as capital letters.',
    wrong: {
      'dev.yml': 'project_name: Platform\nfile_upload_jobs:\n  import: { task_command: [bin/import] }\n',
    },
    right: {
      'dev.yml': 'project_name: platform\nfile_upload_jobs:\n  import: { task_command: [bin/import] }\n',
    },
  },
  'path-pattern-beside-prefix': {
    violation: 'a path_pattern together with a path_prefix or path_suffix',
    why: 'EventBridge combines the conditions of one field with OR. The job would start for objects that match only one of them.',
    wrong: importer('    path_prefix: uploads/\n    path_pattern: "*.csv"\n'),
    right: importer('    path_pattern: uploads/*.csv\n'),
  },
  'missing-from-scan-event': {
    violation: 'a condition on the object size or on reasons, together with after_malware_scan',
    why: 'The event of GuardDuty has neither the size of the object nor the reason for its creation.',
    wrong: importer('    after_malware_scan: true\n    minimum_size_bytes: 1\n'),
    right: importer('    after_malware_scan: true\n'),
  },
  'unsupported-target': {
    violation: 'a field that the target of the job does not support',
    why: 'With the target ecs_cluster, EventBridge starts a task and does not wait for it. Timeouts, retries and steps need a state machine.',
    wrong: importer('    target: ecs_cluster\n    timeout_seconds: 600\n'),
    right: importer('    target: state_machine\n    timeout_seconds: 600\n'),
  },
} as const satisfies Record<string, RuleDocumentation>;
