/**
 * The rules of a Choice state.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
import { isList, isObject, type JsonObject } from '../../../values/json';
import {
  nonEmptyString,
  number,
  singularPath,
  text,
  timestamp,
  boolean,
  validateFields,
  type FieldRule,
  type Problems,
} from './field-rules';

/** Each comparison of these kinds has a twin that takes its value from a path. */
const withPaths: readonly (readonly [names: readonly string[], rule: FieldRule])[] = [
  [['BooleanEquals'], boolean],
  [comparisons('Numeric'), number],
  [comparisons('String'), text],
  [comparisons('Timestamp'), timestamp],
];

function comparisons(kind: string): readonly string[] {
  const relations = ['Equals', 'GreaterThan', 'GreaterThanEquals', 'LessThan', 'LessThanEquals'];
  return relations.map((relation) => `${kind}${relation}`);
}

const tests: ReadonlyMap<string, FieldRule> = new Map<string, FieldRule>([
  ...withPaths.flatMap(([names, rule]) =>
    names.flatMap((name): (readonly [string, FieldRule])[] => [
      [name, rule],
      [`${name}Path`, singularPath],
    ]),
  ),
  ['StringMatches', text],
  ...['Boolean', 'Null', 'Numeric', 'Present', 'String', 'Timestamp'].map(
    (kind) => [`Is${kind}`, boolean] as const,
  ),
]);

function eachChoice(isTop: boolean): FieldRule {
  return (value, place) => {
    if (!isList(value) || value.length === 0) return [`${place}: ${JSON.stringify(value)} has no rules`];
    return value.flatMap((choice, at) => validateChoice(choice, `${place}[${at}]`, isTop));
  };
}

export const choices = eachChoice(true);

function validateChoice(choice: unknown, place: string, isTop: boolean): Problems {
  if (!isObject(choice)) return [`${place}: ${JSON.stringify(choice)} is not an object`];
  const asked = Object.keys(choice).filter((name) => tests.has(name) || combinations.has(name));
  if (asked.length !== 1) {
    return [`${place}: ${asked.length === 0 ? 'nothing' : asked.join(' and ')} is tested, where one test is`];
  }
  const [test = ''] = asked;
  const rules = new Map<string, FieldRule>([
    ['Comment', text],
    ...(isTop ? ([['Next', nonEmptyString]] as const) : []),
    ...(combinations.has(test) ? [] : ([['Variable', singularPath]] as const)),
    [test, combinations.get(test) ?? tests.get(test) ?? text],
  ]);
  const required = [...(isTop ? ['Next'] : []), ...(combinations.has(test) ? [] : ['Variable'])];
  return validateFields(choice, place, rules, required);
}

const combinations: ReadonlyMap<string, FieldRule> = new Map<string, FieldRule>([
  ['And', eachChoice(false)],
  ['Or', eachChoice(false)],
  ['Not', (value, place) => validateChoice(value, place, false)],
]);

/** The states that a Choice state may go on to. */
export function targetsOfChoices(state: JsonObject): readonly unknown[] {
  const { Choices: given, Default: otherwise } = state;
  const next = isList(given) ? given.map((choice) => (isObject(choice) ? choice['Next'] : undefined)) : [];
  return [...next, otherwise];
}
