/**
 * States that set each value that the event lacks to an empty text. Without these states, a path to a missing value
 * would fail the run.
 */
import type { EventReference } from '../../values/event-templates';
import { compare } from '../../text/compare';
import { shortHash } from '../../text/short-hash';
import type { State } from './definition';

const valuesPath = '$.event_values';

/** The maximum length of a reference's name inside the name of a state. The name of a state has at most 80 characters. */
const maximumNameCharacters = 60;

/**
 * Returns the path to which {@link optionalValueStates} writes a value. The names in this path have only letters,
 * digits and `_`, which every reference path allows.
 *
 * @param path - The path to the value in the event.
 */
export function optionalValuePath(path: string): string {
  return `${valuesPath}.${keyOf(path)}.value`;
}

function keyOf(path: string): string {
  const key = path.replace(/^\$\./, '').replace(/[^A-Za-z0-9]/g, '_');
  // After the replacement, two paths can have the same key. A hash of the path makes the key unique.
  return /^\$(\.[A-Za-z0-9]+)+$/.test(path) ? key : `${key}_${shortHash(path)}`;
}

/**
 * Returns states that fill in missing values. The first state sets each value to an empty text. Then each value has a state
 * that tests whether the event has the value, and a state that copies it.
 *
 * Unlike `States.JsonMerge`, these states also work if the object that contains a value is missing.
 *
 * @param values - The values that an event can lack. Duplicates are allowed.
 * @param next - The name of the state after these states.
 * @returns The states by name; empty if there are no values.
 */
export function optionalValueStates(
  values: readonly EventReference[],
  next: string,
): readonly (readonly [name: string, state: State])[] {
  const distinct = [...new Map(values.map((value) => [value.name, value])).values()].sort((a, b) =>
    compare(a.name, b.name),
  );
  const [first] = distinct;
  if (first === undefined) return [];
  const empty = Object.fromEntries(distinct.map(({ path }) => [keyOf(path), { value: '' }]));
  return [
    [
      'Defaults',
      { Type: 'Pass', Result: empty, ResultPath: valuesPath, Next: stateName('HasValue', first.name) },
    ],
    ...distinct.flatMap(({ name, path }, index): readonly (readonly [string, State])[] => {
      const following = distinct[index + 1];
      const onward = following === undefined ? next : stateName('HasValue', following.name);
      const copy = stateName('GetValue', name);
      return [
        [
          stateName('HasValue', name),
          {
            Type: 'Choice',
            Choices: [{ Variable: path, IsPresent: true, Next: copy }],
            Default: onward,
          },
        ],
        [
          copy,
          {
            Type: 'Pass',
            Parameters: { 'value.$': path },
            ResultPath: `${valuesPath}.${keyOf(path)}`,
            Next: onward,
          },
        ],
      ];
    }),
  ];
}

function stateName(what: string, valueName: string): string {
  const short =
    valueName.length <= maximumNameCharacters
      ? valueName
      : `${valueName.slice(0, maximumNameCharacters - 9)}-${shortHash(valueName)}`;
  return `${what} ${short}`;
}
