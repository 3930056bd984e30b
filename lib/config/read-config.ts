import { join } from 'node:path';
import { listConfigFiles, readConfigFile, defaultsFile } from './config-folder';
import { toEnvConfig, type EnvConfig } from './env-config';
import { renderPath, sortIssues, type Issue, type Path, type Position, type Problem } from './issues';
import { removedNothing, withJobDefaults } from './job-defaults';
import { locate } from './locate';
import { checkRules } from './rules';
import { checkAcrossEnvironments } from './rules-across-environments';
import { checkStructure, type Structure } from './structure';
import { mergeMaps, withoutEmpties, withoutRemovals, type ReportEmpty } from './yaml/merge';
import type { MapNode } from './yaml/tree';

/** An environment as far as it is right. */
export interface ReadEnvironment extends Pick<Structure, 'partial' | 'isWrong'> {
  /** The name of its file. */
  readonly name: string;
  /** There only when nothing is wrong so far. */
  readonly config: EnvConfig | undefined;
  readonly issueOf: (problem: Problem) => Issue;
}

export interface ConfigReading {
  /** In the order of their names; without those whose file, or whose defaults, can't be read. */
  readonly environments: readonly ReadEnvironment[];
  /** The names of all environments that have a file. */
  readonly names: readonly string[];
  readonly issues: readonly Issue[];
}

/**
 * Reads `defaults.yml` and every `<environment>.yml` of a folder and checks them, all of them, as far as each can be;
 * with names in `only`, those environments alone.
 *
 * @throws ConfigFolderError when there is no such folder or no environment in it.
 */
export function readConfig(folder: string, only: readonly string[] = []): ConfigReading {
  const { environmentFiles, hasDefaults, hasMisnamedDefaults, issues: fileIssues } = listConfigFiles(folder);
  const defaults = hasDefaults ? readConfigFile(join(folder, defaultsFile)) : undefined;
  const defaultsAreBroken = hasMisnamedDefaults || (defaults?.issues.length ?? 0) > 0;
  const issues = [fileIssues, defaults?.issues ?? []];
  const environments: ReadEnvironment[] = [];
  const names = environmentFiles.map((file) => file.slice(0, -'.yml'.length));
  for (const name of names.filter((name) => only.length === 0 || only.includes(name))) {
    const own = readConfigFile(join(folder, `${name}.yml`));
    issues.push(own.issues);
    // What a broken file would have said is unknown: to judge the rest by itself would only make noise.
    if (own.issues.length > 0 || defaultsAreBroken) continue;
    const checked = checkEnvironment(name, defaults?.root, own.root);
    environments.push(checked.environment);
    issues.push(checked.issues);
  }
  issues.push(
    checkAcrossEnvironments(environments).map(({ environment, problem }) => environment.issueOf(problem)),
  );
  return { environments, names, issues: sortIssues(issues.flat()) };
}

function checkEnvironment(name: string, defaultsRoot: MapNode | undefined, ownRoot: MapNode) {
  const empties: { readonly path: Path; readonly position: Position }[] = [];
  const reportEmpty: ReportEmpty = (path, position) => empties.push({ path, position });
  const defaults = defaultsRoot && withoutEmpties(defaultsRoot, undefined, reportEmpty);
  const own = withoutEmpties(ownRoot, defaults, reportEmpty);
  const tree = withoutRemovals(withJobDefaults(defaults === undefined ? own : mergeMaps(defaults, own)));
  const structure = checkStructure(
    tree,
    empties.map(({ path }) => path),
  );
  const { partial, isWrong, complete } = structure;
  const issues = [
    ...empties.map(({ path, position }) => noValue(path, position)),
    // A key that a null removed is in no tree but its own file's.
    ...removedNothing(defaults, own).map((problem) => locate(problem, own)),
    ...[...structure.problems, ...checkRules(structure)].map((problem) => locate(problem, tree)),
  ];
  const config = complete !== undefined && issues.length === 0 ? toEnvConfig(complete, name) : undefined;
  const environment: ReadEnvironment = {
    name,
    config,
    partial,
    isWrong,
    issueOf: (problem) => locate(problem, tree),
  };
  return { environment, issues };
}

function noValue(path: Path, position: Position): Issue {
  const message =
    'nothing stands behind the key; give a value, write null to remove what is there without it, or delete the line';
  return { ...position, path: renderPath(path), code: 'no-value', severity: 'error', message };
}
