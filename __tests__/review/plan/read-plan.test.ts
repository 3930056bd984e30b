import { describe, expect, test } from '@jest/globals';
import { readPlan } from '../../../lib/review/plan/read-plan';
import { sensitiveValue, unknownValue } from '../../../lib/review/planned-environment';

const defaults = { name: 'plans', now: new Date('2027-01-01T00:00:00Z') };
const tags = { 'background-jobs:service': 'app-prod' };

type Fields = Readonly<Record<string, unknown>>;

function planText(fields: Fields): string {
  return JSON.stringify({
    format_version: '1.2',
    timestamp: '2027-03-01T12:00:00Z',
    planned_values: {},
    complete: true,
    errored: false,
    ...fields,
  });
}

/** Returns an entry of a plan. */
function entry(address: string, actions: readonly string[], change: Fields = {}, more: Fields = {}): Fields {
  const [, moduleAddress, type, name] = /^(module\..+\.)?(\w+)\.([\w-]+)(?:\[.+\])?$/.exec(address) ?? [];
  return {
    address,
    ...(moduleAddress === undefined ? {} : { module_address: moduleAddress.slice(0, -1) }),
    mode: 'managed',
    type,
    name,
    change: { actions, before: null, after: null, after_unknown: {}, ...change },
    ...more,
  };
}

function read(fields: Fields) {
  const plan = readPlan(planText(fields), defaults);
  if (!plan.ok) throw new Error(plan.reason);
  return plan.value;
}

function reasonOf(text: string): string {
  const plan = readPlan(text, defaults);
  return plan.ok ? 'no error' : plan.reason;
}

/** A state machine of the job `nightly`, which does not change. */
const machine = entry('aws_sfn_state_machine.jobs_nightly', ['no-op'], { before: { tags }, after: { tags } });

describe('a file that is not the JSON of a plan', () => {
  test.each([
    ['a binary plan', 'PK\u0003\u0004rest', "the file is a plan in Terraform's binary format"],
    ['an empty file', '', 'the file is empty'],
    [
      'the log of a plan',
      '{"@level":"info","@message":"Terraform 1.11.4"}\n{"@level":"info"}\n',
      'the log of terraform plan -json',
    ],
    [
      'one line of the log',
      '{"@level":"info","@message":"Terraform 1.11.4"}',
      'the log of terraform plan -json',
    ],
    [
      'the text of a plan',
      'Terraform will perform the following actions:\n',
      'the text output of terraform plan',
    ],
    [
      'the end of a plan is missing',
      planText({}).slice(0, -5),
      'the file is not valid JSON, or it is incomplete',
    ],
    ['a state file', '{"version":4,"lineage":"x","resources":[]}', 'the file is a state, and not a plan'],
    ['a shown state', '{"format_version":"1.0","values":{}}', 'the file is a state, and not a plan'],
    ['other JSON', '{"format_version":"1.0","provider_schemas":{}}', 'the file is JSON, but not a plan'],
    ['a list', '[]', 'the file is JSON, but not a plan'],
  ])('%s: the message names the commands', (_, text, reason) => {
    expect(reasonOf(text)).toContain(reason);
    expect(reasonOf(text)).toContain('terraform show -json plan > plan.json');
  });

  test('an unknown major version of the format is an error, and a minor version is not', () => {
    expect(reasonOf(planText({ format_version: '2.0' }))).toContain('the plan has the format_version "2.0"');
    expect(reasonOf(planText({ format_version: '1.99' }))).toBe('no error');
  });

  test('an action that the program does not know is an error', () => {
    expect(reasonOf(planText({ resource_changes: [entry('aws_sqs_queue.x', ['evaporate'])] }))).toContain(
      '"evaporate" for aws_sqs_queue.x',
    );
  });
});

