import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeConfiguration, type Shape } from '../../../scripts/benchmark/configurations';
import { callsOfFunction, countEachFunction, fastGrowingFunctions } from '../../support/count-calls';
import { commands } from '../../support/every-command';
import { run, TemporaryFolder } from '../../support/run-program';

/** The benchmark asserts no seconds, because they differ between machines. The counted work is the same on all of them. */
let folder: TemporaryFolder;

/** The only resource of the old state. */
const bucket = {
  address: 'aws_s3_bucket.uploads',
  mode: 'managed',
  type: 'aws_s3_bucket',
  name: 'uploads',
  provider_name: 'registry.terraform.io/hashicorp/aws',
  values: { bucket: 'uploads' },
};

beforeAll(() => {
  folder = new TemporaryFolder().write({
    'event.json': JSON.stringify({ source: 'app.orders', 'detail-type': 'placed', detail: {} }),
    'arrivals.txt': '0 3\n',
    'history.json': JSON.stringify({
      from: '2027-03-01T00:00:00Z',
      until: '2027-03-02T00:00:00Z',
      runs: [],
    }),
    'state.json': JSON.stringify({ format_version: '1.0', values: { root_module: { resources: [bucket] } } }),
  });
});

afterAll(() => {
  folder.remove();
});

/** Writes a configuration, and returns its path. */
function configurationOf(shape: Shape, count: number): string {
  const config = join(folder.path, `${shape}-${count}`);
  writeConfiguration(config, shape, count);
  return config;
}

/** Writes a configuration with this number of jobs of the other kinds, and of event jobs. */
function everyKind(count: number): string {
  const config = configurationOf('third', 3 * count);
  const jobs = Array.from(
    { length: count },
    (_, index) =>
      `  event-${index}: { task_command: [bin/job], event_pattern: { source: [app-${index}] } }\n`,
  );
  appendFileSync(join(config, 'dev.yml'), `event_jobs:\n${jobs.join('')}`);
  return config;
}

/** A call of a command with the configuration at a path. */
type CallOf = (config: string) => readonly string[];

const path = (name: string): string => join(folder.path, name);
const inConfig =
  (...programArguments: readonly string[]): CallOf =>
  (config) => [...programArguments, '--config', config];

/** A call of each command that reads a configuration. */
const callOf: Readonly<Record<string, CallOf>> = {
  adopt: (config) => [
    ...['adopt', '--state', path('state.json'), '--environment', 'dev', '--config', config],
    ...['--out', `${config}-adoption`],
  ],
  synth: (config) => ['synth', '--config', config, '--out', `${config}-out`],
  validate: inConfig('validate'),
  list: inConfig('list'),
  permissions: inConfig('permissions'),
  commands: inConfig('commands', 'scheduled-0'),
  review: (config) => ['review', '--base', config, '--config', config],
  'simulate run': inConfig('simulate', 'run', 'scheduled-0'),
  'simulate upload': inConfig('simulate', 'upload', '--bucket', 'dev-uploads', '--key', 'in/2/x.csv'),
  'simulate event': (config) => ['simulate', 'event', '--event', path('event.json'), '--config', config],
  'simulate queue': (config) => [
    ...['simulate', 'queue', 'worker-0', '--arrivals', path('arrivals.txt'), '--config', config],
    ...['--seconds-per-message', '1', '--duration-seconds', '600'],
  ],
  'simulate alarms': (config) => [
    ...['simulate', 'alarms', 'scheduled-0', '--history', path('history.json'), '--config', config],
  ],
};

/** `init` and `schema` read no configuration. `status` reads AWS. */
const otherCommands = ['init', 'schema', 'status'];

test('every command that reads a configuration is counted', () => {
  expect([...Object.keys(callOf), ...otherCommands].sort()).toEqual([...commands.keys()].sort());
});

describe('the work grows at most as the number of jobs of each kind', () => {
  test.each(Object.entries(callOf))('%s', (_, programCall) => {
    const prepare = (count: number) => {
      const programArguments = programCall(everyKind(count));
      return () => {
        expect(run(...programArguments)).toMatchObject({ status: 0 });
      };
    };
    expect(fastGrowingFunctions(20, prepare)).toEqual([]);
  });
});

/** The functions that do the work of one file or of one environment. */
const ofFile = ['readConfigFile', 'parseFirstDocument', 'markSecrets'] as const;
const ofEnvironment = ['validateSchema', 'checkJobRules', 'buildEnvironmentJobs', 'checkSizes'] as const;
const ofOutput = ['validateGenerated', 'describeEnvironment', 'stackJson'] as const;

describe('no work is done twice for three environments with defaults.yml', () => {
  const environments = 3;
  const files = 4;

  test.each(['synth', 'validate', 'list', 'permissions', 'commands'])('%s', (command) => {
    const config = configurationOf('environments', 10);
    const programArguments = [...(callOf[command] ?? inConfig(command))(config)];
    const work = (): void => {
      expect(run(...programArguments).error).toBe('');
    };
    work();
    const calls = countEachFunction(work);
    const countsOf = (names: readonly string[]) => names.map((name) => [name, callsOfFunction(calls, name)]);
    const each = (names: readonly string[], count: number) => names.map((name) => [name, count]);
    expect(countsOf(ofFile)).toEqual(each(ofFile, files));
    expect(countsOf(ofEnvironment)).toEqual(each(ofEnvironment, environments));
    expect(countsOf(ofOutput)).toEqual(each(ofOutput, command === 'synth' ? environments : 0));
  });
});
