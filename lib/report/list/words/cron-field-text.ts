/** Bounds of a field, and whether a range can wrap around them. */
interface FieldBounds {
  readonly minimum: number;
  readonly maximum: number;
  readonly wraps: boolean;
}

/**
 * Returns the shortest text of a cron field for sorted values: `*`, a list, or ranges for three or more consecutive
 * values. If the field wraps, one range can wrap around the end of the field.
 */
export function describeCronField(
  values: readonly number[],
  { minimum, maximum, wraps }: FieldBounds,
): string {
  if (values.length === maximum - minimum + 1) return '*';
  const runs = runsOf(values);
  const [first, ...others] = runs;
  const last = others.at(-1);
  const isOverTheEnd = others.length === 1 && first?.from === minimum && last?.to === maximum;
  if (wraps && isOverTheEnd && values.length > 2) return `${last.from}-${first.to}`;
  return runs
    .flatMap(({ from, to }) =>
      to - from >= 2 ? [`${from}-${to}`] : from === to ? [`${from}`] : [`${from}`, `${to}`],
    )
    .join(',');
}

/** Returns whether the text of a field is a single range. */
export function isRange(text: string): boolean {
  return /^\d+-\d+$/.test(text);
}

function runsOf(values: readonly number[]): readonly { readonly from: number; readonly to: number }[] {
  const starts = values.filter((value) => !values.includes(value - 1));
  return starts.map((from) => {
    let to = from;
    while (values.includes(to + 1)) to += 1;
    return { from, to };
  });
}

/**
 * Returns the first value and the distance between two values, if all values are evenly spaced around the clock: `{
 * start: 5, step: 20 }` for the minutes 5, 25 and 45. Otherwise returns `undefined`.
 *
 * @param units - Units of the clock: 60 for minutes, 24 for hours.
 */
export function stepOf(
  values: readonly number[],
  units: number,
): { readonly start: number; readonly step: number } | undefined {
  const [start, second] = values;
  if (start === undefined || second === undefined) return undefined;
  const step = second - start;
  const isEven = step > 1 && values.length * step === units;
  return isEven && values.every((value, index) => value === start + index * step)
    ? { start, step }
    : undefined;
}

/** Joins words: `a, b and c`. */
export function enumerate(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
