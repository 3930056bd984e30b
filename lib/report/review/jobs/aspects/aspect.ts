/**
 * Aspects of jobs. An aspect is a property that a reviewer knows, such as the schedule, with its words before and after
 * a change.
 */
import type { PartOfJob } from '../../../../review/jobs/group-changes';
import type { SideResources } from '../../../../review/jobs/resources-of-side';
import type { ReviewedRow } from '../../view';
import type { Words } from '../../words';
import { sameLines } from '../value-words';

/** The resources of a job on one side of a change. */
export type JobSide = SideResources<PartOfJob>;

/** The values that the words of an aspect depend on, besides the resources. */
export interface ReviewContext {
  /** The instant after which next runs are shown. */
  readonly at: Date;
  /** The region of the job's resources; `undefined` if no ARN has it. */
  readonly region: string | undefined;
}

/** An aspect of a job. */
export interface Aspect {
  /** The parts of a job whose resources the aspect can read; `undefined` for all. If no part changes, the aspect has no row. */
  readonly parts: readonly PartOfJob[] | undefined;
  /** Whether the review of an added or deleted job has the aspect. */
  readonly isInSummary: boolean;
  /**
   * Returns the rows of the aspect; no rows if both sides are equal.
   *
   * @param before - The job before the change; without resources if it is added.
   * @param after - The job after the change; without resources if it is deleted.
   * @param context - The other values that the words depend on.
   */
  readonly rows: (before: JobSide, after: JobSide, context: ReviewContext) => readonly ReviewedRow[];
}

/**
 * Returns an aspect from a function that describes one side in lines. A side without lines does not have the aspect.
 *
 * @param name - The name of the aspect.
 * @param parts - The parts of the job that `linesOf` reads.
 * @param linesOf - Describes a side.
 */
export function aspect(
  name: string,
  parts: readonly PartOfJob[],
  linesOf: (side: JobSide, context: ReviewContext) => readonly Words[],
  { isInSummary = false }: Partial<Pick<Aspect, 'isInSummary'>> = {},
): Aspect {
  return {
    parts,
    isInSummary,
    rows: (before, after, context) => rowOf(name, linesOf(before, context), linesOf(after, context)),
  };
}

/** Returns the row of an aspect; no row if both sides are equal. */
export function rowOf(
  name: string,
  before: readonly Words[],
  after: readonly Words[],
): readonly ReviewedRow[] {
  return sameLines(before, after) ? [] : [{ aspect: [name], before, after }];
}
