import { describe, expect, test } from '@jest/globals';
import { reviewDetails } from '../../../lib/report/review/details';
import { plainText } from '../../../lib/report/review/words';
import {
  sensitiveValue,
  unknownValue,
  type PlanObject,
  type PlanValue,
} from '../../../lib/review/planned-environment';
import { planned } from './planned';

/** Returns the differences of one argument as texts: the title, then the lines. */
function detailsOf(
  address: string,
  argument: string,
  before: PlanValue,
  after: PlanValue,
): readonly string[] {
  const side = (value: PlanValue): PlanObject => ({ name: 'x', rule: 'x', [argument]: value });
  return reviewDetails(planned({ address, before: side(before), after: side(after) })).flatMap(
    ({ title, lines }) => [plainText(title), ...lines.map(({ sign, text }) => `${sign}${text}`)],
  );
}

const machine = (seconds: number, name = 'Run', environment: readonly object[] = []) =>
  JSON.stringify({
    StartAt: name,
    States: {
      [name]: {
        Type: 'Task',
        Resource: 'arn:aws:states:::ecs:runTask.sync',
        Parameters: { Overrides: { ContainerOverrides: [{ Name: 'app', Environment: environment }] } },
        TimeoutSeconds: seconds,
        End: true,
      },
    },
  });
const address = 'aws_sfn_state_machine.jobs_nightly';

describe('differences of texts', () => {
  test('only the changed lines of a definition are shown, with three lines around them', () => {
    expect(detailsOf(address, 'definition', machine(60), machine(90))).toEqual([
      'nightly: the definition of the state machine x',
      '…13 equal lines',
      '           ]',
      '         }',
      '       },',
      '-      "TimeoutSeconds": 60,',
      '+      "TimeoutSeconds": 90,',
      '       "End": true',
      '     }',
      '   }',
      '…1 equal line',
    ]);
  });

  test('texts with the same meaning have no difference', () => {
    expect(detailsOf(address, 'definition', machine(60), machine(60, 'Other'))).toEqual([]);
    const pattern = (keys: readonly string[]) =>
      JSON.stringify({ source: ['aws.s3'], detail: { key: keys } });
    expect(
      detailsOf(
        'aws_cloudwatch_event_rule.jobs_x',
        'event_pattern',
        pattern(['a', 'b']),
        pattern(['b', 'a']),
      ),
    ).toEqual([]);
    const policy = (action: unknown) =>
      JSON.stringify({ Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });
    expect(detailsOf('aws_iam_policy.states', 'policy', policy('a:b'), policy(['a:b']))).toEqual([]);
    const input = '{"a":<x>,"b":1}';
    const block = (text: string) => [{ input_template: text }];
    expect(
      detailsOf(
        'aws_cloudwatch_event_target.jobs_x',
        'input_transformer',
        block(input),
        block('{"b":1,"a":<x>}'),
      ),
    ).toEqual([]);
  });

  test('the order of the operators of a numeric range has a meaning', () => {
    const pattern = (range: readonly unknown[]) => JSON.stringify({ detail: { size: [{ numeric: range }] } });
    expect(
      detailsOf(
        'aws_cloudwatch_event_rule.jobs_x',
        'event_pattern',
        pattern(['>', 1, '<', 5]),
        pattern(['<', 1, '>', 5]),
      ),
    ).not.toEqual([]);
  });

  test('a moved key is not a change, and a removed key is shown at its place', () => {
    const lines = detailsOf(
      'aws_scheduler_schedule.jobs_x',
      'target',
      [{ input: '{"first":1,"old":2,"last":3}' }],
      [{ input: '{"last":3,"first":1}' }],
    );
    expect(lines).toEqual([
      'x: the input of the schedule x',
      ' {',
      '   "last": 3,',
      '-  "first": 1,',
      '-  "old": 2',
      '+  "first": 1',
      ' }',
    ]);
  });
});

describe('values that must not be shown', () => {
  test('the values of environment variables are hidden, and a changed one is visible as changed', () => {
    const text = (value: string) =>
      machine(60, 'Run', [
        { Name: 'LEVEL', Value: value },
        { Value: 'eu', Name: 'ZONE' },
      ]);
    const lines = detailsOf(address, 'definition', text('first-value'), text('second-value')).join('\n');
    expect(lines).toContain('-                  "Value": "(hidden, before)"');
    expect(lines).toContain('+                  "Value": "(hidden, after)"');
    expect(lines).toContain('"Value": "(hidden)"');
    expect(lines).not.toMatch(/first-value|second-value|"eu"/);
  });

  test.each([
    [
      'the environment of a container',
      '[{"name":"app","environment":[{"name":"A","value":"hunter2"}],"cpu":SIZE}]',
    ],
    ['an option', '[{"name":"app","command":["run","--db-password","hunter2"],"cpu":SIZE}]'],
    ['an option with its value', '[{"name":"app","command":["run","--db-password=hunter2"],"cpu":SIZE}]'],
    ['a key with the name of a secret', '[{"apiToken":"hunter2","cpu":SIZE}]'],
    ['a password in a URL', '[{"url":"postgres://app:hunter2@db/app","cpu":SIZE}]'],
    [
      'JSON in a string',
      '[{"x":"{\\"environment\\":[{\\"name\\":\\"A\\",\\"value\\":\\"hunter2\\"}]}","cpu":SIZE}]',
    ],
    ['text that is not JSON', 'postgres://app:hunter2@db/app\nSIZE'],
  ])('%s', (_, text) => {
    const lines = detailsOf(
      'aws_ecs_task_definition.queue_worker_jobs_x',
      'container_definitions',
      text.replace('SIZE', '1'),
      text.replace('SIZE', '2'),
    );
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join('\n')).not.toContain('hunter2');
  });

  test('an unknown text and a sensitive text are named', () => {
    const named = (after: PlanValue) => detailsOf('aws_iam_policy.states', 'policy', '{}', after);
    expect(named(unknownValue)).toEqual([
      'the policy x',
      '…Terraform knows the new text only after the apply',
    ]);
    expect(named(sensitiveValue)).toEqual([
      'the policy x',
      '…Terraform hides this text, because the text is marked as sensitive',
    ]);
  });
});
