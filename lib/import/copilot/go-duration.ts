/** Milliseconds of each unit of a duration in Go. */
const unitMilliseconds: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/**
 * Returns the milliseconds of a duration as Go writes it, such as `1h30m`; `undefined` if the text is not a duration.
 *
 * @see https://pkg.go.dev/time#ParseDuration
 */
export function parseGoDuration(text: string): number | undefined {
  if (/^[+-]?0$/.test(text)) return 0;
  const [, sign = '', rest = ''] = /^([+-]?)(.+)$/.exec(text) ?? [];
  const parts = [...rest.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== rest) return undefined;
  const sum = parts.reduce(
    (total, [, number = '', unit = '']) => total + Number(number) * (unitMilliseconds[unit] ?? 0),
    0,
  );
  return sign === '-' ? -sum : sum;
}
