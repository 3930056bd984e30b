import { describe, expect, test } from '@jest/globals';
import { fc, randomValues, tries } from '../../support/property-tests';
import { runSuccessfully } from '../../../lib/aws/state-machines/interpreter/run-successfully';
import { validateDefinition } from '../../../lib/aws/state-machines/validation/validate-definition';
import type { RunJob } from '../../../lib/jobs/job';
import { validateGenerated } from '../../../lib/jobs/validate-generated';
import { asList, asRecord, at } from '../../support/stack-json';
import { aslErrors } from '../support/asl';
import {
  ecsClusterTarget,
  environmentOf,
  issuesOf,
  runJob,
  stateMachineTarget,
} from '../support/environments';
import { deliver, putTargets } from '../support/event-bridge';
import { objectKeys } from '../support/hostile';
import { evaluateParameters } from '../support/intrinsics';
import { execute } from '../support/step-functions';

type Fields = Readonly<Record<string, unknown>>;

const guaranteed = {
  source: ['shop'],
  detail: { order: { id: [{ prefix: '' }] }, 'line-items': [{ suffix: '' }] },
};

function eventJob(fields: Fields, pattern: Fields = guaranteed): RunJob {
  return runJob(environmentOf({ event_jobs: { job: { event_pattern: pattern, ...fields } } }).jobs[0]);
}

function problemsOf(fields: Fields, pattern: Fields = guaranteed): readonly string[] {
  return issuesOf({ event_jobs: { job: { event_pattern: pattern, ...fields } } });
}

function eventWith(detail: unknown): Fields {
  return {
    version: '0',
    id: '17793124-05d4-b198-2fde-7ededc63b103',
    'detail-type': 'Order "Placed"',
    source: 'shop',
    account: '123456789012',
    time: '2026-03-01T03:04:05Z',
    region: 'us-east-1',
    resources: [],
    detail,
  };
}

const definitionOf = (job: RunJob) => stateMachineTarget(job).stateMachine.definition;

/** Returns the parameters of RunTask for an event, by an evaluation that does not read lib. */
function parametersFor(job: RunJob, event: Fields, filledIn: Fields = {}): unknown {
  const parameters = at(definitionOf(job).States, 'RunTask', 'Parameters');
  const values = Object.entries(filledIn).map(([name, value]) => [name, { value }] as const);
  return evaluateParameters(parameters, { ...event, event_values: Object.fromEntries(values) });
}

function containerOf(overrides: unknown) {
  const container = at(overrides, 'Overrides', 'ContainerOverrides', 0);
  const variables = asList(asRecord(container)['Environment'] ?? []).map(asRecord);
  return {
    command: at(container, 'Command'),
    variables: Object.fromEntries(variables.map(({ Name, Value }) => [String(Name), Value])),
  };
}

function callOf(job: RunJob, event: Fields) {
  const [call] = runSuccessfully(definitionOf(job), { input: event, context: {} }).calls;
  return containerOf(call?.parameters);
}

describe('a rule that starts the task by itself', () => {
  const job = eventJob({
    task_command: ['bin/ship', '<$.detail.order.id>', "<$['detail-type']>", '<$.detail.line-items>'],
    environment_variables: { ORDER: "<$.detail['order'].id>", ID: '<event_id>', TIME: '<event_time>' },
    target: 'ecs_cluster',
  });

  test('passes every value exactly, whatever it contains', () => {
    const { inputTransformer } = ecsClusterTarget(job);
    putTargets(inputTransformer);
    fc.assert(
      fc.property(objectKeys, objectKeys, (id, items) => {
        const event = eventWith({ order: { id }, 'line-items': items });
        expect(at(deliver(inputTransformer, event), 'containerOverrides', 0)).toEqual({
          name: 'app-test',
          command: ['bin/ship', id, 'Order "Placed"', items],
          environment: [
            { name: 'ID', value: event['id'] },
            { name: 'ORDER', value: id },
            { name: 'TIME', value: event['time'] },
          ],
        });
      }),
      { numRuns: tries(500) },
    );
  });
});

