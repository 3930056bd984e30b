import { synthesize, stackFile } from '../resources/stack/synthesize';
import { hasErrors } from '../config/issues/issues';
import { loadEnvironments } from '../jobs/load-environments';
import { renderIssues } from '../report/issues/text';
import { unfoldJson } from '../report/unfold-json';

/** The Terraform JSON of an environment, for a snapshot test. */
export interface EnvironmentSnapshot {
  /** The name of the environment. */
  readonly name: string;
  /**
   * The generated JSON. JSON inside strings is parsed, so that a diff shows the changed line. The metadata of cdktf is
   * removed: an upgrade of cdktf does not change the snapshot.
   */
  readonly terraform: unknown;
}

/**
 * Synthesizes the environments of a folder in memory, for jest's `toMatchSnapshot`.
 *
 * @param folders - The path of the env-config folder, or of several folders.
 * @throws Error with every issue if the configuration has errors.
 * @throws ConfigFolderError if a folder does not exist or has no environment.
 *
 * @example
 * ```ts
 * for (const { name, terraform } of synthesizeForSnapshots('env-config'))
 *   test(name, () => expect(terraform).toMatchSnapshot());
 * ```
 */
export function synthesizeForSnapshots(folders: string | readonly string[]): readonly EnvironmentSnapshot[] {
  const { environments, issues } = loadEnvironments(folders);
  if (hasErrors(issues)) throw new Error(renderIssues(issues));
  const contents = new Map(synthesize(environments).map(({ path, content }) => [path, content]));
  return environments.map(({ config: { name } }) => {
    const terraform: unknown = JSON.parse(contents.get(stackFile(name)) ?? 'null');
    return { name, terraform: unfoldJson(withoutMetadata(terraform)) };
  });
}

/** Removes cdktf's metadata: each key `//` whose value is an object. A tag may have the key `//` too, with a string. */
function withoutMetadata(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMetadata);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]: [string, unknown]) => key !== '//' || typeof inner === 'string')
      .map(([key, inner]: [string, unknown]) => [key, withoutMetadata(inner)]),
  );
}
