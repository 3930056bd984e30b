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
