import { synthesize, stackFile } from '../constructs/synthesize';
import { hasErrors } from '../config/issues';
import { loadEnvironments } from '../jobs/load-environments';
import { renderIssues } from '../report/issues/text';
import { unfoldJson } from '../report/unfold-json';

/** An environment's Terraform JSON as a value to keep a snapshot of. */
export interface EnvironmentSnapshot {
  readonly name: string;
  /**
   * What is written, with the JSON inside its strings unfolded: the diff of a change is the line that changed. cdktf's
   * notes to itself are left out, so that an upgrade of it changes nothing here.
   */
  readonly terraform: unknown;
}

/**
 * The environments of a folder, synthesised in memory, for jest's `toMatchSnapshot`.
 *
 * @throws Error with every issue when something in the configuration is wrong.
 * @throws ConfigFolderError when there is no such folder or no environment in it.
 */
export function synthesizeForSnapshots(folder: string): readonly EnvironmentSnapshot[] {
  const { environments, issues } = loadEnvironments(folder);
  if (hasErrors(issues)) throw new Error(renderIssues(issues));
  const contents = new Map(synthesize(environments).map(({ path, content }) => [path, content]));
  return environments.map(({ config: { name } }) => {
    const terraform: unknown = JSON.parse(contents.get(stackFile(name)) ?? 'null');
    return { name, terraform: unfoldJson(withoutMetadata(terraform)) };
  });
}

/** The value without cdktf's comments: the key `//` with its metadata. A tag may be called `//` too. */
function withoutMetadata(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMetadata);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]: [string, unknown]) => key !== '//' || typeof inner === 'string')
      .map(([key, inner]: [string, unknown]) => [key, withoutMetadata(inner)]),
  );
}
