/** Finds the manifests of a Copilot workspace, the names of its environments, and the name of its application. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compare } from '../../text/compare';
import { ImportError } from '../import-error';
import { readInputFile } from '../read-input-file';
import { importedTypes, type ImportedType } from './manifest-fields';
import { inputNodeAt, parseInput, type InputMap } from '../input-tree';

/** A manifest of a workload. */
export interface Manifest {
  /** Path of the file, as messages show it. */
  readonly file: string;
  /** Name of the folder, which Copilot uses as the name of the workload. */
  readonly folderName: string;
  /** Content of the file. */
  readonly root: InputMap;
}

/** A workspace of Copilot. */
export interface Workspace {
  /** Name of the application in `.workspace`; `undefined` if the file has none. */
  readonly application: string | undefined;
  /** Names of the folders in `copilot/environments`. */
  readonly environments: readonly string[];
  /** Manifests of the workloads, in the order of their folders. */
  readonly manifests: readonly Manifest[];
}

/** The folders in `copilot` that have no workload. */
const otherFolders = new Set(['environments', 'pipelines', 'pipeline']);

/**
 * Reads a workspace.
 *
 * @param folder - the folder `copilot`, or the folder that has it
 * @throws ImportError if there is no manifest, or if a file is not readable
 */
export function readWorkspace(folder: string): Workspace {
  const top =
    basename(folder) !== 'copilot' && existsSync(join(folder, 'copilot')) ? join(folder, 'copilot') : folder;
  const names = foldersIn(top, folder).filter((name) => !otherFolders.has(name));
  const manifests = names.flatMap((name): readonly Manifest[] => {
    const file = join(top, name, 'manifest.yml');
    return existsSync(file) ? [{ file, folderName: name, root: readYaml(file, folder) }] : [];
  });
  if (manifests.length === 0)
    throw new ImportError(
      `${folder}: no manifest found; pass the folder that has copilot/<name>/manifest.yml`,
    );
  const workspaceFile = join(top, '.workspace');
  const application = existsSync(workspaceFile)
    ? inputNodeAt(readYaml(workspaceFile, folder), 'application')
    : undefined;
  const environments = join(top, 'environments');
  return {
    application: application?.kind === 'scalar' && application.text !== '' ? application.text : undefined,
    environments: existsSync(environments)
      ? foldersIn(environments, folder).filter((name) => existsSync(join(environments, name, 'manifest.yml')))
      : [],
    manifests,
  };
}

function foldersIn(path: string, given: string): readonly string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort(compare);
  } catch {
    throw new ImportError(
      `${given}: the folder can't be read; pass the folder that has copilot/<name>/manifest.yml`,
    );
  }
}

function readYaml(file: string, folder: string): InputMap {
  const parsed = parseInput(readInputFile(file, folder).toString('utf8'));
  if (!parsed.ok) throw new ImportError(`${file}: ${parsed.reason}; fix the file, or move it away`);
  return parsed.value;
}

/** Returns the name of a workload: the field `name`, or the name of its folder. */
export function nameOf({ root, folderName }: Manifest): string {
  const name = inputNodeAt(root, 'name');
  return name?.kind === 'scalar' && name.text !== '' ? name.text : folderName;
}

/** Returns the type of a manifest; `undefined` if its jobs are not imported. */
export function typeOf({ root }: Manifest): ImportedType | undefined {
  const type = inputNodeAt(root, 'type');
  return importedTypes.find((each) => type?.kind === 'scalar' && type.value === each);
}
