import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { validateDefinition } from '../../../../lib/aws/state-machines/validation/validate-definition';
import { everyType } from './every-type';
import { mutations } from './mutations';

const { States: states } = everyType;
type Fields = Readonly<Record<string, unknown>>;

/** The definition with these fields of one of its states replaced; `undefined` takes a field away. */
function withState(name: keyof typeof states, fields: Fields): unknown {
  const state = Object.entries({ ...states[name], ...fields }).filter(([, value]) => value !== undefined);
  return { ...everyType, States: { ...states, [name]: Object.fromEntries(state) } };
}

const retrier = states.Run.Retry[0];
const withRetrier = (fields: Fields) => withState('Run', { Retry: [{ ...retrier, ...fields }] });
const withErrors = (...names: readonly unknown[]) => withRetrier({ ErrorEquals: names });
const withChoice = (choice: unknown) => withState('Which', { Choices: [choice, states.Which.Choices[1]] });
const withCommand = (command: unknown) => withState('Run', { Parameters: { 'Command.$': command } });
const longest = 99_999_999;

test('a definition with every type of state is one that AWS takes', () => {
  expect(validateDefinition(everyType)).toEqual([]);
});

describe('a definition is refused', () => {
  test.each<readonly [string, unknown, string]>([
    ['that is none', [], 'the definition: [] is not an object'],
    ['without states', { StartAt: 'A', States: {} }, 'States: there is none'],
    ['without a start', { States: states }, 'the definition: StartAt is missing'],
    ['that starts nowhere', { ...everyType, StartAt: 'Rum' }, 'StartAt: there is no state "Rum"'],
    [
      'with a field that there is not',
      { ...everyType, Timeout: 5 },
      'the definition: there is no Timeout here',
    ],
    [
      'in JSONata',
      { ...everyType, QueryLanguage: 'JSONata' },
      'the definition: the QueryLanguage "JSONata" is not JSONPath',
    ],
    ['of another version', { ...everyType, Version: '2.0' }, 'the definition.Version: "2.0" is not 1.0'],
    [
      'for longer than there is',
      { ...everyType, TimeoutSeconds: longest + 1 },
      'the definition.TimeoutSeconds: 100000000 is not a whole number from 1 to 99999999',
    ],
    [
      'with a type that there is not',
      withState('Set', { Type: 'pass' }),
      'States.Set: the Type "pass" is none of Task, Parallel, Pass, Wait, Choice, Succeed, Fail',
    ],
    [
      'that goes on to nothing',
      withState('Set', { Next: 'Dome' }),
      'States.Set: there is no state "Dome" to go on to',
    ],
    [
      'that catches into nothing',
      withState('Run', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Nowhere' }] }),
      'States.Run: there is no state "Nowhere" to go on to',
    ],
    [
      'that chooses nothing',
      withChoice({ ...states.Which.Choices[0], Next: 'Nowhere' }),
      'States.Which: there is no state "Nowhere" to go on to',
    ],
    [
      'whose default is nothing',
      withState('Which', { Default: 'Nowhere' }),
      'States.Which: there is no state "Nowhere" to go on to',
    ],
    [
      'with a state that nothing leads to',
      { ...everyType, States: { ...states, Lost: { Type: 'Succeed' } } },
      'States.Lost: nothing leads to it',
    ],
    [
      'that never ends',
      { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'A' } } },
      'States: none that can be reached is the last',
    ],
    [
      'with a state that neither ends nor goes on',
      withState('Set', { Next: undefined }),
      'States.Set: one of Next, End is missing',
    ],
    [
      'with a state that does both',
      withState('Set', { End: true }),
      'States.Set: Next and End exclude each other',
    ],
    [
      'with an end that is none',
      withState('Set', { Next: undefined, End: false }),
      'States.Set: End is true, or left out',
    ],
    [
      'that goes on after success',
      withState('Done', { Next: 'Failed' }),
      'States.Done: there is no Next here',
    ],
    [
      'with a long name',
      { StartAt: 'x'.repeat(81), States: { ['x'.repeat(81)]: { Type: 'Succeed' } } },
      `States.${'x'.repeat(81)}: a name has 1 to 80 characters`,
    ],
    [
      'with one name twice',
      withState('Side by side', { Branches: [{ StartAt: 'Set', States: { Set: { Type: 'Succeed' } } }] }),
      'States.Set: the name is there twice in the machine',
    ],
    [
      'that leaves a branch',
      withState('Side by side', {
        Branches: [{ StartAt: 'L', States: { L: { Type: 'Pass', Next: 'Done' } } }],
      }),
      'States.Side by side.Branches[0].States.L: there is no state "Done" to go on to',
    ],
    [
      'without branches',
      withState('Side by side', { Branches: [] }),
      'States.Side by side.Branches: there is none',
    ],
    [
      'with a timeout in a branch',
      withState('Side by side', {
        Branches: [{ StartAt: 'L', TimeoutSeconds: 5, States: { L: { Type: 'Succeed' } } }],
      }),
      'States.Side by side.Branches[0]: there is no TimeoutSeconds here',
    ],
    ['without a resource', withState('Run', { Resource: undefined }), 'States.Run: Resource is missing'],
    [
      'with a resource of no service',
      withState('Run', { Resource: 'ecs:runTask' }),
      'States.Run.Resource: "ecs:runTask" is not an ARN',
    ],
    [
      'with no time',
      withState('Run', { TimeoutSeconds: 0, HeartbeatSeconds: undefined }),
      'States.Run.TimeoutSeconds: 0 is not a whole number from 1 to 99999999',
    ],
    [
      'with two timeouts',
      withState('Run', { TimeoutSecondsPath: '$.a' }),
      'States.Run: TimeoutSeconds and TimeoutSecondsPath exclude each other',
    ],
    [
      'with a late heartbeat',
      withState('Run', { HeartbeatSeconds: 600 }),
      'States.Run: HeartbeatSeconds is not below TimeoutSeconds',
    ],
    [
      'that puts a result in several places',
      withState('Run', { ResultPath: '$.a[*]' }),
      'States.Run.ResultPath: "$.a[*]" is not a reference path or null',
    ],
    [
      'that puts a result in the context',
      withState('Run', { ResultPath: '$$.a' }),
      'States.Run.ResultPath: "$$.a" is not a reference path or null',
    ],
    [
      'that reads no path',
      withState('Run', { InputPath: 'detail' }),
      'States.Run.InputPath: "detail" is not a path or null',
    ],
    [
      'that waits twice',
      withState('Pause', { Seconds: 5 }),
      'States.Pause: Seconds and SecondsPath exclude each other',
    ],
    [
      'that waits for nothing',
      withState('Pause', { SecondsPath: undefined }),
      'States.Pause: one of Seconds, SecondsPath, Timestamp, TimestampPath is missing',
    ],
    [
      'that waits for a day',
      withState('Pause', { SecondsPath: undefined, Timestamp: '2026-02-01' }),
      'States.Pause.Timestamp: "2026-02-01" is not a timestamp such as 2026-01-31T06:00:00Z',
    ],
    [
      'with two causes',
      withState('Failed', { Cause: 'c' }),
      'States.Failed: Cause and CausePath exclude each other',
    ],
    [
      'that retries nothing',
      withErrors(),
      'States.Run.Retry[0].ErrorEquals: [] is not a list of error names',
    ],
    [
      'with States.ALL among others',
      withErrors('States.ALL', 'X'),
      'States.Run.Retry[0].ErrorEquals[0]: States.ALL stands alone',
    ],
    [
      'with States.ALL before others',
      withState('Run', { Retry: [{ ErrorEquals: ['States.ALL'] }, retrier] }),
      'States.Run.Retry[0]: States.ALL comes last',
    ],
    [
      'with an error of another spelling',
      withErrors('States.TaskFail'),
      'States.Run.Retry[0].ErrorEquals[0]: States.TaskFail is no error of Step Functions, and other names do not begin so',
    ],
    [
      'that retries at once',
      withRetrier({ IntervalSeconds: 0 }),
      'States.Run.Retry[0].IntervalSeconds: 0 is not a whole number from 1 to 99999999',
    ],
    [
      'with half an attempt',
      withRetrier({ MaxAttempts: 0.5 }),
      'States.Run.Retry[0].MaxAttempts: 0.5 is not a whole number from 0 to 99999999',
    ],
    [
      'with shorter and shorter waits',
      withRetrier({ BackoffRate: 0.9 }),
      'States.Run.Retry[0].BackoffRate: 0.9 is not a number of at least 1',
    ],
    [
      'with a longest wait of a year and a day',
      withRetrier({ MaxDelaySeconds: 31_622_401 }),
      'States.Run.Retry[0].MaxDelaySeconds: 31622401 is not a whole number from 1 to 31622400',
    ],
    [
      'with a longest wait as long as the first',
      withRetrier({ MaxDelaySeconds: 5 }),
      'States.Run.Retry[0]: MaxDelaySeconds, 5, is not above IntervalSeconds, 5',
    ],
    [
      'with another jitter',
      withRetrier({ JitterStrategy: 'HALF' }),
      'States.Run.Retry[0].JitterStrategy: "HALF" is not FULL or NONE',
    ],
    [
      'that catches without a state',
      withState('Run', { Catch: [{ ErrorEquals: ['X'] }] }),
      'States.Run.Catch[0]: Next is missing',
    ],
    [
      'without choices',
      withState('Which', { Choices: [], Default: 'Pause' }),
      'States.Which.Choices: [] has no rules',
    ],
    [
      'that chooses without a test',
      withChoice({ Variable: '$.a', Next: 'Pause' }),
      'States.Which.Choices[0]: nothing is tested, where one test is',
    ],
    [
      'that tests twice',
      withChoice({ Variable: '$.a', NumericEquals: 1, IsNull: false, Next: 'Pause' }),
      'States.Which.Choices[0]: NumericEquals and IsNull is tested, where one test is',
    ],
    [
      'that compares a number with a text',
      withChoice({ Variable: '$.a', NumericEquals: '1', Next: 'Pause' }),
      'States.Which.Choices[0].NumericEquals: "1" is not a number',
    ],
    [
      'that goes on from within',
      withChoice({ Not: { Variable: '$.a', IsNull: true, Next: 'Pause' }, Next: 'Pause' }),
      'States.Which.Choices[0].Not: there is no Next here',
    ],
    [
      'that tests no path',
      withChoice({ Variable: 'a', IsNull: true, Next: 'Pause' }),
      'States.Which.Choices[0].Variable: "a" is not a path to one value',
    ],
    [
      'that evaluates a plain text',
      withCommand('etl'),
      'States.Run.Parameters.Command.$: "etl" is neither a path nor an intrinsic function',
    ],
    [
      'that evaluates a list',
      withCommand(['etl']),
      'States.Run.Parameters.Command.$: ["etl"] is not a string with a path or function',
    ],
    [
      'with one parameter twice',
      withState('Run', { Parameters: { Command: ['etl'], 'Command.$': '$.a' } }),
      'States.Run.Parameters.Command.$: Command is there as well',
    ],
    [
      'with many functions',
      withCommand(`States.Array(${Array.from({ length: 10 }, () => 'States.UUID()').join(', ')})`),
      'States.Run.Parameters.Command.$: 11 intrinsic functions, and a field takes 10',
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
      'the definition: 1048577 bytes, and AWS takes 1048576',
    ]);
  });

  test('for every one of its mistakes at once', () => {
    const wrong = { ...everyType, StartAt: 'Rum', States: { ...states, Set: { Type: 'Pass', Nxt: 'Done' } } };
    expect(validateDefinition(wrong)).toEqual(
      expect.arrayContaining([
        'StartAt: there is no state "Rum"',
        'States.Set: there is no Nxt here',
        'States.Set: one of Next, End is missing',
      ]),
    );
  });
});

describe('whatever it is given', () => {
  test('the validator ends with reasons, and does not throw', () => {
    fc.assert(
      fc.property(fc.constantFrom(...mutations(everyType)), fc.jsonValue(), ({ definition }, value) => {
        expect(Array.isArray(validateDefinition(definition))).toBe(true);
        expect(validateDefinition(value)).not.toEqual([]);
        expect(validateDefinition({ StartAt: 'A', States: { A: value } })).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('names of objects in JavaScript are no states', () => {
    const { definition } = { definition: { StartAt: 'constructor', States: { A: { Type: 'toString' } } } };
    expect(validateDefinition(definition)).toEqual(
      expect.arrayContaining([
        'StartAt: there is no state "constructor"',
        'States.A: the Type "toString" is none of Task, Parallel, Pass, Wait, Choice, Succeed, Fail',
      ]),
    );
  });
});
