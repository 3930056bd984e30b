import { lstatSync, type Stats } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { explainInvalidEnvironmentName } from '../../config/reading/config-folder';
import { explainUnreadable } from '../../text/explain-unreadable';
import { ImportError } from '../import-error';
import type { ImportedConfiguration, ImportedMap } from '../origin';
import { shareValues } from '../share-values';
import { convertEnvironment, type GivenValues } from './convert-environment';
import { listDifferences, listSwitchedOff } from './differences';
import { EvaluatedModule } from './evaluated-module';
import type { HclExpression } from './expression';
import { Inventory } from './inventory';
import type { HclParser } from './load-parser';
import { listFiles, readModule, type HclCall, type HclModule } from './read-module';
import { describeServiceModule } from './service-module';

/** What the command line says about an import. */
export interface ImportHclOptions {
  /** Path of `app-config`, of the `env-config` in it, or of the folder that contains `app-config`. */
  readonly folder: string;
  /** Values that replace values of the HCL. */
  readonly given: GivenValues;
}

/**
 * Reads the configuration of an application of template-infra.
 *
 * @throws ImportError if the folder is not such a configuration, or if a file can't be read
 */
export async function importHcl(
  { folder, given }: ImportHclOptions,
  parser: HclParser,
): Promise<ImportedConfiguration> {
  try {
    return await importFrom(findApplication(folder), given, parser);
  } catch (error) {
    if (error instanceof RangeError)
      throw new ImportError(
        `${folder}: the expressions refer to each other too often; use simpler expressions`,
      );
    throw error;
  }
}

async function importFrom(
  folder: string,
  given: GivenValues,
  parser: HclParser,
): Promise<ImportedConfiguration> {
  const application = await readModule(folder, parser);
  const configFolder = join(folder, 'env-config');
  const modules = new Map<string, HclModule>([[resolve(folder), application]]);
  modules.set(resolve(configFolder), await readModule(configFolder, parser));
  const projectCall = application.calls.find(({ name }) => name === 'project_config');
  const projectFolder = sourceOf(projectCall);
  if (projectFolder !== undefined && isFolder(join(folder, projectFolder)))
    modules.set(resolve(folder, projectFolder), await readModule(join(folder, projectFolder), parser));
  const inventory = new Inventory();
  const context = {
    findModule: (path: string) => modules.get(path),
    leafOf: (expression: HclExpression) => inventory.leafOf(expression),
  };
  const root = new EvaluatedModule(application, new Map(), context);
  const calls = application.calls.filter(({ inputs }) => root.folderOf(inputs) === resolve(configFolder));
  if (calls.length === 0)
    throw new ImportError(
      `${folder}: no module has the source "./env-config", so there is no environment; name the folder app-config of an application`,
    );
  const configModule = modules.get(resolve(configFolder));
  if (configModule !== undefined) inventory.addModule(configModule);
  for (const { name, inputs } of calls)
    for (const [input, expression] of inputs)
      if (input !== 'source') inventory.add(expression, `module.${name}.${input}`);
  const serviceFolder = join(folder, '..', '..', 'modules', 'service');
  const serviceModule = describeServiceModule(
    isFolder(serviceFolder)
      ? await readModule(
          serviceFolder,
          parser,
          ({ type, labels: [name = ''] }) =>
            type === 'variable' && /^(scheduled|file_upload)_jobs$/.test(name),
        )
      : undefined,
  );
  const environments = new Map<string, ImportedMap>();
  for (const call of calls) {
    const config = root.called(call);
    if (config === undefined) continue;
    const name = environmentName(call, config, folder, [...environments.keys()]);
    const project = projectCall === undefined ? undefined : root.called(projectCall);
    const request = { name, config, application: root, project, serviceModule, given, inventory };
    environments.set(name, convertEnvironment(request));
  }
  const hasSection = (section: string): boolean =>
    [...environments.values()].some(({ entries }) =>
      entries.some((entry) =>
        entry.kind === 'field' ? entry.key === section : entry.text.startsWith(`${section} `),
      ),
    );
  const kinds = {
    hasScheduledJobs: hasSection('scheduled_jobs'),
    hasUploadJobs: hasSection('file_upload_jobs'),
  };
  if (!kinds.hasScheduledJobs && !kinds.hasUploadJobs)
    throw new ImportError(
      `${configFolder}: scheduled_jobs and file_upload_jobs have no job, so there is nothing to import; run init without --from-hcl`,
    );
  return {
    ...shareValues(environments),
    fields: inventory.fields(),
    differences: listDifferences(kinds, serviceModule, listSwitchedOff(environments)),
  };
}

/** Returns the folder `app-config` of an application. */
function findApplication(folder: string): string {
  if (!isFolder(folder))
    throw new ImportError(`${folder}: no such folder; name the folder app-config of an application`);
  const parent = basename(resolve(folder)) === 'env-config' ? join(folder, '..') : undefined;
  const candidates = [folder, join(folder, 'app-config'), ...(parent === undefined ? [] : [parent])];
  const found = candidates.find(
    (candidate) =>
      isFolder(join(candidate, 'env-config')) && listFiles(join(candidate, 'env-config')).length > 0,
  );
  if (found !== undefined) return found;
  throw new ImportError(
    `${folder}: has no folder env-config with files of HCL; name the folder app-config of an application, such as infra/app/app-config`,
  );
}

/** Returns the name of an environment. It is the name of a file, so it must be known. */
function environmentName(
  { name: call, inputs }: HclCall,
  config: EvaluatedModule,
  folder: string,
  others: readonly string[],
): string {
  const value = config.variable('environment');
  const expression = inputs.get('environment');
  const { file, line } = expression?.location ?? { file: folder, line: undefined };
  const at = line === undefined ? file : `${file}:${line}`;
  if (value?.kind !== 'scalar' || typeof value.value !== 'string')
    throw new ImportError(
      `${at}: the environment of module ${call} is not a text that the files have; write environment = "dev", with its name`,
    );
  const problem =
    value.value.toLowerCase() === 'defaults'
      ? 'defaults.yml has the values that all environments share'
      : explainInvalidEnvironmentName(value.value);
  if (problem !== undefined)
    throw new ImportError(`${at}: the environment is ${JSON.stringify(value.value)}: ${problem}`);
  if (others.some((other) => other.toLowerCase() === String(value.value).toLowerCase()))
    throw new ImportError(`${at}: two modules have the environment ${value.value}; change one of them`);
  return value.value;
}

function sourceOf(call: HclCall | undefined): string | undefined {
  const source = call?.inputs.get('source');
  return source?.kind === 'literal' && typeof source.value === 'string' && /^\.\.?\//.test(source.value)
    ? source.value
    : undefined;
}

function isFolder(path: string): boolean {
  const found = statusOf(path);
  if (found?.isSymbolicLink() === true)
    throw new ImportError(`${path}: is a symbolic link; name the folder to which it leads`);
  return found?.isDirectory() === true;
}

function statusOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw new ImportError(`${path}: ${explainUnreadable(error, 'folder')}`);
  }
}
