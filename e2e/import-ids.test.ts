import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { environmentOf } from '../__tests__/jobs/support/environments';
import { sectionsOf } from '../__tests__/support/jobs-of-each-kind';
import { asList, asRecord, at } from '../__tests__/support/stack-json';
import { adoptedOf, importFile } from '../lib/adopt/blocks';
import { planAdoption } from '../lib/adopt/plan-adoption';
import { parseState } from '../lib/adopt/state';
import { importIdRules } from '../lib/resources/import-ids';
import { Aws } from './support/aws';
import { Emulator } from './support/emulator';
import { prepareAccount } from './support/prepare-account';
import { printProgress } from './support/print-progress';
import { report } from './support/report';
import { emulatorOverride, Stack } from './support/stack';

jest.setTimeout(900_000);

const accountId = '123456789012';

describe('the import IDs of the resources of jobs', () => {
  let emulator: Emulator;
  let stack: Stack;
  let copy: Stack;
  const sections = sectionsOf({ a: 'direct', b: 'bus', c: 'scheduled', d: 'worker', e: 'fifo' });
  const subscribed = {
    task_command: ['bin/job'],
    max_processing_seconds: 60,
    max_tasks: 2,
    queue: { subscribe_topic_arns: [`arn:aws:sns:us-east-1:${accountId}:orders`] },
  };
  const environment = environmentOf({
    ...sections,
    queue_worker_jobs: { ...asRecord(at(sections, 'queue_worker_jobs')), f: subscribed },
    storage: { bucket_name: 'arrivals', eventbridge_notification: 'manage' },
    alarms: { sns_topic_arn: `arn:aws:sns:us-east-1:${accountId}:alarms`, dashboard: true },
  });

  beforeAll(async () => {
    emulator = await Emulator.start();
    await prepareAccount(new Aws(emulator.url, accountId, environment.config.region), environment);
    stack = new Stack(emulatorOverride(emulator, accountId));
    copy = new Stack(emulatorOverride(emulator, accountId));
  });
  afterAll(async () => {
    stack.remove();
    copy.remove();
    await emulator.stop();
  });

  test('let Terraform import a resource of every type that it can import', async () => {
    printProgress('importing a resource of each type into an empty state');
    await (await stack.write(environment).init()).apply();
    const state = parseState(await stack.stateJson());
    if (!state.ok) throw new Error(state.reason);
    const adoption = planAdoption(state.value, environment);
    const types = typesThat((importId) => importId !== undefined);
    const others = typesThat((importId) => importId === undefined);
    const ofOthers = state.value.filter(({ type }) => others.includes(type)).map(({ address }) => address);
    expect([...adoption.created].sort()).toEqual(ofOthers.sort());
    const adopted = adoptedOf(adoption);
    for (const { resource, outcome } of adopted) expect(outcome.to).toBe(resource.address);

    await copy
      .write(environment)
      .writeFiles({ 'imports.tf': importFile(adoption).content })
      .init();
    const plan: unknown = JSON.parse(await copy.planJson());
    const changes = asList(at(plan, 'resource_changes')).map(asRecord);
    const imported = changes.filter(({ change }) => at(change, 'importing') !== undefined);
    expect(imported.map(({ address }) => address).sort()).toEqual(
      adopted.map(({ outcome }) => outcome.to).sort(),
    );
    expect(new Set(imported.map(({ type }) => type))).toEqual(new Set(types));
    report({
      promise: 'adoption',
      subject: 'import IDs',
      counts: { types: types.length, imported: imported.length },
    });
  });
});

/** Returns the types of resources whose import ID has a property. */
function typesThat(isChosen: (importId: readonly string[] | undefined) => boolean): readonly string[] {
  return Object.entries(importIdRules).flatMap(([type, { importId }]) => (isChosen(importId) ? [type] : []));
}
