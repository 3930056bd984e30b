import { describe, expect, test } from '@jest/globals';
import { findFaults, jobsOf, kindCount, neighbour, reachesOf } from './support/neighbours';
import { asRecord } from '../support/stack-json';
import { deniedUses, reachOf } from './support/reach';

describe('services of one account and cluster whose names begin alike', () => {
  test('reach their own resources and nothing of each other, with a job of each kind', async () => {
    const reaches = reachesOf(['app', 'app-dev', 'app-job-1'], jobsOf(kindCount));
    for (const { uses, grants, targets } of reaches) {
      expect(new Set(uses.map(({ action }) => action))).toEqual(
        new Set([
          'states:StartExecution',
          'states:DescribeExecution',
          'states:StopExecution',
          'sqs:SendMessage',
          'dynamodb:PutItem',
          'ecs:DescribeTasks',
          'ecs:StopTask',
        ]),
      );
      expect(grants.length).toBeGreaterThan(5);
      expect(new Set(targets.map(({ type }) => type)).size).toBe(7);
    }
    expect(await findFaults(reaches)).toEqual([]);
  });

  test('may use their own keys', async () => {
    const key = (id: string) => `arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-${id}`;
    const environment = key('000000000001');
    const jobs = jobsOf(kindCount);
    const own = { kms_key_arn: key('000000000002') };
    const workers = Object.entries(asRecord(jobs['queue_worker_jobs'])).map(([name, job]) => [
      name,
      { ...asRecord(job), queue: { ...asRecord(asRecord(job)['queue'] ?? {}), ...own } },
    ]);
    const reach = reachOf(
      neighbour('app', {
        ...jobs,
        kms_key_arn: environment,
        queue_worker_jobs: Object.fromEntries(workers),
      }),
    );
    const usesOfKeys = reach.uses.filter(({ target }) => target.type === 'key');
    expect(new Set(usesOfKeys.map(({ target }) => target.arn))).toEqual(
      new Set([environment, own.kms_key_arn]),
    );
    expect(new Set(usesOfKeys.map(({ action }) => action))).toEqual(
      new Set(['kms:Decrypt', 'kms:GenerateDataKey']),
    );
    expect(await deniedUses(reach)).toEqual([]);
    // A key that services share can be used for the own schedules and state machines only.
    const other = reachOf(neighbour('app-dev', { ...jobs, kms_key_arn: environment }));
    const foreign = other.uses.filter(({ target }) =>
      Object.keys(target.context).some((key) => key.startsWith('kms:EncryptionContext:')),
    );
    expect(foreign.length).toBeGreaterThan(5);
    expect(await deniedUses({ ...reach, uses: foreign })).toHaveLength(foreign.length);
  });

  test.each(Array.from({ length: kindCount }, (_, index) => index))(
    'do so with only one job (%i)',
    async (index) => {
      expect(await findFaults(reachesOf(['app', 'app-dev'], jobsOf(1, index)))).toEqual([]);
    },
  );
});
