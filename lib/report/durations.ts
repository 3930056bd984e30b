const units = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
] as const;

/** In the largest unit of which it is a whole number. */
export function durationWords(seconds: number): string {
  const [length, unit] = units.find(([size]) => seconds % size === 0) ?? ([1, 'second'] as const);
  const count = seconds / length;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
