import { describe, expect, test } from '@jest/globals';
import { runMachine } from '../../lib/aws/state-machines/interpreter/run-machine';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { planConfigurations } from '../../lib/review/configurations/configurations';
import { haveSameBehaviour } from '../../lib/review/same-behaviour';
import { isList, isObject } from '../../lib/values/json';
import { mutations } from '../aws/state-machines/validation/mutations';
import { validFixtures } from '../support/fixtures';
import { asRecord } from '../support/stack-json';
import { fc, randomValues, tries } from '../support/property-tests';

const at = new Date('2027-03-01T00:00:00Z');

const runsConfig = validFixtures().find(({ name }) => name === 'runs')?.config ?? '';
/** The definitions of the fixture `runs`, which has every kind of state, without repetitions. */
const definitions: readonly string[] = [
  ...new Set(
    loadEnvironments(runsConfig).environments.flatMap((environment) =>
      planConfigurations({ name: 'runs', before: undefined, after: environment }, at).changes.flatMap(
        ({ after }) => {
          const definition = after?.['definition'];
          return typeof definition === 'string' ? [definition] : [];
        },
      ),
    ),
  ),
];
const definition = fc.constantFrom(...definitions);

/** Renames each state, reverses the order of keys, and adds comments. */
function rewritten(json: unknown, prefix: string): unknown {
  if (isList(json)) return json.map((item) => rewritten(item, prefix));
  if (!isObject(json)) return json;
  const entries = Object.entries(json).map(([key, value]): [string, unknown] => {
    if (['Next', 'Default', 'StartAt'].includes(key) && typeof value === 'string')
      return [key, prefix + value];
    if (key !== 'States' || !isObject(value) || !Object.values(value).every(isObject))
      return [key, rewritten(value, prefix)];
    const states = Object.entries(value).map(([name, state]): [string, unknown] => [
      prefix + name,
      { ...asRecord(rewritten(state, prefix)), Comment: name },
    ]);
    return [key, Object.fromEntries(states.reverse())];
  });
  return Object.fromEntries(entries.reverse());
}

/** Returns the calls, the waits and the end of an execution, without the names of states. */
function trace(text: string, outcomes: readonly (string | undefined)[]): unknown {
  const run = runMachine(JSON.parse(text), {
    input: { detail: { object: { key: 'a/b.csv' } } },
    context: { Execution: { Id: 'arn', Name: 'n', StartTime: '2027-03-01T00:00:00Z', Input: {} }, State: {} },
  });
  const events: unknown[] = [];
  let step = run.next();
  for (let count = 0; step.done !== true && count < 60; count += 1) {
    events.push({ ...step.value, state: '' });
    const error = outcomes[count % outcomes.length];
    step = run.next(
      error === undefined ? { kind: 'result', value: {} } : { kind: 'error', error, cause: '{}' },
    );
  }
  return [events, step.done === true ? step.value : 'running'];
}

describe('definitions that behave the same', () => {
  test('renamed states, another order of keys and comments change nothing, and executions are the same', () => {
    const outcome = fc.constantFrom(
      undefined,
      undefined,
      'States.TaskFailed',
      'States.Timeout',
      'ECS.AmazonECSException',
    );
    fc.assert(
      fc.property(definition, fc.array(outcome, { minLength: 1, maxLength: 8 }), (text, outcomes) => {
        const renamed = JSON.stringify(rewritten(JSON.parse(text), 'Other '));
        expect(haveSameBehaviour(text, renamed)).toBe(true);
        expect(haveSameBehaviour(renamed, text)).toBe(true);
        expect(trace(renamed, outcomes)).toEqual(trace(text, outcomes));
      }),
      { numRuns: tries(100) },
    );
  });

  test('each other change is seen, also together with renamed states', () => {
    const [smallest = ''] = definitions
      .filter((text) => text.includes('"Branches"') && text.includes('"Choices"'))
      .sort((a, b) => a.length - b.length);
    const changed = [smallest]
      .flatMap((text) =>
        mutations(JSON.parse(text)).map((mutation) => ({
          ...mutation,
          text,
        })),
      )
      .filter(({ name }) => !/(^|\.)Comment( |$)|States: an unknown field$/.test(name));
    expect(changed.length).toBeGreaterThan(500);
    for (const { name, text, definition: mutated } of randomValues(
      fc.constantFrom(...changed),
      tries(1000),
    )) {
      const written = JSON.stringify(mutated);
      expect([name, haveSameBehaviour(text, written), haveSameBehaviour(written, text)]).toEqual([
        name,
        false,
        false,
      ]);
      const renamed = JSON.stringify(rewritten(mutated, 'Other '));
      expect([name, haveSameBehaviour(text, renamed)]).toEqual([name, false]);
    }
  });

  const pass = (next: string) => ({ Type: 'Pass', Next: next });
  const machine = (states: object) => JSON.stringify({ StartAt: 'A', States: states });
  const end = { Type: 'Succeed' };

  test('two states that are swapped are a change', () => {
    const named = { Type: 'Pass', Result: 1, Next: 'C' };
    expect(
      haveSameBehaviour(
        machine({ A: { ...named, Next: 'B' }, B: { ...named, Result: 2 }, C: end }),
        machine({ A: { ...named, Result: 2, Next: 'B' }, B: named, C: end }),
      ),
    ).toBe(false);
  });

  test('states that are never reached, and two equal states instead of one, change nothing', () => {
    const once = machine({ A: pass('B'), B: pass('C'), C: end });
    expect(haveSameBehaviour(once, machine({ A: pass('B'), B: pass('C'), C: end, D: pass('A') }))).toBe(true);
    const loop = machine({ A: pass('A') });
    expect(haveSameBehaviour(loop, machine({ A: pass('B'), B: pass('A') }))).toBe(true);
    expect(haveSameBehaviour(loop, once)).toBe(false);
  });

  test.each([
    ['$$.State.Name', false],
    ['$$', false],
    ["$$['State']['Name']", false],
    ['$$.State.EnteredTime', true],
    ['$$.Execution.Name', true],
  ])('renamed states are a change if the definition reads the name of a state: %s', (path, isSame) => {
    const reading = (name: string) =>
      JSON.stringify({
        StartAt: name,
        States: { [name]: { Type: 'Pass', Parameters: { 'x.$': path }, End: true } },
      });
    expect(haveSameBehaviour(reading('A'), reading('B'))).toBe(isSame);
    expect(haveSameBehaviour(reading('A'), reading('A'))).toBe(true);
  });

  test('a comment inside parameters is data', () => {
    const task = (comment: string) =>
      machine({ A: { Type: 'Pass', Parameters: { Comment: comment }, End: true } });
    expect(haveSameBehaviour(task('x'), task('y'))).toBe(false);
  });

  test('a text that is not a definition has no behaviour', () => {
    expect(haveSameBehaviour('[', '[')).toBe(false);
  });
});
