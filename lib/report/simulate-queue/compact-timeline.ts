import { metricPeriodSeconds } from '../../aws/alarms/metric-alarms';
import type { QueueEvent, QueueMinute } from '../../simulate/queue/queue-simulation';

/** A minute that is shown. */
export interface ShownMinute extends QueueMinute {
  /** Whether others before it are left out because nothing changes in them. */
  readonly isAfterGap: boolean;
}

interface ShownMinutes {
  readonly rows: readonly ShownMinute[];
  /** Of those that change, only each so many; besides, those in which something happens. */
  readonly everyMinutes: number;
}

/** More rows than anybody reads. */
const maximumRows = 60;

/** Not longer than an hour, of which people know the parts. */
const steps = [1, 2, 5, 10, 15, 30, 60] as const;

/** Minutes without those in which nothing changes, and every so many of those that are left. */
export function shortenMinutes(minutes: readonly QueueMinute[], events: readonly QueueEvent[]): ShownMinutes {
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

/** But for the age, which always changes. */
function isSame(one: QueueMinute, other: QueueMinute): boolean {
  return (
    one.waiting === other.waiting &&
    one.inFlight === other.inFlight &&
    one.running === other.running &&
    one.desired === other.desired
  );
}
