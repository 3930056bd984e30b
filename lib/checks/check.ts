import type { ConfigPath } from '../config/issues';
import type { CheckCode } from '../config/schema/ignore-checks';
import type { EnvironmentJobs } from '../jobs/environment';

/** A valid configuration that is often a mistake. */
export interface Finding extends ConfigPath {
  /** What was found, with its value. */
  readonly message: string;
}

/** A rule about valid configurations. */
export interface Check {
  readonly code: CheckCode;
  /** Consequences, in a few sentences. */
  readonly why: string;
  /** The action that fixes it, as the end of a message: an imperative without a period. */
  readonly fix: string;
  /** Finds all cases in an environment. Only checks of times that pass use `now`. */
  readonly find: (environment: EnvironmentJobs, now: Date) => readonly Finding[];
}
