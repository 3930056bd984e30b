/** Cuts a report that is too long for a comment. */

/** GitHub rejects a comment of more than 65,536 characters. A workflow adds its own lines. */
export const maximumReportCharacters = 60_000;

/**
 * The parts of a report that can be left out, in the order in which they are left out. Deletions, replacements and
 * permissions are never left out.
 */
const droppedKinds = [
  'resources',
  'definition',
  'pattern',
  'policy',
  'unchanged',
  'added',
  'changed',
] as const;
/** A part that can be left out. */
export type DroppedKind = (typeof droppedKinds)[number];

/** The name of each part for the heading, for one and for several. */
const names: Readonly<Record<DroppedKind, readonly [one: string, several: string]>> = {
  resources: ['list of resources', 'lists of resources'],
  definition: ['difference of a definition', 'differences of definitions'],
  pattern: ['difference of a pattern', 'differences of patterns'],
  policy: ['difference of a policy', 'differences of policies'],
  unchanged: ['environment without changes', 'environments without changes'],
  added: ['table of an added job', 'tables of added jobs'],
  changed: ['table of a changed job', 'tables of changed jobs'],
};

/** A part of a report. */
export interface Section {
  /**
   * The kind of a part that can be left out.
   *
   * @default the part is never left out
   */
  readonly kind?: DroppedKind;
  /** Returns the lines. Nobody calls it for most of the parts that a report has no space for. */
  readonly lines: () => readonly string[];
  /**
   * The lines in place of a part that is left out. They must not be longer than the lines.
   *
   * @default no lines
   */
  readonly short?: readonly string[];
}

/** The parts of a report that fit, and a sentence about the others. */
export interface FittedReport {
  /** The lines of the report. */
  readonly lines: readonly string[];
  /** The parts that are left out, with their numbers: `2 lists of resources`; empty if no part is left out. */
  readonly cut: readonly string[];
}

/**
 * Leaves out parts until the report fits. It renders only the parts of the report, and the first part that does not fit,
 * because a large change has many more parts than a report has space for.
 *
 * @param sections - The parts, in the order of the report.
 * @param maximumCharacters - The maximum, without the heading.
 */
export function fitSections(sections: readonly Section[], maximumCharacters: number): FittedReport {
  const optional = inOrderOfLoss(sections);
  const lines: (readonly string[])[] = [];
  let size = 0;
  for (const { kind, lines: linesOf, short = [] } of sections) {
    const required = kind === undefined ? linesOf() : short;
    lines.push(required);
    size += sizeOf(required);
    if (size > maximumCharacters)
      return {
        lines: shortened(lines.flat(), maximumCharacters),
        cut: [...namesOf(optional.map((section) => section.kind)), 'the end'],
      };
  }
  // A part that is left out last has the space first.
  let count = optional.length;
  for (const { lines: linesOf, short = [], index } of optional.toReversed()) {
    const whole = linesOf();
    size += sizeOf(whole) - sizeOf(short);
    if (size > maximumCharacters) break;
    lines[index] = whole;
    count -= 1;
  }
  return { lines: lines.flat(), cut: namesOf(optional.slice(0, count).map(({ kind }) => kind)) };
}

/** Returns the parts that can be left out, with their positions, in the order in which they are left out. */
function inOrderOfLoss(sections: readonly Section[]) {
  const optional = sections.flatMap((section, index) => {
    const { kind } = section;
    return kind === undefined ? [] : [{ ...section, kind, index }];
  });
  // The riskiest environment is first, so the last part is left out first.
  return droppedKinds.flatMap((kind) => optional.filter((section) => section.kind === kind).toReversed());
}

function namesOf(dropped: readonly DroppedKind[]): readonly string[] {
  return droppedKinds.flatMap((kind) => {
    const number = dropped.filter((each) => each === kind).length;
    return number === 0 ? [] : [`${number} ${names[kind][number === 1 ? 0 : 1]}`];
  });
}

function sizeOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

/** Keeps the first lines. The heading counts the deletions, also those in the lines that are removed. */
function shortened(lines: readonly string[], maximumCharacters: number): readonly string[] {
  let size = 0;
  return lines.filter((line) => {
    size += line.length + 1;
    return size <= maximumCharacters;
  });
}
