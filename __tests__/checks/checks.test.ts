import { expect, test } from '@jest/globals';
import { catalogue } from '../../lib/checks/catalogue';
import type { EnvironmentJobs } from '../../lib/jobs/environment';
import { environmentOf } from '../jobs/support/environments';
import { least } from '../jobs/support/workers';
import { describeChecks, foundBy, now, schedule, schedules, upload, uploads } from './support/check-helpers';

describeChecks([
  {
    code: 'local-state',
    finds: [
      [
        schedules(1),
        'state_backend: the state is only in the file terraform.test.tfstate, which CI and other machines do not have',
      ],
    ],
    passes: [
      { ...schedules(1), state_backend: { local: {} } },
      { ...schedules(1), state_backend: { gcs: { bucket: 'states' } } },
      // A stack without jobs has no resources.
      {},
    ],
  },
  {
    code: 'unnoticed-failures',
    finds: [
      [schedules(1), 'alarms: nobody is notified of a failed or missed run of job-0'],
      [
        {
          scheduled_jobs: { off: schedule({ state: 'DISABLED' }), quiet: schedule({ alarms: false }) },
          file_upload_jobs: { load: upload() },
          queue_worker_jobs: { work: { task_command: ['work'], max_processing_seconds: 60, max_tasks: 1 } },
        },
        'alarms: nobody is notified of a failed or missed run of load, work',
      ],
    ],
    passes: [
      { ...schedules(1), alarms: { sns_topic_arn: 'arn:aws:sns:us-east-1:123456789012:jobs' } },
      { ...schedules(1), alarms: false },
      { scheduled_jobs: { job: schedule({ state: 'DISABLED' }) } },
      { scheduled_jobs: { job: schedule({ alarms: false }) } },
      {},
    ],
  },
  {
    code: 'assumed-notification',
    finds: [
      [
        { file_upload_jobs: { a: upload(), b: upload({ source_bucket: 'another' }), c: upload() } },
        'file_upload_jobs: this configuration does not manage the EventBridge notification of another, which must be enabled; to check the setting, look for EventBridgeConfiguration in the output of "aws s3api get-bucket-notification-configuration --bucket another"',
        'file_upload_jobs: this configuration does not manage the EventBridge notification of platform-app-test, which must be enabled; to check the setting, look for EventBridgeConfiguration in the output of "aws s3api get-bucket-notification-configuration --bucket platform-app-test"',
      ],
    ],
    passes: [
      { storage: { eventbridge_notification: 'manage' }, file_upload_jobs: { job: upload() } },
      { file_upload_jobs: { job: upload({ after_malware_scan: true }) } },
      { file_upload_jobs: { job: upload({ event_bus_name: 'partners' }) } },
      { file_upload_jobs: { job: upload({ state: 'DISABLED' }) } },
      schedules(1),
    ],
  },
  {
    code: 'folder-placeholders',
    finds: [
      [
        uploads('in/'),
        'file_upload_jobs: the S3 console creates the folder in/ as an empty object, which starts the jobs whose prefix it matches',
      ],
      [
        uploads('a/', 'b/', 'c'),
        'file_upload_jobs: the S3 console creates the folder a/ (and 1 more) as an empty object, which starts the jobs whose prefix it matches',
      ],
    ],
    passes: [
      uploads('in/a-'),
      { file_upload_jobs: { job: upload({ path_prefix: 'in/', path_suffix: '.csv' }) } },
      { file_upload_jobs: { job: upload({ path_prefix: 'in/', minimum_size_bytes: 1 }) } },
      { file_upload_jobs: { job: upload({ path_prefix: 'in/', reasons: ['CopyObject'] }) } },
      { file_upload_jobs: { job: upload({ path_prefix: 'in/', after_malware_scan: true }) } },
      { file_upload_jobs: { job: upload({ path_prefix: 'in/', state: 'DISABLED' }) } },
    ],
  },
  {
    code: 'leading-slash',
    finds: [
      [
        uploads('/in/'),
        'file_upload_jobs.job-0.path_prefix: /in/ matches only keys with a leading slash, which are rare',
      ],
      [
        { file_upload_jobs: { job: upload({ path_prefix: ['in/', '/late/'] }) } },
        'file_upload_jobs.job.path_prefix.1: /late/ matches only keys with a leading slash, which are rare',
      ],
      [
        { file_upload_jobs: { job: upload({ path_pattern: '/in/*' }) } },
        'file_upload_jobs.job.path_pattern: /in/* matches only keys with a leading slash, which are rare',
      ],
    ],
    passes: [uploads('in/', 'a//b'), { file_upload_jobs: { job: upload({ path_pattern: 'a/*' }) } }],
  },
  {
    code: 'prefix-without-slash',
    finds: [
      [uploads('claims'), 'file_upload_jobs.job-0.path_prefix: claims also matches claims-old/a.csv'],
      [uploads('réclamé'), 'file_upload_jobs.job-0.path_prefix: réclamé also matches réclamé-old/a.csv'],
    ],
    passes: [uploads('claims/'), uploads('claims/2026-'), { file_upload_jobs: { job: upload() } }],
  },
  {
    code: 'nested-prefixes',
    finds: [
      [
        uploads('in/', 'in/a/'),
        'file_upload_jobs.job-1.path_prefix: an object below in/a/ also starts job-0',
      ],
      [uploads('in/', 'in/'), 'file_upload_jobs.job-1.path_prefix: an object below in/ also starts job-0'],
      [
        { file_upload_jobs: { all: upload(), one: upload({ path_prefix: 'a/' }) } },
        'file_upload_jobs.one.path_prefix: an object below a/ also starts all',
      ],
      [
        { file_upload_jobs: { a: upload(), b: upload() } },
        'file_upload_jobs.b: every object that starts this job also starts a',
      ],
      [
        {
          file_upload_jobs: {
            all: upload({ path_prefix: ['in/', 'out/'] }),
            csv: upload({ path_prefix: ['elsewhere/', 'in/a/'], path_suffix: '.csv' }),
            twin: upload({ path_prefix: 'elsewhere/b/', path_suffix: '.csv' }),
          },
        },
        'file_upload_jobs.twin.path_prefix: an object below elsewhere/b/ also starts csv',
        'file_upload_jobs.csv.path_prefix.1: an object below in/a/ also starts all',
      ],
    ],
    passes: [
      {
        file_upload_jobs: {
          csv: upload({ path_prefix: 'in/', path_suffix: '.csv' }),
          pdf: upload({ path_prefix: 'in/a/', path_suffix: '.pdf' }),
          all: upload({ path_prefix: 'in/a/b/', minimum_size_bytes: 1 }),
          scanned: upload({ path_prefix: 'in/a/b/c/', after_malware_scan: true }),
          pattern: upload({ path_pattern: 'in/*' }),
        },
      },
      { file_upload_jobs: { a: upload({ path_prefix: ['in/', 'in/a/'] }) } },
      uploads('in/', 'out/'),
      uploads('in', 'i/n'),
      {
        file_upload_jobs: {
          a: upload({ path_prefix: 'in/' }),
          b: upload({ path_prefix: 'in/', source_bucket: 'another' }),
        },
      },
      {
        file_upload_jobs: {
          a: upload({ path_prefix: 'in/' }),
          b: upload({ path_prefix: 'in/', state: 'DISABLED' }),
        },
      },
    ],
  },
  {
    code: 'skipped-uploads',
    finds: [
      [
        { file_upload_jobs: { a: upload({ overlap: 'skip' }), b: upload({ overlap: 'replace' }) } },
        'file_upload_jobs.a.overlap: an object that arrives during a run is not processed',
        'file_upload_jobs.b.overlap: an object whose run is replaced by the next one is not processed',
      ],
    ],
    passes: [
      { file_upload_jobs: { job: upload() } },
      { file_upload_jobs: { job: upload({ overlap: 'skip', state: 'DISABLED' }) } },
      schedules(1, { overlap: 'skip' }),
    ],
  },
  {
    code: 'triggers-itself',
    finds: [
      [
        { file_upload_jobs: { a: upload() } },
        'file_upload_jobs.a: the job has no path_prefix, so every object that the application writes to its bucket starts it',
      ],
      [
        {
          file_upload_jobs: {
            a: upload({ path_prefix: 'in/', task_command: ['x', '--out=s3://<bucket_name>/in/done/'] }),
          },
        },
        'file_upload_jobs.a: the command or its environment contains --out=s3://platform-app-test/in/done/, which is below the job’s own prefix',
      ],
      [
        {
          file_upload_jobs: {
            a: upload({ path_prefix: 'in/', environment_variables: { OUT: 's3://platform-app-test/in/' } }),
          },
        },
        'file_upload_jobs.a: the command or its environment contains s3://platform-app-test/in/, which is below the job’s own prefix',
      ],
    ],
    passes: [
      { file_upload_jobs: { a: upload({ source_bucket: 'theirs' }) } },
      {
        file_upload_jobs: {
          a: upload({ path_prefix: 'in/', task_command: ['x', 's3://<bucket_name>/out/'] }),
        },
      },
      {
        file_upload_jobs: {
          a: upload({ path_prefix: 'in/', task_command: ['x', 's3://platform-app-test/<object_key>'] }),
        },
      },
    ],
  },
  {
    code: 'spot-without-retry',
    finds: [
      [
        schedules(1, { capacity_provider: 'FARGATE_SPOT' }),
        'scheduled_jobs.job-0.capacity_provider: a Spot task that AWS interrupts is not retried',
      ],
      [
        {
          file_upload_jobs: {
            job: upload({ capacity_provider: 'FARGATE_SPOT', retry: { max_attempts: 0 } }),
          },
        },
        'file_upload_jobs.job.capacity_provider: a Spot task that AWS interrupts is not retried',
      ],
      [
        schedules(1, {
          task_command: null,
          capacity_provider: 'FARGATE_SPOT',
          steps: [
            { name: 'a', task_command: ['a'], retry: { max_attempts: 1 } },
            { name: 'b', task_command: ['b'] },
          ],
        }),
        'scheduled_jobs.job-0.steps.1: a Spot task that AWS interrupts is not retried',
      ],
    ],
    passes: [
      schedules(1),
      schedules(1, { capacity_provider: 'FARGATE_SPOT', retry: { max_attempts: 1 } }),
      schedules(1, {
        capacity_provider: 'FARGATE_SPOT',
        retry: { max_attempts: 1 },
        on_failure: { task_command: ['mourn'] },
      }),
    ],
  },
  {
    code: 'unretried-launches',
    finds: [
      [
        {
          file_upload_jobs: { job: upload({ target: 'ecs_cluster', delivery: { dead_letter_queue: true } }) },
        },
        'file_upload_jobs.job.delivery: the settings in delivery have no effect if ECS rejects a launch for lack of capacity',
      ],
      [
        { event_jobs: { job: upload({ event_pattern: { source: ['a'] }, delivery: {} }) } },
        'event_jobs.job.delivery: the settings in delivery have no effect if ECS rejects a launch for lack of capacity',
      ],
    ],
    passes: [
      { file_upload_jobs: { job: upload({ target: 'ecs_cluster' }) } },
      { file_upload_jobs: { job: upload({ delivery: {}, target: 'state_machine' }) } },
      { file_upload_jobs: { job: upload({ delivery: {}, state: 'DISABLED' }) } },
      { file_upload_jobs: { job: upload({ delivery: {}, launch_retry_seconds: 60 }) } },
      schedules(1),
    ],
  },
  {
    code: 'no-timeout',
    finds: [
      [schedules(1), 'scheduled_jobs.job-0: a task that hangs is never stopped'],
      [uploads('in/'), 'file_upload_jobs.job-0: a task that hangs is never stopped'],
      [
        schedules(1, {
          task_command: null,
          steps: [
            { name: 'a', task_command: ['a'], timeout_seconds: 60 },
            { name: 'b', task_command: ['b'] },
          ],
        }),
        'scheduled_jobs.job-0: a task that hangs is never stopped',
      ],
    ],
    passes: [
      schedules(1, { timeout_seconds: 60 }),
      schedules(1, { run_timeout_seconds: 60 }),
      schedules(1, { timeout_seconds: 60, on_failure: { task_command: ['mourn'] } }),
      { ...schedules(1), job_defaults: { timeout_seconds: 60 } },
    ],
  },
  {
    code: 'oversized-cpu',
    finds: [
      [
        schedules(1, { cpu: 4096, memory: 8192 }),
        'scheduled_jobs.job-0.cpu: cpu is 4096, but a memory of 8192 MiB is also available with cpu 1024',
      ],
    ],
    passes: [
      schedules(1),
      schedules(1, { cpu: 1024, memory: 2048 }),
      schedules(1, { cpu: 4096, memory: 16384 }),
      schedules(1, { cpu: 16384, memory: 32768 }),
    ],
  },
  {
    code: 'near-quota',
    finds: [
      [
        uploads(...Array.from({ length: 240 }, (_, index) => `in/${index}/`)),
        'file_upload_jobs: this environment has 240 of at most 300 rules on an event bus; event_bus_name can move event jobs to another bus, and another account or region has its own buses',
      ],
      [
        {
          file_upload_jobs: Object.fromEntries(
            Array.from({ length: 24 }, (_, index) => [
              `job-${index}`,
              upload({ path_pattern: `${index}/*/*.csv` }),
            ]),
          ),
        },
        'file_upload_jobs: this environment has 24 of at most 30 rules with wildcards on an event bus; a job with only path_prefix or only path_suffix needs no wildcard',
      ],
      [
        {
          scheduled_jobs: Object.fromEntries(
            Array.from({ length: 66 }, (_, index) => [
              `job-${index}`,
              schedule({
                task_role_arn: `arn:aws:iam::123456789012:role/a-role-with-a-rather-long-name-${index}`,
              }),
            ]),
          ),
        },
        'scheduled_jobs.job-0.task_role_arn: the policy of the role app-test-jobs-states-us-east-1 has 6008 of at most 6144 characters; to shorten it, use the same task_role_arn in more jobs',
      ],
      [
        {
          file_upload_jobs: {
            job: upload({ path_prefix: Array.from({ length: 60 }, (_, at) => `${at}/`.padEnd(45, 'x')) }),
          },
        },
        'file_upload_jobs.job: the event pattern has 3664 bytes; an account accepts 2048, and at most 4096 on request',
      ],
    ],
    passes: [
      uploads('in/'),
      schedules(300),
      uploads(...Array.from({ length: 30 }, (_, at) => `in/${at}/`.padEnd(40, 'x'))),
    ],
  },
  {
    code: 'long-keys',
    finds: [
      [
        { file_upload_jobs: { job: upload({ task_command: ['import', '<object_key>', '<object_key>'] }) } },
        'file_upload_jobs.job.task_command: with the longest key that S3 accepts, the task override has 12359 characters; the maximum of ECS is 8192',
      ],
      [
        {
          file_upload_jobs: {
            job: upload({
              target: 'state_machine',
              task_command: ['import', 'key=<object_key>'],
              environment_variables: { KEY: '<object_key>' },
            }),
          },
        },
        'file_upload_jobs.job.task_command: with the longest key that S3 accepts, the task override has 12402 characters; the maximum of ECS is 8192',
      ],
    ],
    passes: [
      { file_upload_jobs: { job: upload({ task_command: ['import', '<object_key>', '<bucket_name>'] }) } },
      {
        file_upload_jobs: {
          job: upload({ task_command: ['import', '<object_key>', '<object_version_id>'] }),
        },
      },
      {
        file_upload_jobs: {
          job: upload({ task_command: ['import', '<object_key>', '<object_key>'], state: 'DISABLED' }),
        },
      },
    ],
  },
]);

