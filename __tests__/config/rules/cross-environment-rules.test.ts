import { describe, expect, test } from '@jest/globals';
import { stateBackends } from '../../../lib/config/state-backends';
import { minimalValues } from '../state-backends/full-values';
import { base, issuesOf } from '../support/folders';

const own = (state: object) => `state_backend: ${JSON.stringify(state)}\n`;
const sameState = (other: string, name = 'prod') =>
  `${name} has the same state as ${other}, so that each apply would delete the jobs of the other; give each environment its own state`;

/** Returns the required arguments of a backend, with a suffix on the first argument. */
function located(name: keyof typeof stateBackends, suffix: string): Readonly<Record<string, unknown>> {
  const [first] = stateBackends[name].location;
  const given = minimalValues[name][first];
  const beginning = typeof given === 'string' ? given : 'http://x';
  return { ...minimalValues[name], [first]: beginning + suffix };
}

describe('a state', () => {
  const names = ['azurerm', 'consul', 'cos', 'gcs', 'http', 'kubernetes', 'oss', 'pg', 's3'] as const;

  test.each(names)('in %s is shared if all arguments of its location are equal', (name) => {
    const state = own({ [name]: located(name, 'a') });
    expect(issuesOf({ 'defaults.yml': base, 'dev.yml': state, 'prod.yml': `# x\n${state}` })).toEqual([
      `prod.yml:2:1 state_backend ${sameState('dev')}`,
    ]);
  });

  test.each(names)('in %s is not shared if the first argument differs', (name) => {
    const files = {
      'dev.yml': own({ [name]: located(name, 'a') }),
      'prod.yml': own({ [name]: located(name, 'b') }),
    };
    expect(issuesOf({ 'defaults.yml': base, ...files })).toEqual([]);
  });

  const s3 = { bucket: 'b', key: 'k', region: 'us-east-1' };
  test.each([
    ['an argument differs that is not part of the location', { s3 }, { s3: { ...s3, encrypt: true } }, true],
    ['another argument of the location differs', { s3 }, { s3: { ...s3, key: 'k2' } }, false],
    ['the backends differ', { s3 }, { gcs: { bucket: 'b' } }, false],
    [
      'an environment variable can have the location',
      { pg: { schema_name: 's' } },
      { pg: { schema_name: 's' } },
      false,
    ],
    ['the backend is local without a path', { local: {} }, { local: {} }, false],
    ['an argument is invalid', { s3: { ...s3, encrypt: 1 } }, { s3 }, false],
  ])('if %s', (_, dev, prod, shared) => {
    const issues = issuesOf({ 'defaults.yml': base, 'dev.yml': own(dev), 'prod.yml': own(prod) });
    expect(issues.some((issue) => issue.endsWith(sameState('dev')))).toBe(shared);
  });

  test('in defaults.yml is reported there once, with the other environments', () => {
    const files = { 'defaults.yml': base + own({ s3 }), 'a.yml': '', 'b.yml': '', 'c.yml': '' };
    expect(issuesOf(files)).toEqual([`defaults.yml:7:1 state_backend ${sameState('a', 'b')} (also in c)`]);
  });
});

