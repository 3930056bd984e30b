import { join, resolve } from 'node:path';
import { closestMatch } from '../../text/closest-match';
import { defaultsFile, fileNameIssue, listConfigFiles, readConfigFile } from './config-folder';
import { checkRules } from '../rules/cross-field-rules';
import { isMissingAtTop, type EnvironmentIssues } from '../issues/deduplicate-issues';
import { toEnvConfig } from '../env-config';
import { locate, toIssue } from '../issues/issue-positions';
import { renderPath, type Issue, type Path, type SourcePosition } from '../issues/issues';
import {
  findLargeDefaults,
  findUselessOverrides,
  findUselessRemovals,
  withJobDefaults,
} from '../job-defaults';
import type { ReadEnvironment } from './read-environment';
import type { CheckedEnvironment, ReadFile, ReadMemory } from './read-memory';
import { schemaAt } from '../schema/json-schema';
import { redactSecrets } from '../secrets/redact';
import { validateSchema } from '../validate-schema';
import { mergeMaps, stripEmptyValues, type ReportEmpty } from '../yaml/merge';
import { isWrittenBeside } from '../yaml/written-beside';
import { nodeAt, type MapNode } from '../yaml/tree';

/** The environments of one folder, and their issues. */
export interface FolderReading {
  /** The environments that could be parsed, selected or not, sorted by name. */
  readonly environments: readonly ReadEnvironment[];
  /** The names of all environments that have a file. Stacks and reports use these names. */
  readonly names: readonly string[];
  /** The names of the files of environments, without the extension. */
  readonly fileNames: readonly string[];
  /** Issues of the folder, of its defaults, and of the YAML of selected environments. */
  readonly fileIssues: readonly Issue[];
  /** Issues of the selected environments, except for `fileIssues`. */
  readonly found: readonly EnvironmentIssues[];
  /** The start of defaults.yml; `undefined` if there is none. */
  readonly defaultsPosition: SourcePosition | undefined;
}

/** A configuration folder, and how to read it. */
export interface FolderRequest {
  /** The path of the folder. */
  readonly folder: string;
  /** Paths of the other folders that are read. If there are any, `app_name` is part of the names of stacks. */
  readonly otherFolders: readonly string[];
  /** Names of the selected environments; empty for all. */
  readonly only: readonly string[];
  /** Receives the path and the text of each file that was read. */
  readonly addSource: (file: string, text: string) => void;
  /** The results of an earlier reading. */
  readonly memory: ReadMemory;
}

/**
 * Reads `defaults.yml` and every `<environment>.yml` of a folder, and checks each environment.
 *
 * @throws ConfigFolderError if the folder or a file can't be read, or if the folder has no environment.
 */
export function readFolder({ folder, otherFolders, only, addSource, memory }: FolderRequest): FolderReading {
  const isOneOfSeveral = otherFolders.length > 0;
  const others = new Set(otherFolders.map((path) => resolve(path)));
  const { environmentFiles, hasDefaults, hasMisnamedDefaults, issues } = listConfigFiles(folder, (path) =>
    others.has(resolve(path)),
  );
  const read = (name: string): ReadFile => {
    const path = join(folder, name);
    const file = readConfigFile(path, memory);
    if (file.text !== undefined) addSource(path, file.text);
    return file;
  };
  const defaults = hasDefaults ? read(defaultsFile) : undefined;
  const hasBrokenDefaults = hasMisnamedDefaults || defaults?.isBroken === true;
  const fileIssues: (readonly Issue[])[] = [issues, defaults?.issues ?? []];
  const environments: ReadEnvironment[] = [];
  const found: EnvironmentIssues[] = [];
  const names: string[] = [];
  const missingFields: MissingFields[] = [];
  const fileNames = environmentFiles.map((file) => file.slice(0, -'.yml'.length));
  for (const fileName of fileNames) {
    const own = read(`${fileName}.yml`);
    const appName = isOneOfSeveral ? appNameIn(own.root, defaults?.root) : undefined;
    const name = appName === undefined ? fileName : `${appName}-${fileName}`;
    names.push(name);
    const isSelected = only.length === 0 || only.includes(fileName) || only.includes(name);
    if (isSelected) fileIssues.push(own.issues);
    // The content of a broken file is unknown. Checking the rest without it would report false mistakes.
    if (own.isBroken || hasBrokenDefaults) continue;
    const identity = {
      name: fileName,
      stackName: isOneOfSeveral && appName === undefined ? undefined : name,
      label: isOneOfSeveral ? `${fileName} in ${folder}` : fileName,
      isSelected,
    };
    const hasValidYaml = own.issues.length === 0 && (defaults?.issues.length ?? 0) === 0;
    const checked = memory.environment(own, [defaults, ...Object.values(identity)], () =>
      checkEnvironment(identity, defaults?.root, own.root, hasValidYaml),
    );
    environments.push(checked.environment);
    const missing = checked.issues.filter(isMissingAtTop).map(({ path }) => path);
    missingFields.push({ fileName, missing });
    if (isSelected) found.push({ environment: identity.label, issues: checked.issues });
  }
  const misnamed = hasDefaults ? undefined : misnamedDefaultsIn(folder, missingFields);
  return {
    environments: misnamed === undefined ? environments : [],
    names,
    fileNames,
    fileIssues: [...fileIssues.flat(), ...(misnamed === undefined ? [] : [misnamed])],
    found: misnamed === undefined ? found : [],
    defaultsPosition: defaults?.root.position,
  };
}

