import type { ConfigPath } from '../config/issues';
import type { CheckCode } from '../config/schema/ignore-checks';
import type { EnvironmentJobs } from '../jobs/environment';

/** A case of a check: a valid configuration that is often a mistake. */
export interface Finding extends ConfigPath {
  /** Found value or configuration, as the beginning of a message. */
  readonly message: string;
}

/** A rule about valid configurations. */
export interface Check {
  /** Code in `ignore_checks` and in the output of `validate`. */
  readonly code: CheckCode;
  /** Consequences in a few sentences, for docs/checks.md. */
  readonly why: string;
  /** Action that fixes it, as the end of a message: an imperative without a period. */
  readonly fix: string;
  /** Finds all cases in an environment. Only checks of times that pass use `now`. */
  readonly find: (environment: EnvironmentJobs, now: Date) => readonly Finding[];
}
