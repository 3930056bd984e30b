import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { compare } from '../../lib/text/compare';
import { planConfigurations } from '../../lib/review/configurations/configurations';
import { unknownValue, type PlanObject, type PlanValue } from '../../lib/review/planned-environment';
import { readPlan } from '../../lib/review/plan/read-plan';
import { exampleAfter, pairFile, pairs } from '../review/support/pairs';
import { AwsStub } from '../support/terraform/aws-stub';
import { golden } from '../support/fixtures';
import { planChange } from '../support/plans/planned-change';
import { storedPlan } from '../support/plans/stored-plan';
import { describeWithTerraform, TerraformWorkspace } from '../support/terraform/terraform';

jest.setTimeout(180_000);

const now = new Date('2027-03-01T12:00:00Z');

describeWithTerraform('the plans of reviews', () => {
  let workspace: TerraformWorkspace;
  let stub: AwsStub;
  beforeAll(async () => {
    workspace = new TerraformWorkspace();
    stub = await AwsStub.start({ accountId: '333333333333', containerNames: ['app-prod'] });
  });
  afterAll(async () => {
    await stub.stop();
    workspace.remove();
  });

  describe.each(pairs.map((pair) => [pair.name, pair] as const))('%s', (name, pair) => {
    test('the stored plan is the plan of Terraform, and the configurations have the same changes', async () => {
      const environments = { before: exampleAfter(pair.before), after: exampleAfter(pair.after) };
      const json = await planChange(workspace, name, environments, stub, [], pair.step);
      const stored = storedPlan(JSON.parse(json));
      expect(stored).toBe(golden(pairFile(pair, 'plan.json'), stored));

      if (pair.differsFromConfigurations === true) return;
      const plan = readPlan(json, { name, now });
      if (!plan.ok) throw new Error(plan.reason);
      const [planned, ...others] = plan.value;
      expect(others).toEqual([]);
      const configured = planConfigurations({ name, ...environments }, now);
      const actionsOf = (changes: typeof configured.changes) =>
        changes.map(({ address, action, owner, replacedBecauseOf }) => ({
          address,
          action,
          owner,
          replacedBecauseOf,
        }));
      expect(actionsOf(configured.changes)).toEqual(actionsOf(planned?.changes ?? []));
      const plannedBy = new Map(planned?.changes.map((change) => [change.address, change]));
      for (const { address, before, after } of configured.changes)
        for (const [own, theirs] of [
          [before, plannedBy.get(address)?.before],
          [after, plannedBy.get(address)?.after],
        ])
          expect([address, comparable(own ?? null)]).toEqual([
            address,
            comparable(own === undefined ? null : commonValues(own, theirs ?? {})),
          ]);
    });
  });
});

/** Returns the arguments of a plan that the configuration sets too. The configuration does not know every value. */
function commonValues(own: PlanObject, planned: PlanObject): PlanObject {
  return Object.fromEntries(
    Object.entries(own).map(([name, value]) => [
      name,
      // Terraform adds the containers of the service's task definition, which the configuration does not know.
      name === 'container_definitions' ? value : commonValue(value, planned[name] ?? null),
    ]),
  );
}

function commonValue(own: PlanValue, planned: PlanValue): PlanValue {
  if (own === unknownValue) return own;
  // Terraform does not know a list with an unknown item. The configuration knows its length.
  if (planned === unknownValue && isList(own) && own.every((item) => item === unknownValue)) return own;
  if (isList(own) && isList(planned) && own.length === planned.length) {
    const others = inOrderOfIds(planned);
    return inOrderOfIds(own).map((item, index) => commonValue(item, others[index] ?? null));
  }
  return isBlock(own) && isBlock(planned) ? commonValues(own, planned) : planned;
}

function inOrderOfIds(items: readonly PlanValue[]): readonly PlanValue[] {
  return items.toSorted(byId);
}

function idOf(item: PlanValue): PlanValue | undefined {
  return isBlock(item) ? item['id'] : undefined;
}

/** Compares the blocks of a set by their IDs, such as the queries of an alarm. The order of other items stays. */
function byId(a: PlanValue, b: PlanValue): number {
  const [first, second] = [idOf(a), idOf(b)];
  return typeof first === 'string' && typeof second === 'string' ? compare(first, second) : 0;
}

/** Returns a value with its JSON parsed and its sets sorted. */
function comparable(value: PlanValue): unknown {
  if (typeof value === 'string') return /^[[{]/.test(value) ? JSON.parse(value) : value;
  if (isList(value)) {
    const items = inOrderOfIds(value).map(comparable);
    return items.every((item) => typeof item === 'string') ? [...items].sort() : items;
  }
  return isBlock(value)
    ? Object.fromEntries(Object.entries(value).map(([name, field]) => [name, comparable(field)]))
    : value;
}

function isList(value: PlanValue): value is readonly PlanValue[] {
  return Array.isArray(value);
}

function isBlock(value: PlanValue): value is PlanObject {
  return typeof value === 'object' && value !== null && !isList(value);
}
