/**
 * What Step Functions refuses of a definition.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 * @see https://states-language.net/spec.html
 */
import { isList, isObject, type JsonObject } from '../../../values/json';
import { maximumDefinitionBytes, maximumTimeoutSeconds, maximumStateNameCharacters } from '../definition';
import {
  anything,
  nonEmptyString,
  integer,
  oneOf,
  text,
  validateFields,
  type FieldRule,
  type Problems,
} from './field-rules';
import { targetsOfChoices } from './validate-choices';
import { validateQueryLanguage, validateState } from './validate-states';

/**
 * Why `CreateStateMachine` would refuse the definition: nothing when it takes it. Map states and JSONata, which nothing
 * of ours uses, are refused by us: AWS takes them.
 */
export function validateDefinition(definition: unknown): Problems {
  if (!isObject(definition)) return [`the definition: ${JSON.stringify(definition)} is not an object`];
  const size = Buffer.byteLength(JSON.stringify(definition));
  const rules = new Map<string, FieldRule>([
    ...statesFields,
    ['Version', oneOf('1.0')],
    ['TimeoutSeconds', integer(1, maximumTimeoutSeconds)],
    ['QueryLanguage', anything],
  ]);
  return [
    ...(size > maximumDefinitionBytes
      ? [`the definition: ${size} bytes, and AWS takes ${maximumDefinitionBytes}`]
      : []),
    ...validateFields(definition, 'the definition', rules, ['StartAt', 'States']),
    ...validateQueryLanguage(definition, 'the definition'),
    ...validateStates(definition, ''),
    ...namesTakenTwice(definition).map((name) => `States.${name}: the name is there twice in the machine`),
  ];
}

const statesFields: readonly (readonly [string, FieldRule])[] = [
  ['Comment', text],
  ['StartAt', nonEmptyString],
  ['States', anything],
];

/** The states of a machine or branch, and how they follow each other. */
function validateStates({ StartAt: start, States: states }: JsonObject, above: string): Problems {
  const place = `${above}States`;
  if (!isObject(states)) return [`${place}: ${JSON.stringify(states)} is not an object`];
  const names = Object.keys(states);
  const known = new Set<unknown>(names);
  const targets = names.flatMap((name) =>
    targetsOf(states[name])
      .filter((target) => target !== undefined && !known.has(target))
      .map((target) => `${place}.${name}: there is no state ${JSON.stringify(target)} to go on to`),
  );
  const leadsNowhere = targets.length > 0 || !known.has(start);
  const wrongNames = names.filter((name) => name === '' || name.length > maximumStateNameCharacters);
  return [
    ...(names.length === 0 ? [`${place}: there is none`] : []),
    ...(start === undefined || known.has(start) || names.length === 0
      ? []
      : [`${above}StartAt: there is no state ${JSON.stringify(start)}`]),
    ...wrongNames.map((name) => `${place}.${name}: a name has 1 to ${maximumStateNameCharacters} characters`),
    ...names.flatMap((name) => validateState(states[name], `${place}.${name}`)),
    ...targets,
    // What can't be reached since a name is misspelt is no mistake of its own.
    ...(leadsNowhere ? [] : validateReach(start, states, place)),
    ...names.flatMap((name) => validateBranches(states[name], `${place}.${name}`)),
  ];
}

function validateReach(start: unknown, states: JsonObject, place: string): Problems {
  const reached = reachedFrom(start, states);
  return [
    ...Object.keys(states)
      .filter((name) => !reached.has(name))
      .map((name) => `${place}.${name}: nothing leads to it`),
    ...([...reached].some((name) => isLast(states[name]))
      ? []
      : [`${place}: none that can be reached is the last`]),
  ];
}

function validateBranches(state: unknown, place: string): Problems {
  if (!isObject(state) || state['Type'] !== 'Parallel') return [];
  const { Branches: branches } = state;
  if (!isList(branches) || branches.length === 0) return [`${place}.Branches: there is none`];
  return branches.flatMap((branch, at) => {
    const here = `${place}.Branches[${at}]`;
    if (!isObject(branch)) return [`${here}: ${JSON.stringify(branch)} is not an object`];
    return [
      ...validateFields(branch, here, new Map(statesFields), ['StartAt', 'States']),
      ...validateStates(branch, `${here}.`),
    ];
  });
}

function targetsOf(state: unknown): readonly unknown[] {
  if (!isObject(state)) return [];
  const { Type: type, Next: next, Catch: caught } = state;
  if (type === 'Choice') return targetsOfChoices(state);
  const handlers = isList(caught) ? caught.map((one) => (isObject(one) ? one['Next'] : undefined)) : [];
  return [next, ...handlers];
}

function isLast(state: unknown): boolean {
  return (
    isObject(state) && (state['End'] === true || state['Type'] === 'Succeed' || state['Type'] === 'Fail')
  );
}

function reachedFrom(start: unknown, states: JsonObject): ReadonlySet<string> {
  const reached = new Set<string>();
  const ahead = [start];
  for (let name = ahead.pop(); name !== undefined || ahead.length > 0; name = ahead.pop()) {
    if (typeof name !== 'string' || reached.has(name) || !Object.hasOwn(states, name)) continue;
    reached.add(name);
    ahead.push(...targetsOf(states[name]));
  }
  return reached;
}

/** A name is one state's in the whole machine, branches included. */
function namesTakenTwice(definition: JsonObject): readonly string[] {
  const names = [...namesOf(definition)];
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}

function namesOf({ States: states }: JsonObject): readonly string[] {
  if (!isObject(states)) return [];
  return Object.entries(states).flatMap(([name, state]) => {
    const branches = isObject(state) && isList(state['Branches']) ? state['Branches'] : [];
    return [name, ...branches.filter(isObject).flatMap(namesOf)];
  });
}
