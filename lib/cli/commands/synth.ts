import { join } from 'node:path';
import { Option } from 'commander';
import { moduleFiles } from '../../resources/module/module-files';
import { manifestFile, stackFile, synthesize } from '../../resources/stack/synthesize';
import { synthesisFormats } from '../../report/synthesis/formats';
import { viewSynthesis } from '../../report/synthesis/view';
import { defineCommand, type CommandContext, type CommandResult } from '../command';
import { CommandError } from '../command-error';
import { loadValid } from '../load-valid';
import { rejectOutputInConfiguration } from '../output/output-folder';
import { configOptions, foldersOf, formatOption, type ConfigOptions } from '../options';
import { explainStaleModules, rejectForeignFiles, staleModules } from '../output/module-output';
import { explainStale, staleStacks } from '../output/stale-stacks';
import { writeFiles } from '../output/write-files';

interface SynthOptions extends ConfigOptions {
  /**
   * The output folder.
   *
   * @default `cdktf.out` for stacks, `background-jobs` for modules
   */
  readonly out?: string;
  /**
   * Whether the output is a Terraform module for each environment.
   *
   * @default false
   */
  readonly module?: boolean;
  readonly format: keyof typeof synthesisFormats;
}

/** `background-jobs synth` */
export const synthCommand = defineCommand({
  name: 'synth',
  summary:
    'write the Terraform JSON of each environment to <out>/stacks/<environment>/cdk.tf.json, or a module to <out>/<environment>',
  options: [
    ...configOptions(),
    new Option(
      '--out <folder>',
      'folder for the output (default: cdktf.out, and background-jobs for modules)',
    ),
    new Option(
      '--module',
      'write a Terraform module for each environment, to call from a configuration in HCL',
    ),
    formatOption(synthesisFormats),
  ],
  run: synth,
});

function synth(options: SynthOptions, { errorColor }: CommandContext): CommandResult {
  const { environment, module: isModule = false, format } = options;
  const out = options.out ?? (isModule ? 'background-jobs' : 'cdktf.out');
  if (out === '') throw new CommandError(2, '--out: the value is empty; pass the path of a folder');
  rejectOutputInConfiguration(`--out ${out}`, out, foldersOf(options));
  const { environments } = loadValid(options, errorColor, '; nothing was written');
  const names = environments.map(({ config }) => config.name);
  if (isModule) {
    const files = moduleFiles(environments);
    rejectForeignFiles(out, files);
    writeFiles(out, files);
    const view = viewSynthesis(environments, (name) => join(out, name));
    const stale = environment.length === 0 ? staleModules(out, names) : [];
    return { output: synthesisFormats[format](view), note: explainStaleModules(out, stale) };
  }
  // cdktf's manifest lists every stack of an app, so a selection of environments must not replace it.
  const files = synthesize(environments).filter(
    ({ path }) => environment.length === 0 || path !== manifestFile,
  );
  writeFiles(out, files);
  const view = viewSynthesis(environments, (name) => join(out, stackFile(name)));
  const stale = environment.length === 0 ? staleStacks(out, names) : [];
  return { output: synthesisFormats[format](view), note: explainStale(out, stale) };
}
