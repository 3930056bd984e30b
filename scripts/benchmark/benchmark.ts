/**
 * Measures the commands against programs that do the least that a command must do, and against other tools. Prints a table in
 * Markdown with the ratios of user times: `npm run benchmark -- --help`.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { EnvironmentJobs } from '../../lib/jobs/environment';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { writeConfiguration, type Shape } from './configurations';
import { compare, measure, type Comparison, type NodeArguments } from './measure';
import { planOf } from './plans';

const help = `npm run benchmark -- [options]
  --sizes <numbers>    numbers of jobs, with commas (default: 10,100,1000)
  --rounds <number>    pairs of processes for each ratio (default: 5)
  --cdktf              also compare with a program written by hand with cdktf
  --aws-cdk <folder>   also compare with aws-cdk-lib; run npm install aws-cdk-lib constructs yaml in this folder first
`;

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10,100,1000' },
    rounds: { type: 'string', default: '5' },
    cdktf: { type: 'boolean', default: false },
    'aws-cdk': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const sizes = values.sizes.split(',').map(Number);
const rounds = Number(values.rounds);
const awsCdk = values['aws-cdk'];

const root = resolve(__dirname, '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'background-jobs-benchmark-'));
/** The median user times of each command, by its name and size. */
const times = new Map<string, Map<number, number>>();