describe('the environments of a plan', () => {
  test('have the name of the service in the tags, and the time of the plan', () => {
    expect(read({ resource_changes: [machine] })).toMatchObject([
      { name: 'app-prod', source: 'plan', gap: undefined, at: new Date('2027-03-01T12:00:00Z') },
    ]);
  });

  test('a plan without resources of the program has the name of the file, and lists the others', () => {
    const other = entry('aws_db_instance.main', ['delete'], { before: { tags: {} } });
    const unchanged = entry('aws_db_instance.other', ['no-op'], { before: {}, after: {} });
    const [environment, ...rest] = read({ resource_changes: [other, unchanged] });
    expect(rest).toEqual([]);
    expect(environment).toMatchObject({
      name: 'plans',
      changes: [],
      otherChanges: [{ address: 'aws_db_instance.main', action: 'delete', owner: undefined }],
    });
  });

  test('are found in modules, with prefixes, and with counts', () => {
    const staging = { 'background-jobs:service': 'app-staging' };
    const environments = read({
      resource_changes: [
        entry('module.jobs["eu"].aws_sqs_queue.jobs_pages-dead-letters', ['update'], {
          before: { tags },
          after: { tags },
        }),
        entry('module.jobs["eu"].aws_sqs_queue.queue_worker_jobs_pages', ['update'], {
          before: { tags },
          after: { tags },
        }),
        entry('aws_sqs_queue.staging_queue_worker_jobs_pages[0]', ['create'], { after: { tags: staging } }),
        entry('aws_iam_role.staging_events_states', ['create'], { after: { tags: staging } }),
        entry('aws_scheduler_schedule.staging_jobs_pages', ['create'], { after: {} }),
      ],
    });
    expect(environments.map(({ name, changes }) => [name, changes.map(({ owner }) => owner)])).toEqual([
      [
        'app-prod',
        [
          { kind: 'job', jobName: 'pages', part: 'dead_letter_queue', key: 'dead-letters' },
          { kind: 'job', jobName: 'pages', part: 'queue', key: undefined },
        ],
      ],
      [
        'app-staging',
        [
          { kind: 'shared', part: 'role', key: 'events-states' },
          { kind: 'job', jobName: 'pages', part: 'schedule', key: undefined },
          { kind: 'job', jobName: 'pages', part: 'queue', key: undefined },
        ],
      ],
    ]);
  });

  test('a resource with an address of the program and other tags belongs to no environment', () => {
    const role = entry('aws_iam_role.states', ['delete'], { before: { tags: { team: 'data' } } });
    const [environment] = read({ resource_changes: [machine, role] });
    expect(environment?.otherChanges.map(({ address }) => address)).toEqual(['aws_iam_role.states']);
  });

  test('a resource with unknown tags belongs to its environment', () => {
    const created = entry('aws_sfn_state_machine.jobs_nightly', ['create'], {
      after: { name: 'x' },
      after_unknown: { tags: true },
    });
    expect(read({ resource_changes: [created] })).toMatchObject([
      { name: 'plans', changes: [{ action: 'create' }] },
    ]);
  });

  test.each([
    [{ errored: true, complete: false }, 'failed'],
    [{ complete: false }, 'targeted'],
    [{ complete: undefined, errored: undefined }, undefined],
  ])('%j is a plan with the gap %s', (fields, gap) => {
    expect(read({ ...fields, resource_changes: [machine] })).toMatchObject([{ gap }]);
  });
});

