import { basename } from 'node:path';
import { regions } from '../../aws/regions';
import { explainInvalidEnvironmentName } from '../../config/reading/config-folder';
import { environment } from '../../config/schema/environment';
import { closestMatch } from '../../text/closest-match';
import { CommandError } from '../command-error';

/** The checked options of `init`. */
export interface CheckedInitOptions {
  /** The value of `app_name`. */
  readonly appName: string;
  /** The value of `region`. */
  readonly region: string;
  /** The names of the environments, without duplicates. */
  readonly environments: readonly string[];
  /** Whether to write the files of a cdktf app. */
  readonly hasCdktfApp: boolean;
}

interface GivenOptions {
  readonly appName?: string;
  readonly region?: string;
  readonly environments?: string;
  readonly cdktf?: boolean;
}

/** Values of the options that replace values of another tool's configuration. */
export interface GivenOptionValues {
  /**
   * The value of `app_name`.
   *
   * @default the name in the other configuration
   */
  readonly appName?: string;
  /**
   * The value of `region`.
   *
   * @default the region in the other configuration
   */
  readonly region?: string;
}

/**
 * Checks the options that were given.
 *
 * @throws CommandError if an option has an invalid value
 */
export function checkedValues({ appName, region }: GivenOptions): GivenOptionValues {
  return {
    ...(appName === undefined ? {} : { appName: checkedAppName(appName) }),
    ...(region === undefined ? {} : { region: checkedRegion(region) }),
  };
}

/**
 * Checks the options of `init`.
 *
 * @param folder - The path of the folder that gets the files; its name is the default of `--app-name`.
 * @throws CommandError if an option has an invalid value.
 */
export function readInitOptions(
  { appName, region = 'us-east-1', environments = 'dev,prod', cdktf = false }: GivenOptions,
  folder: string,
): CheckedInitOptions {
  return {
    appName: appName === undefined ? appNameOf(folder) : checkedAppName(appName),
    region: checkedRegion(region),
    environments: checkedEnvironments(environments),
    hasCdktfApp: cdktf,
  };
}

function problemOf(appName: string): string | undefined {
  return environment.shape.app_name.safeParse(appName).error?.issues[0]?.message;
}

/** Returns the name of the application: the value of `--app-name`, or the name of the folder. */
export function appNameIn({ appName }: GivenOptionValues, folder: string): string {
  return appName ?? appNameOf(folder);
}

function checkedAppName(appName: string): string {
  const problem = problemOf(appName);
  if (problem === undefined) return appName;
  throw new CommandError(2, `--app-name ${JSON.stringify(appName)}: ${problem}`);
}

/** Returns the name of a folder as the name of an application. */
function appNameOf(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const problem = problemOf(name);
  if (problem === undefined) return name;
  throw new CommandError(
    2,
    `the name of the folder ${folder} can't be the name of the application (${problem}); pass --app-name`,
  );
}

function checkedRegion(region: string): string {
  const known: readonly string[] = regions;
  if (known.includes(region)) return region;
  const suggestion = closestMatch(region, known);
  const fix = suggestion === undefined ? 'write one such as us-east-1' : `did you mean ${suggestion}?`;
  throw new CommandError(2, `--region ${region}: not a region of AWS; ${fix}`);
}

/** Checks the names of environments, separated by commas. */
export function checkedEnvironments(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  for (const [index, name] of names.entries()) {
    const problem = environmentProblem(name, names.slice(0, index));
    if (problem !== undefined) throw new CommandError(2, `--environments ${text}: ${problem}`);
  }
  return names;
}

function environmentProblem(name: string, before: readonly string[]): string | undefined {
  if (name === '') return 'a name is empty; write names separated by commas, such as dev,prod';
  if (name.toLowerCase() === 'defaults')
    return 'defaults.yml has the values that all environments share; use another name';
  const problem = explainInvalidEnvironmentName(name);
  if (problem !== undefined) return `${problem}; change ${name}`;
  // Some file systems ignore case, so two such files would be one.
  if (before.some((other) => other.toLowerCase() === name.toLowerCase()))
    return `${name} occurs twice; remove one of them`;
  return undefined;
}

/**
 * Checks the accounts of environments: `test=123456789012,prod=210987654321`.
 *
 * @throws CommandError if a pair is invalid.
 */
export function checkedAccountIds(text: string | undefined): ReadonlyMap<string, string> {
  const pairs = (text ?? '').split(',').filter((pair) => pair !== '');
  return new Map(
    pairs.map((pair): readonly [string, string] => {
      const [, name, id] = /^\s*([^=\s]+)=(\d{12})\s*$/.exec(pair) ?? [];
      if (name !== undefined && id !== undefined) return [name, id];
      throw new CommandError(
        2,
        `--account-ids ${text ?? ''}: ${pair} must be the name of an environment, =, and the 12 digits of its account`,
      );
    }),
  );
}

/**
 * Checks the paths of environments: `test=test.yaml,prod=prod.yaml`, or one path for all environments of `--environments`.
 *
 * @throws CommandError if a name is invalid, or if no environment is known
 */
export function checkedEnvironmentPaths(
  text: string,
  environments: string | undefined,
): ReadonlyMap<string, string> {
  const pairs = text.split(',').map((pair) => /^([\w.-]+)=(.+)$/.exec(pair.trim()));
  if (pairs.every((pair) => pair === null)) {
    if (environments === undefined)
      throw new CommandError(
        2,
        `--from-ecs-schedules ${text}: the files do not name their environment; add --environments prod, or write prod=${text}`,
      );
    return new Map(checkedEnvironments(environments).map((name) => [name, text]));
  }
  const found = pairs.flatMap((pair) => (pair === null ? [] : [[pair[1] ?? '', pair[2] ?? ''] as const]));
  if (found.length < pairs.length)
    throw new CommandError(
      2,
      `--from-ecs-schedules ${text}: each part must be the name of an environment, =, and a path`,
    );
  if (environments !== undefined)
    throw new CommandError(2, '--environments: --from-ecs-schedules has the environments; remove the option');
  checkedEnvironments(found.map(([name]) => name).join(','));
  return new Map(found);
}
