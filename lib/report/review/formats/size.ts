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
  /** The lines. */
  readonly lines: readonly string[];
  /**
   * The lines in place of a part that is left out.
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
 * Leaves out parts until the report fits.
 *
 * @param sections - The parts, in the order of the report.
 * @param maximumCharacters - The maximum, without the heading.
 */
export function fitSections(sections: readonly Section[], maximumCharacters: number): FittedReport {
  const dropped = new Set<Section>();
  let size = sections.reduce((sum, { lines }) => sum + sizeOf(lines), 0);
  for (const kind of droppedKinds)
    // The riskiest environment is first, so the last part is left out first.
    for (const section of sections.filter((each) => each.kind === kind).toReversed()) {
      if (size <= maximumCharacters) break;
      dropped.add(section);
      size -= sizeOf(section.lines) - sizeOf(section.short ?? []);
    }
  const lines = sections.flatMap((section) => (dropped.has(section) ? (section.short ?? []) : section.lines));
  const cut = droppedKinds.flatMap((kind) => {
    const number = [...dropped].filter((section) => section.kind === kind).length;
    return number === 0 ? [] : [`${number} ${names[kind][number === 1 ? 0 : 1]}`];
  });
  return size <= maximumCharacters
    ? { lines, cut }
    : { lines: shortened(lines, maximumCharacters), cut: [...cut, 'the end'] };
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
