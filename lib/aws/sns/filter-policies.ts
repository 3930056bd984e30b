/**
 * Validates the filter policies of subscriptions. The operators of their matchers are those of event patterns.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
import { explainHalfCharacter } from '../../values/half-characters';
import { isList, isObject, type JsonObject } from '../../values/json';
import { validatePatternForm } from '../events/validate-event-pattern';
import { filterPolicyLimits } from './limits';

/** What SNS compares with a filter policy: the attributes of a message, or the fields of its body. */
export const filterPolicyScopes = ['MessageAttributes', 'MessageBody'] as const;
/** What SNS compares with a filter policy. */
export type FilterPolicyScope = (typeof filterPolicyScopes)[number];

/** A mistake in a filter policy. */
export interface FilterPolicyProblem {
  /** Keys and indexes from the top of the policy. */
  readonly path: readonly (string | number)[];
  /** Whether the key or the value at the path is wrong. */
  readonly at: 'key' | 'value';
  /** The message: the mistake, the allowed values and the fix. */
  readonly message: string;
}

/** Returns a problem for each part of a filter policy that SNS rejects; no problem if SNS accepts the policy. */
export function findFilterPolicyProblems(
  policy: JsonObject,
  scope: FilterPolicyScope,
): readonly FilterPolicyProblem[] {
  const found = problemsInFields(policy, [], scope);
  if (found.length > 0) return found;
  // These are mistakes of the whole policy, such as a field inside $or that has the name of an operator.
  const ofForm = validatePatternForm(policy).map((message) => ({ path: [], at: 'key', message }) as const);
  return ofForm.length > 0 ? ofForm : problemsOfSize(policy);
}

/** Returns the problems of the whole policy: the number of its keys, of its combinations and of its bytes. */
function problemsOfSize(policy: JsonObject): readonly FilterPolicyProblem[] {
  const { maximumKeys, maximumCombinations, maximumBytes } = filterPolicyLimits;
  const sizes = [
    { size: Object.keys(policy).length, maximum: maximumKeys, what: 'keys', fix: 'remove keys' },
    {
      size: combinationsOf(policy, 1),
      maximum: maximumCombinations,
      what: 'combinations of values',
      fix: 'use fewer values; the number is the product of the lengths of all lists, each multiplied by its depth',
    },
    {
      size: Buffer.byteLength(JSON.stringify(policy)),
      maximum: maximumBytes,
      what: 'bytes',
      fix: 'use fewer or shorter values',
    },
  ];
  return sizes
    .filter(({ size, maximum }) => size > maximum)
    .map(({ size, maximum, what, fix }) => ({
      path: [],
      at: 'key',
      message: `the filter policy has ${size} ${what}; it must have at most ${maximum}; ${fix}`,
    }));
}

/** Returns the product of the lengths of all lists, each multiplied by its depth. The alternatives of `$or` are added. */
function combinationsOf(fields: JsonObject, depth: number): number {
  return Object.entries(fields).reduce((product, [name, value]) => {
    if (isObject(value)) return product * combinationsOf(value, depth + 1);
    if (!isList(value)) return product;
    if (name !== '$or') return product * value.length * depth;
    const alternatives = value.map((one) => (isObject(one) ? combinationsOf(one, depth) : 1));
    return product * alternatives.reduce((sum, one) => sum + one, 0);
  }, 1);
}

type Path = FilterPolicyProblem['path'];

function problemsInFields(
  fields: JsonObject,
  path: Path,
  scope: FilterPolicyScope,
): readonly FilterPolicyProblem[] {
  const entries = Object.entries(fields);
  if (entries.length === 0)
    return [
      { path, at: 'key', message: 'must have at least one field, such as kind: [paid]; {} selects nothing' },
    ];
  return entries.flatMap(([name, value]): readonly FilterPolicyProblem[] => {
    const here = [...path, name];
    if (name === '$or') return problemsInAlternatives(value, here, scope);
    const invalidName = name === '' ? 'the name of a field must not be empty' : explainHalfCharacter(name);
    if (invalidName !== undefined) return [{ path: here, at: 'key', message: invalidName }];
    if (isList(value)) return problemsInMatchers(value, here);
    if (!isObject(value))
      return [
        { path: here, at: 'value', message: `must be a list, even with one element: [${asText(value)}]` },
      ];
    if (scope === 'MessageBody') return problemsInFields(value, here, scope);
    return [{ path: here, at: 'value', message: explainNested(name, value) }];
  });
}

/** Explains a map in a policy for attributes, which have no fields: it is an operator without a list, or a field of the body. */
function explainNested(name: string, value: JsonObject): string {
  const isOperator = validatePatternForm({ [anyField]: [value] }).length === 0;
  return isOperator
    ? `an operator must be in a list: ${name}: [${JSON.stringify(value)}]`
    : `${name} is a map; the attributes of a message have no fields below them; set filter_policy_scope: MessageBody to compare the body`;
}

function problemsInAlternatives(
  value: unknown,
  path: Path,
  scope: FilterPolicyScope,
): readonly FilterPolicyProblem[] {
  if (!isList(value) || value.length < 2)
    return [{ path, at: 'key', message: '$or must be a list of at least two filter policies' }];
  return value.flatMap((alternative, index): readonly FilterPolicyProblem[] => {
    const here = [...path, index];
    return isObject(alternative)
      ? problemsInFields(alternative, here, scope)
      : [
          {
            path: here,
            at: 'value',
            message: `${asText(alternative)}: each alternative of $or must be a filter policy`,
          },
        ];
  });
}

/** To validate a single matcher, a pattern is built that has only this field. Each reason begins with its name. */
const anyField = 'field';

function problemsInMatchers(matchers: readonly unknown[], path: Path): readonly FilterPolicyProblem[] {
  if (matchers.length === 0)
    return [{ path, at: 'value', message: 'must have at least one element; [] matches nothing' }];
  return matchers.flatMap((matcher, index): readonly FilterPolicyProblem[] => {
    const here = [...path, index];
    const reasons = [explainHalfCharacter(matcher), explainLargeNumber(matcher)].filter(
      (reason) => reason !== undefined,
    );
    const ofForm = validatePatternForm({ [anyField]: [matcher] }).map((reason) =>
      reason.replace(`${anyField}: `, ''),
    );
    return [...ofForm, ...reasons].slice(0, 1).map((message) => ({ path: here, at: 'value', message }));
  });
}

/** Explains a number beyond SNS's limit, anywhere in a matcher; `undefined` if there is none. */
function explainLargeNumber(matcher: unknown): string | undefined {
  const { maximumNumber } = filterPolicyLimits;
  if (typeof matcher === 'number')
    return Math.abs(matcher) <= maximumNumber
      ? undefined
      : `got ${matcher}; a number must be from -${maximumNumber} to ${maximumNumber}`;
  const inner = isList(matcher) ? matcher : isObject(matcher) ? Object.values(matcher) : [];
  return inner.map(explainLargeNumber).find((reason) => reason !== undefined);
}

function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
