import type { Issue } from '../../config/issues/issues';

/** The difference between two checks of a configuration. */
export interface IssueChanges {
  /** Issues that only the later check found. */
  readonly added: readonly Issue[];
  /** Issues that only an earlier check found, and that the later one would have found too. */
  readonly fixed: readonly Issue[];
  /**
   * Issues of earlier checks that are not fixed and not found. An error can end a check early, so it can hide other
   * issues.
   */
  readonly hidden: readonly Issue[];
}

/** An issue that is not fixed, and the errors that the configuration had when a check last found the issue. */
interface KnownIssue {
  readonly issue: Issue;
  readonly errorsBeside: ReadonlySet<string>;
}

/**
 * Compares each check of a configuration with all earlier ones.
 *
 * An issue that is not found any more is fixed only if no new error can have ended the check before it. For example, a
 * syntax error hides all other issues of its file. An error could not hide an issue if an earlier check found both.
 */
export class IssueHistory {
  private known: ReadonlyMap<string, KnownIssue> = new Map();

  /** Compares the issues of a check with the earlier ones, and remembers them. */
  add(issues: readonly Issue[]): IssueChanges {
    const found = new Map(withKeys(issues));
    const errors = new Set([...found].filter(([, issue]) => issue.severity === 'error').map(([key]) => key));
    const fields = new Set(issues.map(fieldOf));
    const missing = [...this.known].filter(([key]) => !found.has(key));
    const isHidden = ([, { issue, errorsBeside }]: (typeof missing)[number]): boolean =>
      // A value with the same kind of mistake replaces the value with the earlier one.
      !fields.has(fieldOf(issue)) && [...errors].some((error) => !errorsBeside.has(error));
    const hidden = missing.filter(isHidden);
    const changes = {
      added: [...found].filter(([key]) => !this.known.has(key)).map(([, issue]) => issue),
      fixed: missing.filter((each) => !isHidden(each)).map(([, { issue }]) => issue),
      hidden: hidden.map(([, { issue }]) => issue),
    };
    const hiddenErrors = hidden.filter(([, { issue }]) => issue.severity === 'error').map(([key]) => key);
    const errorsBeside = new Set([...errors, ...hiddenErrors]);
    this.known = new Map([
      ...[...found].map(([key, issue]) => [key, { issue, errorsBeside }] as const),
      ...hidden,
    ]);
    return changes;
  }
}

/**
 * Returns each issue with a key that stays the same if lines are added above it. Several issues with the same message
 * get different keys.
 */
function withKeys(issues: readonly Issue[]): readonly (readonly [key: string, issue: Issue])[] {
  const counts = new Map<string, number>();
  return issues.map((issue) => {
    const { file, path, code, message } = issue;
    const key = JSON.stringify([file, path, code, message.replaceAll(/\bline \d+/g, 'line')]);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return [`${key}${count}`, issue];
  });
}

/** Returns the field and the rule of an issue, as one text. */
function fieldOf({ file, path, code }: Issue): string {
  return JSON.stringify([file, path, code]);
}
