import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnvironmentJobs } from '../jobs/environment';
import { validateGenerated } from '../jobs/validate-generated';
import { buildApp } from './environment-stack';

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
 * Synthesizes environments into a folder.
 *
 * @param environments - The environments, which must have no errors.
 * @param outdir - The output folder. The default is the folder that cdktf's own commands use.
 * @throws InvalidGeneratedValueError if AWS would reject a generated value; nothing is written then.
 */
export function synthesizeInto(environments: readonly EnvironmentJobs[], outdir?: string): void {
  environments.forEach(validateGenerated);
  const original = Object.getOwnPropertyDescriptor(Error, 'captureStackTrace');
  // cdktf records a stack trace for every token and nested block. The traces point into this library instead of the
  // user's file, and take more than half of the time of a synthesis.
  Error.captureStackTrace = () => undefined;
  try {
    buildApp(environments, outdir).synth();
  } finally {
    if (original !== undefined) Object.defineProperty(Error, 'captureStackTrace', original);
  }
}

/**
 * Returns the files that `cdktf synth` writes for these environments. cdktf writes them into a temporary folder, which
 * is deleted. An error therefore leaves no incomplete output.
 *
 * @param environments - The environments, which must have no errors.
 * @returns A file for each stack, and cdktf's manifest.
 * @throws InvalidGeneratedValueError if AWS would reject a generated value.
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
