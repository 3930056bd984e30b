import type { EnvironmentJobs } from '../../../../../lib/jobs/environment';
import { reviewJobs, type ReviewedJobs } from '../../../../../lib/report/review/jobs/review-jobs';
import type { ReviewedPart, ReviewedRow } from '../../../../../lib/report/review/view';
import { plainText } from '../../../../../lib/report/review/words';
import { planConfigurations } from '../../../../../lib/review/configurations/configurations';
import { environmentOf } from '../../../../jobs/support/environments';

/** The time of the plans: a Monday at noon in UTC. */
export const planTime = new Date('2026-11-30T12:00:00Z');

/** Reviews a change from one configuration to another. */
export function reviewOf(
  before: EnvironmentJobs | undefined,
  after: EnvironmentJobs | undefined,
  at: Date = planTime,
): ReviewedJobs {
  return reviewJobs(planConfigurations({ name: 'prod', before, after }, at));
}

/** The fields of a configuration. */
export type Fields = Readonly<Record<string, unknown>>;

/** Reviews a change of the sections of a configuration. */
export function reviewSections(before: Fields, after: Fields, at: Date = planTime): ReviewedJobs {
  return reviewOf(environmentOf(before), environmentOf(after), at);
}

/** Returns a row as text: `schedule: every hour -> every 2 hours`. */
export function rowText({ aspect, before, after }: ReviewedRow): string {
  return `${plainText(aspect)}: ${before.map(plainText).join(' | ')} -> ${after.map(plainText).join(' | ')}`;
}

/** Returns the rows and the notes of a job, or of what the jobs share, as lines. */
export function linesOf({ rows, notes }: ReviewedPart): readonly string[] {
  return [...rows.map(rowText), ...notes.map((note) => `note: ${plainText(note)}`)];
}