describe('a change of a resource', () => {
  function only(change: Fields) {
    const [environment] = read({ resource_changes: [machine, change] });
    return environment?.changes.find(({ address }) => address === change['address']);
  }
  const address = 'aws_scheduler_schedule.jobs_nightly';

  test('has the paths that force a replacement, in both orders of the actions', () => {
    for (const actions of [
      ['delete', 'create'],
      ['create', 'delete'],
    ])
      expect(
        only(
          entry(
            address,
            actions,
            { before: {}, after: {}, replace_paths: [['group_name'], ['target', 0, 'arn']] },
            { action_reason: 'replace_because_cannot_update' },
          ),
        ),
      ).toMatchObject({
        action: 'replace',
        replacedBecauseOf: ['group_name', 'target[0].arn'],
        reason: 'replace_because_cannot_update',
      });
  });

  test('has the address before a move, the id of an import, and the mark of an old object', () => {
    expect(
      only(
        entry(
          address,
          ['no-op'],
          { after: {}, importing: { id: 'app/nightly' } },
          { previous_address: 'aws_x.y' },
        ),
      ),
    ).toMatchObject({
      action: 'no-op',
      previousAddress: 'aws_x.y',
      importId: 'app/nightly',
      isDeposed: false,
    });
    expect(only(entry(address, ['delete'], { before: {} }, { deposed: '0a1b2c3d' }))).toMatchObject({
      isDeposed: true,
    });
    expect(only(entry(address, ['forget'], { before: {} }))).toMatchObject({
      action: 'forget',
      after: undefined,
    });
  });

  test('marks unknown values, also those that are missing or inside a block', () => {
    const after = only(
      entry(address, ['update'], {
        before: { definition: '{}', target: [{ arn: 'a' }] },
        after: { target: [{ role_arn: 'r' }], name: 'n' },
        after_unknown: { definition: true, target: [{ arn: true }], encryption: [{}], list: [true] },
      }),
    )?.after;
    expect(after).toEqual({
      definition: unknownValue,
      target: [{ role_arn: 'r', arn: unknownValue }],
      name: 'n',
      list: [unknownValue],
    });
  });

  test('drops the unknown values of a replaced resource that were empty and that nobody configures', () => {
    const address = 'aws_sfn_state_machine.jobs_nightly';
    const changeOf = (actions: readonly string[], configured: readonly string[]) => {
      const change = {
        before: { tags, name: 'a', description: '', arn: 'b' },
        after: { tags, name: 'c' },
        after_unknown: { description: true, arn: true },
      };
      const expressions = Object.fromEntries(configured.map((name) => [name, {}]));
      const resource = { mode: 'managed', type: 'aws_sfn_state_machine', name: 'jobs_nightly', expressions };
      const [environment] = read({
        resource_changes: [entry(address, actions, change)],
        configuration: { root_module: { resources: [resource] } },
      });
      return environment?.changes[0]?.after;
    };
    const all = { tags, name: 'c', description: unknownValue, arn: unknownValue };
    expect(changeOf(['delete', 'create'], ['name'])).toEqual({ tags, name: 'c', arn: unknownValue });
    expect(changeOf(['delete', 'create'], ['name', 'description'])).toEqual(all);
    expect(changeOf(['update'], ['name'])).toEqual(all);
  });

  test('drops sensitive values, and every value that repeats one', () => {
    const change = only(
      entry(address, ['update'], {
        before: { tags: { ...tags, owner: 'hunter-two' }, tags_all: { owner: 'hunter-two' }, note: 'short' },
        after: {
          tags: { ...tags, owner: 'hunter-two!' },
          tags_all: { owner: 'hunter-two!' },
          note: 'by hunter-two',
        },
        before_sensitive: { tags: { owner: true }, tags_all: {} },
        after_sensitive: { tags: { owner: true }, tags_all: {} },
      }),
    );
    expect(change?.before).toEqual({ tags: { ...tags, owner: sensitiveValue }, note: 'short' });
    expect(change?.after).toEqual({ tags: { ...tags, owner: sensitiveValue }, note: sensitiveValue });
  });
});

describe('drift', () => {
  const configuration = {
    root_module: {
      resources: [
        {
          mode: 'managed',
          type: 'aws_scheduler_schedule',
          name: 'jobs_nightly',
          expressions: { state: {}, tags: {}, target: [{}] },
        },
      ],
    },
  };
  function driftOf(before: unknown, after: unknown): readonly string[] {
    const drifted = entry('aws_scheduler_schedule.jobs_nightly', ['update'], { before, after });
    const [environment] = read({ configuration, resource_changes: [machine], resource_drift: [drifted] });
    return environment?.drift.map(({ address }) => address) ?? [];
  }

  test.each([
    ['an empty map instead of none', { tags: null }, { tags: {} }],
    ['a zero instead of none', { target: [{ x: null }] }, { target: [{ x: 0 }] }],
    ['an attribute that the configuration does not set', { attachment_count: 0 }, { attachment_count: 1 }],
    ['the JSON of a string in another order', { state: '{"a":1,"b":2}' }, { state: '{"b":2,"a":1}' }],
  ])('%s is no drift', (_, before, after) => {
    expect(driftOf(before, after)).toEqual([]);
  });

  test('a changed argument and a deleted resource are drift', () => {
    expect(driftOf({ state: 'ENABLED' }, { state: 'DISABLED' })).toHaveLength(1);
    expect(driftOf({ target: [{ arn: 'a' }] }, { target: [{ arn: 'b' }] })).toHaveLength(1);
    expect(driftOf({ state: 'ENABLED' }, null)).toHaveLength(1);
  });

  test('a plan that only refreshes the state has drift and no changes', () => {
    const drifted = entry('aws_sfn_state_machine.jobs_nightly', ['update'], {
      before: { tags, type: 'STANDARD' },
      after: { tags, type: 'EXPRESS' },
    });
    expect(read({ resource_drift: [drifted] })).toMatchObject([
      { name: 'app-prod', changes: [], drift: [{ owner: { jobName: 'nightly' } }] },
    ]);
  });
});
