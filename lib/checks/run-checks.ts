import { basename, dirname } from 'node:path';
import { defaultsFile } from '../config/reading/config-folder';
import {
  sortIssues,
  type Issue,
  type SourceLocation,
  type Path,
  type ConfigPath,
} from '../config/issues/issues';
import type { AdviceCode, CheckCode, IgnoredChecks } from '../config/schema/check-codes';
import type { EnvironmentJobs } from '../jobs/environment';
import type { LoadedEnvironments } from '../jobs/load-environments';
import { catalogue } from './catalogue';
import { configOf, pathOf } from './job-paths';

/** A reason in ignore_checks, with its source location. */
interface Suppression extends SourceLocation {
  readonly code: CheckCode;
}

/**
 * Runs every check on valid environments.
 *
 * @returns Advice on findings that are not ignored, and on reasons in ignore_checks that apply to no finding.
 *
 * @example
 * ```ts
 * const advice = adviseOn(loadEnvironments('env-config'), new Date());
 * console.log(renderIssues(advice));
 * ```
 */
export function runChecks(loaded: LoadedEnvironments, now: Date): readonly Issue[] {
  const advice: Issue[] = [];
  const suppressions = new Map<string, Suppression>();
  const used = new Set<string>();
  for (const environment of loaded.environments) {
    const locate = (path: ConfigPath): SourceLocation => loaded.locate(environment, path);
    const reasons = new Map(
      reasonsIn(environment).map(([path, code]) => {
        const location = locate({ path, at: 'key' });
        suppressions.set(keyOf(location), { ...location, code });
        return [JSON.stringify(path), keyOf(location)];
      }),
    );
    for (const check of Object.values(catalogue)) {
      for (const finding of check.find(environment, now, loaded.environments)) {
        const applying = [[], finding.path.slice(0, 2)].flatMap((above) => {
          const reason = reasons.get(JSON.stringify([...above, 'ignore_checks', check.code]));
          return reason === undefined ? [] : [reason];
        });
        for (const reason of applying) used.add(reason);
        if (applying.length > 0) continue;
        const message = `${loaded.redact(environment, finding.message, finding.path)}; ${check.fix}`;
        advice.push(toAdvice(locate(finding), check.code, message));
      }
    }
  }
  // A reason in defaults.yml can apply to a finding in an environment that is not selected.
  const isComplete = loaded.environments.length === loaded.names.length;
  const unused = isComplete ? [...suppressions].filter(([key]) => !used.has(key)) : [];
  return sortIssues([
    ...deduplicateDefaults(advice),
    ...unused.map(([, { code, ...location }]) =>
      toAdvice(location, 'unused-ignore', `the check ${code} finds nothing here; remove this reason`),
    ),
  ]);
}

/** Removes advice in an environment's file that is also given in defaults.yml. */
function deduplicateDefaults(advice: readonly Issue[]): readonly Issue[] {
  // Each folder has its own defaults.yml.
  const identity = ({ file, path, code, message }: Issue): string =>
    JSON.stringify([dirname(file), path, code, message]);
  const isInDefaults = ({ file }: Issue): boolean => basename(file) === defaultsFile;
  const inDefaults = new Set(advice.filter(isInDefaults).map(identity));
  return advice.filter((issue) => isInDefaults(issue) || !inDefaults.has(identity(issue)));
}

function toAdvice(location: SourceLocation, code: AdviceCode, message: string): Issue {
  return { ...location, code, severity: 'advice', message };
}

/** Returns the reasons in ignore_checks of an environment and its jobs. */
function reasonsIn(environment: EnvironmentJobs): readonly (readonly [path: Path, code: CheckCode])[] {
  const below = (path: Path, reasons: IgnoredChecks | undefined) =>
    Object.values(catalogue)
      .filter(({ code }) => reasons?.[code] !== undefined)
      .map(({ code }) => [[...path, 'ignore_checks', code], code] as const);
  return [
    ...below([], environment.config.ignoreChecks),
    ...environment.jobs.flatMap((job) => below(pathOf(job), configOf(environment, job).ignore_checks)),
  ];
}

function keyOf({ file, line, column }: SourceLocation): string {
  return JSON.stringify([file, line, column]);
}
