import { join } from 'node:path';
import { Option } from 'commander';
import { importHcl } from '../../import/hcl/import-hcl';
import { loadParser } from '../../import/hcl/load-parser';
import { initFrom } from '../init/init-from';
import { checkedValues, readInitOptions } from '../init/init-options';
import { rejectExisting, withIgnoredFiles } from '../init/existing-files';
import { renderStarterFiles } from '../init/starter-files';
import { readUserProject } from '../init/user-project';
import { defineCommand, type CommandResult, type PendingResult } from '../command';
import { CommandError } from '../command-error';
import { writeFiles } from '../output/write-files';

interface InitOptions {
  readonly appName?: string;
  readonly region?: string;
  readonly environments?: string;
  readonly cdktf?: boolean;
  readonly fromHcl?: string;
}

/** `background-jobs init` */
export const initCommand = defineCommand({
  name: 'init',
  summary: 'write an env-config folder and a snapshot test to start from; existing files stay as they are',
  options: [
    new Option('--app-name <name>', 'name of the application').default(undefined, 'the name of this folder'),
    new Option('--region <region>', 'AWS region of the jobs').default(undefined, 'us-east-1'),
    new Option('--environments <names>', 'names of the environments, separated by commas').default(
      undefined,
      'dev,prod',
    ),
    new Option('--cdktf', 'also write cdktf.json and main.ts, for the commands of cdktf'),
    new Option(
      '--from-hcl <folder>',
      'read the jobs of an application of template-infra, such as infra/app/app-config',
    ),
  ],
  run: init,
});

function init(options: InitOptions): PendingResult {
  const { fromHcl, environments, cdktf = false } = options;
  if (fromHcl === undefined) return initStarter(options);
  if (environments !== undefined)
    throw new CommandError(2, '--environments: the HCL has the environments; remove the option');
  const given = checkedValues(options);
  return initFrom({
    heading: `Written by background-jobs init --from-hcl ${fromHcl}.`,
    hasCdktfApp: cdktf,
    read: async () => importHcl({ folder: fromHcl, given }, await loadParser()),
  });
}

function initStarter(options: InitOptions): CommandResult {
  const folder = process.cwd();
  const project = readUserProject(folder);
  const starter = renderStarterFiles(readInitOptions(options, folder), project);
  rejectExisting(folder, starter.files);
  const files = [...starter.files, ...withIgnoredFiles(folder)];
  writeFiles(folder, files);
  const written = files.map(({ path }) => `wrote ${join(path)}\n`);
  return {
    output: `${written.join('')}\nNext:\n${starter.nextCommands.map((line) => `  ${line}\n`).join('')}`,
  };
}