describe('a state machine', () => {
  const job = eventJob(
    {
      task_command: [
        'bin/ship',
        '<$.detail.order.id>',
        '--note=<$.detail.note>',
        '<$.detail.a.b>',
        "it's {<$.detail.note>}",
      ],
      allow_code_placeholder: 'this test starts no task',
      environment_variables: { NOTE: '<$.detail.note>', RUN: '<attempt>', DEEP: 'x <$.detail.a.b>' },
    },
    { source: ['shop'], detail: { order: { id: [{ exists: true }] } } },
  );

  test('passes every value exactly, and an empty text for a missing one', () => {
    const maybe = fc.option(objectKeys, { nil: undefined });
    fc.assert(
      fc.property(objectKeys, maybe, maybe, (id, note, deep) => {
        const detail = {
          order: { id },
          ...(note === undefined ? {} : { note }),
          ...(deep === undefined ? {} : { a: { b: deep } }),
        };
        const event = eventWith(detail);
        const expected = {
          command: ['bin/ship', id, `--note=${note ?? ''}`, deep ?? '', `it's {${note ?? ''}}`],
          variables: { NOTE: note ?? '', RUN: '1', DEEP: `x ${deep ?? ''}` },
        };
        expect(callOf(job, event)).toEqual(expected);
        const input = { ...event, attempt: { number: 1 } };
        const filledIn = { detail_note: note ?? '', detail_a_b: deep ?? '' };
        expect(containerOf(parametersFor(job, input, filledIn))).toEqual(expected);
      }),
      { numRuns: tries(500) },
    );
  });

  test('passes the same values when aws-local-stepfunctions runs it', async () => {
    // The library removes backslashes from the values of States.Format.
    const keys = objectKeys.map((key) => key.replaceAll('\\', '/'));
    for (const [id, note] of randomValues(fc.tuple(keys, fc.option(keys, { nil: undefined })), tries(40))) {
      const event = eventWith({ order: { id }, ...(note === undefined ? {} : { note }) });
      const seen = await execute(definitionOf(job), event, (parameters) => Promise.resolve(parameters));
      expect(containerOf(seen)).toEqual(callOf(job, event));
    }
  });

  test.each([
    [17, '17'],
    [1.5, '1.5'],
    [true, 'true'],
    [null, 'null'],
  ])('writes out a value that is not a text: %j', (id, expected) => {
    const { command } = callOf(job, eventWith({ order: { id } }));
    expect(at(command, 1)).toBe(expected);
  });

  test('has a definition that our validator and asl-validator accept', () => {
    expect(validateDefinition(definitionOf(job))).toEqual([]);
    expect(aslErrors(definitionOf(job))).toEqual([]);
  });

  test('has states with names that AWS accepts, however long a path is', () => {
    const names = Array.from({ length: 3 }, (_, index) => `<$.detail.${'x'.repeat(100)}${index}>`);
    const states = Object.keys(definitionOf(eventJob({ task_command: ['a', ...names] })).States);
    expect(states.filter((name) => /^(Has|Get)Value /.test(name))).toHaveLength(6);
    expect(states.filter((name) => name.length > 80)).toEqual([]);
  });
});

describe('the target', () => {
  const target = (text: string, pattern: Fields) =>
    eventJob({ task_command: ['a', text] }, pattern).target.kind;
  test.each([
    ['ecs_cluster', '<$.detail.a>', { detail: { a: ['x', { prefix: 'y' }, { wildcard: 'z*' }] } }],
    [
      'ecs_cluster',
      '<$.detail.a>',
      { detail: { a: [{ cidr: '10.0.0.0/8' }, { 'equals-ignore-case': 'x' }] } },
    ],
    ['ecs_cluster', '<$.detail.a.b>', { detail: { a: { b: ['x'] } } }],
    ['state_machine', '<$.detail.a.b>', { detail: { 'a.b': ['x'] } }],
    ['ecs_cluster', '<$.detail.a>', { $or: [{ detail: { a: ['x'] } }, { detail: { a: ['y'] } }] }],
    ['ecs_cluster', '<$.region>', { source: ['x'] }],
    ['state_machine', '<$.replay-name>', { source: ['x'] }],
    ['state_machine', '<$.detail.a>', { source: ['x'] }],
    ['state_machine', '<$.detail.a>', { detail: { a: [{ exists: true }] } }],
    ['state_machine', '<$.detail.a>', { detail: { a: ['x', 1] } }],
    ['state_machine', '<$.detail.a>', { source: ['x'], detail: { a: ['x', { exists: false }] } }],
    ['state_machine', '<$.detail.a>', { detail: { a: [{ 'anything-but': 'x' }] } }],
    ['state_machine', '<$.detail.a>', { detail: { a: [{ numeric: ['>', 1] }] } }],
    ['state_machine', '<$.detail.a>', { $or: [{ detail: { a: ['x'] } }, { detail: { b: ['y'] } }] }],
    ['state_machine', '<execution_id>', { source: ['x'] }],
  ])('is %s for %s with the pattern %j', (kind, text, pattern) => {
    expect(target(text, pattern)).toBe(kind);
  });

  test.each([
    ['<$.detail.a>', /a placeholder whose value some events lack/],
    ['<$.detail.n>', /may be a number, true, false or null/],
  ])('can’t be ecs_cluster with %s', (text, reason) => {
    const pattern = { source: ['x'], detail: { n: [1] } };
    expect(problemsOf({ task_command: ['a', text], target: 'ecs_cluster' }, pattern)).toEqual([
      expect.stringMatching(reason),
    ]);
  });
});

