/** Seconds in each unit of time. A day has 24 hours. */
export const secondsPer = { minute: 60, hour: 3600, day: 86_400 } as const;

/** Milliseconds in each unit of time. A day has 24 hours. */
export const millisecondsPer = {
  second: 1000,
  minute: 1000 * secondsPer.minute,
  hour: 1000 * secondsPer.hour,
  day: 1000 * secondsPer.day,
} as const;

const units = [
  [secondsPer.day, 'day'],
  [secondsPer.hour, 'hour'],
  [secondsPer.minute, 'minute'],
] as const;

/**
 * Formats a duration in the largest unit that divides it: `90 minutes`.
 *
 * @param seconds - A whole number of seconds.
 */
export function describeDuration(seconds: number): string {
  const [length, unit] = units.find(([size]) => seconds % size === 0) ?? ([1, 'second'] as const);
  const count = seconds / length;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/**
 * Formats a duration as hours, minutes and seconds: `01:02:03`.
 *
 * @param seconds - A whole number of seconds.
 */
export function clock(seconds: number): string {
  const parts = [
    Math.floor(seconds / secondsPer.hour),
    Math.floor(seconds / secondsPer.minute) % 60,
    seconds % 60,
  ];
  return parts.map(padTwo).join(':');
}

/** Formats a number with at least two digits: `07`. */
export function padTwo(number: number): string {
  return String(number).padStart(2, '0');
}
