/** A value's place, to the tenth of a pixel. */
export type Scale = (value: number) => string;

/** Values of a range, evenly on a range of pixels. */
export function scaleTo(
  [fewest, most]: readonly [number, number],
  [from, to]: readonly [number, number],
): Scale {
  return (value) => String(Math.round((from + ((value - fewest) / (most - fewest)) * (to - from)) * 10) / 10);
}

/** About four round numbers from 0 on, of which the last is no less than the largest value. */
export function valueTicks(largest: number): readonly number[] {
  const rough = Math.max(largest, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  // Half a message or task is none.
  const step = Math.max(1, ([1, 2, 5].find((one) => one * power >= rough) ?? 10) * power);
  const count = Math.max(1, Math.ceil(largest / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** Parts of hours and days. */
const timeSteps = [1, 2, 5, 10, 15, 30, 60, 120, 240, 360] as const;

/** At the most ten times, in minutes, from 0 on. */
export function timeTicks(lastMinute: number): readonly number[] {
  const step = timeSteps.find((one) => lastMinute / one <= 10) ?? 360;
  return Array.from({ length: Math.floor(lastMinute / step) + 1 }, (_, index) => index * step);
}
