import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Issue, SourcePosition } from './issues';
import { parseYaml, type ParsedFile } from './yaml/parse-yaml';

/** A file's YAML, and the text that positions in it count in: absent when its bytes are no text. */
export interface ReadFile extends ParsedFile {
  readonly text: string | undefined;
}

/** The folder can't be read, or holds no environment: nothing that a position in a file could say. */
export class ConfigFolderError extends Error {}

export const defaultsFile = 'defaults.yml';
const defaultsMeant = /^defaults\.ya?ml$/i;
const environmentFile = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}\.yml$/;

interface ConfigFolder {
  /** In the order of their names. */
  readonly environmentFiles: readonly string[];
  readonly hasDefaults: boolean;
  /** Whether the defaults are there, but under a name that is not read. */
  readonly hasMisnamedDefaults: boolean;
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
  const hasDefaults = yaml.includes(defaultsFile);
  const environmentFiles = yaml.filter((name) => !isMisnamed(name) && name !== defaultsFile);
  if (yaml.length === 0) {
    throw new ConfigFolderError(
      `${folder}: there is no environment here; add a file such as ${join(folder, 'dev.yml')}`,
    );
  }
  const issues = yaml.filter(isMisnamed).map((name): Issue => {
    const message = whyMisnamed(name);
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
  const hasMisnamedDefaults = !hasDefaults && yaml.some((name) => defaultsMeant.test(name));
  return { environmentFiles, hasDefaults, hasMisnamedDefaults, issues };
}

function isMisnamed(name: string): boolean {
  return name !== defaultsFile && (defaultsMeant.test(name) || !environmentFile.test(name) || isTaken(name));
}

/** cdktf keeps stacks by name in a plain object: `constructor` is there already. */
function isTaken(name: string): boolean {
  return name.replace(/\.yml$/, '') in {};
}

function whyMisnamed(name: string): string {
  if (defaultsMeant.test(name))
    return `not read: the defaults are in ${defaultsFile}; rename the file to that`;
  if (isTaken(name))
    return 'an environment can’t have this name, which JavaScript has given to something else';
  if (name.endsWith('.yml'))
    return 'the name of an environment begins with a letter or a digit, and letters, digits, - and _ are allowed in it, 63 at most';
  return `not read: the file of an environment ends in .yml; rename it to ${name.replace(/\.ya?ml$/i, '.yml')}`;
}

/** One file's YAML, whatever its bytes are. */
export function readConfigFile(path: string): ReadFile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new ConfigFolderError(`${path}: the file can't be read (${reasonOf(error)})`);
  }
  if (isUtf8(bytes)) {
    const text = new TextDecoder().decode(bytes);
    return { ...parseYaml(path, text), text };
  }
  const position: SourcePosition = { file: path, line: 1, column: 1 };
  const issue: Issue = {
    ...position,
    path: '',
    code: 'invalid-yaml',
    severity: 'error',
    message: 'the file is not UTF-8 text',
  };
  return {
    root: { kind: 'map', position, entries: new Map() },
    issues: [issue],
    isBroken: true,
    text: undefined,
  };
}

function reasonOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
}
