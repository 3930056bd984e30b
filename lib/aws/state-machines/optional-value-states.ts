/**
 * States that replace each value that an event lacks by an empty text. Without them, a path to a missing value would
 * fail the run.
 */
import type { EventReference } from '../../values/event-templates';
import { compare } from '../../text/compare';
import { shortHash } from '../../text/short-hash';
import type { State } from './definition';

const valuesPath = '$.event_values';

/** Characters of a reference's name in the name of a state, which may have 80. */
const maximumNameCharacters = 60;

/**
 * Returns where {@link optionalValueStates} put a value. The path has only names without hyphens, which every reference
 * path may have.
 *
 * @param path - the path to the value in the event
 */
export function optionalValuePath(path: string): string {
  return `${valuesPath}.${keyOf(path)}.value`;
}

function keyOf(path: string): string {
  const key = path.replace(/^\$\./, '').replace(/[^A-Za-z0-9]/g, '_');
  // Other paths could give the same key.
  return /^\$(\.[A-Za-z0-9]+)+$/.test(path) ? key : `${key}_${shortHash(path)}`;
}

/**
 * Returns a state with an empty text for each value, and for each value a state that looks for it and one that copies it.
 * Unlike `States.JsonMerge`, this also works if the object that contains the value is missing.
 *
 * @param values - the values that an event may lack; the same one may be there several times
 * @param next - the state that follows
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
