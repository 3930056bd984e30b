import { delimiter } from 'node:path';
import { synthesizeInto } from '../constructs/synthesize';
import { InvalidGeneratedValueError } from '../jobs/validate-generated';
import { plainText } from '../report/color';
import { CommandError } from './command-error';
import { loadValid } from './load-valid';
import { foldersOf } from './options';
import { rejectOutputInConfiguration } from './output-folder';
import type { ExitStatus } from './program';

/**
 * Runs main.ts: reads the folders in `BACKGROUND_JOBS_CONFIG` (default `env-config`), which are separated like those in PATH, and writes to `CDKTF_OUTDIR` as
 * every cdktf app does. If the configuration has errors, it writes nothing.
 *
 * @param error - Writes to standard error.
 * @returns The exit status.
 */
export function runApp(environment: NodeJS.ProcessEnv, error: (text: string) => void): ExitStatus {
  try {
    if (environment['SYNTH_HCL_OUTPUT'] === 'true') {
      throw new CommandError(
        2,
        'cdktf synth --hcl corrupts JSON in strings; run it without --hcl, because Terraform reads JSON too',
      );
    }
    const config = (environment['BACKGROUND_JOBS_CONFIG'] ?? '')
      .split(delimiter)
      .filter((path) => path !== '');
    const options = { config, environment: [], format: 'text' } as const;
    const out = environment['CDKTF_OUTDIR'];
    if (out !== undefined) rejectOutputInConfiguration(`CDKTF_OUTDIR=${out}`, out, foldersOf(options));
    synthesizeInto(loadValid(options, plainText, '; nothing was written').environments);
    return 0;
  } catch (problem) {
    if (problem instanceof InvalidGeneratedValueError) {
      error(`${problem.message}\n`);
      return 2;
    }
    if (!(problem instanceof CommandError)) throw problem;
    error(problem.printed);
    return problem.status;
  }
}
