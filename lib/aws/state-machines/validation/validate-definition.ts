/**
 * Validates state machine definitions as Step Functions does.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 * @see https://states-language.net/spec.html
 */
import { isList, isObject, type JsonObject } from '../../../values/json';
import {
  anything,
  nonEmptyString,
  integer,
  oneOf,
  string,
  validateFields,
  type FieldRule,
  type FieldRules,
  type Problems,
} from './field-rules';
import { targetsOfChoices } from './validate-choices';
import { validateQueryLanguage, validateState } from './validate-states';
import { maximumDefinitionBytes, maximumStateNameCharacters, maximumTimeoutSeconds } from '../limits';

/**
 * Returns why `CreateStateMachine` would reject a definition.
 *
 * @param definition - JSON of any form, without lookups.
 * @returns One sentence for each problem, after the path to it; empty if the definition is valid. Map states and JSONata
 * are problems too: AWS accepts them, but this program generates neither.
 */
export function validateDefinition(definition: unknown): Problems {
  const size = isObject(definition) ? Buffer.byteLength(JSON.stringify(definition)) : 0;
  return [
    ...(size > maximumDefinitionBytes
      ? [`the definition is ${size} bytes; it must be at most ${maximumDefinitionBytes} bytes`]
      : []),
    ...validateMachine(definition),
  ];
}

/**
 * Validates a definition as {@link validateDefinition} does, except for its size.
 *
 * @param definition - JSON of any form. Parameters of tasks may contain lookups, whose size only Terraform knows.
 * @returns One sentence for each problem, after the path to it; empty if the definition is valid.
 */
export function validateMachine(definition: unknown): Problems {
  if (!isObject(definition)) return [`the definition: ${JSON.stringify(definition)} must be an object`];
  return [
    ...validateFields(definition, 'the definition', machineFields, ['StartAt', 'States']),
    ...validateQueryLanguage(definition, 'the definition'),
    ...validateStates(definition, ''),
    ...duplicateNames(definition).map(
      (name) => `States.${name}: the name must be unique in the state machine`,
    ),
  ];
}

const branchFields: FieldRules = new Map<string, FieldRule>([
  ['Comment', string],
  ['StartAt', nonEmptyString],
  ['States', anything],
]);

const machineFields: FieldRules = new Map<string, FieldRule>([
  ...branchFields,
  ['Version', oneOf('1.0')],
  ['TimeoutSeconds', integer(1, maximumTimeoutSeconds)],
  ['QueryLanguage', anything],
]);

/** Checks the states of a machine or branch, and the transitions between them. */
function validateStates({ StartAt: start, States: states }: JsonObject, parentPath: string): Problems {
  const path = `${parentPath}States`;
  if (!isObject(states)) return [`${path}: ${JSON.stringify(states)} must be an object`];
  const names = Object.keys(states);
  const known = new Set<unknown>(names);
  const unknownTargets = names.flatMap((name) =>
    targetsOf(states[name])
      .filter((target) => target !== undefined && !known.has(target))
      .map((target) => `${path}.${name}: there is no next state ${JSON.stringify(target)}`),
  );
  const hasUnknownTarget = unknownTargets.length > 0 || !known.has(start);
  const invalidNames = names.filter((name) => name === '' || name.length > maximumStateNameCharacters);
  return [
    ...(names.length === 0 ? [`${path}: there must be at least one state`] : []),
    ...(start === undefined || known.has(start) || names.length === 0
      ? []
      : [`${parentPath}StartAt: there is no state ${JSON.stringify(start)}`]),
    ...invalidNames.map(
      (name) => `${path}.${name}: the name must have 1 to ${maximumStateNameCharacters} characters`,
    ),
    ...names.flatMap((name) => validateState(states[name], `${path}.${name}`)),
    ...unknownTargets,
    // A misspelt target makes other states unreachable: report only the target.
    ...(hasUnknownTarget ? [] : validateReachability(start, states, path)),
    ...names.flatMap((name) => validateBranches(states[name], `${path}.${name}`)),
  ];
}

function validateReachability(start: unknown, states: JsonObject, path: string): Problems {
  const reachable = reachableFrom(start, states);
  return [
    ...Object.keys(states)
      .filter((name) => !reachable.has(name))
      .map((name) => `${path}.${name}: the state is unreachable`),
    ...([...reachable].some((name) => isTerminal(states[name]))
      ? []
      : [`${path}: no reachable state ends the execution`]),
  ];
}

function validateBranches(state: unknown, path: string): Problems {
  if (!isObject(state) || state['Type'] !== 'Parallel') return [];
  const { Branches: branches } = state;
  if (!isList(branches) || branches.length === 0)
    return [`${path}.Branches: there must be at least one branch`];
  return branches.flatMap((branch, index) => {
    const branchPath = `${path}.Branches[${index}]`;
    if (!isObject(branch)) return [`${branchPath}: ${JSON.stringify(branch)} must be an object`];
    return [
      ...validateFields(branch, branchPath, branchFields, ['StartAt', 'States']),
      ...validateStates(branch, `${branchPath}.`),
    ];
  });
}

function targetsOf(state: unknown): readonly unknown[] {
  if (!isObject(state)) return [];
  const { Type: type, Next: next, Catch: catchers } = state;
  if (type === 'Choice') return targetsOfChoices(state);
  const handlers = isList(catchers)
    ? catchers.map((catcher) => (isObject(catcher) ? catcher['Next'] : undefined))
    : [];
  return [next, ...handlers];
}

function isTerminal(state: unknown): boolean {
  return (
    isObject(state) && (state['End'] === true || state['Type'] === 'Succeed' || state['Type'] === 'Fail')
  );
}

function reachableFrom(start: unknown, states: JsonObject): ReadonlySet<string> {
  const reachable = new Set<string>();
  const pending = [start];
  for (let name = pending.pop(); name !== undefined || pending.length > 0; name = pending.pop()) {
    if (typeof name !== 'string' || reachable.has(name) || !Object.hasOwn(states, name)) continue;
    reachable.add(name);
    pending.push(...targetsOf(states[name]));
  }
  return reachable;
}

/** Returns the names that several states have. A name must be unique in the whole machine, including its branches. */
function duplicateNames(definition: JsonObject): readonly string[] {
  const seen = new Set<string>();
  return [...new Set(namesOf(definition).filter((name) => seen.size === seen.add(name).size))];
}

function namesOf({ States: states }: JsonObject): readonly string[] {
  if (!isObject(states)) return [];
  return Object.entries(states).flatMap(([name, state]) => {
    const branches = isObject(state) && isList(state['Branches']) ? state['Branches'] : [];
    return [name, ...branches.filter(isObject).flatMap(namesOf)];
  });
}
