import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { environmentOf as environmentWith } from '../__tests__/jobs/support/environments';
import {
  jobVariants,
  sectionsOf,
  variantNames,
  type JobVariantName,
} from '../__tests__/support/jobs-of-each-kind';
import { asList, asRecord, at } from '../__tests__/support/stack-json';
import type { EnvironmentJobs } from '../lib/jobs/environment';
import { allResources, describeEnvironment } from '../lib/resources/environment-resources';
import { prepareAccount } from './support/prepare-account';
import { Aws } from './support/aws';
import { Emulator } from './support/emulator';
import { report } from './support/report';
import { printProgress } from './support/print-progress';
import { emulatorOverride, Stack } from './support/stack';

jest.setTimeout(900_000);

const accountId = '123456789012';

const sections = [...new Set(variantNames().map((name) => jobVariants[name].section))];

/**
 * One job for each ordered pair of kinds. It changes from the first kind to the second. Each pair uses one variant of a
 * kind, and all variants have their turn. `__tests__/resources/changed-kind.test.ts` compares all pairs of variants.
 */
const changes = sections.flatMap((from, first) =>
  sections
    .filter((to) => to !== from)
    .map((to, second) => {
      const [before, after] = [variantOf(from, second), variantOf(to, first)];
      return { name: `${before}-${after}`, from: before, to: after };
    }),
);

function variantOf(section: string, turn: number): JobVariantName {
  const names = variantNames().filter((name) => jobVariants[name].section === section);
  const name = names[turn % names.length];
  if (name === undefined) throw new Error(`no variant of ${section}`);
  return name;
}

function environmentOf(jobs: Readonly<Record<string, JobVariantName>>): EnvironmentJobs {
  return environmentWith({
    ...sectionsOf(jobs),
    service: {
      cluster_name: 'cluster',
      subnet_ids: ['subnet-1'],
      security_group_ids: ['sg-1'],
      task_role_arn: `arn:aws:iam::${accountId}:role/task`,
      execution_role_arn: `arn:aws:iam::${accountId}:role/execution`,
    },
    alarms: { sns_topic_arn: `arn:aws:sns:us-east-1:${accountId}:alarms` },
  });
}

describe('Terraform, after a job changed its kind', () => {
  let emulator: Emulator;
  let stack: Stack;
  const before = environmentOf(Object.fromEntries(changes.map(({ name, from }) => [name, from])));
  const after = environmentOf(Object.fromEntries(changes.map(({ name, to }) => [name, to])));
  beforeAll(async () => {
    emulator = await Emulator.start();
    await prepareAccount(new Aws(emulator.url, accountId, before.config.region), before);
  });
  afterAll(async () => {
    await emulator.stop();
  });
  beforeEach(() => {
    stack = new Stack(emulatorOverride(emulator, accountId));
  });
  afterEach(async () => {
    await stack.destroy();
    stack.remove();
  });

  test('moves every resource from its former address, and changes nothing else', async () => {
    printProgress('moving resources from their former addresses');
    const variants = environmentOf(Object.fromEntries(variantNames().map((name) => [name, name])));
    await (await stack.write(variants, {}, withFormerAddresses(variants)).init()).apply();
    stack.write(variants);
    expect(await stack.plan()).toEqual([]);
    const plan: unknown = JSON.parse(await stack.planJson());
    const moves = allResources(describeEnvironment(variants)).flatMap(({ address, movedFrom }) =>
      movedFrom === undefined ? [] : [`${movedFrom} → ${address}`],
    );
    expect(movesIn(plan)).toEqual([...moves].sort());
    await stack.apply();
    expect(await stack.hasNoChanges()).toBe(true);
    report({ promise: 'changes', subject: 'former addresses', counts: { moved: moves.length, changed: 0 } });
  });

  test('keeps its state machine, log group, rule and queues, for each pair of kinds', async () => {
    printProgress(`changing the kind of ${changes.length} jobs`);
    await (await stack.write(before).init()).apply();
    stack.write(after);
    const planned = new Map((await stack.plan()).map(({ address, actions }) => [address, actions]));
    const kept = changes.flatMap(({ name }) =>
      ['aws_sfn_state_machine', 'aws_cloudwatch_log_group'].map((type) => `${type}.jobs_${name}`),
    );
    const [old, young] = [addressesOf(before), addressesOf(after)];
    const inBoth = kept.filter((address) => old.has(address) && young.has(address));
    expect(inBoth.length).toBeGreaterThan(4);
    for (const address of inBoth) expect([['update'], undefined]).toContainEqual(planned.get(address));
    await stack.apply();
    // A resource that the apply deleted by its name, after it had been created, is missing now.
    expect(await stack.hasNoChanges()).toBe(true);
    report({
      promise: 'changes',
      subject: 'jobs that change their kind',
      counts: { jobs: changes.length, 'state machines and log groups kept': inBoth.length },
    });
  });
});

function addressesOf(environment: EnvironmentJobs): ReadonlySet<string> {
  return new Set(allResources(describeEnvironment(environment)).map(({ address }) => address));
}

/** Returns a function that gives the resources of a stack the addresses that they had in an earlier release. */
function withFormerAddresses(environment: EnvironmentJobs): (content: string) => string {
  const former = new Map(
    allResources(describeEnvironment(environment)).flatMap(({ address, movedFrom }) =>
      movedFrom === undefined ? [] : [[address, movedFrom] as const],
    ),
  );
  return (content) => {
    const parsed = { ...asRecord(JSON.parse(content)) };
    delete parsed['moved'];
    const renamed = (type: string, byName: unknown): Readonly<Record<string, unknown>> =>
      Object.fromEntries(
        Object.entries(asRecord(byName)).map(([name, values]) => [
          (former.get(`${type}.${name}`) ?? `.${name}`).replace(/^.*\./, ''),
          values,
        ]),
      );
    const resources = Object.entries(asRecord(parsed['resource'])).map(
      ([type, byName]) => [type, renamed(type, byName)] as const,
    );
    const text = JSON.stringify({ ...parsed, resource: Object.fromEntries(resources) });
    return text.replace(/"(aws_\w+\.[\w-]+)"/g, (whole, address: string) => {
      const found = former.get(address);
      return found === undefined ? whole : JSON.stringify(found);
    });
  };
}

/** Returns the moves in a plan. */
function movesIn(plan: unknown): readonly string[] {
  return asList(at(plan, 'resource_changes'))
    .map(asRecord)
    .flatMap(({ address, previous_address: former }) =>
      typeof former === 'string' ? [`${former} → ${String(address)}`] : [],
    )
    .sort();
}
