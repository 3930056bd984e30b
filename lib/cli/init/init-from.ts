import { ImportError } from '../../import/import-error';
import type { ImportedConfiguration, ImportedEntry } from '../../import/origin';
import { writeConfiguration } from '../../import/write-configuration';
import { CommandError } from '../command-error';
import type { CommandResult } from '../command';
import { defaultFolder } from '../options';
import { writeFiles } from '../output/write-files';
import { rejectExisting, withIgnoredFiles } from './existing-files';
import { renderImportReport } from './import-report';
import { renderStarterFiles } from './starter-files';
import { readUserProject } from './user-project';

/** An import of another tool's configuration. */
export interface ImportRequest {
  /** Sentence at the top of `defaults.yml`: the origin of the values. */
  readonly heading: string;
  /** Whether to write the files of a cdktf app. */
  readonly hasCdktfApp: boolean;
  /** Reads the configuration. */
  readonly read: () => Promise<ImportedConfiguration>;
}

/**
 * Writes the configuration of another tool as env-config, with the other files of `init`. It replaces no file.
 *
 * @throws CommandError if the configuration can't be read, or if a file exists already
 */
export async function initFrom({ heading, hasCdktfApp, read }: ImportRequest): Promise<CommandResult> {
  const folder = process.cwd();
  const project = readUserProject(folder);
  const configuration = await readOrExplain(read);
  const starter = renderStarterFiles(
    { appName: appNameOf(configuration), region: '', environments: [], hasCdktfApp },
    project,
  );
  const files = [
    ...writeConfiguration(configuration, {
      folder: defaultFolder,
      editorLine: `# yaml-language-server: $schema=${project.schemaPath}\n`,
      heading: [
        heading,
        'Values that all environments share. node_modules/background-jobs/docs/env-config.md lists every field.',
      ],
    }),
    ...starter.files.filter(({ path }) => !path.startsWith(`${defaultFolder}/`)),
  ];
  rejectExisting(folder, files);
  const all = [...files, ...withIgnoredFiles(folder)];
  writeFiles(folder, all);
  return {
    output: `${all.map(({ path }) => `wrote ${path}\n`).join('')}\n${renderImportReport(configuration)}\nNext:\n${starter.nextCommands.map((line) => `  ${line}\n`).join('')}`,
  };
}

async function readOrExplain(read: () => Promise<ImportedConfiguration>): Promise<ImportedConfiguration> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ImportError) throw new CommandError(2, error.message);
    throw error;
  }
}

/** Returns the name of the application, which names the project of cdktf. */
function appNameOf({ defaults }: ImportedConfiguration): string {
  const isName = (entry: ImportedEntry): boolean => entry.kind === 'field' && entry.key === 'app_name';
  const entry = defaults.entries.find(isName);
  return entry?.kind === 'field' && typeof entry.value === 'string' ? entry.value : 'app';
}
