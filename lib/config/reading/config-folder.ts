import { isUtf8 } from 'node:buffer';
import { readdirSync, type Dirent } from 'node:fs';
import { dirname, join } from 'node:path';
import { explainUnreadable } from '../../text/explain-unreadable';
import { encodedNumberIn } from '../encoded-numbers';
import { explainOutsideFolder } from '../../text/outside-folder';
import { readRegularFile } from '../../text/read-regular-file';
import type { Issue, SourcePosition } from '../issues/issues';
import { hiddenLinesOf } from '../secrets/hidden-lines';
import { markSecrets } from '../secrets/mark-secrets';
import { parseYaml } from '../yaml/parse-yaml';
import type { ReadFile, ReadMemory } from './read-memory';

/** Error without a source location: the folder can't be read, or has no environment. */
export class ConfigFolderError extends Error {}

export const defaultsFile = 'defaults.yml';
const misnamedDefaults = /^defaults\.ya?ml$/i;
const environmentName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/;

interface ConfigFolder {
  /** Names of the files of environments, sorted. */
  readonly environmentFiles: readonly string[];
  readonly hasDefaults: boolean;
  /** Whether the folder has a file such as `defaults.yaml` or `Defaults.yml` instead of `defaults.yml`. */
  readonly hasMisnamedDefaults: boolean;
  /** Issues of YAML files with invalid names. */
  readonly issues: readonly Issue[];
}

/**
 * Returns the files of a configuration.
 *
 * @param isConfigFolder - Returns whether a subfolder is a configuration of its own.
 * @throws ConfigFolderError if the folder can't be read, or has no environment.
 */
export function listConfigFiles(
  folder: string,
  isConfigFolder: (path: string) => boolean = () => false,
): ConfigFolder {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new ConfigFolderError(`${folder}: ${explainUnreadable(error, 'folder')}`);
  }
  const names = entries.map(({ name }) => name).sort();
  const yaml = names.filter((name) => /\.ya?ml$/i.test(name) && !name.startsWith('.'));
  const hasDefaults = yaml.includes(defaultsFile);
  const environmentFiles = yaml.filter((name) => !isMisnamed(name) && name !== defaultsFile);
  const nested = filesInSubfolders(folder, entries).filter(({ subfolder }) => !isConfigFolder(subfolder));
  const [firstNested] = nested;
  if (yaml.length === 0 && firstNested !== undefined) {
    const { subfolder } = firstNested;
    throw new ConfigFolderError(
      `${folder}: the folder has no environment, but ${subfolder} has YAML files; name that folder, or move its files`,
    );
  }
  if (yaml.length === 0) {
    throw new ConfigFolderError(
      `${folder}: the folder has no environment; add a file such as ${join(folder, 'dev.yml')}`,
    );
  }
  const issues = [
    ...yaml.filter(isMisnamed).map((name) => fileNameIssue(join(folder, name), explainMisnamed(name))),
    ...nested.map(({ file, name }) =>
      fileNameIssue(
        file,
        `the file is not read, because it is in a subfolder; move it to ${join(folder, name)}, or out of ${folder}`,
      ),
    ),
  ];
  if (environmentFiles.length === 0 && issues.length === 0) {
    throw new ConfigFolderError(
      `${folder}: the folder has ${defaultsFile}, but no environment; add a file such as ${join(folder, 'dev.yml')}, which can be empty`,
    );
  }
  const hasMisnamedDefaults = !hasDefaults && yaml.some((name) => misnamedDefaults.test(name));
  return { environmentFiles, hasDefaults, hasMisnamedDefaults, issues };
}

/**
 * Returns an issue about the name or folder of a file. Because of this name or folder, the program ignores the file, or
 * reads it as an environment although it contains defaults.
 */
export function fileNameIssue(file: string, message: string): Issue {
  return { file, line: 1, column: 1, path: '', code: 'file-name', severity: 'error', message };
}

interface NestedFile {
  readonly subfolder: string;
  readonly file: string;
  readonly name: string;
}

