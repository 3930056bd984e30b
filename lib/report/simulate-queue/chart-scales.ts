/** Returns the pixel of a value, rounded to a tenth. */
export type Scale = (value: number) => string;

/** Maps a range of values to a range of pixels, linearly. */
export function scaleTo(
  [minimum, maximum]: readonly [number, number],
  [from, to]: readonly [number, number],
): Scale {
  return (value) =>
    String(Math.round((from + ((value - minimum) / (maximum - minimum)) * (to - from)) * 10) / 10);
}

/** Returns about four round numbers from 0 to at least the largest value. */
export function valueTicks(largest: number): readonly number[] {
  const rough = Math.max(largest, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  // Messages and tasks are whole numbers.
  const step = Math.max(1, ([1, 2, 5].find((one) => one * power >= rough) ?? 10) * power);
  const count = Math.max(1, Math.ceil(largest / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** Numbers of minutes that can be between two times on the axis. Each divides an hour or a day. */
const timeSteps = [1, 2, 5, 10, 15, 30, 60, 120, 240, 360] as const;

/** Returns at most eleven times from 0, in minutes. */
export function timeTicks(lastMinute: number): readonly number[] {
  const step = timeSteps.find((one) => lastMinute / one <= 10) ?? 360;
  return Array.from({ length: Math.floor(lastMinute / step) + 1 }, (_, index) => index * step);
}