/** An environment's file, and its required fields that are missing. */
interface MissingFields {
  readonly fileName: string;
  readonly missing: readonly string[];
}

/**
 * Returns the issue of a file such as `default.yml`, which is read as an environment. The name of the file is probably
 * a mistake if another environment lacks required fields. Otherwise there is no issue, because `default` is a valid
 * name of an environment.
 */
function misnamedDefaultsIn(folder: string, environments: readonly MissingFields[]): Issue | undefined {
  const similar = environments.find(({ fileName }) => closestMatch(fileName, ['defaults']) !== undefined);
  const incomplete = environments.find((one) => one !== similar && one.missing.length > 0);
  if (similar === undefined || incomplete === undefined) return undefined;
  const fields = incomplete.missing.join(', ');
  return fileNameIssue(
    join(folder, `${similar.fileName}.yml`),
    `the file is read as an environment, and ${incomplete.fileName}.yml has no ${fields}; did you mean ${defaultsFile}? Rename the file, or add the fields`,
  );
}

/** Returns `app_name`, before the environment is checked. */
function appNameIn(own: MapNode, defaults: MapNode | undefined): string | undefined {
  const node =
    nodeAt(own, ['app_name']) ?? (defaults === undefined ? undefined : nodeAt(defaults, ['app_name']));
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

function checkEnvironment(
  identity: Pick<ReadEnvironment, 'name' | 'stackName' | 'label' | 'isSelected'>,
  defaultsRoot: MapNode | undefined,
  ownRoot: MapNode,
  hasValidYaml: boolean,
): CheckedEnvironment {
  const empties: { readonly path: Path; readonly position: SourcePosition }[] = [];
  const reportEmpty: ReportEmpty = (path, position) => empties.push({ path, position });
  const defaults = defaultsRoot && stripEmptyValues(defaultsRoot, undefined, reportEmpty, isTopLevelField);
  const own = stripEmptyValues(ownRoot, defaults, reportEmpty, isTopLevelField);
  const tree = withJobDefaults(defaults === undefined ? own : mergeMaps(defaults, own));
  const schemaResult = validateSchema(
    tree,
    empties.map(({ path }) => path),
    findUselessOverrides(defaults, own),
  );
  const { validParts, isInvalid, complete } = schemaResult;
  const problems = [
    ...findLargeDefaults(tree),
    ...findUselessRemovals(defaults, own),
    ...schemaResult.problems,
    ...checkRules(schemaResult),
  ];
  const issues = [
    ...empties.map(({ path, position }) => noValueIssue(path, position)),
    ...problems.map((problem) => toIssue(problem, tree)),
  ];
  const config =
    complete !== undefined && hasValidYaml && issues.length === 0
      ? toEnvConfig(complete, identity.name, identity.stackName)
      : undefined;
  const environment: ReadEnvironment = {
    ...identity,
    config,
    validParts,
    isInvalid,
    issueOf: (problem) => toIssue(problem, tree),
    locate: (configPath) => locate(configPath, tree),
    isWrittenBeside: (path, other) => isWrittenBeside(tree, path, other),
    redact: (message, path) => redactSecrets(message, tree, path),
  };
  return { environment, issues };
}

function isTopLevelField(key: string): boolean {
  return schemaAt([key]) !== undefined;
}

function noValueIssue(path: Path, position: SourcePosition): Issue {
  const message =
    'the key has no value; set one, write null to remove the inherited value, or delete the line';
  return { ...position, path: renderPath(path), code: 'no-value', severity: 'error', message };
}
