import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Issue, Position } from './issues';
import { parseYaml, type ParsedFile } from './yaml/parse-yaml';

/** The folder can't be read, or holds no environment: nothing that a position in a file could say. */
export class ConfigFolderError extends Error {}

export const defaultsFile = 'defaults.yml';
const environmentFile = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}\.yml$/;

interface ConfigFolder {
  /** In the order of their names. */
  readonly environmentFiles: readonly string[];
  readonly hasDefaults: boolean;
  /** Files that look like an environment's and are not. */
  readonly issues: readonly Issue[];
}

/**
 * The files of a configuration.
 *
 * @throws ConfigFolderError when there is no such folder or no environment in it.
 */
export function listConfigFiles(folder: string): ConfigFolder {
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch (error) {
    throw new ConfigFolderError(
      `${folder}: the folder of the configuration can't be read (${reasonOf(error)})`,
    );
  }
  const yaml = names.filter((name) => /\.ya?ml$/i.test(name) && !name.startsWith('.'));
  const environmentFiles = yaml.filter((name) => environmentFile.test(name) && name !== defaultsFile);
  if (yaml.length === 0) {
    throw new ConfigFolderError(
      `${folder}: there is no environment here; add a file such as ${join(folder, 'dev.yml')}`,
    );
  }
  const issues = yaml
    .filter((name) => !environmentFile.test(name))
    .map((name): Issue => {
      const message = /\.yml$/.test(name)
        ? 'the name of an environment begins with a letter or a digit, and letters, digits, - and _ are allowed in it, 63 at most'
        : `not read: the file of an environment ends in .yml; rename it to ${name.replace(/\.ya?ml$/i, '.yml')}`;
      return {
        file: join(folder, name),
        line: 1,
        column: 1,
        path: '',
        code: 'file-name',
        severity: 'error',
        message,
      };
    });
  if (environmentFiles.length === 0 && issues.length === 0) {
    throw new ConfigFolderError(
      `${folder}: ${defaultsFile} alone is no environment; add a file such as ${join(folder, 'dev.yml')}, which may be empty`,
    );
  }
  return { environmentFiles, hasDefaults: yaml.includes(defaultsFile), issues };
}

/** One file's YAML, whatever its bytes are. */
export function readConfigFile(path: string): ParsedFile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new ConfigFolderError(`${path}: the file can't be read (${reasonOf(error)})`);
  }
  try {
    return parseYaml(path, new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const position: Position = { file: path, line: 1, column: 1 };
    const issue: Issue = {
      ...position,
      path: '',
      code: 'yaml',
      severity: 'error',
      message: 'the file is not UTF-8 text',
    };
    return { root: { kind: 'map', position, entries: new Map() }, issues: [issue] };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
