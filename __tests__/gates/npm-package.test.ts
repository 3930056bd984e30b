import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';
import { hclRootFolder, hclRootModules } from '../support/terraform/hcl-root';
import { TemporaryFolder } from '../support/run-program';
import { asRecord, at, parsed } from '../support/stack-json';
import { describeExamples } from './npm-package/examples';
import { install, runIn } from './npm-package/installation';

jest.setTimeout(900_000);

const root = resolve(__dirname, '..', '..');

let folder: TemporaryFolder;
let archive: string;
/** A repository of a user, with the package. */
let app: string;

const program = (...programArguments: readonly string[]): string =>
  runIn(app, 'npx', ['--no-install', 'background-jobs', ...programArguments]);

/** Returns the names of the packages that an installation of the package brings, sorted. */
function installedPackages(): readonly string[] {
  const lock = parsed(readFileSync(join(app, 'package-lock.json'), 'utf8'));
  return Object.keys(asRecord(at(lock, 'packages')))
    .filter((path) => path !== '')
    .map((path) => path.replace(/^node_modules\//, ''))
    .sort();
}

function writeApp(files: Readonly<Record<string, string>>): void {
  folder.write(Object.fromEntries(Object.entries(files).map(([path, text]) => [join('shop', path), text])));
}

beforeAll(() => {
  folder = new TemporaryFolder();
  const printed = runIn(root, 'npm', ['pack', '--json', '--pack-destination', folder.path]);
  const [, name = ''] = /"filename": "([^"]+)"/.exec(printed) ?? [];
  archive = join(folder.path, name);
  app = join(folder.path, 'shop');
  mkdirSync(app);
  writeApp({ 'package.json': '{}' });
  runIn(app, 'npm', [...install, archive]);
});
afterAll(() => {
  folder.remove();
});

