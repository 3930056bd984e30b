import { describe, expect, test } from '@jest/globals';
import { fc, randomValues, tries } from '../../support/property-tests';
import type { StateMachineDefinition } from '../../../lib/aws/state-machines/definition';
import { validateDefinition } from '../../../lib/aws/state-machines/validation/validate-definition';
import { at } from '../../support/stack-json';
import {
  environmentOf,
  issuesOf,
  objectCreatedEvent,
  stateMachineTarget,
  uploadJob,
} from '../support/environments';
import { literals, objectKeys } from '../support/hostile';
import { evaluateParameters } from '../support/intrinsics';
import { execute } from '../support/step-functions';

const parametersOf = ({ States }: StateMachineDefinition) => at(States, 'RunTask', 'Parameters');
const containerOf = (parameters: unknown) => at(parameters, 'Overrides', 'ContainerOverrides', 0);

/** A command and variables, with placeholders and with the key. */
const jobs = fc
  .array(
    fc.record({ before: literals, after: literals, kind: fc.constantFrom('literal', 'whole', 'part') }),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((parts) => {
    const textOf = (placeholder: string) =>
      parts.map(({ before, after, kind }) => {
        if (kind === 'literal') return before;
        return kind === 'whole' ? placeholder : `${before}${placeholder}${after}`;
      });
    return { configured: textOf('<object_key>'), resolved: textOf };
  });

function definitionsOf(commands: readonly (readonly string[])[]): readonly StateMachineDefinition[] {
  const built = environmentOf({
    file_upload_jobs: Object.fromEntries(
      commands.map((command, index) => [
        `job-${index.toString().padStart(4, '0')}`,
        {
          target: 'state_machine',
          task_command: command,
          allow_code_placeholder: 'this test starts no task',
          environment_variables: { FIRST: command[0], LAST: command.at(-1) },
        },
      ]),
    ),
  });
  return built.jobs.map((job) => stateMachineTarget(job).stateMachine.definition);
}

const variables = (texts: readonly string[]) => [
  { Name: 'FIRST', Value: texts[0] },
  { Name: 'LAST', Value: texts.at(-1) },
];

describe('the state machine', () => {
  test('passes the configured arguments with the exact key, by AWS’s documentation of the functions', () => {
    const samples = randomValues(jobs, tries(250));
    definitionsOf(samples.map(({ configured }) => configured)).forEach((definition, index) => {
      expect(validateDefinition(definition)).toEqual([]);
      for (const key of randomValues(objectKeys, 8)) {
        const resolved = samples[index]?.resolved(key) ?? [];
        const parameters = evaluateParameters(parametersOf(definition), objectCreatedEvent(key));
        expect(containerOf(parameters)).toEqual({
          Name: 'app-test',
          Command: resolved,
          Environment: variables(resolved),
        });
      }
    });
  });

  test('passes them in another implementation of the States Language too', async () => {
    // That implementation removes backslashes from the arguments of States.Format, and counts parentheses in quoted arguments
    // (aws-local-stepfunctions 3.0): compare without these characters.
    const comparable = (text: string) => text.replaceAll('\\', '/').replace(/[()]/g, '-');
    const samples = randomValues(jobs, tries(40));
    const commands = samples.map(({ configured }) => configured.map(comparable));
    for (const [index, definition] of definitionsOf(commands).entries()) {
      const key = randomValues(objectKeys, 1).map(comparable)[0] ?? '';
      const event = objectCreatedEvent(key);
      const seen = await execute(definition, event, (parameters) => Promise.resolve(parameters));
      expect(seen).toEqual(evaluateParameters(parametersOf(definition), event));
      expect(at(containerOf(seen), 'Command')).toEqual(samples[index]?.resolved(key).map(comparable));
    }
  });

  test.each([
    '$.detail.object.key',
    '$$.Execution.Id',
    "States.Format('{}', $.id)",
    "', $.id, '",
    '{}',
    '\\',
  ])('keeps the literal argument %j', (literal) => {
    const { stateMachine } = stateMachineTarget(
      uploadJob({
        task_command: [literal, 'key=<object_key>'],
        environment_variables: { LITERAL: literal },
      }),
    );
    const parameters = evaluateParameters(parametersOf(stateMachine.definition), objectCreatedEvent('k'));
    expect(at(containerOf(parameters), 'Command')).toEqual([literal, 'key=k']);
    expect(at(containerOf(parameters), 'Environment')).toEqual([{ Name: 'LITERAL', Value: literal }]);
  });

  test.each([
    [9, []],
    [
      10,
      [expect.stringMatching(/task_command: 10 arguments have a placeholder .* at most 9 such arguments;/)],
    ],
  ])('accepts at most 9 arguments with intrinsic functions: %i', (count, issues) => {
    const parts = Array.from({ length: count }, (_, index) =>
      index % 2 === 0 ? "it's" : 's3://<bucket_name>/',
    );
    const command = ['etl', '{"plain": "braces"}', '<object_key>', ...parts];
    expect(issuesOf({ file_upload_jobs: { job: { task_command: command } } })).toEqual(issues);
  });

  test.each([
    [7, []],
    [
      8,
      [
        expect.stringMatching(
          /task_command: the task override, with the longest key that S3 allows, has 8\d{3}/,
        ),
      ],
    ],
  ])(
    'rejects overrides that exceed ECS’s maximum with the longest key: %i keys of 1,024 characters',
    (count, issues) => {
      for (const target of ['ecs_cluster', 'state_machine']) {
        const job = { target, task_command: ['etl', ...Array.from({ length: count }, () => '<object_key>')] };
        expect(issuesOf({ file_upload_jobs: { job } })).toEqual(issues);
      }
    },
  );
});
