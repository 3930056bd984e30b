import { basename } from 'node:path';
import { defaultsFile } from '../config/config-folder';
import { sortIssues, type Issue, type SourceLocation, type Path, type ConfigPath } from '../config/issues';
import type { AdviceCode, CheckCode, IgnoredChecks } from '../config/schema/ignore-checks';
import type { EnvironmentJobs } from '../jobs/environment';
import type { LoadedEnvironments } from '../jobs/load-environments';
import { catalogue } from './catalogue';
import { configOf, pathOf } from './job-paths';

/** A reason that somebody gave in ignore_checks, where it stands. */
interface Suppression extends SourceLocation {
  readonly code: CheckCode;
}

/**
 * What might be better in environments that are right: what each check finds, without what is ignored, and reasons to
 * ignore that are in vain. `now` is when.
 */
export function runChecks(loaded: LoadedEnvironments, now: Date): readonly Issue[] {
  const advice: Issue[] = [];
  const given = new Map<string, Suppression>();
  const used = new Set<string>();
  for (const environment of loaded.environments) {
    const locate = (place: ConfigPath): SourceLocation => loaded.locate(environment, place);
    const reasons = new Map(
      reasonsIn(environment).map(([path, code]) => {
        const place = locate({ path, at: 'key' });
        given.set(keyOf(place), { ...place, code });
        return [JSON.stringify(path), keyOf(place)];
      }),
    );
    for (const check of Object.values(catalogue)) {
      for (const finding of check.find(environment, now)) {
        const applying = [[], finding.path.slice(0, 2)].flatMap((above) => {
          const reason = reasons.get(JSON.stringify([...above, 'ignore_checks', check.code]));
          return reason === undefined ? [] : [reason];
        });
        for (const reason of applying) used.add(reason);
        if (applying.length > 0) continue;
        const message = `${finding.message}; ${check.fix}`;
        advice.push(toAdvice(locate(finding), check.code, message));
      }
    }
  }
  // Of some environments alone, nobody can say that a reason in defaults.yml is in vain.
  const isWhole = loaded.environments.length === loaded.names.length;
  const unused = isWhole ? [...given].filter(([key]) => !used.has(key)) : [];
  return sortIssues([
    ...onceWhereDefaultsSayIt(advice),
    ...unused.map(([, { code, ...place }]) =>
      toAdvice(place, 'unused-ignore', `${code} finds nothing here; remove the reason to ignore it`),
    ),
  ]);
}

/** What is true of a job in defaults.yml is not said again where an environment has a field of its own for that job. */
function onceWhereDefaultsSayIt(advice: readonly Issue[]): readonly Issue[] {
  const identity = ({ path, code, message }: Issue): string => JSON.stringify([path, code, message]);
  const isInDefaults = ({ file }: Issue): boolean => basename(file) === defaultsFile;
  const said = new Set(advice.filter(isInDefaults).map(identity));
  return advice.filter((issue) => isInDefaults(issue) || !said.has(identity(issue)));
}

function toAdvice(place: SourceLocation, code: AdviceCode, message: string): Issue {
  return { ...place, code, severity: 'advice', message };
}

/** Where the environment and its jobs give reasons, and which. */
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
