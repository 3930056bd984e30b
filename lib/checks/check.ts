import type { ConfigPath } from '../config/issues';
import type { CheckCode } from '../config/schema/ignore-checks';
import type { EnvironmentJobs } from '../jobs/environment';

/** Something that is allowed and may still not be meant. */
export interface Finding extends ConfigPath {
  /** What was seen, with the value that was got. */
  readonly message: string;
}

/** One rule about a right configuration. */
export interface Check {
  readonly code: CheckCode;
  /** What goes wrong otherwise, in a sentence or two. */
  readonly why: string;
  /** What to do about it, as the end of a message. */
  readonly fix: string;
  /** `now` is for what becomes pointless as time goes by, and for nothing else. */
  readonly find: (environment: EnvironmentJobs, now: Date) => readonly Finding[];
}
