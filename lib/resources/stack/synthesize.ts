/** The files of a synthesis: the same bytes that cdktf writes, without cdktf. */
import type { EnvironmentJobs } from '../../jobs/environment';
import { validateGenerated } from '../../jobs/validate-generated';
import { libraryVersion } from './library';
import { sortedJson } from './sorted-json';
import { stackJson } from './stack-json';

/** A file that a synthesis writes. */
export interface SynthesizedFile {
  /** The path of the file below the output folder. */
  readonly path: string;
  /** The text of the file. */
  readonly content: string;
}

/** The name of the file in which cdktf lists the stacks of an app. */
export const manifestFile = 'manifest.json';

/** Returns the path of a stack's file below the output folder. */
export function stackFile(environmentName: string): string {
  return `stacks/${environmentName}/cdk.tf.json`;
}

/**
 * Returns the files that `cdktf synth` writes for these environments, to the byte.
 *
 * @param environments - The environments, which must have no errors.
 * @returns A file for each stack, and cdktf's manifest.
 * @throws InvalidGeneratedValueError if AWS would reject a generated value.
 */
export function synthesize(environments: readonly EnvironmentJobs[]): readonly SynthesizedFile[] {
  environments.forEach(validateGenerated);
  return [
    ...environments.map((environment) => ({
      path: stackFile(environment.config.name),
      content: sortedJson(stackJson(environment)),
    })),
    { path: manifestFile, content: sortedJson(manifest(environments)) },
  ];
}

/** Returns the manifest, from which cdktf's commands know the stacks and their folders. */
function manifest(environments: readonly EnvironmentJobs[]): unknown {
  const stacks = new Map(environments.map(({ config: { name } }) => [name, manifestOfStack(name)]));
  return { version: libraryVersion, stacks: Object.fromEntries(stacks) };
}

function manifestOfStack(name: string): Readonly<Record<string, unknown>> {
  return {
    name,
    constructPath: name,
    workingDirectory: `stacks/${name}`,
    synthesizedStackPath: stackFile(name),
    stackMetadataPath: `stacks/${name}/metadata.json`,
    annotations: [],
    dependencies: [],
  };
}
