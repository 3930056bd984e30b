import { join } from 'node:path';
import { Option } from 'commander';
import { manifestFile, stackFile, synthesize } from '../../constructs/synthesize';
import { synthesisFormats } from '../../report/synthesis/formats';
import { viewSynthesis } from '../../report/synthesis/view';
import { defineCommand, type CommandContext, type CommandResult } from '../command';
import { CommandError } from '../command-error';
import { loadValid } from '../load-valid';
import { rejectOutputInConfiguration } from '../output-folder';
import { configOptions, foldersOf, formatOption, type ConfigOptions } from '../options';
import { explainStale, staleStacks } from '../stale-stacks';
import { writeFiles } from '../write-files';

interface SynthOptions extends ConfigOptions {
  readonly out: string;
  readonly format: keyof typeof synthesisFormats;
}

/** `background-jobs synth` */
export const synthCommand = defineCommand({
  name: 'synth',
  summary: 'write the Terraform JSON of each environment to <out>/stacks/<environment>/cdk.tf.json',
  options: [
    ...configOptions(),
    new Option('--out <folder>', 'folder for the output').default('cdktf.out'),
    formatOption(synthesisFormats),
  ],
  run: synth,
});

function synth(options: SynthOptions, { errorColor }: CommandContext): CommandResult {
  const { environment, out, format } = options;
  if (out === '') throw new CommandError(2, '--out: must name a folder');
  rejectOutputInConfiguration(`--out ${out}`, out, foldersOf(options));
  const { environments } = loadValid(options, errorColor, '; nothing was written');
  // cdktf's manifest lists every stack of an app, so a selection of environments must not replace it.
  const files = synthesize(environments).filter(
    ({ path }) => environment.length === 0 || path !== manifestFile,
  );
  writeFiles(out, files);
  const view = viewSynthesis(environments, (name) => join(out, stackFile(name)));
  const stale =
    environment.length === 0
      ? staleStacks(
          out,
          environments.map(({ config }) => config.name),
        )
      : [];
  return { output: synthesisFormats[format](view), note: explainStale(out, stale) };
}