describe('a job with many placeholders', () => {
  const fieldsOf = (count: number) => {
    const names = Array.from({ length: count }, (_, index) => `f${index}`);
    return {
      task_command: ['a', ...names.map((name) => `<$.detail.${name}>`), '<$.detail.f0>'],
      event_pattern: { detail: Object.fromEntries(names.map((name) => [name, [{ prefix: '' }]])) },
    };
  };

  test.each([
    [100, 'ecs_cluster'],
    [101, 'state_machine'],
  ])('of %i values has the target %s', (count, kind) => {
    const environment = environmentOf({ event_jobs: { job: fieldsOf(count) } });
    expect(runJob(environment.jobs[0]).target.kind).toBe(kind);
    expect(() => {
      validateGenerated(environment);
    }).not.toThrow();
  });

  test('can’t have the target ecs_cluster with more than 100 values', () => {
    const issues = (count: number) =>
      issuesOf({ event_jobs: { job: { ...fieldsOf(count), target: 'ecs_cluster' } } });
    expect(issues(100)).toEqual([]);
    expect(issues(101)).toEqual([
      expect.stringMatching(/^event_jobs\.job\.target: .*placeholders of 101 values .* at most 100 values/),
    ]);
  });
});

describe('a placeholder', () => {
  test.each([
    ['<$.order.id>', 'no event has a field order at its top level'],
    ['<$.order.id>', 'did you mean <$.detail.order.id>?'],
    ['<$.detial.id>', 'did you mean <$.detail.id>?'],
    ['<$.detail>', '$.detail is an object'],
    ['<$.resources>', '$.resources is a list, and an argument must be a text; use a text of the detail'],
    ['<$.source.name>', '$.source is a text and has no fields; write <$.source>'],
    ['<$.detail.items[0].id>', '[0] selects an element of a list'],
    ["<$.detail['order id']>", 'the name "order id" must begin with a letter or _'],
    ['<$>', 'a path must be names after $'],
    ['<$detail.x>', 'a path must be names after $'],
    [`<$.detail.${'x'.repeat(256)}>`, 'a path must have at most 256 characters'],
    ['<event_di>', 'did you mean <event_id>?'],
  ])('%s is rejected with a reason', (text, reason) => {
    const [first = '', ...others] = problemsOf({ task_command: ['a', text] });
    expect([first.startsWith('event_jobs.job.task_command[1]: '), others]).toEqual([true, []]);
    expect(first).toContain(reason);
  });

  test('may have a long name with many hyphens, which needs a shorter name in the template', () => {
    const names = ['a', 'b'].map((end) => `x${'-'.repeat(200)}${end}`);
    const environment = environmentOf({
      event_jobs: {
        job: {
          task_command: ['a', ...names.map((name) => `<$.detail.${name}>`)],
          event_pattern: { detail: Object.fromEntries(names.map((name) => [name, [{ prefix: '' }]])) },
        },
      },
    });
    const { inputTransformer } = ecsClusterTarget(runJob(environment.jobs[0]));
    expect(Object.values(inputTransformer.inputPaths)).toHaveLength(2);
    expect(() => {
      validateGenerated(environment);
    }).not.toThrow();
  });

  test('in code is rejected, because a sender could run commands', () => {
    const command = ['sh', '-c', 'echo <$.detail.customer-name>'];
    expect(problemsOf({ task_command: command })).toEqual([
      expect.stringMatching(
        /<\$\.detail\.customer-name> must not be in code that sh runs, .*CUSTOMER_NAME: <\$\.detail\.customer-name>.*"\$CUSTOMER_NAME"/,
      ),
    ]);
    // The ID has the name of the execution, which a person who starts it chooses. The attempt is only a number.
    expect(problemsOf({ task_command: ['sh', '-c', 'echo <execution_id>'] })).toHaveLength(1);
    expect(problemsOf({ task_command: ['sh', '-c', 'echo <attempt>'] })).toEqual([]);
  });

  test('of another path never has the same name', () => {
    const paths = ['a.b', 'a_b', 'a-b', 'a--b', 'a-.b', 'a.b-', 'a-.-b'].map(
      (path) => `<$.detail.${path.replace('.-', '.x-')}>`,
    );
    const { task_command: command } = stageTask(eventJob({ task_command: ['a', ...paths] }));
    const names = command
      .flatMap((text) => (typeof text === 'string' ? [] : text))
      .map((part) => (typeof part === 'string' ? part : part.name));
    expect(new Set(names).size).toBe(paths.length);
  });
});

function stageTask({ run }: RunJob) {
  const [stage] = run.stages;
  if (stage?.kind !== 'step') throw new TypeError('no single step');
  return stage.step.task.overrides;
}
