/** Renders a review as JSON. `schema/review.schema.json` describes it. */
import { plainText } from '../words';
import type { ReviewedEnvironment, ReviewedPart, ReviewedResource, ReviewView } from '../view';

/** Renders a review as JSON. The names of the fields are stable. The sentences are not. */
export function reviewToJson({ environments }: ReviewView): string {
  return `${JSON.stringify({ environments: environments.map(environmentToJson) }, undefined, 2)}\n`;
}

function environmentToJson(environment: ReviewedEnvironment) {
  const { name, source, warnings, losses, common, jobs, unchangedJobs, shared, permissions, details } =
    environment;
  return {
    name,
    source,
    warnings: warnings.map(plainText),
    risks: environment.risks,
    unknowns: environment.unknowns.map(plainText),
    losses: losses.map(plainText),
    common: common.map((each) => ({ jobs: each.jobs, ...partToJson(each) })),
    jobs: jobs.map((job) => ({
      name: job.name,
      label: job.label,
      action: job.action,
      ...partToJson(job),
    })),
    unchanged_jobs: unchangedJobs,
    shared: partToJson(shared),
    permissions: permissions.map(({ sign, who, givenBy, effect, actions, resources, conditions }) => ({
      change: changeNames[sign],
      who,
      given_by: givenBy,
      effect,
      actions,
      resources,
      conditions: conditions.map(plainText),
    })),
    details: details.map(({ kind, title, lines }) => ({
      kind,
      title: plainText(title),
      lines: lines.map(({ sign, text }) => `${sign} ${text}`),
    })),
    resources: environment.resources.map(resourceToJson),
    other_resources: environment.otherResources.map(resourceToJson),
    drift: environment.drift.map(resourceToJson),
  };
}

const changeNames = { '+': 'added', '-': 'removed', '?': 'unknown' } as const;

function partToJson({ rows, notes }: ReviewedPart) {
  return {
    rows: rows.map(({ aspect, before, after }) => ({
      aspect: plainText(aspect),
      before: before.map(plainText),
      after: after.map(plainText),
    })),
    notes: notes.map(plainText),
  };
}

function resourceToJson({ address, action }: ReviewedResource) {
  return { address, action: plainText(action) };
}
