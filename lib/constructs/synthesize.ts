import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnvironmentJobs } from '../jobs/environment';
import { validateGenerated } from '../jobs/validate-generated';
import { buildApp } from './environment-stack';

/** A file that a synthesis writes. */
export interface SynthesizedFile {
  /** Below the output folder. */
  readonly path: string;
  /** The bytes, in UTF-8. */
  readonly content: string;
}

/** cdktf's list of an app's stacks. */
export const manifestFile = 'manifest.json';

/** Returns the path of a stack's file below the output folder. */
export function stackFile(environmentName: string): string {
  return `stacks/${environmentName}/cdk.tf.json`;
}

/**
 * Synthesizes environments into a folder.
 *
 * @param environments - The environments, without errors.
 * @param outdir - The folder to write to.
 * @default outdir the folder that cdktf's own commands use
 * @throws InvalidGeneratedValueError if AWS would reject a generated value; nothing is written then.
 */
export function synthesizeInto(environments: readonly EnvironmentJobs[], outdir?: string): void {
  environments.forEach(validateGenerated);
  const original = Object.getOwnPropertyDescriptor(Error, 'captureStackTrace');
  // cdktf keeps a stack trace of every token and nested block, for messages that would point into this library and not
  // at the user's file. Stack traces take more than half of the time of a synthesis.
  Error.captureStackTrace = () => undefined;
  try {
    buildApp(environments, outdir).synth();
  } finally {
    if (original !== undefined) Object.defineProperty(Error, 'captureStackTrace', original);
  }
}

/**
 * Returns every file that `cdktf synth` writes for these environments, with cdktf's own validations. The files are in
 * memory: an error leaves no incomplete output behind.
 */
export function synthesize(environments: readonly EnvironmentJobs[]): readonly SynthesizedFile[] {
  const folder = mkdtempSync(join(tmpdir(), 'background-jobs-'));
  try {
    synthesizeInto(environments, folder);
    const paths = [...environments.map(({ config }) => stackFile(config.name)), manifestFile];
    return paths.map((path) => ({ path, content: readFileSync(join(folder, path), 'utf8') }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
