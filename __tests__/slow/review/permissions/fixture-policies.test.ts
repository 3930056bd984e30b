import { describe, expect, test } from '@jest/globals';
import { loadEnvironments } from '../../../../lib/jobs/load-environments';
import { planConfigurations } from '../../../../lib/review/configurations/configurations';
import { comparePolicies } from '../../../../lib/review/permissions/compare-policies';
import { validFixtures } from '../../../support/fixtures';
import { isAllowed, type Context } from '../../../support/simulate-iam';
import { asList, asRecord } from '../../../support/stack-json';

const account = { id: '123456789012', partition: 'aws' };
const at = new Date('2027-03-01T00:00:00Z');

/** The policies of the role of the state machines, by the name of the environment. */
const policies: readonly (readonly [name: string, policy: string])[] = validFixtures().flatMap(
  ({ name, config }) =>
    loadEnvironments(config).environments.flatMap((environment) => {
      const { changes } = planConfigurations({ name, before: undefined, after: environment }, at);
      const policy = changes.find(({ address }) => address === 'aws_iam_policy.states')?.after?.['policy'];
      return typeof policy === 'string' && policy.includes(':123456789012:') && !policy.includes('<')
        ? [[`${name} ${environment.config.name}`, policy] as const]
        : [];
    }),
);
const pairs = policies.slice(1).map(([name, policy], index) => {
  const [otherName = '', other = ''] = policies[index] ?? [];
  return [otherName, name, other, policy] as const;
});

interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** Returns requests for each action and resource: with the values of the conditions, with other values and without values. */
function requestsOf(policy: string): readonly Request[] {
  return asList(asRecord(JSON.parse(policy))['Statement']).flatMap((each) => {
    const statement = asRecord(each);
    const conditions = Object.values(asRecord(statement['Condition'] ?? {})).flatMap((keys) =>
      Object.entries(asRecord(keys)),
    );
    const [first, last] = [0, -1].map((index) =>
      Object.fromEntries(
        conditions.map(([key, value]) => [key, String([value].flat().at(index)).replaceAll('*', 'x')]),
      ),
    );
    const other = Object.fromEntries(conditions.map(([key]) => [key, 'other']));
    return [statement['Action']].flat().flatMap((action) =>
      [statement['Resource']].flat().flatMap((resource) =>
        [first ?? {}, last ?? {}, other, {}].map((context) => ({
          action: String(action),
          resource: resource === '*' ? '*' : String(resource).replaceAll('*', 'x'),
          context,
        })),
      ),
    );
  });
}

describe('the policies of fixtures against a simulation of IAM', () => {
  test.each(pairs)('%s becomes %s', async (_, __, before, after) => {
    const changes = comparePolicies({
      holder: { kind: 'role', name: 'the-role' },
      before: [{ kind: 'text', name: 'p', text: before }],
      after: [{ kind: 'text', name: 'p', text: after }],
    });
    const policyOf = (sign: '+' | '-') => ({
      Version: '2012-10-17',
      Statement: changes.flatMap((change) =>
        change.kind === 'row' && change.sign === sign
          ? [
              {
                Effect: 'Allow',
                Action: change.row.actions.flatMap((action) => (action.kind === 'is' ? [action.text] : [])),
                Resource: change.row.resources.flatMap((resource) =>
                  resource.kind === 'is' ? [resource.text] : [],
                ),
                Condition: Object.fromEntries(
                  change.row.conditions.map(({ operator, isIfExists, key, values }) => [
                    `${operator}${isIfExists ? 'IfExists' : ''}`,
                    { [key]: values },
                  ]),
                ),
              },
            ]
          : [],
      ),
    });
    const [gained, lost] = [policyOf('+'), policyOf('-')];
    const allowed = (policy: unknown, { action, resource, context }: Request) =>
      isAllowed(account, policy, action, resource, context);
    let count = 0;
    for (const request of [...requestsOf(before), ...requestsOf(after)]) {
      const [old, current] = [
        await allowed(JSON.parse(before), request),
        await allowed(JSON.parse(after), request),
      ];
      if (old !== current) count += 1;
      // These policies have no wildcard that covers another statement, so the rows name exactly what changes.
      expect([request, await allowed(gained, request), await allowed(lost, request)]).toEqual([
        request,
        !old && current,
        old && !current,
      ]);
    }
    expect(count).toBeGreaterThan(0);
  });
});
