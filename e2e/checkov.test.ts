import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validFixtures } from '../__tests__/support/fixtures';
import { TemporaryFolder } from '../__tests__/support/run-program';
import { asList, asRecord, at, parsed } from '../__tests__/support/stack-json';
import { synthesize } from '../lib/resources/stack/synthesize';
import { buildEnvironmentJobs, type EnvironmentJobs } from '../lib/jobs/environment';
import { loadEnvironments } from '../lib/jobs/load-environments';
import { prepareAccount } from './support/prepare-account';
import { Aws } from './support/aws';
import { Emulator } from './support/emulator';
import { installedPrograms } from './support/python-packages';
import { report } from './support/report';
import { printProgress } from './support/print-progress';
import { emulatorOverride, Stack } from './support/stack';

jest.setTimeout(900_000);

/** The result of scanning plans with checkov. */
interface Scan {
  readonly passed: number;
  /** The number of files that checkov could not read. */
  readonly unread: number;
  /** The failed checks, each with the resource that fails it. */
  readonly failed: readonly { readonly check: string; readonly resource: string }[];
}

const example = loadEnvironments(
  validFixtures().find(({ name }) => name === 'example')?.config ?? '',
).environments;

describe('checkov', () => {
  let emulator: Emulator;
  const folder = new TemporaryFolder();
  beforeAll(async () => {
    emulator = await Emulator.start();
    for (const environment of example)
      await prepareAccount(
        new Aws(emulator.url, accountOf(environment), environment.config.region),
        environment,
      );
  });
  afterAll(async () => {
    await emulator.stop();
    folder.remove();
  });

  const environmentsByName = { protected: example.map(withAllProtection), unchanged: example };
  const scans = new Map<string, Promise<Scan>>();

  /** Plans the environments and scans the plans. Several tests share a scan. */
  function scan(name: keyof typeof environmentsByName): Promise<Scan> {
    const scanned = scans.get(name) ?? scanPlans(name, environmentsByName[name]);
    scans.set(name, scanned);
    return scanned;
  }

  async function scanPlans(name: string, environments: readonly EnvironmentJobs[]): Promise<Scan> {
    printProgress(`planning the example (${name}) for checkov`);
    const paths = [];
    for (const environment of environments) {
      const account = accountOf(environment);
      const stack = await new Stack(emulatorOverride(emulator, account)).write(environment).init();
      const path = `${name}-${environment.config.name}.json`;
      folder.write({ [path]: await stack.planJson() });
      stack.remove();
      paths.push(join(folder.path, path));
    }
    return runCheckov('terraform_plan', paths);
  }

  /**
   * Scans the synthesized JSON, for workflows that have no plan. Removes the `moved` blocks and `required_version`,
   * because checkov does not read a file that has one of them.
   */
  function scanJson(
    name: string,
    environments: readonly EnvironmentJobs[],
    change: (content: string) => string = readableJson,
  ): Scan {
    printProgress(`scanning the JSON of the example (${name})`);
    const stacks = synthesize(environments).filter(({ path }) => path.endsWith('.tf.json'));
    const files = stacks.map(({ path, content }) => [join(`json-${name}`, path), change(content)] as const);
    folder.write(Object.fromEntries(files));
    return runCheckov(
      'terraform_json',
      files.map(([path]) => join(folder.path, path)),
    );
  }

  function runCheckov(framework: 'terraform_plan' | 'terraform_json', paths: readonly string[]): Scan {
    const options = ['--framework', framework, '--skip-download', '--output', 'json'];
    const { stdout, stderr } = spawnSync(
      join(installedPrograms('checkov'), 'checkov'),
      [...options, ...paths.flatMap((path) => ['--file', path])],
      { encoding: 'utf8', cwd: folder.path, maxBuffer: 100_000_000 },
    );
    const scanned = stdout.trim() === '' ? undefined : parsed(stdout);
    if (scanned === undefined) throw new Error(`checkov printed nothing: ${stderr}`);
    return {
      passed: Number(at(scanned, 'summary', 'passed')),
      unread: Number(at(scanned, 'summary', 'parsing_errors')),
      failed: asList(at(scanned, 'results', 'failed_checks')).map((one) => ({
        check: String(at(one, 'check_id')),
        resource: String(at(one, 'resource')),
      })),
    };
  }

  test('finds nothing in the example if every protective option is on', async () => {
    const { failed, passed, unread } = await scan('protected');
    expect({ failed, unread }).toEqual({ failed: [], unread: 0 });
    expect(passed).toBeGreaterThan(100);
    report({ promise: 'scanner', subject: 'example, protected', counts: { passed, failed: failed.length } });
  });

  test('fails the same checks for the JSON as for the plans', async () => {
    for (const name of ['protected', 'unchanged'] as const) {
      const [json, plans] = [scanJson(name, environmentsByName[name]), await scan(name)];
      expect(json.unread).toBe(0);
      expect(json.passed).toBeGreaterThan(80);
      expect(checksOf(json)).toEqual(checksOf(plans));
      report({
        promise: 'scanner',
        subject: `example, ${name}, as JSON`,
        counts: { passed: json.passed, failed: json.failed.length },
      });
    }
  });

  test.each([
    ['moved blocks', withoutRequiredVersion],
    ['required_version', withoutMoves],
  ])('can’t read JSON with %s, and reports no failed check', (name, change) => {
    const { passed, failed, unread } = scanJson(name, example, change);
    expect({ passed, failed, unread }).toEqual({ passed: 0, failed: [], unread: example.length });
  });

  test('fails exactly the checks that docs/scanner-findings.md explains for the unchanged example', async () => {
    const page = readFileSync(join(__dirname, '..', 'docs', 'scanner-findings.md'), 'utf8');
    const explained = [...page.matchAll(/CKV\w+/g)].map(([check]) => check);
    const scanned = await scan('unchanged');
    const { failed, passed } = scanned;
    const withoutData = scanJson('without execution data', example.map(withoutExecutionData));
    const found = new Set([...checksOf(scanned), ...checksOf(withoutData)]);
    expect([...found].sort()).toEqual([...new Set(explained)].sort());
    report({
      promise: 'scanner',
      subject: 'example, unchanged',
      counts: { passed, explained: failed.length },
    });
  });
});

