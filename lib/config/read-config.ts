import { join } from 'node:path';
import { listConfigFiles, readConfigFile, defaultsFile, type ReadFile } from './config-folder';
import { toEnvConfig, type EnvConfig } from './env-config';
import {
  renderPath,
  sortIssues,
  type Issue,
  type SourceLocation,
  type Path,
  type ConfigPath,
  type SourcePosition,
  type Problem,
  type Sources,
} from './issues';
import { findUselessRemovals, withJobDefaults } from './job-defaults';
import { locate, toIssue } from './issue-positions';
import { checkRules } from './cross-field-rules';
import { checkAcrossEnvironments } from './cross-environment-rules';
import { validateSchema, type SchemaResult } from './validate-schema';
import { missingInDefaults, deduplicate, type EnvironmentIssues } from './deduplicate-issues';
import { mergeMaps, stripEmptyValues, type ReportEmpty } from './yaml/merge';
import type { MapNode } from './yaml/tree';

/** An environment as far as it is right. */
export interface ReadEnvironment extends Pick<SchemaResult, 'validParts' | 'isInvalid'> {
  /** The name of its file. */
  readonly name: string;
  /** Whether it is one of those that were asked for. */
  readonly isSelected: boolean;
  /** There only when nothing is wrong so far. */
  readonly config: EnvConfig | undefined;
  readonly issueOf: (problem: Problem) => Issue;
  readonly locate: (place: ConfigPath) => SourceLocation;
}

export interface ReadResult {
  /** In the order of their names, also those that were not asked for; without those that can't be read. */
  readonly environments: readonly ReadEnvironment[];
  /** The names of all environments that have a file. */
  readonly names: readonly string[];
  readonly issues: readonly Issue[];
  /** What was read: a file may have changed since. */
  readonly sources: Sources;
}

/**
 * Reads `defaults.yml` and every `<environment>.yml` of a folder and checks them, all of them, as far as each can be.
 * With names in `only`, what is wrong with the others alone is not told; what they share with those is.
 *
 * @throws ConfigFolderError when there is no such folder or no environment in it.
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
  const defaultsAreBroken = hasMisnamedDefaults || defaults?.isBroken === true;
  const issues = [fileIssues, defaults?.issues ?? []];
  const environments: ReadEnvironment[] = [];
  const found: EnvironmentIssues[] = [];
  const names = environmentFiles.map((file) => file.slice(0, -'.yml'.length));
  for (const name of names) {
    const own = read(`${name}.yml`);
    const isSelected = only.length === 0 || only.includes(name);
    if (isSelected) issues.push(own.issues);
    // What a broken file would have said is unknown: to judge the rest by itself would only make noise.
    if (own.isBroken || defaultsAreBroken) continue;
    const isRight = own.issues.length === 0 && (defaults?.issues.length ?? 0) === 0;
    const checked = checkEnvironment({ name, isSelected }, defaults?.root, own.root, isRight);
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
  { name, isSelected: isMeant }: Pick<ReadEnvironment, 'name' | 'isSelected'>,
  defaultsRoot: MapNode | undefined,
  ownRoot: MapNode,
  isRight: boolean,
) {
  const empties: { readonly path: Path; readonly position: SourcePosition }[] = [];
  const reportEmpty: ReportEmpty = (path, position) => empties.push({ path, position });
  const defaults = defaultsRoot && stripEmptyValues(defaultsRoot, undefined, reportEmpty);
  const own = stripEmptyValues(ownRoot, defaults, reportEmpty);
  const tree = withJobDefaults(defaults === undefined ? own : mergeMaps(defaults, own));
  const structure = validateSchema(
    tree,
    empties.map(({ path }) => path),
  );
  const { validParts: partial, isInvalid: isWrong, complete } = structure;
  const problems = [...findUselessRemovals(defaults, own), ...structure.problems, ...checkRules(structure)];
  const issues = [
    ...empties.map(({ path, position }) => noValue(path, position)),
    ...problems.map((problem) => toIssue(problem, tree)),
  ];
  const config =
    complete !== undefined && isRight && issues.length === 0 ? toEnvConfig(complete, name) : undefined;
  const environment: ReadEnvironment = {
    name,
    isSelected: isMeant,
    config,
    validParts: partial,
    isInvalid: isWrong,
    issueOf: (problem) => toIssue(problem, tree),
    locate: (place) => locate(place, tree),
  };
  return { environment, issues };
}

function noValue(path: Path, position: SourcePosition): Issue {
  const message =
    'nothing stands behind the key; give a value, write null to remove what is there without it, or delete the line';
  return { ...position, path: renderPath(path), code: 'no-value', severity: 'error', message };
}
