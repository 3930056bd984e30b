import { describe, expect, test } from '@jest/globals';
import { reviewPermissions } from '../../../lib/report/review/permissions';
import { plainText } from '../../../lib/report/review/words';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { planConfigurations } from '../../../lib/review/configurations/configurations';
import {
  sensitiveValue,
  unknownValue,
  type PlannedEnvironment,
  type PlanObject,
  type PlanValue,
} from '../../../lib/review/planned-environment';
import { validFixtures } from '../../support/fixtures';
import { planned, type TestChange } from './planned';

const queue = 'arn:aws:sqs:us-east-1:123456789012:q';

/** Returns the rows as lines. */
function rowsOf(environment: PlannedEnvironment): readonly string[] {
  return reviewPermissions(environment).map(({ sign, effect, who, actions, resources, conditions }) =>
    [
      `${sign}${effect === 'Deny' ? ' Deny' : ''} ${who}`,
      actions.join(' '),
      resources.join(' '),
      ...conditions.map(plainText),
    ].join(' | '),
  );
}

function policy(...statements: readonly object[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', Resource: queue, ...statement })),
  });
}

/** Returns the change of the policy of the role `worker`. An attachment exists on each side that has a policy. */
function rolePolicy(before: PlanValue | undefined, after: PlanValue | undefined): PlannedEnvironment {
  const side = (text: PlanValue | undefined): PlanObject | undefined =>
    text === undefined ? undefined : { name: 'p', path: '/', policy: text };
  const attachment = (text: PlanValue | undefined) =>
    text === undefined ? undefined : { role: 'worker', policy_arn: 'arn:aws:iam::123456789012:policy/p' };
  return planned(
    { address: 'aws_iam_policy.states', before: side(before), after: side(after) },
    {
      address: 'aws_iam_role_policy_attachment.states',
      before: attachment(before),
      after: attachment(after),
    },
  );
}

describe('permissions of roles', () => {
  test('an action that a wildcard already allows is not new', () => {
    const before = policy({ Action: 'sqs:*' });
    expect(rowsOf(rolePolicy(before, policy({ Action: 'sqs:*' }, { Action: 'sqs:SendMessage' })))).toEqual(
      [],
    );
  });

  test('an action or a resource that is wider is new, and nothing is lost', () => {
    expect(
      rowsOf(
        rolePolicy(
          policy({ Action: 'sqs:SendMessage' }),
          policy({ Action: 'sqs:Send*', Resource: `${queue}*` }),
        ),
      ),
    ).toEqual([`+ worker | sqs:Send* | ${queue}*`]);
  });

  test('statements that are merged, split, sorted and named in another way are not a change', () => {
    const before = policy(
      { Sid: 'A', Action: ['sqs:SendMessage', 'sqs:ReceiveMessage'], Resource: [queue, `${queue}2`] },
      {
        Action: 'ecs:RunTask',
        Resource: '*',
        Condition: { StringEquals: { 'aws:SourceAccount': ['1', '2'] } },
      },
    );
    const after = policy(
      { Action: 'ecs:RunTask', Resource: ['*'], Condition: { StringEquals: { 'aws:SourceAccount': '2' } } },
      { Sid: 'B', Action: 'SQS:SendMessage', Resource: [`${queue}2`, queue] },
      { Action: ['ecs:RunTask'], Resource: '*', Condition: { StringEquals: { 'AWS:SourceAccount': ['1'] } } },
      { Action: ['sqs:ReceiveMessage'], Resource: [queue, `${queue}2`] },
    );
    expect(rowsOf(rolePolicy(before, after))).toEqual([]);
  });

  test('a policy that is split into two policies is not a change', () => {
    const [send, receive] = [{ Action: 'sqs:SendMessage' }, { Action: 'sqs:ReceiveMessage' }];
    const split: readonly TestChange[] = ['q', 'r'].flatMap((name) => [
      {
        address: `aws_iam_policy.${name}`,
        after: { name, path: '/jobs/', policy: policy(name === 'q' ? send : receive) },
      },
      {
        address: `aws_iam_role_policy_attachment.${name}`,
        after: { role: 'worker', policy_arn: `arn:aws:iam::123456789012:policy/jobs/${name}` },
      },
    ]);
    const { changes } = rolePolicy(policy(send, receive), undefined);
    expect(rowsOf({ ...planned(...split), changes: [...changes, ...planned(...split).changes] })).toEqual([]);
  });

  test('a policy that is attached to no role allows nothing', () => {
    const [first] = rolePolicy(undefined, policy({ Action: '*' })).changes;
    expect(rowsOf({ ...planned(), changes: first === undefined ? [] : [first] })).toEqual([]);
  });

  test('a removed condition and an added condition have a row', () => {
    const condition = { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } };
    const pass = { Action: 'iam:PassRole', Resource: 'arn:aws:iam::123456789012:role/app' };
    const limited = policy({ ...pass, Condition: condition });
    expect(rowsOf(rolePolicy(limited, policy(pass)))).toEqual([
      '+ worker | iam:PassRole | arn:aws:iam::123456789012:role/app',
    ]);
    expect(rowsOf(rolePolicy(policy(pass), limited))).toEqual([
      '- worker | iam:PassRole | arn:aws:iam::123456789012:role/app',
    ]);
  });

  test('a removed denial comes before the permissions that are lost', () => {
    const before = policy({ Action: 'sqs:*' }, { Effect: 'Deny', Action: 'sqs:PurgeQueue' });
    expect(rowsOf(rolePolicy(before, policy({ Action: ['sqs:SendMessage', 'sqs:PurgeQueue'] })))).toEqual([
      `- Deny worker | sqs:PurgeQueue | ${queue}`,
      `- worker | sqs:* | ${queue}`,
    ]);
  });

  test('a policy that is unknown before the apply has a row, and no permission counts as lost', () => {
    const changed = (after: PlanValue) => rowsOf(rolePolicy(policy({ Action: 'sqs:SendMessage' }), after));
    expect(changed(unknownValue)).toEqual([
      '? worker |  | p | the policy p changes; Terraform knows its text only after the apply',
    ]);
    expect(changed(sensitiveValue)).toEqual([
      '? worker |  | p | the policy p changes; Terraform hides its text, because the text is marked as sensitive',
    ]);
    expect(changed('{')).toEqual([
      '? worker |  | p | the policy p changes; this report cannot read its text as a policy',
    ]);
  });

  test('a policy that is not part of the plan has a row when it is attached', () => {
    expect(
      rowsOf(
        planned({
          address: 'aws_iam_role_policy_attachment.x',
          after: { role: 'worker', policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
        }),
      ),
    ).toEqual([
      '? worker |  | arn:aws:iam::aws:policy/AdministratorAccess | the policy arn:aws:iam::aws:policy/AdministratorAccess is added; the plan does not contain its text',
    ]);
  });

  test('a permissions boundary that is removed has a row', () => {
    expect(
      rowsOf(
        planned({
          address: 'aws_iam_role.states',
          before: {
            name: 'worker',
            assume_role_policy: '{}',
            permissions_boundary: 'arn:aws:iam::1:policy/b',
          },
          after: { name: 'worker', assume_role_policy: '{}', permissions_boundary: null },
        }),
      ),
    ).toEqual([
      '? worker |  | arn:aws:iam::1:policy/b | the role had the permissions boundary arn:aws:iam::1:policy/b, and gets no permissions boundary; the plan does not contain the text of a boundary',
    ]);
  });

  test('a role that Terraform forgets keeps its permissions', () => {
    const { changes } = rolePolicy(policy({ Action: 'sqs:SendMessage' }), undefined);
    expect(
      rowsOf({ ...planned(), changes: changes.map((each) => ({ ...each, action: 'forget' as const })) }),
    ).toEqual([]);
  });
});

