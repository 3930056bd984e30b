import { Option } from 'commander';
import { isModuleAddress } from '../../adopt/addresses';
import { forgetFile, importFile, moveFile } from '../../adopt/blocks';
import { planAdoption } from '../../adopt/plan-adoption';
import { parseState, type StateResource } from '../../adopt/state';
import { renderChecklist } from '../../report/adopt/checklist';
import { renderAdoption } from '../../report/adopt/text';
import { readRegularFile } from '../../text/read-regular-file';
import { defineCommand, type CommandContext, type CommandResult } from '../command';
import { CommandError } from '../command-error';
import { loadValid } from '../load-valid';
import { configOptions, foldersOf, type ConfigOptions } from '../options';
import { rejectOutputInConfiguration } from '../output/output-folder';
import { writeFiles } from '../output/write-files';

interface AdoptOptions extends ConfigOptions {
  /** The file with the state. */
  readonly state: string;
  /**
   * The address of the generated module.
   *
   * @default the new stack has its own state
   */
  readonly module?: string;
  /** The folder for the blocks and the checklist. */
  readonly out: string;
}

/** The maximum size of a state. */
const maximumStateMebibytes = 256;

/** `background-jobs adopt` */
export const adoptCommand = defineCommand({
  name: 'adopt',
  summary: 'write the blocks with which Terraform keeps the existing resources of your jobs, and a checklist',
  options: [
    ...configOptions(),
    new Option(
      '--state <file>',
      'JSON of the old state: terraform show -json > state.json',
    ).makeOptionMandatory(),
    new Option(
      '--module <address>',
      'address of the generated module in the old root, such as module.jobs (default: the jobs have their own state)',
    ),
    new Option('--out <folder>', 'folder for the blocks and the checklist').default('adoption'),
  ],
  run: adopt,
});

function adopt(options: AdoptOptions, { errorColor }: CommandContext): CommandResult {
  const { module: moduleAddress, out } = options;
  if (out === '') throw new CommandError(2, '--out: the value is empty; pass the path of a folder');
  rejectOutputInConfiguration(`--out ${out}`, out, foldersOf(options));
  if (moduleAddress !== undefined && !isModuleAddress(moduleAddress))
    throw new CommandError(
      2,
      `--module ${moduleAddress}: must be the address of a module block, such as module.jobs`,
    );
  const state = readState(options.state);
  const { environments } = loadValid({ ...options, format: 'text' }, errorColor, '; nothing was written');
  const [environment, ...others] = environments;
  if (environment === undefined || others.length > 0)
    throw new CommandError(
      2,
      `adopt needs one environment; select it with --environment: ${environments.map(({ config }) => config.name).join(', ')}`,
    );
  const adoption = planAdoption(state, environment);
  const files = [
    ...(moduleAddress === undefined
      ? [importFile(adoption), forgetFile(adoption)]
      : [moveFile(adoption, moduleAddress)]),
    { path: 'checklist.md', content: renderChecklist(adoption, { folder: out, moduleAddress }) },
  ];
  const isReady =
    adoption.secondTriggers.length === 0 &&
    adoption.resources.every(({ outcome }) => outcome.kind !== 'blocked');
  writeFiles(out, files);
  return {
    output: `${renderAdoption(adoption)}\n${files.map(({ path }) => `wrote ${out}/${path}\n`).join('')}`,
    status: isReady ? 0 : 1,
  };
}

function readState(file: string): readonly StateResource[] {
  const content = readRegularFile(file, maximumStateMebibytes);
  if (!content.ok) throw new CommandError(2, `--state ${file}: ${content.reason}`);
  const state = parseState(content.value.toString('utf8'));
  if (!state.ok) throw new CommandError(2, `--state ${file}: ${state.reason}`);
  return state.value;
}
