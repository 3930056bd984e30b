import { metricPeriodSeconds } from '../../aws/alarms/metric-alarms';
import type { QueueEvent, QueueMinute } from '../../simulate/queue/queue-simulation';

/** A row of the table. */
export interface TimelineRow extends QueueMinute {
  /** Whether the table omits the minutes before this row, because nothing changes in them. */
  readonly isAfterGap: boolean;
}

interface CompactTimeline {
  readonly rows: readonly TimelineRow[];
  /** The number of minutes between two rows. A minute with an event also has a row. */
  readonly everyMinutes: number;
}

/** The maximum number of rows of the table, so that it is easy to read. */
const maximumRows = 60;

/** Numbers of minutes that can be between two rows. Each divides an hour. */
const steps = [1, 2, 5, 10, 15, 30, 60] as const;

/**
 * Omits minutes in which nothing changes. Increases the number of minutes between the other rows until the table is
 * short enough.
 */
export function compactTimeline(
  minutes: readonly QueueMinute[],
  events: readonly QueueEvent[],
): CompactTimeline {
  const eventful = new Set(events.map(({ atSeconds }) => Math.ceil(atSeconds / metricPeriodSeconds)));
  const changing = minutes.filter((minute, index) => {
    const [before, after] = [minutes[index - 1], minutes[index + 1]];
    return (
      before === undefined ||
      after === undefined ||
      eventful.has(minute.minute) ||
      !isSame(before, minute) ||
      !isSame(minute, after)
    );
  });
  const kept = (step: number): readonly QueueMinute[] =>
    changing.filter(
      ({ minute }, index) => minute % step === 0 || eventful.has(minute) || index === changing.length - 1,
    );
  const everyMinutes = steps.find((step) => kept(step).length <= maximumRows) ?? 60;
  const shown = kept(everyMinutes);
  return {
    everyMinutes,
    rows: shown.map((minute, index) => ({ ...minute, isAfterGap: isAfterGap(shown[index - 1], minute) })),
  };

  function isAfterGap(before: QueueMinute | undefined, minute: QueueMinute): boolean {
    return before !== undefined && minute.minute - before.minute > everyMinutes;
  }
}

/** Returns whether two minutes are equal, apart from the age of the oldest message, which always changes. */
function isSame(one: QueueMinute, other: QueueMinute): boolean {
  return (
    one.waiting === other.waiting &&
    one.inFlight === other.inFlight &&
    one.running === other.running &&
    one.desired === other.desired
  );
}
