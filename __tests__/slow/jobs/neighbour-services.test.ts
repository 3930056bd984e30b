import { describe, expect, jest, test } from '@jest/globals';
import { catalogue } from '../../../lib/checks/catalogue';
import { policySize } from '../../../lib/aws/iam/policies';
import { maximumManagedPolicyCharacters } from '../../../lib/aws/iam/limits';
import {
  findFaults,
  jobsOf,
  kindCount,
  neighbour,
  neighbourNames,
  reachesOf,
} from '../../jobs/support/neighbours';
import { allowedOn, deniedUses, reachOf, type Reach } from '../../jobs/support/reach';

jest.setTimeout(600_000);

/** Returns the policies of the shared roles, and a part of the targets: AWS compares each target in the same way. */
function sampled(reach: Reach): Reach {
  const grants = reach.grants.filter(({ address }) => !address.includes('send-messages'));
  // The step has no factor in common with the number of kinds, so the sample has targets of every kind.
  return {
    ...reach,
    grants,
    targets: reach.targets.filter(({ type }, index) => type === 'table' || index % 97 === 0),
  };
}

describe('services of one account and cluster whose names begin alike', () => {
  test('reach nothing of each other, and their own resources, with 1 and with 40 jobs', async () => {
    for (let index = 0; index < kindCount; index += 1)
      expect(await findFaults(reachesOf(neighbourNames, jobsOf(1, index)))).toEqual([]);
    const reaches = reachesOf(['app', 'app-dev'], jobsOf(40));
    expect(await findFaults(reaches)).toEqual([]);
    // The policies name each resource.
    for (const { grants } of reaches)
      expect(JSON.stringify(grants)).not.toMatch(/(stateMachine|execution|sqs:[^"]*):app[^"]*-\*"/);
  });

  test('reach nothing of each other, and their own resources, with 1,000 jobs', async () => {
    const reaches = reachesOf(['app', 'app-dev', 'app-job-1'], jobsOf(1000)).map(sampled);
    expect(await findFaults(reaches)).toEqual([]);
    for (const { targets } of reaches) expect(new Set(targets.map(({ type }) => type)).size).toBe(7);
  });

  test('have policies that fit into IAM with 1,000 jobs, without advice about their size', () => {
    const environment = neighbour('app', jobsOf(1000));
    for (const { policy } of environment.roles)
      expect(policySize(policy)).toBeLessThan(maximumManagedPolicyCharacters);
    const advice = catalogue['near-quota'].find(environment, new Date(0)).map(({ message }) => message);
    expect(advice.filter((message) => message.includes('the policy of the role'))).toEqual([]);
  });

  test('keep every permission while the number of jobs grows, also for resources without a tag', async () => {
    const job = { task_command: ['job'], schedule_expression: 'rate(1 day)', overlap: 'replace' };
    const scheduled = (count: number) =>
      neighbour('app', {
        scheduled_jobs: Object.fromEntries(
          Array.from({ length: count }, (_, index) => [`job-${index}`, job]),
        ),
      });
    const hasPatterns = (count: number) =>
      JSON.stringify(scheduled(count).roles.map(({ policy }) => policy)).includes(':app-*"');
    expect([40, 80].map(hasPatterns)).toEqual([false, true]);
    // The resources of an earlier version have no tags. Terraform can change a policy before it adds the tags.
    const [few, many] = [reachOf(scheduled(40)), reachOf(scheduled(80))];
    const uses = few.uses
      .filter(({ action }, index) => action !== 'ecs:StopTask' && index % 7 === 0)
      .map((use) => ({ ...use, target: { ...use.target, context: {} } }));
    expect(uses.length).toBeGreaterThan(15);
    for (const { grants } of [few, many]) expect(await deniedUses({ grants, uses, targets: [] })).toEqual([]);
    const other = reachOf(neighbour('app-dev', jobsOf(kindCount)));
    expect(await allowedOn(many, other)).toEqual([]);
  });
});
