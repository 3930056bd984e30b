import { failure, success, type Result } from './result';

/** A released version: major, minor and patch. */
export type Version = readonly [major: number, minor: number, patch: number];

/** The versions that satisfy a constraint: from `lowest` until before `end`, without those in `excluded`. */
export interface VersionRange {
  /** The lowest version in the range. */
  readonly lowest: Version;
  /** The first version above the range; `undefined` if the range has no upper end. */
  readonly end: Version | undefined;
  /** Versions between `lowest` and `end` that do not satisfy the constraint. */
  readonly excluded: readonly Version[];
}

/** Matches the versions that {@link parseVersionConstraint} accepts. Terraform also accepts pre-releases. */
export const versionConstraintPattern =
  /^\s*(?:(?:~>|[<>!]?=|[<>])\s*)?\d{1,6}(?:\.\d{1,6}){0,2}\s*(?:,\s*(?:(?:~>|[<>!]?=|[<>])\s*)?\d{1,6}(?:\.\d{1,6}){0,2}\s*)*$/;

/**
 * Parses a version constraint of Terraform, such as `~> 6.60` or `>= 6.60.0, < 6.70.0`. A missing minor or patch is 0.
 *
 * @returns The range; it can be empty.
 * @see https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
export function parseVersionConstraint(text: string): Result<VersionRange> {
  let range: VersionRange = { lowest: [0, 0, 0], end: undefined, excluded: [] };
  for (const part of text.split(',')) {
    const found = /^(~>|[<>!]?=|[<>])?\s*(\d{1,6}(?:\.\d{1,6}){0,2})$/.exec(part.trim());
    if (found?.[2] === undefined) return failure(explainInvalidPart(part.trim()));
    range = intersect(range, rangeOf(found[1] ?? '=', found[2].split('.').map(Number)));
  }
  return success(range);
}

function rangeOf(operator: string, parts: readonly number[]): VersionRange {
  const [major = 0, minor = 0, patch = 0] = parts;
  const version: Version = [major, minor, patch];
  const next: Version = [major, minor, patch + 1];
  const all: VersionRange = { lowest: [0, 0, 0], end: undefined, excluded: [] };
  switch (operator) {
    case '=':
      return { ...all, lowest: version, end: next };
    case '!=':
      return { ...all, excluded: [version] };
    case '>':
      return { ...all, lowest: next };
    case '>=':
      return { ...all, lowest: version };
    case '<':
      return { ...all, end: version };
    case '<=':
      return { ...all, end: next };
    default:
      // After ~>, only the last part that is written can increase.
      return { ...all, lowest: version, end: parts.length === 3 ? [major, minor + 1, 0] : [major + 1, 0, 0] };
  }
}

/** Returns the versions that are in both ranges. */
export function intersect(a: VersionRange, b: VersionRange): VersionRange {
  const ends = [a.end, b.end].flatMap((end) => (end === undefined ? [] : [end])).sort(compareVersions);
  return {
    lowest: compareVersions(a.lowest, b.lowest) < 0 ? b.lowest : a.lowest,
    end: ends[0],
    excluded: [...a.excluded, ...b.excluded],
  };
}

/** Returns whether no version satisfies the constraint. */
export function isEmptyRange({ lowest, end, excluded }: VersionRange): boolean {
  if (end === undefined) return false;
  if (compareVersions(lowest, end) >= 0) return true;
  const [major, minor, first] = lowest;
  // A range with several minor versions has any number of patch versions, so excluded versions can't make it empty.
  if (end[0] !== major || end[1] !== minor) return false;
  const isInside = ([a, b, patch]: Version) => a === major && b === minor && patch >= first && patch < end[2];
  return new Set(excluded.filter(isInside).map(([, , patch]) => patch)).size === end[2] - first;
}

/** Returns whether `lowest` and `end` of the inner range are inside the outer range. */
export function isWithin(inner: VersionRange, outer: VersionRange): boolean {
  if (compareVersions(inner.lowest, outer.lowest) < 0) return false;
  return outer.end === undefined || (inner.end !== undefined && compareVersions(inner.end, outer.end) <= 0);
}

/** Returns whether a version satisfies the constraint. */
export function isInRange(version: Version, { lowest, end, excluded }: VersionRange): boolean {
  return (
    compareVersions(version, lowest) >= 0 &&
    (end === undefined || compareVersions(version, end) < 0) &&
    excluded.every((other) => compareVersions(version, other) !== 0)
  );
}

/** Returns a range as a constraint, without the versions that it excludes: `>= 6.60.0, < 7.0.0`. */
export function renderRange({ lowest, end }: VersionRange): string {
  return `>= ${lowest.join('.')}${end === undefined ? '' : `, < ${end.join('.')}`}`;
}

function compareVersions(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** Explains an invalid part. For a form of other package managers, such as `^6.60` or `6.x`, suggests the form of Terraform. */
function explainInvalidPart(part: string): string {
  if (part === '') return 'a comma must be between two constraints; remove the other commas';
  const [, operator = '', version = '', wildcard = ''] =
    /^([~^]|~>|=)?\s*v?(\d+(?:\.\d+){0,2})((?:\.[x*])*)$/i.exec(part) ?? [];
  const parts = version.split('.');
  if (version !== '' && (operator !== '' || wildcard !== '') && parts.length < 4) {
    const filled = wildcard === '' || parts.length === 3 ? version : `${version}.0`;
    return `${part} is not a version constraint of Terraform; did you mean ${JSON.stringify(`~> ${filled}`)}?`;
  }
  if (version !== '')
    return `${part} is not a version of Terraform; did you mean ${JSON.stringify(version)}?`;
  if (/^\W*\d+(\.\d+){0,2}[-+]/.test(part)) return `${part} is not a released version; remove the suffix`;
  return `${part} is not a version constraint of Terraform; write one such as "~> 6.60" or ">= 6.60.0, < 6.70.0"`;
}
