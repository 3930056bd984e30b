import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { fc, tries } from '../support/property-tests';
import { jobNamePattern } from '../../lib/config/schema/values';
import {
  addressOf,
  addressParser,
  jobParts,
  parseAddress,
  sharedParts,
  type AddressedResource,
  type JobPart,
} from '../../lib/jobs/addresses';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { describeEnvironment } from '../../lib/resources/environment-resources';
import { validFixtures } from '../support/fixtures';

/** A key of each part; a part that is not here has no key. */
const keys: Readonly<Partial<Record<JobPart, readonly (string | undefined)[]>>> = {
  alarm: jobParts.alarm.keys,
  dead_letter_queue: jobParts.dead_letter_queue.keys,
  scaling_policy: jobParts.scaling_policy.keys,
  schedule: [undefined, '491b8192', '00000000'],
  scheduled_action: ['4a7365f6'],
  send_policy: jobParts.send_policy.keys,
  topic_subscription: ['0ff286aa'],
  undelivered_queue: jobParts.undelivered_queue.keys,
};

const allParts = Object.keys(jobParts).filter((part): part is JobPart => part in jobParts);

/** Names of jobs, among them names that end like the keys of parts. */
const jobNames = fc.oneof(
  fc.stringMatching(jobNamePattern),
  fc
    .tuple(
      fc.stringMatching(/^[a-z][a-z-]{0,9}$/),
      fc.constantFrom(
        'dead-letters',
        'undelivered',
        'busy',
        'send-messages',
        '491b8192',
        'x_scheduled_jobs_y',
        'queue_worker_jobs_y',
      ),
    )
    .map(([name, key]) => `${name}-${key}`),
);

const jobResources = fc
  .tuple(jobNames, fc.constantFrom(...allParts))
  .chain(([jobName, part]) =>
    fc.constantFrom(...(keys[part] ?? [undefined])).map((key) => ({ jobName, part, key })),
  );

describe('the address of a part of a job', () => {
  test('is parsed to the same part for every job name', () => {
    fc.assert(
      fc.property(jobResources, ({ jobName, part, key }) => {
        const resource: AddressedResource = { kind: 'job', jobName, part, key };
        expect(parseAddress(addressOf(resource), [{ name: jobName }])).toEqual(resource);
      }),
      { numRuns: tries(1000) },
    );
  });

  test('is the same after parsing and rendering, with unknown jobs', () => {
    fc.assert(
      fc.property(jobResources, ({ jobName, part, key }) => {
        const address = addressOf({ kind: 'job', jobName, part, key });
        const read = parseAddress(address);
        expect(read && addressOf(read)).toBe(address);
      }),
      { numRuns: tries(1000) },
    );
  });

  test.each([
    ['aws_sfn_state_machine.jobs_nightly', 'nightly', 'state_machine', undefined],
    ['aws_scheduler_schedule.jobs_a-b-491b8192', 'a-b', 'schedule', '491b8192'],
    ['aws_sqs_queue.queue_worker_jobs_pages', 'pages', 'queue', undefined],
    ['aws_sqs_queue.jobs_pages-dead-letters', 'pages', 'dead_letter_queue', 'dead-letters'],
    ['aws_sqs_queue.queue_worker_jobs_in-undelivered', 'in', 'undelivered_queue', 'undelivered'],
    ['data.aws_ecs_task_definition.queue_worker_jobs_pages', 'pages', 'source_task_definition', undefined],
  ])('%s is parsed without the jobs', (address, jobName, part, key) => {
    expect(parseAddress(address)).toEqual({ kind: 'job', jobName, part, key });
  });

  test('belongs to the existing job if its name ends like a key', () => {
    const jobs = [{ name: 'my-491b8192' }];
    expect(parseAddress('aws_scheduler_schedule.jobs_my-491b8192', jobs)).toEqual(
      expect.objectContaining({ jobName: 'my-491b8192', part: 'schedule', key: undefined }),
    );
  });
});

describe('the address of a shared part', () => {
  const all = Object.keys(sharedParts).filter(
    (part): part is keyof typeof sharedParts => part in sharedParts,
  );

  test('is parsed to the same part', () => {
    const read = all.flatMap((part) => {
      const { names } = sharedParts[part];
      const partKeys: readonly (string | undefined)[] =
        typeof names === 'string'
          ? [undefined, ...(part === 'task_protection_attachment' ? ['role-a'] : [])]
          : [...names.keys()];
      return partKeys.map((key) => ({ kind: 'shared' as const, part, key }));
    });
    expect(read.map((resource) => parseAddress(addressOf(resource)))).toEqual(read);
    expect(new Set(read.map(addressOf)).size).toBe(read.length);
  });

  test('requires a key of a part that has several names', () => {
    expect(() => addressOf({ kind: 'shared', part: 'role', key: 'other' })).toThrow('role has no key other');
  });
});

test.each([
  'aws_s3_bucket.mine',
  'aws_sfn_state_machine.jobs_',
  'aws_sfn_state_machine.other_jobs_nightly',
  'aws_sfn_state_machine.scheduled_jobs_nightly',
  'aws_ecs_service.jobs_nightly',
  'aws_iam_policy.queue_worker_jobs_pages',
  'aws_sqs_queue.jobs_nightly.arn',
  'aws_iam_role.role',
  'aws_cloudwatch_metric_alarm.jobs_pagesbusy',
  'module.jobs.aws_iam_role.states',
  '',
])('%s is not an address of this program', (address) => {
  expect(parseAddress(address)).toBeUndefined();
});

describe.each(validFixtures().map((fixture) => [fixture.name, fixture] as const))('%s', (_, fixture) => {
  const { environments } = loadEnvironments(fixture.config);

  test('has addresses that are parsed to their jobs and parts', () => {
    for (const environment of environments) {
      const parse = addressParser(environment.jobs);
      const { jobs, shared, dataSources } = describeEnvironment(environment);
      for (const { job, resources } of jobs) {
        const read = resources.map(({ address }) => parse(address));
        expect(read).toEqual(
          resources.map(() => expect.objectContaining({ kind: 'job', jobName: job.name })),
        );
        expect(read.map((resource) => resource && addressOf(resource))).toEqual(
          resources.map(({ address }) => address),
        );
      }
      expect(shared.map(({ address }) => parse(address)?.kind)).toEqual(shared.map(() => 'shared'));
      expect(dataSources.map(({ address }) => parse(address))).not.toContain(undefined);
    }
  });

  test('has only addresses that are the same after parsing and rendering', () => {
    const addresses = readFileSync(join(fixture.folder, 'addresses.txt'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.replace(/^\S+ /, ''));
    expect(
      addresses.map((address) => {
        const resource = parseAddress(address);
        return resource && addressOf(resource);
      }),
    ).toEqual(addresses);
  });
});
