import { delimiter } from 'node:path';
import { synthesizeWithCdktf } from '../constructs/synthesize-with-cdktf';
import { plainText } from '../report/color';
import { CommandError } from './command-error';
import { explainError } from './explain-error';
import { loadValid } from './load-valid';
import { foldersOf } from './options';
import { rejectOutputInConfiguration } from './output/output-folder';
import type { ExitStatus } from './program';
import { safeOutput } from './output/safe-output';
import { explainStale, staleStacks } from './output/stale-stacks';
import { writeFiles } from './output/write-files';

/**
 * Runs main.ts. Reads the folders in `BACKGROUND_JOBS_CONFIG` (default `env-config`), which are separated like those in
 * `PATH`. Writes to `CDKTF_OUTDIR` (default `cdktf.out`), as every cdktf app does. If the configuration has errors, or
 * the output can't be written, all files stay as they were.
 *
 * @param error - Writes to standard error.
 * @returns The exit status.
 *
 * @example
 * ```ts
 * process.exitCode = runApp(process.env, (text) => process.stderr.write(text));
 * ```
 */
export function runApp(environment: NodeJS.ProcessEnv, error: (text: string) => void): ExitStatus {
  const write = (text: string): void => {
    error(safeOutput(text));
  };
  try {
    if (environment['SYNTH_HCL_OUTPUT'] === 'true') {
      throw new CommandError(
        2,
        'cdktf synth --hcl corrupts JSON in strings; run cdktf synth without --hcl, because Terraform reads JSON too',
      );
    }
    const config = (environment['BACKGROUND_JOBS_CONFIG'] ?? '')
      .split(delimiter)
      .filter((path) => path !== '');
    const options = { config, environment: [], format: 'text' } as const;
    const out = environment['CDKTF_OUTDIR'] || 'cdktf.out';
    rejectOutputInConfiguration(`CDKTF_OUTDIR=${out}`, out, foldersOf(options));
    const { environments } = loadValid(options, plainText, '; nothing was written');
    writeFiles(out, synthesizeWithCdktf(environments));
    const names = environments.map((each) => each.config.name);
    const note = explainStale(out, staleStacks(out, names));
    if (note !== undefined) write(note);
    return 0;
  } catch (problem) {
    const { printed, status } = explainError(problem);
    write(printed);
    return status;
  }
}