describe('service names', () => {
  const shared = (issues: readonly string[]) =>
    issues.filter((issue) => issue.includes('the same service.name'));
  const named = (name: string, more = '') => `${more}service: { name: ${name} }\n`;

  test('are shared if they differ only in case, because IAM ignores case', () => {
    const files = { 'defaults.yml': base, 'dev.yml': named('App'), 'prod.yml': named('app') };
    expect(shared(issuesOf(files))).toHaveLength(1);
  });

  test('are reported at the name if the account and region are equal', () => {
    expect(issuesOf({ 'defaults.yml': base, 'dev.yml': named('x'), 'prod.yml': named('x') })).toEqual([
      'prod.yml:1:12 service.name prod has the same service.name, region and account as dev, so their rules, schedules and roles would have the same names; change one of the service names',
    ]);
  });

  test('are shared with the default name of another environment', () => {
    expect(
      shared(issuesOf({ 'defaults.yml': base, 'dev.yml': '', 'prod.yml': named('app-dev') })),
    ).toHaveLength(1);
  });

  test.each([
    ['the names differ', named('y')],
    ['the region differs', named('x', 'region: us-west-2\n')],
    ['the account differs', named('x', "account_id: '999999999999'\n")],
    [
      'the account in the ARN of a role differs',
      'account_id: null\nservice: { name: x, task_role_arn: "arn:aws:iam::999999999999:role/task" }\n',
    ],
    [
      'the account in the ARN of a topic differs',
      named('x', 'account_id: null\nalarms: { sns_topic_arn: "arn:aws:sns:us-east-1:999999999999:jobs" }\n'),
    ],
    ['the name is invalid', 'service: { name: [x] }\n'],
    ['the account is invalid', named('x', 'account_id: [x]\n')],
  ])('are not shared if %s', (_, prod) => {
    expect(shared(issuesOf({ 'defaults.yml': base, 'dev.yml': named('x'), 'prod.yml': prod }))).toEqual([]);
  });

  const maybeShared = (name: string, other: string) =>
    `service.name ${name} has the same service.name and region as ${other}, so their rules, schedules and roles would have the same names in the same account; change one of the service names, or set account_id in both environments if the accounts differ`;

  test.each([
    ['one account is unknown until the plan', named('x'), named('x', 'account_id: null\n')],
    ['the other account is unknown', named('x', 'account_id: null\n'), named('x')],
    ['both are unknown', named('x', 'account_id: null\n'), named('x', 'account_id: null\n')],
    [
      'the only ARN is of a policy that AWS manages',
      named('x'),
      named(
        'x',
        'account_id: null\niam: { permissions_boundary_arn: "arn:aws:iam::aws:policy/PowerUserAccess" }\n',
      ),
    ],
  ])('may be shared if %s', (_, dev, prod) => {
    const issues = shared(issuesOf({ 'defaults.yml': base, 'dev.yml': dev, 'prod.yml': prod }));
    expect(issues.map((issue) => issue.replace(/^\S+ /, ''))).toEqual([maybeShared('prod', 'dev')]);
  });

  test('are compared in all environments that may have the same account', () => {
    const files = {
      'defaults.yml': base,
      'a.yml': named('x', "account_id: '111111111111'\n"),
      'b.yml': named('x', "account_id: '222222222222'\n"),
      'c.yml': named('x', 'account_id: null\n'),
      'd.yml': named('x', "account_id: '222222222222'\n"),
      'e.yml': named('x', "account_id: '333333333333'\n"),
    };
    const issues = shared(issuesOf(files)).map((issue) => issue.slice(issue.indexOf('service.name ')));
    expect(issues).toEqual([
      maybeShared('c', 'a'),
      expect.stringContaining('d has the same service.name, region and account as b'),
      maybeShared('e', 'c'),
    ]);
  });

  test('are not shared with the default of an invalid name', () => {
    const files = { 'defaults.yml': base, 'dev.yml': named('[x]'), 'prod.yml': named('app-dev') };
    expect(shared(issuesOf(files))).toEqual([]);
  });
});

describe('the notification of a bucket', () => {
  const storage = (bucket: string, switched: string) =>
    `storage: { bucket_name: ${bucket}, eventbridge_notification: ${switched} }\n`;
  const message =
    'prod.yml:1:34 storage.eventbridge_notification prod manages the notification of the same bucket as dev, so that each apply would overwrite the notification of the other; set eventbridge_notification: manage in one environment, and eventbridge_notification: assume in the other';

  test.each<readonly [string, dev: string, prod: string, issues: readonly string[]]>([
    [
      'must not be managed by two environments',
      storage('uploads', 'manage'),
      storage('uploads', 'manage'),
      [message],
    ],
    ['may be assumed by the others', storage('uploads', 'manage'), storage('uploads', 'assume'), []],
    ['may be managed for two buckets', storage('uploads', 'manage'), storage('others', 'manage'), []],
    ['may be assumed by all', storage('uploads', 'assume'), storage('uploads', 'assume'), []],
    [
      'must not be managed by two environments of different regions',
      storage('uploads', 'manage'),
      `${storage('uploads', 'manage')}region: us-west-2\n`,
      [message],
    ],
  ])('%s', (_, dev, prod, issues) => {
    expect(issuesOf({ 'defaults.yml': base, 'dev.yml': dev, 'prod.yml': prod })).toEqual(issues);
  });
});