test('near-quota counts state machines, and the rules of each bus separately', () => {
  const environment = environmentOf(schedules(1));
  const machines = { ...environment, jobs: Array.from({ length: 8000 }, () => environment.jobs).flat() };
  expect(catalogue['near-quota'].find(machines, now, [machines]).map(({ message }) => message)).toEqual([
    'this environment has 8000 of at most 10000 state machines in a region; an environment in another region or account has its own quota',
  ]);
  const onTwoBuses = Array.from({ length: 240 }, (_, index) => [
    `job-${index}`,
    upload({ event_bus_name: `bus-${index % 2}`, path_prefix: `${index}/` }),
  ]);
  expect(foundBy('near-quota', { file_upload_jobs: Object.fromEntries(onTwoBuses) })).toEqual([]);
});

test('near-quota counts the policies, the scaling and the services of workers', () => {
  const environment = environmentOf({ queue_worker_jobs: { work: least } });
  const countsOf = (count: number): readonly string[] => {
    const workers = { ...environment, jobs: Array.from({ length: count }, () => environment.jobs).flat() };
    return catalogue['near-quota']
      .find(workers, now, [workers])
      .map(({ message }) => message.replace(/;.*/, ''));
  };
  expect(countsOf(1199)).toEqual([]);
  expect(countsOf(4000)).toEqual([
    'this environment has 4000 of at most 1500 managed policies in an account',
    'this environment has 4000 of at most 3000 ECS services that scale in a region',
    'this environment has 4000 of at most 5000 services in a cluster',
  ]);
});

test('near-quota counts the rules of failed runs', () => {
  const environment = environmentOf({
    ...uploads('in/'),
    alarms: { sns_topic_arn: 'arn:aws:sns:us-east-1:123456789012:alarms' },
  });
  const shared = environment.failureRules.length;
  expect(shared).toBeGreaterThan(0);
  const jobs = Array.from({ length: 240 - shared }, () => environment.jobs).flat();
  const find = (more: EnvironmentJobs) => catalogue['near-quota'].find(more, now, [more]);
  expect(find({ ...environment, jobs })).toEqual([
    expect.objectContaining({ message: expect.stringContaining('has 240 of at most 300 rules') }),
  ]);
  expect(find({ ...environment, jobs: jobs.slice(1) })).toEqual([]);
});

test('every check is in the catalogue under its code, with a reason and a fix', () => {
  for (const [code, check] of Object.entries(catalogue)) {
    expect(check.code).toBe(code);
    expect(check.why).toMatch(/^[A-Z].*\.$/s);
    expect(check.fix).toMatch(/^[a-z].*[^.]$/s);
  }
});
