import { describe, expect, test } from '@jest/globals';
import { fc, tries } from '../../../support/property-tests';
import { validateDefinition } from '../../../../lib/aws/state-machines/validation/validate-definition';
import { everyType } from './every-type';
import { mutations } from './mutations';

const { States: states } = everyType;
type Fields = Readonly<Record<string, unknown>>;

/** The definition with these fields of one of its states replaced; `undefined` removes a field. */
function withState(name: keyof typeof states, fields: Fields): unknown {
  const state = Object.entries({ ...states[name], ...fields }).filter(([, value]) => value !== undefined);
  return { ...everyType, States: { ...states, [name]: Object.fromEntries(state) } };
}

const retrier = states.Run.Retry[0];
const withRetrier = (fields: Fields) => withState('Run', { Retry: [{ ...retrier, ...fields }] });
const withErrors = (...names: readonly unknown[]) => withRetrier({ ErrorEquals: names });
const withChoice = (choice: unknown) => withState('Which', { Choices: [choice, states.Which.Choices[1]] });
const withCommand = (command: unknown) => withState('Run', { Parameters: { 'Command.$': command } });
const maximumSeconds = 99_999_999;

test('accepts a definition with every type of state', () => {
  expect(validateDefinition(everyType)).toEqual([]);
});

describe('rejects a definition', () => {
  test.each<readonly [string, unknown, string]>([
    ['that is not an object', [], 'the definition: [] must be an object'],
    ['without states', { StartAt: 'A', States: {} }, 'States: there must be at least one state'],
    ['without a start', { States: states }, 'the definition: StartAt is missing'],
    ['that starts at an unknown state', { ...everyType, StartAt: 'Rum' }, 'StartAt: there is no state "Rum"'],
    ['with an unknown field', { ...everyType, Timeout: 5 }, 'the definition: unknown field Timeout'],
    [
      'in JSONata',
      { ...everyType, QueryLanguage: 'JSONata' },
      'the definition: QueryLanguage is "JSONata"; it must be JSONPath',
    ],
    ['of another version', { ...everyType, Version: '2.0' }, 'the definition.Version: "2.0" must be 1.0'],
    [
      'with a timeout above the maximum',
      { ...everyType, TimeoutSeconds: maximumSeconds + 1 },
      'the definition.TimeoutSeconds: 100000000 must be a whole number from 1 to 99999999',
    ],
    [
      'with an unknown type of state',
      withState('Set', { Type: 'pass' }),
      'States.Set: Type is "pass"; it must be one of Task, Parallel, Pass, Wait, Choice, Succeed, Fail',
    ],
    [
      'with a transition to an unknown state',
      withState('Set', { Next: 'Dome' }),
      'States.Set: there is no next state "Dome"',
    ],
    [
      'with a catcher for an unknown state',
      withState('Run', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Nowhere' }] }),
      'States.Run: there is no next state "Nowhere"',
    ],
    [
      'with a choice of an unknown state',
      withChoice({ ...states.Which.Choices[0], Next: 'Nowhere' }),
      'States.Which: there is no next state "Nowhere"',
    ],
    [
      'with a default that is an unknown state',
      withState('Which', { Default: 'Nowhere' }),
      'States.Which: there is no next state "Nowhere"',
    ],
    [
      'with an unreachable state',
      { ...everyType, States: { ...states, Lost: { Type: 'Succeed' } } },
      'States.Lost: the state is unreachable',
    ],
    [
      'that never ends',
      { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'A' } } },
      'States: no reachable state ends the execution',
    ],
    [
      'with a state that has neither End nor Next',
      withState('Set', { Next: undefined }),
      'States.Set: one of Next, End is required',
    ],
    [
      'with a state that has both End and Next',
      withState('Set', { End: true }),
      'States.Set: Next and End exclude each other; keep one',
    ],
    [
      'with an End that is false',
      withState('Set', { Next: undefined, End: false }),
      'States.Set: End must be true; otherwise, omit it',
    ],
    [
      'with a transition after Succeed',
      withState('Done', { Next: 'Failed' }),
      'States.Done: unknown field Next',
    ],
    [
      'with a name that is too long',
      { StartAt: 'x'.repeat(81), States: { ['x'.repeat(81)]: { Type: 'Succeed' } } },
      `States.${'x'.repeat(81)}: the name must have 1 to 80 characters`,
    ],
    [
      'with a duplicate name',
      withState('Side by side', { Branches: [{ StartAt: 'Set', States: { Set: { Type: 'Succeed' } } }] }),
      'States.Set: the name must be unique in the state machine',
    ],
    [
      'with a transition out of a branch',
      withState('Side by side', {
        Branches: [{ StartAt: 'L', States: { L: { Type: 'Pass', Next: 'Done' } } }],
      }),
      'States.Side by side.Branches[0].States.L: there is no next state "Done"',
    ],
    [
      'without branches',
      withState('Side by side', { Branches: [] }),
      'States.Side by side.Branches: there must be at least one branch',
    ],
    [
      'with a timeout in a branch',
      withState('Side by side', {
        Branches: [{ StartAt: 'L', TimeoutSeconds: 5, States: { L: { Type: 'Succeed' } } }],
      }),
      'States.Side by side.Branches[0]: unknown field TimeoutSeconds',
    ],
    ['without a resource', withState('Run', { Resource: undefined }), 'States.Run: Resource is missing'],
    [
      'with a resource that must be an ARN',
      withState('Run', { Resource: 'ecs:runTask' }),
      'States.Run.Resource: "ecs:runTask" must be an ARN',
    ],
    [
      'with a timeout of 0',
      withState('Run', { TimeoutSeconds: 0, HeartbeatSeconds: undefined }),
      'States.Run.TimeoutSeconds: 0 must be a whole number from 1 to 99999999',
    ],
    [
      'with two timeouts',
      withState('Run', { TimeoutSecondsPath: '$.a' }),
      'States.Run: TimeoutSeconds and TimeoutSecondsPath exclude each other; keep one',
    ],
    [
      'with a heartbeat as long as the timeout',
      withState('Run', { HeartbeatSeconds: 600 }),
      'States.Run: HeartbeatSeconds is 600; it must be less than TimeoutSeconds (600)',
    ],
    [
      'that writes a result to several paths',
      withState('Run', { ResultPath: '$.a[*]' }),
      'States.Run.ResultPath: "$.a[*]" must be a reference path or null',
    ],
    [
      'that writes a result to the context object',
      withState('Run', { ResultPath: '$$.a' }),
      'States.Run.ResultPath: "$$.a" must be a reference path or null',
    ],
    [
      'with an input path that is not a path',
      withState('Run', { InputPath: 'detail' }),
      'States.Run.InputPath: "detail" must be a path or null',
    ],
    [
      'with two durations of a wait',
      withState('Pause', { Seconds: 5 }),
      'States.Pause: Seconds and SecondsPath exclude each other; keep one',
    ],
    [
      'without the duration of a wait',
      withState('Pause', { SecondsPath: undefined }),
      'States.Pause: one of Seconds, SecondsPath, Timestamp, TimestampPath is required',
    ],
    [
      'with a timestamp that has no time',
      withState('Pause', { SecondsPath: undefined, Timestamp: '2026-02-01' }),
      'States.Pause.Timestamp: "2026-02-01" must be a timestamp such as 2026-01-31T06:00:00Z',
    ],
    [
      'with two causes',
      withState('Failed', { Cause: 'c' }),
      'States.Failed: Cause and CausePath exclude each other; keep one',
    ],
    [
      'with a retrier without errors',
      withErrors(),
      'States.Run.Retry[0].ErrorEquals: [] must be a list of error names',
    ],
    [
      'with States.ALL and other errors in a list',
      withErrors('States.ALL', 'X'),
      'States.Run.Retry[0].ErrorEquals[0]: States.ALL must be the only name of its list',
    ],
    [
      'with States.ALL before another retrier',
      withState('Run', { Retry: [{ ErrorEquals: ['States.ALL'] }, retrier] }),
      'States.Run.Retry[0]: States.ALL must be last',
    ],
    [
      'with an unknown error of Step Functions',
      withErrors('States.TaskFail'),
      'States.Run.Retry[0].ErrorEquals[0]: States.TaskFail is not an error of Step Functions; other names must not begin with States.',
    ],
    [
      'with an interval of 0',
      withRetrier({ IntervalSeconds: 0 }),
      'States.Run.Retry[0].IntervalSeconds: 0 must be a whole number from 1 to 99999999',
    ],
    [
      'with half an attempt',
      withRetrier({ MaxAttempts: 0.5 }),
      'States.Run.Retry[0].MaxAttempts: 0.5 must be a whole number from 0 to 99999999',
    ],
    [
      'with a backoff rate below 1',
      withRetrier({ BackoffRate: 0.9 }),
      'States.Run.Retry[0].BackoffRate: 0.9 must be a number of at least 1',
    ],
    [
      'with a maximum delay above the limit',
      withRetrier({ MaxDelaySeconds: 31_622_401 }),
      'States.Run.Retry[0].MaxDelaySeconds: 31622401 must be a whole number from 1 to 31622400',
    ],
    [
      'with a maximum delay equal to the interval',
      withRetrier({ MaxDelaySeconds: 5 }),
      'States.Run.Retry[0]: MaxDelaySeconds is 5; it must exceed IntervalSeconds (5)',
    ],
    [
      'with an unknown jitter strategy',
      withRetrier({ JitterStrategy: 'HALF' }),
      'States.Run.Retry[0].JitterStrategy: "HALF" must be FULL or NONE',
    ],
    [
      'with a catcher without a state',
      withState('Run', { Catch: [{ ErrorEquals: ['X'] }] }),
      'States.Run.Catch[0]: Next is missing',
    ],
    [
      'without choices',
      withState('Which', { Choices: [], Default: 'Pause' }),
      'States.Which.Choices: [] must be a list with at least one rule',
    ],
    [
      'with a choice without a test',
      withChoice({ Variable: '$.a', Next: 'Pause' }),
      'States.Which.Choices[0]: found no test; it must have one test',
    ],
    [
      'with a choice of two tests',
      withChoice({ Variable: '$.a', NumericEquals: 1, IsNull: false, Next: 'Pause' }),
      'States.Which.Choices[0]: found NumericEquals and IsNull; it must have one test',
    ],
    [
      'that compares a number with a string',
      withChoice({ Variable: '$.a', NumericEquals: '1', Next: 'Pause' }),
      'States.Which.Choices[0].NumericEquals: "1" must be a number',
    ],
    [
      'with a transition inside a combination',
      withChoice({ Not: { Variable: '$.a', IsNull: true, Next: 'Pause' }, Next: 'Pause' }),
      'States.Which.Choices[0].Not: unknown field Next',
    ],
    [
      'with a variable that is not a path',
      withChoice({ Variable: 'a', IsNull: true, Next: 'Pause' }),
      'States.Which.Choices[0].Variable: "a" must be a path to one value',
    ],
    [
      'that evaluates a plain string',
      withCommand('etl'),
      'States.Run.Parameters.Command.$: "etl" must be a path or an intrinsic function',
    ],
    [
      'that evaluates a list',
      withCommand(['etl']),
      'States.Run.Parameters.Command.$: ["etl"] must be a string with a path or a function',
    ],
    [
      'with a duplicate parameter',
      withState('Run', { Parameters: { Command: ['etl'], 'Command.$': '$.a' } }),
      'States.Run.Parameters.Command.$: the template must not have Command as well',
    ],
    [
      'with too many functions in a field',
      withCommand(`States.Array(${Array.from({ length: 10 }, () => 'States.UUID()').join(', ')})`),
      'States.Run.Parameters.Command.$: 11 intrinsic functions; a field must have at most 10',
    ],
  ])('%s', (_, definition, reason) => {
    expect(validateDefinition(definition)).toEqual([reason]);
  });

  test('that is larger than a mebibyte', () => {
    const sized = (bytes: number) => {
      const definition = { ...everyType, Comment: '' };
      return { ...definition, Comment: 'x'.repeat(bytes - Buffer.byteLength(JSON.stringify(definition))) };
    };
    expect(validateDefinition(sized(1_048_576))).toEqual([]);
    expect(validateDefinition(sized(1_048_577))).toEqual([
      'the definition is 1048577 bytes; it must be at most 1048576 bytes',
    ]);
  });

  test('with all problems at once', () => {
    const wrong = { ...everyType, StartAt: 'Rum', States: { ...states, Set: { Type: 'Pass', Nxt: 'Done' } } };
    expect(validateDefinition(wrong)).toEqual(
      expect.arrayContaining([
        'StartAt: there is no state "Rum"',
        'States.Set: unknown field Nxt',
        'States.Set: one of Next, End is required',
      ]),
    );
  });
});

describe('the validator', () => {
  test('returns problems and does not throw for any JSON', () => {
    fc.assert(
      fc.property(fc.constantFrom(...mutations(everyType)), fc.jsonValue(), ({ definition }, value) => {
        expect(Array.isArray(validateDefinition(definition))).toBe(true);
        expect(validateDefinition(value)).not.toEqual([]);
        expect(validateDefinition({ StartAt: 'A', States: { A: value } })).not.toEqual([]);
      }),
      { numRuns: tries(500) },
    );
  });

  test('does not take properties of JavaScript objects for states', () => {
    const { definition } = { definition: { StartAt: 'constructor', States: { A: { Type: 'toString' } } } };
    expect(validateDefinition(definition)).toEqual(
      expect.arrayContaining([
        'StartAt: there is no state "constructor"',
        'States.A: Type is "toString"; it must be one of Task, Parallel, Pass, Wait, Choice, Succeed, Fail',
      ]),
    );
  });
});
