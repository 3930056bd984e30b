import { describe, expect, test } from '@jest/globals';
import { fc } from '../support/property-tests';
import { nameLimits, explainInvalidLength, shorten } from '../../lib/aws/name-limits';
import { roleKinds, roleName } from '../../lib/jobs/resource-names';
import { environmentOf, issuesOf } from '../jobs/support/environments';

describe('a name that users do not type', () => {
  const long = fc.string({ unit: fc.constantFrom('a', 'b', '-', '_'), minLength: 1, maxLength: 255 });

  test('is shortened deterministically if it is too long', () => {
    fc.assert(
      fc.property(long, fc.constantFrom('role' as const, 'policy' as const), (name, resource) => {
        const { maximumLength } = nameLimits[resource];
        const short = shorten(resource, name);
        expect(short.length).toBeLessThanOrEqual(maximumLength);
        expect(shorten(resource, name)).toBe(short);
        expect(short === name).toBe(name.length <= maximumLength);
      }),
    );
    expect(shorten('role', `${'x'.repeat(80)}-states-us-east-1`)).toBe(`${'x'.repeat(55)}-71f4afaa`);
  });

  test('stays distinct from names that differ only at the end', () => {
    const config = environmentOf({}).config;
    const names = roleKinds.flatMap((kind) =>
      ['us-east-1', 'us-west-2'].flatMap((region) =>
        ['x'.repeat(60), 'x'.repeat(61), 'app'].map((name) =>
          roleName({ service: { ...config.service, name }, region }, kind),
        ),
      ),
    );
    expect(names).toHaveLength(roleKinds.length * 6);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('a name that users read', () => {
  const job = { task_command: ['job'], schedule_expression: 'rate(1 day)' };

  test('is rejected at its job if it is too long, and is not shortened', () => {
    expect(explainInvalidLength('rule', 'x'.repeat(64), 'the name')).toBeUndefined();
    expect(explainInvalidLength('rule', 'x'.repeat(65), 'the name')).toMatch(
      /^x+ has 65 characters; the name of an EventBridge rule must have at most 64 characters; shorten the name by at least 1 character$/,
    );
    const fits = 'x'.repeat(64 - 'app-test-'.length);
    expect(issuesOf({ scheduled_jobs: { [fits]: job } })).toEqual([]);
    expect(issuesOf({ scheduled_jobs: { [`${fits}x`]: job } })).toEqual([
      expect.stringMatching(
        /^scheduled_jobs\.x+: app-test-x+ has 65 characters; the name of a schedule must have at most 64/,
      ),
    ]);
  });
});
