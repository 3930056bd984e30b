/** Random policies over few actions, resources and condition keys, and the requests that tell them apart. */
import { fc } from '../../../support/property-tests';
import type { Context } from '../../../support/simulate-iam';

/** A statement of a random policy. */
export type Statement = Readonly<Record<string, unknown>>;

const account = '123456789012';
const queue = (name: string): string => `arn:aws:sqs:us-east-1:${account}:${name}`;
const actions = ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:PurgeQueue'];
// One action of requests matches no pattern but `*`, and one resource has no pattern but `*`.
const requestedActions = [...actions, 'sqs:ListQueueTags'];
const actionPatterns = [
  ...actions,
  'sqs:*e',
  'sqs:Send*',
  'sqs:*Message',
  'sqs:?eceiveMessage',
  'SQS:sendmessage',
  '*',
];
const resources = ['a', 'b', 'ab', 'cd'].map(queue);
const resourcePatterns = [
  ...resources,
  queue('a*'),
  queue('?'),
  queue('??'),
  queue('*b'),
  queue('?*'),
  '*',
  'arn:aws:sqs:*:*:*',
  'arn:aws:sqs:us-*:*:a',
  'arn:aws:sqs:*',
];

/** The conditions of a random case. All conditions of a case are about few keys, so that there are few contexts. */
const conditionsOfCases: readonly (readonly Statement[])[] = [
  [
    ...['x', 'xy', ['x', 'y'], ['xy', 'z', 'x']].flatMap((value) =>
      ['StringEquals', 'StringNotEquals', 'StringEqualsIfExists', 'StringEqualsIgnoreCase', 'StringLike'].map(
        (operator) => ({ [operator]: { 'aws:PrincipalTag/t': value } }),
      ),
    ),
    ...['x*', '*', '?', ['?y', 'z*']].flatMap((value) =>
      ['StringLike', 'StringNotLike', 'StringLikeIfExists'].map((operator) => ({
        [operator]: { 'aws:PrincipalTag/t': value },
      })),
    ),
    { Null: { 'aws:PrincipalTag/t': 'true' } },
    { Null: { 'aws:PrincipalTag/t': 'false' } },
  ],
  ['5', ['5', '7'], '7'].flatMap((value) =>
    [
      'NumericLessThan',
      'NumericLessThanEquals',
      'NumericGreaterThan',
      'NumericEquals',
      'NumericNotEquals',
    ].map((operator) => ({ [operator]: { 'aws:PrincipalTag/n': value } })),
  ),
  [queue('a'), queue('a*'), 'arn:aws:sqs:*:*:a', [queue('b'), queue('a')]].flatMap((value) =>
    ['ArnLike', 'ArnEquals', 'ArnNotLike', 'StringEquals'].map((operator) => ({
      [operator]: { 'aws:PrincipalTag/arn': value },
    })),
  ),
  [
    { Bool: { 'aws:SecureTransport': 'true' } },
    { Bool: { 'aws:SecureTransport': ['false'] } },
    ...['x', ['x', 'y'], ['y', 'z', 'x']].flatMap((value) => [
      { StringEquals: { 'aws:PrincipalTag/u': value }, Bool: { 'aws:SecureTransport': 'true' } },
      { StringLike: { 'aws:PrincipalTag/u': value } },
    ]),
  ],
];

/** The values of each condition key in requests. `undefined` is a request without the key. */
const contextValues: Readonly<Record<string, readonly (string | undefined)[]>> = {
  'aws:PrincipalTag/t': [undefined, 'x', 'xy', 'y', 'z', 'X', 'other'],
  'aws:PrincipalTag/u': [undefined, 'x', 'y', 'z'],
  'aws:SecureTransport': [undefined, 'true', 'false'],
  'aws:PrincipalTag/n': [undefined, '4', '5', '6', '7', '8'],
  'aws:PrincipalTag/arn': [
    undefined,
    queue('a'),
    queue('b'),
    queue('ab'),
    'arn:aws:sqs:us-west-2:1:a',
    'arn:aws:sqs:*:*:a',
    queue('a*'),
    'other',
  ],
};

/** A string, or a list of strings. */
function oneOrSeveral(values: readonly string[]) {
  return fc.oneof(
    fc.constantFrom(...values),
    fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
  );
}

/** Statements of a random case. */
export interface RandomStatements {
  /** Statements that allow actions. */
  readonly allow: fc.Arbitrary<Statement>;
  /** Statements that deny actions. */
  readonly deny: fc.Arbitrary<Statement>;
}

/** Random statements that have conditions about the same keys. */
export const statementsOfCases: readonly RandomStatements[] = conditionsOfCases.map((conditions) => {
  const allow = fc
    .tuple(
      fc.oneof(
        { weight: 6, arbitrary: oneOrSeveral(actionPatterns).map((Action) => ({ Action })) },
        { weight: 1, arbitrary: oneOrSeveral(actions).map((NotAction) => ({ NotAction })) },
      ),
      fc.oneof(
        { weight: 6, arbitrary: oneOrSeveral(resourcePatterns).map((Resource) => ({ Resource })) },
        { weight: 1, arbitrary: oneOrSeveral(resources).map((NotResource) => ({ NotResource })) },
      ),
      fc.oneof(
        fc.constant({}),
        fc.constantFrom(...conditions).map((Condition) => ({ Condition })),
      ),
    )
    .map((parts): Statement => Object.assign({ Effect: 'Allow' }, ...parts));
  return { allow, deny: allow.map((statement) => ({ ...statement, Effect: 'Deny' })) };
});

/** Returns a policy with these statements. */
export function policyOf(statements: readonly Statement[]) {
  return { Version: '2012-10-17', Statement: statements };
}

/** A request. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** Returns requests with every value of each condition key that the statements have. */
export function requestsFor(statements: readonly Statement[]): readonly Request[] {
  const text = JSON.stringify(statements);
  const contexts = Object.entries(contextValues)
    .filter(([key]) => text.includes(key))
    .reduce<readonly Context[]>(
      (lists, [key, values]) =>
        lists.flatMap((context) =>
          values.map((value) => (value === undefined ? context : { ...context, [key]: value })),
        ),
      [{}],
    );
  return requestedActions.flatMap((action) =>
    [
      ...resources,
      `arn:aws:sqs:eu-west-1:${account}:a`,
      queue('a').replace(account, '210987654321'),
      `arn:aws-cn:sqs:cn-north-1:${account}:a`,
    ].flatMap((resource) => contexts.map((context) => ({ action, resource, context }))),
  );
}
