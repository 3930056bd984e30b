import type { EnvConfig } from '../env-config';
import type { ConfigPath, Issue, Path, Problem, SourceLocation } from '../issues/issues';
import type { SchemaResult } from '../validate-schema';

/** An environment that was read, valid or not. */
export interface ReadEnvironment extends Pick<SchemaResult, 'validParts' | 'isInvalid'> {
  /** The name of the environment, which is the name of its file without the extension. */
  readonly name: string;
  /**
   * The name of the environment's stack: the name of the environment's file, or `<app_name>-<file>` if several folders
   * are read. `undefined` if app_name is missing or not a text.
   */
  readonly stackName: string | undefined;
  /** The name of the environment in messages: the name of its file, with the folder if several folders are read. */
  readonly label: string;
  /** Whether the user selected the environment. If the user selected none, all environments are selected. */
  readonly isSelected: boolean;
  /** Configuration with all defaults; `undefined` if it has an error. */
  readonly config: EnvConfig | undefined;
  /** Converts a problem to an issue, which has a source location. */
  readonly issueOf: (problem: Problem) => Issue;
  /** Returns the source location of a key or value. */
  readonly locate: (configPath: ConfigPath) => SourceLocation;
  /**
   * Returns whether a field is written in the same map of a file as another field, or in a map inside it. A field that comes
   * from defaults.yml, `job_defaults` or a merge key is written in another map.
   */
  readonly isWrittenBeside: (path: Path, other: Path) => boolean;
  /** Returns a message without the secret values at a path. */
  readonly redact: (message: string, path: Path) => string;
}
