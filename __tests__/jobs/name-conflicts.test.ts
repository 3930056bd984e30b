import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { smallConfig, TemporaryFolder } from '../support/run-program';

describe('the names of resources in several environments', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = new TemporaryFolder().write({
      'env-config/defaults.yml': smallConfig['env-config/defaults.yml'],
    });
  });
  afterEach(() => {
    folder.remove();
  });
  const messages = () =>
    loadEnvironments(join(folder.path, 'env-config')).issues.map(({ path, code, message }) => ({
      path,
      code,
      message,
    }));

  test('must not be the same in one account and region, whatever their parts are', () => {
    folder.write({
      'env-config/dev.yml':
        'scheduled_jobs: { x-again: { task_command: [x], schedule_expression: rate(1 day) } }\n',
      'env-config/dev-x.yml':
        'scheduled_jobs: { again: { task_command: [x], schedule_expression: rate(1 day) } }\n',
    });
    expect(messages()).toEqual([
      {
        path: 'scheduled_jobs.x-again',
        code: 'shared-resource-name',
        message:
          'the job would have resources with the name app-dev-x-again, which belongs to the job again in dev-x in the same account and region; rename one of the jobs',
      },
    ]);
  });

  test('must not make a worker’s task definition a revision of another environment’s application', () => {
    const worker =
      'service: { name: app }\nqueue_worker_jobs: { dev: { task_command: [x], max_processing_seconds: 9, max_tasks: 1 } }\n';
    folder.write({ 'env-config/dev.yml': '', 'env-config/shared.yml': worker });
    expect(messages()).toEqual([
      {
        path: 'queue_worker_jobs.dev',
        code: 'worker-named-like-application',
        message:
          'the task definition of the worker would have the name app-dev, which the application of dev uses in the same account and region; rename the worker',
      },
    ]);
    folder.write({ 'env-config/shared.yml': `${worker}region: us-west-2\n` });
    expect(messages()).toEqual([]);
  });

  const worker = 'task_command: [x], max_processing_seconds: 9, max_tasks: 1';
  const uploadJob = 'task_command: [x], source_bucket: bucket, delivery: { dead_letter_queue: true }';
  const appX = 'service: { name: app-x, task_definition_family: web }\n';
  const uploads = 'file_upload: { source_bucket: bucket, delivery: { dead_letter_queue: true } }';

  test.each<readonly [what: string, dev: string, prodJob: string, prodFields: string, queue: string]>([
    [
      'a worker’s dead letters and another’s messages',
      `queue_worker_jobs: { x: { ${worker} } }`,
      'dead-letters',
      worker,
      'app-x-dead-letters',
    ],
    [
      'the same of FIFO queues',
      `queue_worker_jobs: { x: { ${worker}, queue: { fifo: true } } }`,
      'dead-letters',
      `${worker}, queue: { fifo: true }`,
      'app-x-dead-letters.fifo',
    ],
    [
      'events that did not get into a queue',
      `queue_worker_jobs: { x: { ${worker}, ${uploads} } }`,
      'undelivered',
      worker,
      'app-x-undelivered',
    ],
    [
      'events that did not start a job',
      `file_upload_jobs: { x: { ${uploadJob} } }`,
      'dead-letters',
      worker,
      'app-x-dead-letters',
    ],
  ])('must not be the same for queues: %s', (_, dev, prodJob, prodFields, queue) => {
    folder.write({
      'env-config/dev.yml': `service: { name: app }\n${dev}\n`,
      'env-config/prod.yml': `${appX}queue_worker_jobs: { ${prodJob}: { ${prodFields} } }\n`,
    });
    expect(messages()).toEqual([
      {
        path: `queue_worker_jobs.${prodJob}`,
        code: 'shared-resource-name',
        message: `the job would have a queue with the name ${queue}, which belongs to the job x in dev in the same account and region; rename one of the jobs`,
      },
    ]);
  });

  test('can be the same for jobs without queues, and for queues of another type', () => {
    folder.write({
      'env-config/dev.yml': `service: { name: app }\nqueue_worker_jobs: { x: { ${worker}, ${uploads} } }\n`,
      'env-config/prod.yml': `${appX}queue_worker_jobs: { undelivered: { ${worker}, queue: { fifo: true } } }
scheduled_jobs: { dead-letters: { task_command: [x], schedule_expression: rate(1 day) } }
`,
    });
    expect(messages()).toEqual([]);
  });

  test('must not differ only in case for the policies of workers, which IAM compares without case', () => {
    folder.write({
      'env-config/dev.yml': `service: { name: app }\nqueue_worker_jobs: { X-Y: { ${worker} } }\n`,
      'env-config/prod.yml': `service: { name: app-x }\nqueue_worker_jobs: { y: { ${worker} } }\n`,
    });
    expect(messages().map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'queue_worker_jobs.y: the job would have a policy with the name app-x-y-send-messages-us-east-1, which belongs to the job X-Y in dev in the same account and region; rename one of the jobs',
    ]);
  });

  test('have one issue for a job, whose queues have the same names too', () => {
    folder.write({
      'env-config/dev.yml': `service: { name: app }\nqueue_worker_jobs: { x-y: { ${worker} } }\n`,
      'env-config/prod.yml': `service: { name: app-x }\nqueue_worker_jobs: { y: { ${worker} } }\n`,
    });
    expect(messages()).toEqual([
      expect.objectContaining({
        path: 'queue_worker_jobs.y',
        message:
          'the job would have resources with the name app-x-y, which belongs to the job x-y in dev in the same account and region; rename one of the jobs',
      }),
    ]);
  });

  test('must not make a worker’s service another environment’s application in one cluster', () => {
    const application = (fields: string) => `service: { name: app-web${fields} }\n`;
    const jobs = `service: { name: app, cluster_name: shared }\nqueue_worker_jobs: { web: { ${worker} } }\n`;
    const messagesWith = (text: string) => {
      folder.write({ 'env-config/dev.yml': text, 'env-config/jobs.yml': jobs });
      return messages().map(({ path, message }) => `${path}: ${message}`);
    };
    expect(messagesWith(application(', cluster_name: shared, task_definition_family: web'))).toEqual([
      'queue_worker_jobs.web: the service of the worker would have the name app-web, which the application of dev uses in the same account and region; rename the worker',
    ]);
    expect(messagesWith(application(', cluster_name: shared'))).toEqual([
      'queue_worker_jobs.web: the task definition and service of the worker would have the name app-web, which the application of dev uses in the same account and region; rename the worker',
    ]);
    expect(messagesWith(application(', cluster_name: other, task_definition_family: web'))).toEqual([]);
    expect(
      messagesWith(
        `${application(', cluster_name: shared, task_definition_family: web')}region: us-west-2\n`,
      ),
    ).toEqual([]);
  });

  test.each<readonly [what: string, dev: string, prod: string]>([
    ['one account is unknown', 'account_id: null\n', ''],
    ['both accounts are unknown', 'account_id: null\n', 'account_id: null\n'],
  ])('must not be the same if %s until the plan', (_, dev, prod) => {
    const daily = 'scheduled_jobs: { y-z: { task_command: [x], schedule_expression: rate(1 day) } }\n';
    folder.write({
      'env-config/defaults.yml': smallConfig['env-config/defaults.yml'].replace(/  \w+_role_arn: .*\n/g, ''),
      'env-config/dev.yml': `${dev}service: { name: app }\n${daily}`,
      'env-config/prod.yml': `${prod}service: { name: app-y }\n${daily.replace('y-z', 'z')}`,
      'env-config/workers.yml': `${dev}service: { name: x, task_definition_family: w }\nqueue_worker_jobs: { v: { ${worker} } }\n`,
      'env-config/z.yml': `${prod}service: { name: x-v }\n`,
    });
    expect(messages().map(({ code, message }) => [code, message])).toEqual([
      [
        'shared-resource-name',
        'the job would have resources with the name app-y-z, which belongs to the job y-z in dev in the same region, and possibly in the same account; rename one of the jobs, or set account_id in both environments if their accounts differ',
      ],
      [
        'worker-named-like-application',
        'the task definition of the worker would have the name x-v, which the application of z uses in the same region, and possibly in the same account; rename the worker, or set account_id in both environments if their accounts differ',
      ],
    ]);
  });

  test('can be the same in another account or region', () => {
    folder.write({
      'env-config/a.yml': 'service: { name: app }\n',
      'env-config/b.yml': 'service: { name: app }\nregion: us-west-2\n',
      'env-config/c.yml': `service:
  name: app
  task_role_arn: arn:aws:iam::999999999999:role/task
  execution_role_arn: arn:aws:iam::999999999999:role/execution
account_id: "999999999999"
`,
    });
    expect(messages()).toEqual([]);
  });

  test('have one issue for a whole service, not one for each of its jobs', () => {
    folder.write({
      'env-config/a.yml': 'service: { name: app }\n',
      'env-config/b.yml': 'service: { name: app }\n',
    });
    expect(messages().map(({ path }) => path)).toEqual(['service.name']);
  });
});
