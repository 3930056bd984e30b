/** Builds the review of an environment from its planned changes. */
import { compare } from '../../text/compare';
import { unknownValue, type PlannedEnvironment, type ResourceChange } from '../../review/planned-environment';
import { reviewDetails } from './details';
import { isUnchanged } from './heading';
import { reviewJobs } from './jobs/review-jobs';
import { reviewLosses } from './losses';
import { reviewPermissions } from './permissions';
import { isWider } from './permissions/is-wider';
import { reviewResources } from './resources';
import { risksOf } from './risks';
import type { JobAction, ReviewedEnvironment, ReviewView } from './view';
import { words, type Words } from './words';

/** Returns the review of several environments, riskiest first. */
export function reviewEnvironments(environments: readonly PlannedEnvironment[]): ReviewView {
  return {
    environments: environments
      .map(reviewEnvironment)
      .toSorted((a, b) => riskOf(a) - riskOf(b) || compare(a.name, b.name)),
  };
}

/** Returns the review of an environment. */
function reviewEnvironment(environment: PlannedEnvironment): ReviewedEnvironment {
  const { name, source, changes, otherChanges, drift } = environment;
  const { jobs, common, unchangedJobs, shared } = reviewJobs(environment);
  const permissions = reviewPermissions(environment);
  const unknowns = unknownDocuments(changes);
  return {
    name,
    source,
    warnings: warningsOf(environment),
    risks: risksOf(environment, { jobs, permissions, unknowns }),
    unknowns,
    losses: [
      ...reviewLosses(environment),
      ...jobs.flatMap(({ stopped }) => (stopped === undefined ? [] : [stopped])),
      ...otherLosses(otherChanges),
    ],
    common,
    jobs: jobs.toSorted((a, b) => actionRisks[a.action] - actionRisks[b.action] || compare(a.name, b.name)),
    unchangedJobs,
    shared,
    permissions,
    details: reviewDetails(environment),
    resources: reviewResources(changes),
    otherResources: reviewResources(otherChanges),
    drift: drift.map(driftOf),
  };
}

/** The arguments whose value is a document. A review must warn if such a value is unknown. */
const documents: readonly string[] = [
  'assume_role_policy',
  'container_definitions',
  'definition',
  'event_pattern',
  'filter_policy',
  'policy',
  'schedule',
  'schedule_expression',
];

/** Returns a sentence for each document that Terraform knows only after the apply. */
function unknownDocuments(changes: readonly ResourceChange[]): readonly Words[] {
  return changes.flatMap(({ address, after, action }) =>
    action === 'read'
      ? []
      : documents
          .filter((name) => after?.[name] === unknownValue)
          .map(
            (name) =>
              words`Terraform knows ${name} of ${address} only after the apply. This report cannot show how this value changes.`,
          ),
  );
}

const actionRisks: Readonly<Record<JobAction, number>> = {
  deleted: 0,
  replaced: 1,
  changed: 2,
  added: 3,
  moved: 4,
};

/** Returns a number that is smaller for a higher risk. */
function riskOf(environment: ReviewedEnvironment): number {
  const { warnings, losses, jobs, permissions } = environment;
  if (warnings.length > 0) return 0;
  if (losses.length > 0 || jobs.some(({ action }) => action === 'deleted' || action === 'replaced')) return 1;
  if (permissions.some(isWider)) return 2;
  return isUnchanged(environment) ? 4 : 3;
}

function warningsOf({ gap }: PlannedEnvironment): readonly Words[] {
  switch (gap) {
    case undefined:
      return [];
    case 'failed':
      return [
        [
          'Planning failed. This report does not contain the changes that Terraform could not plan. Terraform cannot apply this plan. Read the error in the log of terraform plan, fix it, and plan again.',
        ],
      ];
    case 'targeted':
      return [
        [
          'This plan does not include all resources, for example because of -target. This report does not show the changes of the other resources.',
        ],
      ];
  }
}

/** Returns a loss for each deleted or replaced resource that this program did not create. */
function otherLosses(changes: readonly ResourceChange[]): readonly Words[] {
  return changes
    .filter(({ action }) => action === 'delete' || action === 'replace')
    .map(({ address, action }) =>
      action === 'delete'
        ? words`Terraform also deletes ${address}, which is not a part of the jobs.`
        : words`Terraform also replaces ${address}, which is not a part of the jobs.`,
    );
}

function driftOf({ address, action }: ResourceChange): ReviewedEnvironment['drift'][number] {
  return {
    address,
    action: [
      action === 'delete'
        ? 'the resource was deleted outside Terraform'
        : 'the resource was changed outside Terraform',
    ],
  };
}
