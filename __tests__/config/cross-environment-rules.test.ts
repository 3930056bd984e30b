import { describe, expect, test } from '@jest/globals';
import { stateBackends } from '../../lib/config/state-backends';
import { minimalValues } from './state-backends/full-values';
import { base, issuesOf } from './support/folders';

const own = (state: object) => `state_backend: ${JSON.stringify(state)}\n`;
const sameState = (other: string, name = 'prod') =>
  `${name} has the same state as ${other}, so that each apply would delete the jobs of the other; give each environment its own state`;

/** The least that a backend takes, with its first argument made another by the suffix. */
function located(name: keyof typeof stateBackends, suffix: string): Readonly<Record<string, unknown>> {
  const [first] = stateBackends[name].location;
  const given = minimalValues[name][first];
  const beginning = typeof given === 'string' ? given : 'http://x';
  return { ...minimalValues[name], [first]: beginning + suffix };
}

describe('a state', () => {
  const names = ['azurerm', 'consul', 'cos', 'gcs', 'http', 'kubernetes', 'oss', 'pg', 's3'] as const;

  test.each(names)('in %s is told to be shared where all that says where it is is the same', (name) => {
    const state = own({ [name]: located(name, 'a') });
    expect(issuesOf({ 'defaults.yml': base, 'dev.yml': state, 'prod.yml': `# x\n${state}` })).toEqual([
      `prod.yml:2:1 state_backend ${sameState('dev')}`,
    ]);
  });

  test.each(names)('in %s is not shared where its first argument differs', (name) => {
    const files = {
      'dev.yml': own({ [name]: located(name, 'a') }),
      'prod.yml': own({ [name]: located(name, 'b') }),
    };
    expect(issuesOf({ 'defaults.yml': base, ...files })).toEqual([]);
  });

  const s3 = { bucket: 'b', key: 'k', region: 'us-east-1' };
  test.each([
    ['another argument than where it is differs', { s3 }, { s3: { ...s3, encrypt: true } }, true],
    ['another place differs', { s3 }, { s3: { ...s3, key: 'k2' } }, false],
    ['the backends are others', { s3 }, { gcs: { bucket: 'b' } }, false],
    ['an environment variable says where', { pg: { schema_name: 's' } }, { pg: { schema_name: 's' } }, false],
    ['nothing is said, and each runs in a folder of its own', { local: {} }, { local: {} }, false],
    ['what is said is wrong', { s3: { ...s3, encrypt: 1 } }, { s3 }, false],
  ])('when %s', (_, dev, prod, shared) => {
    const issues = issuesOf({ 'defaults.yml': base, 'dev.yml': own(dev), 'prod.yml': own(prod) });
    expect(issues.some((issue) => issue.endsWith(sameState('dev')))).toBe(shared);
  });

  test('that defaults.yml gives is told where it is given, once, with every other environment', () => {
    const files = { 'defaults.yml': base + own({ s3 }), 'a.yml': '', 'b.yml': '', 'c.yml': '' };
    expect(issuesOf(files)).toEqual([`defaults.yml:7:1 state_backend ${sameState('a', 'b')} (also in c)`]);
  });
});

describe('the names of what is made', () => {
  const shared = (issues: readonly string[]) =>
    issues.filter((issue) => issue.includes('the same service.name'));
  const named = (name: string, more = '') => `${more}service: { name: ${name} }\n`;

  test('are told to be shared by names that differ in case alone, as IAM’s do not', () => {
    const files = { 'defaults.yml': base, 'dev.yml': named('App'), 'prod.yml': named('app') };
    expect(shared(issuesOf(files))).toHaveLength(1);
  });

  test('are told to be shared, at the name, in one account and region', () => {
    expect(issuesOf({ 'defaults.yml': base, 'dev.yml': named('x'), 'prod.yml': named('x') })).toEqual([
      'prod.yml:1:12 service.name prod has the same service.name, region and account as dev, so that each would replace the rules, schedules and roles of the other; change one of the names',
    ]);
  });

  test('are also shared with the name that stands in for one that is not given', () => {
    expect(
      shared(issuesOf({ 'defaults.yml': base, 'dev.yml': '', 'prod.yml': named('app-dev') })),
    ).toHaveLength(1);
  });

  test.each([
    ['the names differ', named('y')],
    ['the region differs', named('x', 'region: us-west-2\n')],
    ['the account differs', named('x', "account_id: '999999999999'\n")],
    ['the account is only known at plan', named('x', 'account_id: null\n')],
    ['the name is wrong', 'service: { name: [x] }\n'],
  ])('are not shared where %s', (_, prod) => {
    expect(shared(issuesOf({ 'defaults.yml': base, 'dev.yml': named('x'), 'prod.yml': prod }))).toEqual([]);
  });

  test('are not shared with the name that would stand in for a wrong one', () => {
    const files = { 'defaults.yml': base, 'dev.yml': named('[x]'), 'prod.yml': named('app-dev') };
    expect(shared(issuesOf(files))).toEqual([]);
  });
});

describe('the notification of a bucket', () => {
  const storage = (bucket: string, switched: string) =>
    `storage: { bucket_name: ${bucket}, eventbridge_notification: ${switched} }\n`;
  const told =
    'prod.yml:1:34 storage.eventbridge_notification prod manages the notification of the same bucket as dev, so that each apply would overwrite it; set manage in one environment and assume in the other';

  test.each<readonly [string, dev: string, prod: string, issues: readonly string[]]>([
    ['is managed by one environment', storage('uploads', 'manage'), storage('uploads', 'manage'), [told]],
    ['may be assumed by the others', storage('uploads', 'manage'), storage('uploads', 'assume'), []],
    ['is another bucket’s', storage('uploads', 'manage'), storage('others', 'manage'), []],
    ['is assumed by all', storage('uploads', 'assume'), storage('uploads', 'assume'), []],
    [
      'is one wherever a bucket is said to be',
      storage('uploads', 'manage'),
      `${storage('uploads', 'manage')}region: us-west-2\n`,
      [told],
    ],
  ])('%s', (_, dev, prod, issues) => {
    expect(issuesOf({ 'defaults.yml': base, 'dev.yml': dev, 'prod.yml': prod })).toEqual(issues);
  });
});
