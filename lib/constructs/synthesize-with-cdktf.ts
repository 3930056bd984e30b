import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnvironmentJobs } from '../jobs/environment';
import { validateGenerated } from '../jobs/validate-generated';
import { manifestFile, stackFile, type SynthesizedFile } from '../resources/stack/synthesize';
import { TemporaryFolderError } from '../text/temporary-folder-error';
import { buildApp } from './environment-stack';
import { withoutCdktfVariables } from './without-cdktf-variables';
import { withoutStackTraces } from './without-stack-traces';

/**
 * Returns the files that `cdktf synth` writes for these environments. cdktf writes them into a temporary folder, which
 * is deleted. An error therefore leaves no incomplete output. Variables of cdktf have no effect.
 *
 * @param environments - The environments, which must have no errors.
 * @returns A file for each stack, and cdktf's manifest.
 * @throws InvalidGeneratedValueError if AWS would reject a generated value.
 * @throws TemporaryFolderError if the folder for temporary files can't be written.
 */
export function synthesizeWithCdktf(environments: readonly EnvironmentJobs[]): readonly SynthesizedFile[] {
  environments.forEach(validateGenerated);
  const paths = [...environments.map(({ config }) => stackFile(config.name)), manifestFile];
  return inTemporaryFolder((folder) => {
    withoutCdktfVariables(() => {
      withoutStackTraces(() => {
        buildApp(environments, folder).synth();
      });
    });
    return paths.map((path) => ({ path, content: readFileSync(join(folder, path), 'utf8') }));
  });
}

function inTemporaryFolder<Value>(call: (folder: string) => Value): Value {
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), 'background-jobs-'));
    return call(folder);
  } catch (error) {
    throw isSystemError(error) ? new TemporaryFolderError(tmpdir(), error.message) : error;
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether the operating system has rejected a call, for example because a disk is full. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
