import { isKnownTimeZone, localTimeAt } from '../../aws/schedules/local-time';
import { firstSkippedTime } from '../../aws/schedules/skipped-times';
import type { Check } from '../check';
import { clockText, dateText } from './date-text';
import { enabledTimes } from './enabled-times';

/**
 * The number of years in which skipped times are searched. Rules of time zones change, so later years are uncertain.
 */
const searchedYears = 5;

export const skippedByClockChange: Check = {
  code: 'skipped-by-clock-change',
  why: 'When clocks move forward, one hour does not exist. EventBridge Scheduler skips a cron time in this hour, and at(…) in this hour never fires. When clocks move back, a time that occurs twice fires once.',
  fix: 'choose a time outside the skipped hour, or set schedule_expression_timezone to Etc/UTC',
  find: (environment, now) =>
    enabledTimes(environment).flatMap(({ expression, timing, expressionPath, effect }) => {
      // AWS does not document whether Application Auto Scaling skips a time that does not exist.
      if (effect === 'scheduled_scaling' || !isKnownTimeZone(timing.timezone)) return [];
      const skipped = firstSkippedTime(timing, now, searchedYears);
      if (skipped === undefined) return [];
      const { time, change, next } = skipped;
      const missing = effect === 'run' ? 'this run' : 'this message';
      const result =
        timing.expression.kind === 'at'
          ? `${expression} never fires`
          : `AWS skips ${missing}${next === undefined ? '' : `; the next is at ${dateText(localTimeAt(next.getTime(), timing.timezone))}`}`;
      const message = `${dateText(time)} does not exist in ${timing.timezone}, where clocks move from ${clockText(change.from)} to ${clockText(change.to)}, so ${result}`;
      return [{ path: expressionPath, at: 'value', message }];
    }),
};