describe('the package', () => {
  test('has only the program, its schema and its docs', () => {
    const files = execFileSync('tar', ['tzf', archive], { encoding: 'utf8' }).trim().split('\n');
    const tops = new Set(files.map((file) => file.split('/').slice(1, 3).join('/')));
    const unexpected = [...tops].filter(
      (path) =>
        !/^(bin|schema|docs)\/|^dist\/(lib|bindings|program)$|^(package\.json|LICENSE|[A-Z]+\.md)$/.test(
          path,
        ),
    );
    expect(unexpected).toEqual([]);
    expect(files.filter((file) => /\.test\.|\.ts$/.test(file) && !file.endsWith('.d.ts'))).toEqual([]);
  });

  test('has the program in one file, with the licenses of the packages in it', () => {
    const installed = join(app, 'node_modules', 'background-jobs', 'dist', 'program');
    expect(readdirSync(installed).filter((file) => !file.endsWith('.cache'))).toEqual([
      'LICENSES.txt',
      'program.js',
      'program.js.map',
    ]);
    const licenses = readFileSync(join(installed, 'LICENSES.txt'), 'utf8');
    const names = [...licenses.matchAll(/^-{80}\n\n(\S+) /gm)].map(([, name]) => name);
    const others = installedPackages().filter((name) => name !== 'background-jobs');
    expect(names).toEqual([...others, 'chokidar', 'readdirp'].sort());
  });

  test('has source maps that lead to the TypeScript files', () => {
    const map = parsed(
      readFileSync(join(app, 'node_modules/background-jobs/dist/program/program.js.map'), 'utf8'),
    );
    expect(at(map, 'sources')).toContain('../../lib/cli/bin.ts');
  });

  test('can be published', () => {
    const printed = runIn(root, 'npm', ['publish', '--dry-run', '--offline', '--access', 'public', archive]);
    expect(printed).toContain('with tag latest and public access (dry-run)');
  });

  test('has no link to a file that it lacks', () => {
    const installed = join(app, 'node_modules', 'background-jobs');
    const pages = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.md') && !path.startsWith(join('dist', 'bindings')),
    );
    const dead = pages.flatMap((page) => {
      const text = readFileSync(join(installed, page), 'utf8').replace(/```.*?```|`[^`\n]*`/gs, '');
      return [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .map(([, target = '']) => normalize(join(dirname(page), target)))
        .filter((target) => !existsSync(join(installed, target)))
        .map((target) => `${page} → ${target}`);
    });
    expect(dead).toEqual([]);
  });

  test('brings 6 packages and fewer than 25 MB', () => {
    expect(installedPackages()).toHaveLength(6);
    const size = execFileSync('du', ['-sb', join(app, 'node_modules')], { encoding: 'utf8' });
    expect(Number.parseInt(size, 10)).toBeLessThan(25e6);
  });

  test('has types that every resolution finds', () => {
    const bin = join(root, 'node_modules', '.bin');
    expect(runIn(root, join(bin, 'publint'), ['run', archive, '--strict'])).toContain('All good');
    runIn(root, join(bin, 'attw'), [archive, '--format', 'ascii']);
  });

  test('has an API that docs/api describes', () => {
    runIn(root, process.execPath, ['scripts/api-docs.mjs', '--check']);
  });
});

describe('an empty repository', () => {
  test('gets the JSON Schema that zod generates', () => {
    expect(program('schema')).toBe(readFileSync(join(root, 'schema', 'env-config.schema.json'), 'utf8'));
  });

  test('gets a configuration, and the commands work', () => {
    expect(program('--version').trim()).toBe(
      at(parsed(readFileSync(join(root, 'package.json'), 'utf8')), 'version'),
    );
    expect(program('init', '--app-name', 'shop', '--cdktf')).toContain('wrote env-config/defaults.yml');
    program('validate');
    expect(program('synth')).toContain('dev  cdktf.out/stacks/dev/cdk.tf.json');
    expect(program('list')).toContain('example');
    const defaults = readFileSync(join(app, 'env-config', 'defaults.yml'), 'utf8');
    const [, schema = ''] = /\$schema=(.*)/.exec(defaults) ?? [];
    expect(existsSync(join(app, 'env-config', schema))).toBe(true);
  });

  test('gets the command that installs the AWS SDK, if status needs it', () => {
    expect(runIn(app, 'npx', ['--no-install', 'background-jobs', 'status'], 2)).toMatch(
      /^status reads AWS with the AWS SDK, which is not installed .*; run npm install --save-dev( @aws-sdk\/client-[a-z-]+){7}\n$/,
    );
    expect(program('permissions', '--for', 'status', '--environment', 'dev')).toContain(
      'states:ListExecutions',
    );
  });

  test('runs the snapshot test with jest', () => {
    runIn(app, 'npm', [...install, 'jest@30.5.2']);
    const run = ['--no-install', 'jest', '--ci', 'env-config.test.js'];
    runIn(app, 'npx', ['--no-install', 'jest', '--ci=false', 'env-config.test.js']);
    expect(runIn(app, 'npx', run)).toContain('2 passed');
    const text = readFileSync(join(app, 'env-config', 'defaults.yml'), 'utf8');
    writeApp({ 'env-config/defaults.yml': text.replace('[echo, hello]', '[echo, changed]') });
    expect(runIn(app, 'npx', run, 1)).toMatch(/-\s+"hello",\n\s+\+\s+"changed",/);
    writeApp({ 'env-config/defaults.yml': text });
  });

  test('runs the snapshot test with vitest', () => {
    const other = join(folder.path, 'vitest-app');
    mkdirSync(other);
    folder.write({ 'vitest-app/package.json': '{"type":"module"}' });
    runIn(other, 'npm', [...install, archive, 'vitest@4.1.12']);
    runIn(other, 'npx', ['--no-install', 'background-jobs', 'init', '--app-name', 'shop']);
    const run = ['--no-install', 'vitest', 'run'];
    runIn(other, 'npx', [...run, '--update']);
    expect(runIn(other, 'npx', run)).toContain('2 passed');
    expect(readdirSync(join(other, '__snapshots__'))).toEqual(['env-config.test.mjs.snap']);
  });

  test('runs main.ts with tsx, which writes what synth writes', () => {
    runIn(app, 'npm', [...install, 'cdktf@0.21.0', 'constructs@10.4.2', 'tsx@4.23.15']);
    const before = folder.files('shop/cdktf.out');
    folder.write({ 'shop/cdktf.out/stacks/dev/cdk.tf.json': 'old' });
    const settings = parsed(readFileSync(join(app, 'cdktf.json'), 'utf8'));
    const [npx = '', ...more] = String(at(settings, 'app')).split(' ');
    runIn(app, npx, more);
    expect(folder.files('shop/cdktf.out')).toEqual(before);
  });
});

const ownApp = `
import { App, Fn, Testing, TerraformStack, TerraformVariable } from 'cdktf';
import { BackgroundJobs, EnvironmentStack, hasErrors, loadEnvironments, renderIssues } from 'background-jobs';
import { synthesizeForSnapshots } from 'background-jobs/testing';
import type { EnvironmentJobs, Job, JobInputs } from 'background-jobs';

const { environments, issues } = loadEnvironments('env-config');
if (hasErrors(issues)) throw new Error(renderIssues(issues));
const app = new App();
const own = new TerraformStack(app, 'own');
const subnets = new TerraformVariable(own, 'subnets', { type: 'list(string)' });
const inputs: JobInputs = { subnetIds: [Fn.element(subnets.listValue, 0)], taskRoleArn: '\${aws_iam_role.task.arn}' };
const names: string[] = environments.map((each: EnvironmentJobs) => {
  new BackgroundJobs(own, each.config.name, { environment: each, inputs, addressPrefix: each.config.name + '_' });
  new EnvironmentStack(app, each.config.name, { environment: each });
  const arnOf = (job: Job) => ('target' in job && 'arn' in job.target ? job.target.arn : undefined);
  return each.jobs.map((job) => \`\${job.name} \${arnOf(job)}\`).join();
});
const stack = JSON.parse(Testing.synth(own));
console.log(JSON.stringify({ names, stack, snapshots: synthesizeForSnapshots('env-config').length }));
`;

describe('a cdktf app of the user', () => {
  const compilerOptions = { strict: true, target: 'ES2022', types: ['node'], outDir: 'out', rootDir: '.' };

  beforeAll(() => {
    runIn(app, 'npm', [...install, 'typescript@6.0.3', '@types/node@20.19.43']);
    writeApp({ 'app.ts': ownApp, 'module/app.mts': ownApp });
  });

  test.each([
    ['CommonJS', { module: 'node16', moduleResolution: 'node16' }, 'app.ts', 'out/app.js'],
    ['a bundler', { module: 'preserve', moduleResolution: 'bundler', noEmit: true }, 'app.ts', undefined],
    [
      'ES modules',
      { module: 'nodenext', moduleResolution: 'nodenext' },
      'module/app.mts',
      'out/module/app.mjs',
    ],
  ])('compiles and runs as %s', (_, module, file, output) => {
    const settings = { compilerOptions: { ...compilerOptions, ...module }, files: [file] };
    writeApp({ 'tsconfig.json': JSON.stringify(settings) });
    runIn(app, 'npx', ['--no-install', 'tsc', '-p', 'tsconfig.json']);
    if (output === undefined) return;
    const printed = parsed(runIn(app, process.execPath, [output]));
    expect(at(printed, 'snapshots')).toBe(2);
    expect(at(printed, 'names')).toEqual([
      'example arn:aws:states:us-east-1:<account_id>:stateMachine:shop-dev-example',
      'example arn:aws:states:us-east-1:<account_id>:stateMachine:shop-prod-example',
    ]);
    expect(Object.keys(asRecord(at(printed, 'stack', 'resource', 'aws_sfn_state_machine'))).sort()).toEqual([
      'dev_jobs_example',
      'prod_jobs_example',
    ]);
    expect(JSON.stringify(printed)).toContain('element(var.subnets, 0)');
  });
});

test('a configuration in HCL gets its module, as the example describes', () => {
  const hcl = join(app, 'hcl');
  cpSync(join(hclRootFolder, 'env-config'), join(hcl, 'env-config'), { recursive: true });
  runIn(hcl, 'npx', ['--no-install', 'background-jobs', 'synth', '--module']);
  // hcl-root.test.ts plans these files with Terraform.
  expect(folder.files('shop/hcl/background-jobs')).toEqual(hclRootModules());
});

describeExamples(() => ({ folder, archive }));

describe('an installation that is wrong', () => {
  test('of a cdktf app without cdktf gets one sentence', () => {
    const bare = join(folder.path, 'bare');
    mkdirSync(bare);
    folder.write({ 'bare/package.json': '{}' });
    runIn(bare, 'npm', [...install, archive]);
    expect(runIn(bare, process.execPath, ['--eval', "require('background-jobs')"], 1)).toContain(
      'the library background-jobs needs cdktf and constructs, which are not installed beside it; run npm install --save-dev cdktf constructs\n',
    );
  });

  test('of a clone without its own packages gets one sentence', () => {
    const clone = join(folder.path, 'clone');
    runIn(folder.path, 'git', ['clone', '--quiet', '--no-hardlinks', root, clone]);
    const sentence = `background-jobs was not built, because TypeScript is not installed; run npm ci in ${clone} without --omit=dev\n`;
    expect(runIn(clone, 'npm', ['run', '--silent', 'prepare'])).toBe(sentence);
    expect(runIn(clone, 'npm', ['pack'], 1)).toContain(sentence);
    expect(runIn(clone, process.execPath, ['bin/background-jobs.js', 'validate'], 2)).toBe(
      `background-jobs is not built, because ${join(clone, 'dist', 'lib', 'cli', 'bin.js')} does not exist; run npm ci in ${clone}\n`,
    );
  });
});

test('a git URL installs the program', () => {
  const consumer = join(folder.path, 'git-app');
  mkdirSync(consumer);
  folder.write({ 'git-app/package.json': '{}' });
  const withScripts = install.filter((option) => option !== '--ignore-scripts');
  runIn(consumer, 'npm', [...withScripts, `git+file://${root}#${headOf(root)}`]);
  runIn(consumer, 'npx', ['--no-install', 'background-jobs', 'init', '--app-name', 'shop']);
  runIn(consumer, 'npx', ['--no-install', 'background-jobs', 'synth']);
});

function headOf(repository: string): string {
  return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: repository, encoding: 'utf8' }).trim();
}