if (values.help) process.stdout.write(help);
else
  try {
    process.stdout.write('| command | compared with | shape | jobs | ratio | least–greatest | peak MiB |\n');
    process.stdout.write('| --- | --- | --- | --: | --: | --: | --: |\n');
    compareStart();
    for (const count of sizes) {
      compareSynthesis('half', count);
      compareSynthesis('third', count);
      compareCommands(count);
      if (count <= 1000) comparePeers(count);
    }
    compareReviews(sizes.filter((count) => count <= 1000).at(-1) ?? 10);
    printExponents();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

/** Returns the arguments of Node that run a command of the program. */
function program(...commandArguments: readonly string[]): NodeArguments {
  return [join(root, 'bin', 'background-jobs.js'), ...commandArguments];
}

function script(name: string, ...scriptArguments: readonly string[]): NodeArguments {
  return [join(__dirname, name), ...scriptArguments];
}

function configurationOf(shape: Shape, count: number): string {
  const config = join(folder, `${shape}-${String(count)}`);
  writeConfiguration(config, shape, count);
  return config;
}

/** Compares the start of the program with the start of Node. */
function compareStart(): void {
  const empty: NodeArguments = ['--eval', '0'];
  const one = configurationOf('half', 1);
  const several = configurationOf('environments', 10);
  const out = join(folder, 'environments');
  print('--help', 'node -e 0', undefined, 0, compare(rounds, program('--help'), empty));
  const validate = program('validate', '--config', one);
  print('validate', 'node -e 0', 'half', 1, compare(rounds, validate, empty));
  const synth = program('synth', '--config', several, '--out', out);
  print('synth', 'node -e 0', 'environments', 10, compare(rounds, synth, empty));
  const floor = script('floor.js', several, out, join(folder, 'floor'));
  print('synth', 'floor', 'environments', 10, compare(rounds, synth, floor));
}

function compareSynthesis(shape: Shape, count: number): void {
  const config = configurationOf(shape, count);
  const [out, floorOut] = [join(folder, `out-${shape}`), join(folder, `floor-${shape}`)];
  const synth = program('synth', '--config', config, '--out', out);
  measure(synth);
  const floor = script('floor.js', config, out, floorOut);
  const compared = compare(rounds, synth, floor);
  const [ours, floors] = [out, floorOut].map((each) => readFileSync(join(each, 'stacks/dev/cdk.tf.json')));
  if (ours === undefined || floors?.equals(ours) !== true) throw new Error('the floor writes other bytes');
  print('synth', 'floor', shape, count, compared);
}

function compareCommands(count: number): void {
  const upload = ['simulate', 'upload', '--bucket', 'dev-uploads', '--key', 'in/2/x.csv'];
  for (const shape of ['half', 'third'] as const) {
    const config = configurationOf(shape, count);
    for (const command of [['validate'], ['list'], ['permissions'], upload]) {
      const run = program(...command, '--config', config);
      const compared = compare(rounds, run, script('parse-yaml.js', config));
      print(command.slice(0, 2).join(' '), 'YAML parsing', shape, count, compared);
    }
  }
}

function comparePeers(count: number): void {
  const config = configurationOf('half', count);
  const synth = program('synth', '--config', config, '--out', join(folder, 'out-peers'));
  const against = (name: string, file: string, ...more: readonly string[]): void => {
    const peer = [join(root, 'scripts', 'benchmark', 'peers', file), config, join(folder, 'peer'), ...more];
    print('synth', name, 'half', count, compare(rounds, synth, peer));
  };
  if (values.cdktf) against('hand-written cdktf', 'cdktf.mjs', join(root, 'package.json'));
  if (awsCdk === undefined) return;
  const packages = join(resolve(awsCdk), 'package.json');
  against('aws-cdk-lib L1, not validated', 'aws-cdk.mjs', packages, 'l1', 'bare');
  against('aws-cdk-lib L2, not validated', 'aws-cdk.mjs', packages, 'l2', 'bare');
  against('aws-cdk-lib L2', 'aws-cdk.mjs', packages, 'l2', 'validated');
}

/** Compares reviews of plans with the parsing of the plans, and their peak memory with that of a program that only reads. */
function compareReviews(count: number): void {
  const environment = (changed: number): EnvironmentJobs | undefined => {
    const config = join(folder, `review-${String(changed)}`);
    writeConfiguration(config, 'half', count, changed);
    return loadEnvironments(config).environments[0];
  };
  const unchanged = environment(0);
  const plans: readonly (readonly [name: string, plan: string])[] = [
    ...[0, 10, count].map(
      (changed) => [`${String(changed)} changed jobs`, planOf(unchanged, environment(changed))] as const,
    ),
    ['all jobs created', planOf(undefined, unchanged)],
    ['all jobs deleted', planOf(unchanged, undefined)],
  ];
  const memory: string[] = [];
  for (const [name, plan] of plans) {
    const file = join(folder, 'plan.json');
    writeFileSync(file, plan);
    const compared = compare(rounds, program('review', file), script('parse-json.js', file));
    print(`review, ${name}`, 'JSON parsing', 'half', count, compared);
    const [read, parsed] = [script('read-file.js', file), script('parse-json.js', file)].map(
      (each) => measure(each).peak,
    );
    const above = [parsed, compared.first.peak].map((peak) => ((peak ?? NaN) - (read ?? NaN)).toFixed(0));
    memory.push(`| ${[name, (plan.length / 2 ** 20).toFixed(0), ...above].join(' | ')} |\n`);
  }
  process.stdout.write(
    '\n| plan | size in MiB | JSON parsing: MiB above reading | review: MiB above reading |\n',
  );
  process.stdout.write(`| --- | --: | --: | --: |\n${memory.join('')}`);
}

function print(
  command: string,
  other: string,
  shape: Shape | undefined,
  count: number,
  { ratio, least, greatest, first }: Comparison,
): void {
  const key = `${command} | ${shape ?? ''}`;
  const byCount = times.get(key) ?? new Map<number, number>();
  times.set(key, byCount.set(count, first.user));
  const range = `${least.toFixed(1)}–${greatest.toFixed(1)}`;
  const cells = [command, other, shape ?? '', count, ratio.toFixed(2), range, first.peak.toFixed(0)];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

/**
 * Prints the exponent of the time between the two largest sizes of each command. It is 1 if the time is linear, and less if
 * the start of the program is a part of the time.
 */
function printExponents(): void {
  const [small, large] = sizes.slice(-2);
  if (small === undefined || large === undefined) return;
  process.stdout.write(
    `\n| command | shape | exponent from ${String(small)} to ${String(large)} jobs |\n| --- | --- | --: |\n`,
  );
  for (const [key, byCount] of times) {
    const [before, after] = [byCount.get(small), byCount.get(large)];
    if (before === undefined || after === undefined) continue;
    const exponent = Math.log(after / before) / Math.log(large / small);
    process.stdout.write(`| ${key} | ${exponent.toFixed(2)} |\n`);
  }
}
