import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnvironmentJobs } from '../jobs/environment';
import { buildApp } from './environment-stack';

/** What a synthesis writes: the path below the output folder, and the bytes. */
export interface SynthesizedFile {
  readonly path: string;
  readonly content: string;
}

/** cdktf's list of an app's stacks. */
export const manifestFile = 'manifest.json';

/** The file of a stack below the output folder, as cdktf lays it out. */
export function stackFile(environmentName: string): string {
  return `stacks/${environmentName}/cdk.tf.json`;
}

/**
 * Everything that `cdktf synth` would write for these environments, with cdktf's own validations: in memory, so that
 * what goes wrong leaves no half of it behind.
 */
export function synthesize(environments: readonly EnvironmentJobs[]): readonly SynthesizedFile[] {
  const folder = mkdtempSync(join(tmpdir(), 'background-jobs-'));
  try {
    buildApp(environments, folder).synth();
    const paths = [...environments.map(({ config }) => stackFile(config.name)), manifestFile];
    return paths.map((path) => ({ path, content: readFileSync(join(folder, path), 'utf8') }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
