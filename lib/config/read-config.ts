import { join } from 'node:path';
import { listConfigFiles, readConfigFile, defaultsFile, type ReadFile } from './config-folder';
import { toEnvConfig } from './env-config';
import { renderPath, sortIssues, type Issue, type Path, type SourcePosition, type Sources } from './issues';
import { findUselessOverrides, findUselessRemovals, withJobDefaults } from './job-defaults';
import { locate, toIssue } from './issue-positions';
import { checkRules } from './cross-field-rules';
import { checkAcrossEnvironments } from './cross-environment-rules';
import type { ReadEnvironment } from './read-environment';
import { validateSchema } from './validate-schema';
import { missingInDefaults, deduplicate, type EnvironmentIssues } from './deduplicate-issues';
import { mergeMaps, stripEmptyValues, type ReportEmpty } from './yaml/merge';
import type { MapNode } from './yaml/tree';

/** The result of {@link readConfig}. */
export interface ReadResult {
  /** All environments that could be parsed, selected or not, sorted by name. */
  readonly environments: readonly ReadEnvironment[];
  /** Names of all environments that have a file. */
  readonly names: readonly string[];
  /** Issues of the folder and the selected environments, sorted by file and line. */
  readonly issues: readonly Issue[];
  /** Text of each file when it was read. */
  readonly sources: Sources;
}

/**
 * Reads `defaults.yml` and every `<environment>.yml` of a folder, and checks all of them.
 *
 * @param only - names of the selected environments; empty for all. The result has only the issues of these environments,
 *   including issues that they share with another environment
 * @throws ConfigFolderError if the folder or a file can't be read, or if the folder has no environment
 */
export function readConfig(folder: string, only: readonly string[] = []): ReadResult {
  const { environmentFiles, hasDefaults, hasMisnamedDefaults, issues: fileIssues } = listConfigFiles(folder);
  const sources = new Map<string, string>();
  const read = (name: string): ReadFile => {
    const path = join(folder, name);
    const file = readConfigFile(path);
    if (file.text !== undefined) sources.set(path, file.text);
    return file;
  };
  const defaults = hasDefaults ? read(defaultsFile) : undefined;
  const hasBrokenDefaults = hasMisnamedDefaults || defaults?.isBroken === true;
  const issues = [fileIssues, defaults?.issues ?? []];
  const environments: ReadEnvironment[] = [];
  const found: EnvironmentIssues[] = [];
  const names = environmentFiles.map((file) => file.slice(0, -'.yml'.length));
  for (const name of names) {
    const own = read(`${name}.yml`);
    const isSelected = only.length === 0 || only.includes(name);
    if (isSelected) issues.push(own.issues);
    // The content of a broken file is unknown. Checking the rest without it would report false mistakes.
    if (own.isBroken || hasBrokenDefaults) continue;
    const hasValidYaml = own.issues.length === 0 && (defaults?.issues.length ?? 0) === 0;
    const checked = checkEnvironment({ name, isSelected }, defaults?.root, own.root, hasValidYaml);
    environments.push(checked.environment);
    if (isSelected) found.push({ environment: name, issues: checked.issues });
  }
  const across = checkAcrossEnvironments(environments).map(({ environment, problem }) => ({
    environment: environment.name,
    issues: [environment.issueOf(problem)],
  }));
  issues.push(deduplicate([...missingInDefaults(found, defaults?.root.position), ...across]));
  return { environments, names, issues: sortIssues(issues.flat()), sources };
}

function checkEnvironment(
  { name, isSelected }: Pick<ReadEnvironment, 'name' | 'isSelected'>,
  defaultsRoot: MapNode | undefined,
  ownRoot: MapNode,
  hasValidYaml: boolean,
) {
  const empties: { readonly path: Path; readonly position: SourcePosition }[] = [];
  const reportEmpty: ReportEmpty = (path, position) => empties.push({ path, position });
  const defaults = defaultsRoot && stripEmptyValues(defaultsRoot, undefined, reportEmpty);
  const own = stripEmptyValues(ownRoot, defaults, reportEmpty);
  const tree = withJobDefaults(defaults === undefined ? own : mergeMaps(defaults, own));
  const schemaResult = validateSchema(
    tree,
    empties.map(({ path }) => path),
    findUselessOverrides(defaults, own),
  );
  const { validParts, isInvalid, complete } = schemaResult;
  const problems = [
    ...findUselessRemovals(defaults, own),
    ...schemaResult.problems,
    ...checkRules(schemaResult),
  ];
  const issues = [
    ...empties.map(({ path, position }) => noValueIssue(path, position)),
    ...problems.map((problem) => toIssue(problem, tree)),
  ];
  const config =
    complete !== undefined && hasValidYaml && issues.length === 0 ? toEnvConfig(complete, name) : undefined;
  const environment: ReadEnvironment = {
    name,
    isSelected,
    config,
    validParts,
    isInvalid,
    issueOf: (problem) => toIssue(problem, tree),
    locate: (configPath) => locate(configPath, tree),
  };
  return { environment, issues };
}

function noValueIssue(path: Path, position: SourcePosition): Issue {
  const message =
    'the key has no value; set one, write null to remove the inherited value, or delete the line';
  return { ...position, path: renderPath(path), code: 'no-value', severity: 'error', message };
}
