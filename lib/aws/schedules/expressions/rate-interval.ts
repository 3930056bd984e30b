import type { Rate } from './schedule-expression';

const hour = 60 * 60 * 1000;
const unitLength = { minute: 60 * 1000, hour, day: 24 * hour } as const satisfies Record<
  Rate['unit'],
  number
>;

/** Milliseconds between two runs of a rate: a day is 24 hours, whatever clocks do. */
export function rateInterval({ value, unit }: Rate): number {
  return value * unitLength[unit];
}
