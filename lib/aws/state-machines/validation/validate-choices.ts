/**
 * Rules for Choice states.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
import { isList, isObject, type JsonObject } from '../../../values/json';
import {
  nonEmptyString,
  number,
  singularPath,
  string,
  timestamp,
  boolean,
  validateFields,
  type FieldRule,
  type FieldRules,
  type Problems,
} from './field-rules';

/** Comparisons with a value. Each has a variant whose name ends in `Path`, which reads the value from a path. */
const comparisonsByType: readonly (readonly [names: readonly string[], rule: FieldRule])[] = [
  [['BooleanEquals'], boolean],
  [comparisonsOf('Numeric'), number],
  [comparisonsOf('String'), string],
  [comparisonsOf('Timestamp'), timestamp],
];

function comparisonsOf(type: string): readonly string[] {
  const relations = ['Equals', 'GreaterThan', 'GreaterThanEquals', 'LessThan', 'LessThanEquals'];
  return relations.map((relation) => `${type}${relation}`);
}

const tests: FieldRules = new Map<string, FieldRule>([
  ...comparisonsByType.flatMap(([names, rule]) =>
    names.flatMap((name): (readonly [string, FieldRule])[] => [
      [name, rule],
      [`${name}Path`, singularPath],
    ]),
  ),
  ['StringMatches', string],
  ...['Boolean', 'Null', 'Numeric', 'Present', 'String', 'Timestamp'].map(
    (type) => [`Is${type}`, boolean] as const,
  ),
]);

function eachChoice(isTopLevel: boolean): FieldRule {
  return (value, path) => {
    if (!isList(value) || value.length === 0)
      return [`${path}: ${JSON.stringify(value)} must be a list with at least one rule`];
    return value.flatMap((choice, index) => validateChoice(choice, `${path}[${index}]`, isTopLevel));
  };
}

/** Checks the choices of a state. */
export const choices = eachChoice(true);

function validateChoice(choice: unknown, path: string, isTopLevel: boolean): Problems {
  if (!isObject(choice)) return [`${path}: ${JSON.stringify(choice)} must be an object`];
  const found = Object.keys(choice).filter((name) => tests.has(name) || combinations.has(name));
  if (found.length !== 1) {
    return [`${path}: found ${found.length === 0 ? 'no test' : found.join(' and ')}; it must have one test`];
  }
  const { rules, required } = rulesOfTest(found[0] ?? '', isTopLevel);
  return validateFields(choice, path, rules, required);
}

/** The rules of the fields of a choice, and its required fields. */
interface ChoiceRules {
  readonly rules: FieldRules;
  readonly required: readonly string[];
}

const knownRules = { top: new Map<string, ChoiceRules>(), inner: new Map<string, ChoiceRules>() };

/** Returns the rules for a choice with a test or a combination. They are built once for each. */
function rulesOfTest(test: string, isTopLevel: boolean): ChoiceRules {
  const byTest = knownRules[isTopLevel ? 'top' : 'inner'];
  const known = byTest.get(test);
  if (known !== undefined) return known;
  const isCombination = combinations.has(test);
  const rules = new Map<string, FieldRule>([
    ['Comment', string],
    ...(isTopLevel ? ([['Next', nonEmptyString]] as const) : []),
    ...(isCombination ? [] : ([['Variable', singularPath]] as const)),
    [test, combinations.get(test) ?? tests.get(test) ?? string],
  ]);
  const required = [...(isTopLevel ? ['Next'] : []), ...(isCombination ? [] : ['Variable'])];
  byTest.set(test, { rules, required });
  return { rules, required };
}

const combinations: FieldRules = new Map<string, FieldRule>([
  ['And', eachChoice(false)],
  ['Or', eachChoice(false)],
  ['Not', (value, path) => validateChoice(value, path, false)],
]);

/**
 * Returns each `Next` and the `Default` of a Choice state. This function does not validate them: they can be of any
 * type.
 */
export function targetsOfChoices(state: JsonObject): readonly unknown[] {
  const { Choices: given, Default: defaultNext } = state;
  const next = isList(given) ? given.map((choice) => (isObject(choice) ? choice['Next'] : undefined)) : [];
  return [...next, defaultNext];
}
