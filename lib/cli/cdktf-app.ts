import { synthesizeInto } from '../constructs/synthesize';
import { InvalidGeneratedValueError } from '../jobs/validate-generated';
import { plainText } from '../report/color';
import { CommandError } from './command-error';
import { load } from './load';
import { throwOnErrors } from './throw-on-errors';
import type { ExitStatus } from './program';

/**
 * What main.ts does: reads the folder that `BACKGROUND_JOBS_CONFIG` names (default `env-config`) and writes to
 * `CDKTF_OUTDIR` as every cdktf app does. With anything wrong it writes nothing.
 */
export function runApp(environment: NodeJS.ProcessEnv, error: (text: string) => void): ExitStatus {
  try {
    if (environment['SYNTH_HCL_OUTPUT'] === 'true') {
      throw new CommandError(
        2,
        'cdktf synth --hcl corrupts JSON inside strings; leave --hcl out: Terraform reads the JSON',
      );
    }
    const loaded = load(environment['BACKGROUND_JOBS_CONFIG'] || 'env-config', []);
    throwOnErrors(loaded, { format: 'text', paint: plainText, after: '; nothing was written' });
    synthesizeInto(loaded.environments);
    return 0;
  } catch (problem) {
    if (problem instanceof InvalidGeneratedValueError) {
      error(`${problem.message}\n`);
      return 2;
    }
    if (!(problem instanceof CommandError)) throw problem;
    error(problem.message.endsWith('\n') ? problem.message : `${problem.message}\n`);
    return problem.status;
  }
}
