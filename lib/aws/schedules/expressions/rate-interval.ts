import { millisecondsPer } from '../../../text/durations';
import type { Rate } from './schedule-expression';

/** Returns the milliseconds between two runs of a rate. A day is 24 hours, without regard to daylight saving time. */
export function rateInterval({ value, unit }: Rate): number {
  return value * millisecondsPer[unit];
}