describe('policies of resources', () => {
  const trust = (service: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' },
    });

  test('a service that may newly assume a role has a row', () => {
    const side = (service: string) => ({ name: 'worker', assume_role_policy: trust(service) });
    expect(
      rowsOf(
        planned({
          address: 'aws_iam_role.states',
          before: side('states.amazonaws.com'),
          after: side('lambda.amazonaws.com'),
        }),
      ),
    ).toEqual([
      '+ lambda.amazonaws.com | sts:AssumeRole | worker',
      '- states.amazonaws.com | sts:AssumeRole | worker',
    ]);
  });

  test('access to a queue for everyone and a removed denial of requests without TLS have rows', () => {
    const deny = {
      Effect: 'Deny',
      Principal: '*',
      Action: 'sqs:*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    };
    const side = (...statements: readonly object[]) => ({ name: 'q', policy: policy(...statements) });
    expect(
      rowsOf(
        planned({
          address: 'aws_sqs_queue.queue_worker_jobs_pages',
          before: side(deny, { Principal: { AWS: '123456789012' }, Action: 'sqs:SendMessage' }),
          after: side(
            { Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: 'sqs:SendMessage' },
            { Principal: { AWS: '*' }, Action: 'sqs:ReceiveMessage' },
          ),
        }),
      ),
    ).toEqual([
      `+ everyone | sqs:ReceiveMessage | ${queue}`,
      `- Deny everyone | sqs:* | ${queue} | the request does not use TLS (aws:SecureTransport is false)`,
    ]);
  });
});

describe('fixtures', () => {
  const at = new Date('2027-03-01T00:00:00Z');

  test.each(validFixtures().map(({ name, config }) => [name, config]))(
    '%s: an unchanged environment has no rows, a new one has only additions, and a deleted one has the same rows as losses',
    (_, config) => {
      for (const environment of loadEnvironments(config).environments) {
        const plan = (before: typeof environment | undefined, after: typeof environment | undefined) =>
          reviewPermissions(planConfigurations({ name: 'x', before, after }, at));
        expect(plan(environment, environment)).toEqual([]);
        const [added, removed] = [plan(undefined, environment), plan(environment, undefined)];
        expect(added.filter(({ sign }) => sign !== '+')).toEqual([]);
        expect(removed).toEqual(added.map((row) => ({ ...row, sign: '-' })));
      }
    },
  );
});
