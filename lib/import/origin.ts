/**
 * The types of an imported configuration: what another tool's files become in env-config, and what happened to each value of
 * the input. Every room below `lib/import` that reads an origin returns these types.
 */

/** A line of a file of the origin. */
export interface InputLocation {
  /** Path of the file, as messages show it. */
  readonly file: string;
  /** Line number, 1 or higher. */
  readonly line: number;
}

/** What happened to one value of the input. */
export type FieldOutcome = CarriedField | ChangedField | ImpossibleField;

/** A value with the same meaning in env-config. */
export interface CarriedField {
  readonly kind: 'carried';
  /** Field of env-config, such as `scheduled_jobs.nightly.task_command`. */
  readonly to: string;
}

/** A value that has a different form or a different effect in env-config. */
export interface ChangedField {
  readonly kind: 'changed';
  /** Field of env-config, or `undefined` if env-config needs no field for the value. */
  readonly to: string | undefined;
  /** Sentence without a period: what is different, and why. */
  readonly reason: string;
}

/** A value that env-config does not get. */
export interface ImpossibleField {
  readonly kind: 'not possible';
  /** Sentence without a period: why, and what the user must do. */
  readonly reason: string;
  /** Text of the value in the file of the origin. */
  readonly text: string;
}

/** One value (a leaf) of the input, and what happened to it. */
export interface ImportedField {
  /** Path in the file of the origin, such as `scheduled_jobs.nightly.schedule_expression`. */
  readonly path: string;
  /** Source location of the value in the file of the origin. */
  readonly location: InputLocation;
  /** What happened to the value. */
  readonly outcome: FieldOutcome;
}

/** A difference between the runs of the origin and the runs of the imported jobs. */
export interface RunDifference {
  /** Field or section of env-config that has the difference, such as `scheduled_jobs` or `scheduled_jobs.nightly`. */
  readonly subject: string;
  /** Sentence without a period: the runs before, and the runs after the import. */
  readonly text: string;
}

/** A value of env-config to write. */
export type ImportedValue = string | number | boolean | null | readonly ImportedValue[] | ImportedMap;

/** A map of env-config to write. */
export interface ImportedMap {
  readonly kind: 'map';
  /** Fields and comments, in the order of the file. */
  readonly entries: readonly ImportedEntry[];
}

/** A line, or several lines, of a map of env-config. */
export type ImportedEntry = ImportedMapField | ImportedComment;

/** A field of a map. */
export interface ImportedMapField {
  readonly kind: 'field';
  /** Key of the field. */
  readonly key: string;
  /** Value of the field. */
  readonly value: ImportedValue;
}

/** A comment at the place of a field that env-config does not get. */
export interface ImportedComment {
  readonly kind: 'comment';
  /** Sentence about the missing value. */
  readonly text: string;
  /**
   * Text in the file of the origin, which is shown below the sentence.
   *
   * @default the comment is only the sentence
   */
  readonly original?: string;
}

/** A configuration of another tool as env-config. */
export interface ImportedConfiguration {
  /** Content of `defaults.yml`. */
  readonly defaults: ImportedMap;
  /** Content of the file of each environment, by the name of the environment. */
  readonly environments: ReadonlyMap<string, ImportedMap>;
  /** Every value of the input, in the order of the files. */
  readonly fields: readonly ImportedField[];
  /** Differences between the runs before and after the import. */
  readonly differences: readonly RunDifference[];
}

/** Creates a map. */
export function importedMap(entries: readonly ImportedEntry[]): ImportedMap {
  return { kind: 'map', entries };
}

/** Creates a field of a map. */
export function importedField(key: string, value: ImportedValue): ImportedMapField {
  return { kind: 'field', key, value };
}

/** Returns whether a value is a map. */
export function isImportedMap(value: ImportedValue): value is ImportedMap {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