/** Returns the checks that fail. The two frameworks name resources in different ways. */
function checksOf({ failed }: Scan): readonly string[] {
  return [...new Set(failed.map(({ check }) => check))].sort();
}

function readableJson(content: string): string {
  return withoutRequiredVersion(withoutMoves(content));
}

function withoutMoves(content: string): string {
  return JSON.stringify({ ...asRecord(JSON.parse(content)), moved: undefined }, undefined, 2);
}

function withoutRequiredVersion(content: string): string {
  const stack = asRecord(JSON.parse(content));
  const terraform = { ...asRecord(stack['terraform']), required_version: undefined };
  return JSON.stringify({ ...stack, terraform }, undefined, 2);
}

function accountOf({ config }: EnvironmentJobs): string {
  return config.accountId ?? '600000000001';
}

/** Leaves the input and output of runs out of their logs. */
function withoutExecutionData({ config }: EnvironmentJobs): EnvironmentJobs {
  const scheduledJobs = Object.entries(config.scheduledJobs).map(
    ([name, job]) => [name, { ...job, log_execution_data: false }] as const,
  );
  return buildEnvironmentJobs({ ...config, scheduledJobs: Object.fromEntries(scheduledJobs) });
}

/** Turns on every option that protects an environment. */
function withAllProtection(environment: EnvironmentJobs): EnvironmentJobs {
  const { config } = environment;
  const account = accountOf(environment);
  return buildEnvironmentJobs({
    ...config,
    tracing: true,
    kmsKeyArn: `arn:aws:kms:${config.region}:${account}:key/1234abcd-12ab-34cd-8ef0-1234567890ab`,
    permissionsBoundaryArn: `arn:aws:iam::${account}:policy/boundary`,
  });
}
