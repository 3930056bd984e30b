import { join } from 'node:path';
import { manifestFile, stackFile, synthesize } from '../constructs/synthesize';
import { plainText, type Color } from '../report/color';
import { renderSynthesis, synthesisToJson } from '../report/synthesis/render-synthesis';
import { CommandError } from './command-error';
import { load } from './load';
import { throwOnErrors } from './throw-on-errors';
import { writeFiles } from './write-files';

export interface SynthOptions {
  readonly config: string;
  readonly environment: readonly string[];
  readonly out: string;
  readonly format: 'text' | 'json';
}

/**
 * env-config → `<out>/stacks/<environment>/cdk.tf.json`; returns what to print.
 *
 * @throws CommandError with every issue of the configuration; then nothing was written.
 */
export function synth({ config, environment, out, format }: SynthOptions, paint: Color = plainText): string {
  if (out === '') throw new CommandError(2, '--out: name the folder to write to');
  const loaded = load(config, environment);
  throwOnErrors(loaded, { format, paint, after: '; nothing was written' });
  const { environments } = loaded;
  // cdktf's manifest lists every stack of an app, and some of them are no whole app.
  const files = synthesize(environments).filter(
    ({ path }) => environment.length === 0 || path !== manifestFile,
  );
  writeFiles(out, files);
  const pathOf = (name: string): string => join(out, stackFile(name));
  return format === 'json' ? synthesisToJson(environments, pathOf) : renderSynthesis(environments, pathOf);
}
