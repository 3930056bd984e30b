import { expect, test } from '@jest/globals';
import { describeResource } from '../../lib/resources/resource';
import { attribute, expression, Quoted, TerraformMap } from '../../lib/resources/terraform-values';

const queue = { type: 'aws_sqs_queue', name: 'x' } as const;

/** The compiler checks this file: an error that it does not find fails the type check. */
test('the arguments are those of the binding, with references and deferred values instead of strings', () => {
  const resources = [
    describeResource(queue, ['x'], { name: attribute('aws_sqs_queue.y', 'name'), delaySeconds: 1 }),
    describeResource(queue, ['x'], { tags: new TerraformMap({ team: 'jobs' }), fifoQueue: undefined }),
    // @ts-expect-error -- a queue has no such argument
    describeResource(queue, ['x'], { nam: 'x' }),
    // @ts-expect-error -- a number is not a string
    describeResource(queue, ['x'], { name: 1 }),
    // @ts-expect-error -- the keys of tags are a user's, and need a map
    describeResource(queue, ['x'], { tags: { team: 'jobs' } }),
    // @ts-expect-error -- a rule's target requires the rule
    describeResource({ type: 'aws_cloudwatch_event_target', name: 'x' }, ['x'], { arn: 'x' }),
    // @ts-expect-error -- dependencies are not arguments
    describeResource(queue, ['x'], { dependsOn: ['aws_sqs_queue.y'] }),
  ];
  expect(resources[0]?.address).toBe('aws_sqs_queue.x');
});

test('a text is rejected as syntax', () => {
  const text = '" || true';
  // @ts-expect-error -- a plain string may be a user's text
  expect(() => expression`${text} == "x"`).not.toThrow();
  expect(expression`${new Quoted(text)} == "x"`.parts).toEqual([new Quoted(text), ' == "x"']);
});
