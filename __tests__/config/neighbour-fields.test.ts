import { describe, expect, test } from '@jest/globals';
import { base, issuesOf } from './support/folders';

/** Returns the messages about one field of a job, of the service, or at the top of a file. */
const messagesOf = (text: string): readonly string[] =>
  issuesOf({ 'defaults.yml': base, 'dev.yml': text }).map((issue) => issue.replace(/^dev\.yml:\d+:\d+ /, ''));
const job = (field: string): string =>
  `scheduled_jobs:\n  a:\n    task_command: [bin/a]\n    schedule_expression: rate(1 day)\n    ${field}\n`;
const shown = (field: string) => `scheduled_jobs.a.${field}`;

describe('the message about a field of another tool contains the correct form', () => {
  test('of a queue worker, which can have its own task definition', () => {
    const worker =
      'queue_worker_jobs:\n  a:\n    task_command: [x]\n    max_processing_seconds: 60\n    max_tasks: 1\n';
    expect(messagesOf(`${worker}    task_definition: web\n`)).toEqual([
      'queue_worker_jobs.a.task_definition unknown field; write task_definition_family',
    ]);
  });

  test.each([
    ['enabled: false', 'enabled unknown field; write state: DISABLED'],
    ['enabled: true', 'enabled unknown field; write state: ENABLED'],
    ['disabled: true', 'disabled unknown field; write state: DISABLED'],
    ['suspend: false', 'suspend unknown field; write state: ENABLED'],
    ['concurrencyPolicy: Forbid', 'concurrencyPolicy unknown field; write overlap: skip'],
    ['concurrency_policy: Replace', 'concurrency_policy unknown field; write overlap: replace'],
    [
      'max_concurrent_runs: 3',
      'max_concurrent_runs unknown field; jobs can’t limit the number of their active runs; write the job in queue_worker_jobs with max_tasks: 3, and the other messages wait in its queue (docs/runs.md)',
    ],
    [
      'max_concurrency: many',
      'max_concurrency unknown field; jobs can’t limit the number of their active runs; write the job in queue_worker_jobs with max_tasks, and the other messages wait in its queue (docs/runs.md)',
    ],
    ['concurrency: 1', 'concurrency unknown field; write overlap: allow, skip or replace'],
    ['env: { A: b }', 'env unknown field; write environment_variables'],
    [
      'environment: [{ name: A, value: b }]',
      'environment unknown field; write environment_variables as a map: { LOG_LEVEL: debug }',
    ],
    ['memory_mb: 512', 'memory_mb unknown field; write memory: 512 (MiB), and cpu'],
    ['memorySize: 512', 'memorySize unknown field; write memory: 512 (MiB), and cpu'],
    ['timeout: 60', 'timeout unknown field; write timeout_seconds: 60'],
    ['timeout-minutes: 5', 'timeout-minutes unknown field; write timeout_seconds: 300'],
    ['activeDeadlineSeconds: 60', 'activeDeadlineSeconds unknown field; write timeout_seconds: 60'],
    ['backoffLimit: 3', 'backoffLimit unknown field; write retry: { max_attempts: 3 }'],
    ['schedule: cron(0 4 * * ? *)', 'schedule unknown field; write schedule_expression: cron(0 4 * * ? *)'],
    ['timezone: Europe/Berlin', 'timezone unknown field; write schedule_expression_timezone: Europe/Berlin'],
    ['cmd: bin/rails nightly', 'cmd unknown field; write task_command: […, …], a list of arguments'],
    ['run: a && b', 'run unknown field; write task_command: [sh, -c, …], a list of arguments'],
    ['cluster: x', 'cluster unknown field; set service.cluster_name; jobs use the value of the service'],
    ['bucket: x', 'bucket unknown field; only jobs in file_upload_jobs have source_bucket'],
    [
      'secrets: [x]',
      'secrets unknown field; remove it, and add the secret to secrets of the container in the service’s task definition; the tasks of the jobs inherit it',
    ],
    ['restartPolicy: Never', 'restartPolicy unknown field; remove it; the program has no such setting'],
    [
      'role: arn:aws:iam::123456789012:role/x',
      'role unknown field; write task_role_arn: arn:aws:iam::123456789012:role/x',
    ],
  ])('%s', (field, message) => {
    expect(messagesOf(job(field))).toEqual([shown(message)]);
  });

  test.each([
    [
      'log_retention_days: 30\n',
      'log_retention_days unknown field; move it to job_defaults, which sets it for all jobs, or to a job',
    ],
    ['cluster_name: x\n', 'cluster_name unknown field; move it to service'],
    ['bucket_name: x\n', 'bucket_name unknown field; move it to storage'],
    ['stage: dev\n', 'stage unknown field; remove it; the name of the file is the name of the environment'],
    [
      'cron_jobs: {}\n',
      'cron_jobs unknown field; write file_upload_jobs, scheduled_jobs, queue_worker_jobs, event_jobs, each a map of jobs by name',
    ],
    [
      'nightly: { task_command: [a], schedule_expression: rate(1 day) }\n',
      'nightly unknown field; move the job to scheduled_jobs',
    ],
    [
      'job_defaults: { retry: { max_attempts: 1, delay: 10 } }\n',
      'job_defaults.retry.delay unknown field; write interval_seconds: 10',
    ],
    ['service: { cluster: x }\n', 'service.cluster unknown field; write cluster_name: x'],
  ])('%j', (text, message) => {
    expect(messagesOf(text)).toEqual([message]);
  });

  test('a value that may be a secret is not in the message', () => {
    expect(messagesOf(job('cmd: bin/x --password=hunter2')).join('\n')).not.toContain('hunter2');
  });
});

