/** Schedules that a review has read before: most jobs have one of few schedules, and most changes keep it. */
import { parseScheduleExpression } from '../../aws/schedules/expressions/parse-schedule-expression';
import type { ScheduleExpression } from '../../aws/schedules/expressions/schedule-expression';
import { nextRunsOf, type Timing } from '../../aws/schedules/schedule-runs';
import { oncePerKey, oncePerText } from '../../values/once';
import { describeSchedule } from '../list/words/schedule-words';

/** The maximum number of characters of the schedules that are remembered. */
const maximumCharacters = 200_000;

/** Parses an expression. */
export const parseExpression: (text: string) => ReturnType<typeof parseScheduleExpression> = oncePerText(
  maximumCharacters,
  parseScheduleExpression,
);

/** Describes a schedule in words. */
export const describeTiming: (timing: Pick<Timing, 'expression' | 'timezone'>) => string = oncePerKey(
  maximumCharacters,
  ({ expression, timezone }: { readonly expression: ScheduleExpression; readonly timezone: string }) =>
    JSON.stringify([expression, timezone]),
  ({ expression, timezone }) => describeSchedule(expression, timezone),
);

/** The runs of a schedule from an instant. */
interface Runs {
  readonly timing: Timing;
  readonly from: Date;
  readonly count: number;
}

const runsOf = oncePerKey(
  maximumCharacters,
  ({ timing, from, count }: Runs) => JSON.stringify([timing, from.getTime(), count]),
  ({ timing, from, count }) => nextRunsOf(timing, from, count),
);

/** Returns the next runs of a schedule, like `nextRunsOf`. */
export function runsFrom(timing: Timing, from: Date, count: number): readonly Date[] {
  return runsOf({ timing, from, count });
}
