import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runSimulation } from '@cloud-copilot/iam-simulate';

const account = '123456789012';
const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'alarms.md'), 'utf8');
const [, json = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
const policy: unknown = JSON.parse(json);

/** Returns whether the policy in docs/alarms.md lets a service act on the topic for an account. */
async function allows(principal: string, sourceAccount: string, action = 'sns:Publish'): Promise<boolean> {
  const result = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource: `arn:aws:sns:us-east-1:${account}:jobs`, accountId: account },
        contextVariables: { 'aws:SourceAccount': sourceAccount },
      },
      identityPolicies: [],
      resourcePolicy: policy,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return result.overallResult === 'Allowed';
}

test.each([
  ['cloudwatch.amazonaws.com', account, 'sns:Publish', true],
  ['events.amazonaws.com', account, 'sns:Publish', true],
  ['events.amazonaws.com', '210987654321', 'sns:Publish', false],
  ['cloudwatch.amazonaws.com', '210987654321', 'sns:Publish', false],
  ['s3.amazonaws.com', account, 'sns:Publish', false],
  ['events.amazonaws.com', account, 'sns:Subscribe', false],
])(
  'the documented policy of the topic lets %s of the account %s use %s: %s',
  async (service, source, action, expected) => {
    expect(await allows(service, source, action)).toBe(expected);
  },
);