describe('the message about a value of the wrong type contains the correct form', () => {
  test.each([
    ['retry: 3', 'retry 3: must be a map, not a number; write retry: { max_attempts: 3 }'],
    [
      'environment_variables: [LOG_LEVEL: debug, PORT: 80]',
      'environment_variables must be a map, not a list; write a map: { LOG_LEVEL: …, PORT: … }',
    ],
    ['timeout_seconds: 10m', 'timeout_seconds 10m: must be a whole number of seconds; write 600'],
    [
      'timeout_seconds: 1.5 hours',
      'timeout_seconds 1.5 hours: must be a whole number of seconds; write 5400',
    ],
    ['timeout_seconds: 10 bananas', 'timeout_seconds 10 bananas: must be a whole number of seconds'],
    ['retry: true', 'retry true: must be a map, not true; write retry: { max_attempts: 2 }'],
    [
      'on_failure: bin/notify failed',
      'on_failure must be a map, not text; write on_failure: { task_command: […, …] }',
    ],
    [
      'on_failure: [bin/notify]',
      'on_failure must be a map, not a list; write on_failure: { task_command: […] }',
    ],
    [
      'environment_variables: [{ name: A, value: b }, { name: C, value: 1 }]',
      'environment_variables must be a map, not a list; write a map: { A: …, C: … }',
    ],
    [
      'environment_variables: [A=b]',
      'environment_variables must be a map, not a list; write a map: environment_variables: { NAME: value }',
    ],
  ])('%s', (field, message) => {
    expect(messagesOf(job(field))).toEqual([shown(message)]);
  });

  test.each([
    [
      'scheduled_jobs:\n  a: { task_command: bin/rails nightly, schedule_expression: rate(1 day) }\n',
      'scheduled_jobs.a.task_command must be a list, not text; write a list of arguments: […, …]',
    ],
    [
      'scheduled_jobs:\n  a: { task_command: "a | b", schedule_expression: rate(1 day) }\n',
      'scheduled_jobs.a.task_command must be a list, not text; write a list of arguments: [sh, -c, …]',
    ],
    [
      'scheduled_jobs:\n  a: { steps: [bin/a, [bin/b]], schedule_expression: rate(1 day) }\n',
      'scheduled_jobs.a.steps[0] must be a map, not text; write a map for each step: { name: …, task_command: […] }',
      'scheduled_jobs.a.steps[1] must be a map, not a list; write a map for each step: { name: …, task_command: […] }',
    ],
    [
      'service: { subnet_ids: subnet-1 }\n',
      'service.subnet_ids subnet-1: must be a list, not text; write a list: [subnet-1]',
    ],
    [
      'storage: uploads\n',
      'storage uploads: must be a map, not text; write storage: { bucket_name: uploads }',
    ],
    [
      'service: { subnet_ids: "subnet-1, subnet-2" }\n',
      'service.subnet_ids subnet-1, subnet-2: must be a list, not text; write a list: [subnet-1, subnet-2]',
    ],
    [
      'scheduled_jobs:\n  a: { steps: { load: [bin/load] }, schedule_expression: rate(1 day) }\n',
      'scheduled_jobs.a.steps must be a list, not a map; write a list of steps: [{ name: load, task_command: […] }, …]',
    ],
    [
      `event_jobs:\n  a: { task_command: [a], event_pattern: '{"source": ["b"]}' }\n`,
      'event_jobs.a.event_pattern {"source": ["b"]}: must be a map, not text; remove the quotes around { }, because JSON is valid YAML',
    ],
    [
      'scheduled_jobs:\n  a b: { task_command: [a], schedule_expression: rate(1 day) }\n',
      'scheduled_jobs."a b" a job’s name must begin with a letter or a digit and have only letters, digits, - and _; write a-b',
    ],
    [
      'job_defaults: { cpu: 0.5, memory: 2GB }\n',
      'job_defaults.cpu 0.5: must be one of 256, 512, 1024, 2048, 4096, 8192, 16384 CPU units (1024 are one vCPU); write 512 for 0.5 vCPU',
      'job_defaults.memory 2GB: must be a whole number of MiB; write 2048',
    ],
    [
      'scheduled_jobs: [{ name: a }]\n',
      'scheduled_jobs must be a map, not a list; write a map of jobs by name: scheduled_jobs: { nightly: { … } }',
    ],
    [
      'tags: [{ Key: team, Value: claims }]\n',
      'tags must be a map, not a list; write a map: { team: claims }',
    ],
  ])('%j', (text, ...messages) => {
    expect(messagesOf(text)).toEqual(messages);
  });
});

