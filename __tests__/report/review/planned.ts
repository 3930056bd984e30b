/** Changes of resources for tests of reviews. */
import { addressParser } from '../../../lib/jobs/addresses';
import type { PlannedEnvironment, PlanObject, ResourceChange } from '../../../lib/review/planned-environment';

/** The change of a resource; a side that is left out does not exist. */
export interface TestChange extends Partial<Omit<ResourceChange, 'address'>> {
  readonly address: string;
}

const ownerOf = addressParser([]);

/** Returns an environment with these changes. */
export function planned(...changes: readonly TestChange[]): PlannedEnvironment {
  return {
    name: 'prod',
    source: 'plan',
    at: new Date('2027-03-01T12:00:00Z'),
    gap: undefined,
    changes: changes.map(changeOf),
    otherChanges: [],
    drift: [],
  };
}

/** Returns a change with the values of a plan for everything that the test leaves out. */
export function changeOf(change: TestChange): ResourceChange {
  return {
    type: change.address.replace(/\.[^.]*$/, ''),
    owner: ownerOf(change.address),
    action: actionOf(change.before, change.after),
    before: undefined,
    after: undefined,
    replacedBecauseOf: [],
    reason: undefined,
    previousAddress: undefined,
    importId: undefined,
    isDeposed: false,
    ...change,
  };
}

function actionOf(before: PlanObject | undefined, after: PlanObject | undefined): ResourceChange['action'] {
  if (before === undefined) return 'create';
  return after === undefined ? 'delete' : 'update';
}
