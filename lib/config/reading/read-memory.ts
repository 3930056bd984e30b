import type { Issue } from '../issues/issues';
import { Memory } from '../../values/memory';
import type { ParsedFile } from '../yaml/parse-yaml';
import type { ReadEnvironment } from './read-environment';

/** Parsed YAML of a file, with its text. */
export interface ReadFile extends ParsedFile {
  /** The text of the file, in which lines that may have a secret are empty; `undefined` if the file is not UTF-8. */
  readonly text: string | undefined;
}

/** An environment that was checked, and its issues. */
export interface CheckedEnvironment {
  /** The environment. */
  readonly environment: ReadEnvironment;
  /** Its issues. */
  readonly issues: readonly Issue[];
}

/** A file that was read, with its bytes. */
interface KnownFile {
  readonly bytes: Uint8Array;
  readonly file: ReadFile;
}

/**
 * What one reading of a configuration leaves for the next one. A file with the same bytes is not parsed again, and an
 * environment whose files are the same is not checked again.
 */
export class ReadMemory {
  private readonly files = new Map<string, KnownFile>();
  private readonly filesBefore: ReadonlyMap<string, KnownFile>;
  private readonly environments: Memory<ReadFile, CheckedEnvironment>;

  /**
   * Creates the memory of a new reading.
   *
   * @param previous - The memory of the previous reading, which must be complete. @default there is no previous reading
   */
  constructor(previous?: ReadMemory) {
    this.filesBefore = previous?.files ?? new Map<string, KnownFile>();
    this.environments = previous?.environments ?? new Memory();
  }

  /** Returns a file, and parses it if its bytes are not those of the previous reading. */
  file(path: string, bytes: Uint8Array, parse: () => ReadFile): ReadFile {
    const before = this.filesBefore.get(path);
    const known =
      before !== undefined && Buffer.compare(before.bytes, bytes) === 0 ? before : { bytes, file: parse() };
    this.files.set(path, known);
    return known.file;
  }

  /**
   * Returns a checked environment, and checks it if its file or an input is another one than before.
   *
   * @param own - The environment's own file.
   * @param inputs - Everything else that the result depends on.
   */
  environment(
    own: ReadFile,
    inputs: readonly unknown[],
    check: () => CheckedEnvironment,
  ): CheckedEnvironment {
    return this.environments.recall(own, inputs, check);
  }

  /** Returns the paths of the files that were added, changed or deleted since another reading, sorted. */
  changedSince(other: ReadMemory): readonly string[] {
    const paths = new Set([...this.files.keys(), ...other.files.keys()]);
    return [...paths].filter((path) => this.files.get(path) !== other.files.get(path)).sort();
  }
}
