/** The ends of a field, and whether a range may go over them. */
interface Ends {
  readonly minimum: number;
  readonly maximum: number;
  readonly wraps: boolean;
}

/**
 * The shortest text of a cron field that stands for values, which are in order: `*`, a list, or ranges where at least
 * three follow each other. Of a field that wraps, one range may go over the end.
 */
export function describeCronField(values: readonly number[], { minimum, maximum, wraps }: Ends): string {
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

/** Whether the text of a field is one range and nothing else. */
export function isRun(text: string): boolean {
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

/** The step of values that go round a clock of so many units evenly, and where they start. At least two steps. */
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

/** `a, b and c` */
export function enumerate(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
