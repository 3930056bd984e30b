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

  test('may not be the same in one account and region, whatever they are put together from', () => {
    folder.write({
      'env-config/dev.yml':
        'scheduled_jobs: { x-again: { task_command: [x], schedule_expression: rate(1 day) } }\n',
      'env-config/dev-x.yml':
        'scheduled_jobs: { again: { task_command: [x], schedule_expression: rate(1 day) } }\n',
    });
    expect(messages()).toEqual([
      {
        path: 'scheduled_jobs.x-again',
        code: 'shared-name',
        message:
          'its resources would be called app-dev-x-again, like those of dev-x’s job again in the same account and region; give it another name',
      },
    ]);
  });

  test('may not make a worker’s task definition a revision of another environment’s application', () => {
    const worker =
      'service: { name: app }\nqueue_worker_jobs: { dev: { task_command: [x], max_processing_seconds: 9, max_tasks: 1 } }\n';
    folder.write({ 'env-config/dev.yml': '', 'env-config/shared.yml': worker });
    expect(messages()).toEqual([
      {
        path: 'queue_worker_jobs.dev',
        code: 'shared-name',
        message:
          'its task definition would be app-dev, like that of dev’s application in the same account and region; give it another name',
      },
    ]);
    folder.write({ 'env-config/shared.yml': `${worker}region: us-west-2\n` });
    expect(messages()).toEqual([]);
  });

  test('may be the same in another account, or another region', () => {
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

  test('are told once for a whole service, not for each of its jobs', () => {
    folder.write({
      'env-config/a.yml': 'service: { name: app }\n',
      'env-config/b.yml': 'service: { name: app }\n',
    });
    expect(messages().map(({ path }) => path)).toEqual(['service.name']);
  });
});