describe('fields that override a job of defaults.yml', () => {
  const defaults = `${base}scheduled_jobs:\n  nightly: { task_command: [bin/a], schedule_expression: rate(1 day) }\n`;
  const issues = (own: string) => issuesOf({ 'defaults.yml': defaults, 'dev.yml': own });

  test.each([
    [
      'scheduled_jobs:\n  nightli: { state: DISABLED }\n',
      'dev.yml:2:3 scheduled_jobs.nightli defaults.yml has no job nightli in scheduled_jobs that these fields could override; did you mean nightly?',
    ],
    [
      'scheduled_jobs:\n  Nightly: { timeout_seconds: 5, unknown: 1 }\n',
      'dev.yml:2:3 scheduled_jobs.Nightly defaults.yml has no job Nightly in scheduled_jobs that these fields could override; did you mean nightly?',
    ],
    [
      'file_upload_jobs:\n  nightly: { state: DISABLED }\n',
      'dev.yml:2:3 file_upload_jobs.nightly defaults.yml has no job nightly in file_upload_jobs that these fields could override; nightly is in scheduled_jobs of defaults.yml; move these fields to scheduled_jobs',
    ],
  ])('are reported once if the name is wrong: %j', (own, message) => {
    expect(issues(own)).toEqual([message]);
  });

  test('are accepted for a job that defaults.yml has', () => {
    expect(issues('scheduled_jobs:\n  nightly: { state: DISABLED }\n')).toEqual([]);
  });

  test('are not expected in a job with a command', () => {
    expect(issues('scheduled_jobs:\n  nightli: { task_command: [bin/b] }\n').join('\n')).not.toContain(
      'override',
    );
  });
});

describe('a mistake in defaults.yml that only some environments have', () => {
  const defaults = `${base}scheduled_jobs:\n  a: { task_command: [bin/a], schedule_expression: rate(1 day), cpu: 256 }\n`;
  const cpu =
    'defaults.yml:8:65 scheduled_jobs.a.cpu cpu is set without memory; set both or neither, because Fargate has fixed pairs of cpu and memory';
  const sized = 'job_defaults: { memory: 512 }\n';

  test.each([
    [{ 'dev.yml': '', 'prod.yml': sized, 'test.yml': sized }, `${cpu} (in dev)`],
    [{ 'dev.yml': '', 'prod.yml': sized, 'test.yml': '' }, `${cpu} (in dev, test)`],
    [{ 'dev.yml': '', 'prod.yml': '' }, cpu],
  ])('names the environments: %j', (own, message) => {
    expect(issuesOf({ 'defaults.yml': defaults, ...own })).toEqual([message]);
  });
});

describe('a code in ignore_checks', () => {
  test.each([
    ['{ no-timeouts: because }', 'ignore_checks.no-timeouts unknown field; did you mean no-timeout?'],
    ['{ no_timeout: because }', 'ignore_checks.no_timeout unknown field; did you mean no-timeout?'],
    ['{ zzz: because }', 'ignore_checks.zzz unknown field; docs/checks.md lists the codes of the checks'],
    [
      '{ never-fires: because }',
      'ignore_checks.never-fires unknown field; never-fires is an error and can’t be ignored; correct the configuration instead',
    ],
    [
      '[no-timeout]',
      'ignore_checks must be a map, not a list; write each code with a reason: { no-timeout: … }',
    ],
  ])('%s', (value, message) => {
    expect(messagesOf(`ignore_checks: ${value}\n`)).toEqual([message]);
  });
});
