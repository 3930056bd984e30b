import type { ConfigPath } from '../config/issues/issues';
import type { CheckCode } from '../config/schema/check-codes';
import type { EnvironmentJobs } from '../jobs/environment';

/** A key or value of a valid configuration that is probably a mistake. */
export interface Finding extends ConfigPath {
  /** Beginning of the message: the suspicious value, or its effect. */
  readonly message: string;
}

/** A search for probable mistakes in valid configurations. Its findings are advice, not errors. */
export interface Check {
  /** Code in `ignore_checks` and in the output of `validate`. */
  readonly code: CheckCode;
  /** Consequences of the mistake, in a few sentences. docs/checks.md shows them. */
  readonly why: string;
  /** The end of the message: the action that fixes the mistake, as an imperative without a period. */
  readonly fix: string;
  /**
   * Returns all findings in an environment.
   *
   * @param environment - The environment.
   * @param now - The current time. Only checks that look for past, skipped or common times use it.
   * @param environments - All selected environments, in their order. Only checks that compare environments use them;
   *   without them, these checks find nothing.
   */
  readonly find: (
    environment: EnvironmentJobs,
    now: Date,
    environments?: readonly EnvironmentJobs[],
  ) => readonly Finding[];
}
