import { describe, expect, test } from '@jest/globals';
import { Testing } from 'cdktf';
import { BackgroundJobs } from '../../lib';
import { environment, OwnStack } from './support/own-stack';
import { environments, expectTwice } from './support/twice';

// The slow tests have the others.
const names = ['every-field main', 'events tracked'];
const chosen = environments.filter(([name]) => names.includes(name));

describe('a stack with two environments', () => {
  test.each(chosen)('has every resource and reference twice: %s', (_, each) => {
    expectTwice(each);
  });

  test('needs two prefixes', () => {
    const stack = new OwnStack(Testing.app(), 'own');
    new BackgroundJobs(stack, 'dev', { environment });
    expect(() => new BackgroundJobs(stack, 'prod', { environment })).toThrow(
      'the stack own already has background jobs with the addressPrefix ""; set another addressPrefix',
    );
  });

  test.each(['1_', 'a b', '${x}', 'a.'])('rejects the prefix %s', (addressPrefix) => {
    const stack = new OwnStack(Testing.app(), 'own');
    expect(() => new BackgroundJobs(stack, 'jobs', { environment, addressPrefix })).toThrow(
      `addressPrefix ${JSON.stringify(addressPrefix)}: must have only letters, digits, _ and -, and begin with a letter or _`,
    );
  });

  test('keeps references of the inputs to resources of the user', () => {
    const stack = new OwnStack(Testing.app(), 'own');
    const inputs = { taskRoleArn: '${aws_iam_role.scheduler.arn}' };
    new BackgroundJobs(stack, 'jobs', { environment, inputs, addressPrefix: 'dev_' });
    const json = Testing.synth(stack);
    expect(json).toContain('aws_iam_role.scheduler.arn');
    expect(json).not.toContain('aws_iam_role.dev_scheduler.arn');
  });
});