/** Returns the YAML files in subfolders, except for hidden ones. */
function filesInSubfolders(folder: string, entries: readonly Dirent[]): readonly NestedFile[] {
  const subfolders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  return subfolders
    .map(({ name }) => join(folder, name))
    .sort()
    .flatMap((subfolder) =>
      yamlFilesIn(subfolder).map((name) => ({ subfolder, file: join(subfolder, name), name })),
    );
}

function yamlFilesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/i.test(name) && !name.startsWith('.'))
      .sort();
  } catch {
    // A subfolder that can't be read is not part of the configuration.
    return [];
  }
}

function isMisnamed(name: string): boolean {
  return (
    name !== defaultsFile &&
    (misnamedDefaults.test(name) ||
      !name.endsWith('.yml') ||
      explainInvalidEnvironmentName(environmentOf(name)) !== undefined)
  );
}

/** Returns the name of the environment that a file configures. */
function environmentOf(fileName: string): string {
  return fileName.replace(/\.yml$/, '');
}

/**
 * Explains why an environment can't have a name. cdktf stores stacks by name in a plain object, so it would find a
 * property such as `constructor` instead of a stack. The search for tokens adds a `-` before the name, because a stack
 * has the name `<app_name>-<environment>` if several folders are read.
 *
 * @returns The start of a sentence, to which the caller adds the fix; `undefined` if the name is valid.
 */
export function explainInvalidEnvironmentName(name: string): string | undefined {
  if (name in {})
    return 'an environment must not have the name of a property that every JavaScript object has';
  const token = encodedNumberIn(`-${name}`);
  if (token !== undefined)
    return `the name of an environment must not contain ${token.slice(1)}, which cdktf reads as one of its own tokens`;
  if (!environmentName.test(name))
    return 'the name of an environment must begin with a letter or a digit, and have at most 63 letters, digits, - and _';
  return undefined;
}

function explainMisnamed(name: string): string {
  if (misnamedDefaults.test(name)) return `the file is not read; rename it to ${defaultsFile}`;
  const problem = explainInvalidEnvironmentName(environmentOf(name));
  if (problem !== undefined && name.endsWith('.yml')) return `${problem}; rename the file`;
  return `the file is not read, because its name does not end with .yml; rename it to ${name.replace(/\.ya?ml$/i, '.yml')}`;
}

/** Replaces the hidden lines of a text by empty lines. */
function withoutLines(text: string, hidden: ReadonlySet<number>): string {
  if (hidden.size === 0) return text;
  return text
    .split('\n')
    .map((line, index) => (hidden.has(index + 1) ? '' : line))
    .join('\n');
}

/**
 * Reads and parses one file.
 *
 * @param memory - Has the parsed file if the file was read before, and did not change.
 * @throws ConfigFolderError if the file can't be read, is not a regular file, is too large, or is outside its folder.
 */
export function readConfigFile(path: string, memory: ReadMemory): ReadFile {
  const outside = explainOutsideFolder(path, dirname(path));
  if (outside !== undefined) throw new ConfigFolderError(`${path}: ${outside}`);
  const content = readRegularFile(path);
  if (!content.ok) throw new ConfigFolderError(`${path}: ${content.reason}`);
  const bytes = content.value;
  return memory.file(path, bytes, () => parseConfigFile(path, bytes));
}

function parseConfigFile(path: string, bytes: Buffer): ReadFile {
  if (isUtf8(bytes)) {
    const text = new TextDecoder().decode(bytes);
    const parsed = parseYaml(path, text, hiddenLinesOf);
    const { root, hiddenLines } = markSecrets(parsed.root);
    // If the text has mistakes, the tree lacks some lines, so the lines to hide are also searched in the text.
    const hidden =
      parsed.issues.length === 0 ? hiddenLines : new Set([...hiddenLines, ...hiddenLinesOf(text)]);
    return { ...parsed, root, text: withoutLines(text, hidden) };
  }
  const position: SourcePosition = { file: path, line: 1, column: 1 };
  const issue: Issue = {
    ...position,
    path: '',
    code: 'invalid-yaml',
    severity: 'error',
    message: 'the file is not UTF-8; save it with this encoding',
  };
  return {
    root: { kind: 'map', position, lastLine: 1, entries: new Map() },
    issues: [issue],
    isBroken: true,
    text: undefined,
  };
}
