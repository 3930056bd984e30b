import { stateOf, targetKindOf } from '../../jobs/job';
import type { SynthesisView } from './view';

/** Renders a synthesis as JSON. The names of the fields are stable. */
export function synthesisToJson(views: readonly SynthesisView[]): string {
  const environments = views.map(({ name, path, jobs }) => ({
    name,
    path,
    jobs: jobs.map((job) => ({
      name: job.name,
      type: job.type,
      target: targetKindOf(job),
      state: stateOf(job),
    })),
  }));
  return `${JSON.stringify({ environments }, undefined, 2)}\n`;
}
