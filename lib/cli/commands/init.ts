import { join } from 'node:path';
import { Option } from 'commander';
import { importCopilot } from '../../import/copilot/import-copilot';
import { importEcsSchedules } from '../../import/ecs-schedules/import-ecs-schedules';
import { importHcl } from '../../import/hcl/import-hcl';
import { loadParser } from '../../import/hcl/load-parser';
import { initFrom } from '../init/init-from';
import {
  appNameIn,
  checkedAccountIds,
  checkedEnvironmentPaths,
  checkedEnvironments,
  checkedValues,
  readInitOptions,
} from '../init/init-options';
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
  readonly fromCopilot?: string;
  readonly fromEcsSchedules?: string;
  readonly accountIds?: string;
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
    new Option(
      '--from-copilot <folder>',
      'read the scheduled jobs and worker services in copilot/*/manifest.yml of AWS Copilot; requires --region',
    ),
    new Option(
      '--from-ecs-schedules <path>',
      'read ECS scheduled tasks: a file of ecschedule, or a folder with the JSON of aws events and aws scheduler; several environments: test=test.yaml,prod=prod.yaml',
    ),
    new Option(
      '--account-ids <pairs>',
      'with --from-copilot: the account of each environment, such as test=123456789012,prod=210987654321',
    ),
  ],
  run: init,
});

function init(options: InitOptions): PendingResult {
  const { fromHcl, fromCopilot, fromEcsSchedules, accountIds } = options;
  const origins = [
    ['--from-hcl', fromHcl],
    ['--from-copilot', fromCopilot],
    ['--from-ecs-schedules', fromEcsSchedules],
  ].flatMap(([name = '', value]) => (value === undefined ? [] : [name]));
  if (origins.length > 1)
    throw new CommandError(2, `${origins.join(' and ')} exclude each other; keep one of them`);
  if (accountIds !== undefined && fromCopilot === undefined)
    throw new CommandError(2, '--account-ids needs --from-copilot; remove the option');
  if (fromHcl !== undefined) return initFromHcl(options, fromHcl);
  if (fromCopilot !== undefined) return initFromCopilot(options, fromCopilot);
  return fromEcsSchedules === undefined
    ? initStarter(options)
    : initFromEcsSchedules(options, fromEcsSchedules);
}

async function initFromHcl(options: InitOptions, folder: string): Promise<CommandResult> {
  if (options.environments !== undefined)
    throw new CommandError(2, '--environments: the HCL has the environments; remove the option');
  const given = checkedValues(options);
  return initFrom({
    heading: `Written by background-jobs init --from-hcl ${folder}.`,
    hasCdktfApp: options.cdktf === true,
    read: async () => importHcl({ folder, given }, await loadParser()),
  });
}

async function initFromCopilot(options: InitOptions, folder: string): Promise<CommandResult> {
  const { appName, region } = checkedValues(options);
  if (region === undefined)
    throw new CommandError(2, '--from-copilot needs --region, because no manifest of Copilot has the region');
  const environments =
    options.environments === undefined ? undefined : checkedEnvironments(options.environments);
  const accountIds = checkedAccountIds(options.accountIds);
  return initFrom({
    heading: `Written by background-jobs init --from-copilot ${folder}.`,
    hasCdktfApp: options.cdktf === true,
    read: () => Promise.resolve(importCopilot({ folder, appName, region, environments, accountIds })),
  });
}

async function initFromEcsSchedules(options: InitOptions, text: string): Promise<CommandResult> {
  const given = checkedValues(options);
  const paths = checkedEnvironmentPaths(text, options.environments);
  const appName = appNameIn(given, process.cwd());
  return initFrom({
    heading: `Written by background-jobs init --from-ecs-schedules ${text}.`,
    hasCdktfApp: options.cdktf === true,
    read: () => Promise.resolve(importEcsSchedules({ paths, appName, region: given.region })),
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
