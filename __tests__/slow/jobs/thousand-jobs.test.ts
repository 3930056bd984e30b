import { describe, expect, test } from '@jest/globals';
import { stackFile, synthesize } from '../../../lib/resources/stack/synthesize';
import { resourcesOf, type StackResource } from '../../support/stack-json';
import { baseConfig, environmentOf, lookedUpConfig } from '../../jobs/support/environments';

type Entry = readonly [section: 'file_upload_jobs' | 'scheduled_jobs', name: string, job: unknown];

/** Jobs of every kind. Some have the names of an object's own properties, or names that are almost the same. */
const entries: readonly Entry[] = Array.from({ length: 1000 }, (_, index): Entry => {
  const odd = [
    'constructor',
    'toString',
    'hasOwnProperty',
    'a-b',
    'a_b',
    'a--b',
    'aB',
    'ab',
    '0',
    '10',
    '9',
    'scheduled_jobs',
  ];
  const name = odd[index] ?? `job-${index}`;
  if (index % 3 === 0) {
    return ['scheduled_jobs', name, { task_command: ['job', name], schedule_expression: 'rate(1 day)' }];
  }
  const timeout = index % 3 === 1 ? {} : { timeout_seconds: 60 };
  return [
    'file_upload_jobs',
    name,
    { task_command: ['etl', '<object_key>'], path_prefix: `${name}/`, ...timeout },
  ];
});
const added: Entry = [
  'file_upload_jobs',
  'added',
  { task_command: ['etl', 'k=<object_key>'], path_prefix: 'added/' },
];

const shuffled = [...entries].sort(([, a], [, b]) => a.length - b.length || (a < b ? 1 : -1));

function sectionsOf(jobs: readonly Entry[]) {
  const section = (wanted: string) =>
    Object.fromEntries(jobs.filter(([name]) => name === wanted).map(([, name, job]) => [name, job]));
  return { scheduled_jobs: section('scheduled_jobs'), file_upload_jobs: section('file_upload_jobs') };
}

function synthesized(jobs: readonly Entry[], base: Readonly<Record<string, unknown>>): string {
  const files = synthesize([environmentOf(sectionsOf(jobs), base)]);
  return files.find(({ path }) => path === stackFile('test'))?.content ?? '';
}

/** The names that AWS accepts for each type of resource. */
const names: Readonly<Record<string, RegExp>> = {
  aws_cloudwatch_event_rule: /^[.\-_A-Za-z0-9]{1,64}$/,
  aws_scheduler_schedule: /^[0-9a-zA-Z\-_.]{1,64}$/,
  aws_scheduler_schedule_group: /^[0-9a-zA-Z\-_.]{1,64}$/,
  aws_sfn_state_machine: /^[A-Za-z0-9\-_]{1,80}$/,
  aws_cloudwatch_log_group: /^[.\-_/#A-Za-z0-9]{1,512}$/,
  aws_iam_role: /^[\w+=,.@-]{1,64}$/,
  aws_iam_policy: /^[\w+=,.@-]{1,128}$/,
};

const given = synthesized(entries, baseConfig);

describe.each([
  ['its account given', baseConfig, given],
  ['everything looked up', lookedUpConfig, synthesized(entries, lookedUpConfig)],
])('an environment of a thousand jobs with %s', (_, base, content) => {
  const resources = resourcesOf(content);
  const text = ({ values }: StackResource, field: string) => {
    const value = values[field];
    return typeof value === 'string' ? value : '';
  };

  test('has a rule or a schedule for each job, and no two resources with the same name', () => {
    const count = (type: string) => resources.filter((resource) => resource.type === type).length;
    expect(count('aws_cloudwatch_event_rule') + count('aws_scheduler_schedule')).toBe(1000);
    expect(count('aws_cloudwatch_event_target')).toBe(count('aws_cloudwatch_event_rule'));
    expect(count('aws_cloudwatch_log_group')).toBe(count('aws_sfn_state_machine'));
    const named = resources.filter(({ type }) => type in names);
    const physical = named.map((resource) => `${resource.type} ${text(resource, 'name')}`);
    expect(new Set(physical).size).toBe(physical.length);
    for (const resource of named) expect(text(resource, 'name')).toMatch(names[resource.type] ?? /^$/);
    for (const resource of resources) {
      expect(resource.address).toMatch(/^(data\.)?[a-z_]+\.[A-Za-z_][A-Za-z0-9_-]*$/);
    }
  });

  test('has policies within IAM’s limits for the longest account ID and roles', () => {
    // A lookup has at most 12 digits, and a list of lookups has two ARNs with the longest paths and names.
    const lengthOf = (json: string) =>
      json.replace(/\$\{jsonencode\([^}]*\)\}/g, 'x'.repeat(2 * 600)).replace(/\$\{[^}]*\}/g, '0'.repeat(12))
        .length;
    for (const resource of resources) {
      expect(lengthOf(text(resource, 'policy'))).toBeLessThan(6144);
      expect(lengthOf(text(resource, 'assume_role_policy'))).toBeLessThan(2048);
    }
  });

  test('keeps every byte of other jobs, roles and policies if a job is added', () => {
    const before = new Map(resources.map(({ address, values }) => [address, JSON.stringify(values)]));
    const fresh = resourcesOf(
      synthesized([...shuffled.slice(0, 500), added, ...shuffled.slice(500)], base),
    ).filter(({ address, values }) => before.get(address) !== JSON.stringify(values));
    expect(fresh.map(({ address }) => address)).toEqual([
      'aws_cloudwatch_event_rule.jobs_added',
      'aws_cloudwatch_event_target.jobs_added',
      'aws_cloudwatch_log_group.jobs_added',
      'aws_sfn_state_machine.jobs_added',
    ]);
  });
});

test('a thousand jobs have the same bytes in every order, and after a job is added and removed', () => {
  expect(synthesized(shuffled, baseConfig) === given).toBe(true);
  const listed = (order: readonly Entry[]) => environmentOf(sectionsOf(order)).jobs.map(({ name }) => name);
  expect(listed(shuffled)).toEqual(listed(entries));
});
