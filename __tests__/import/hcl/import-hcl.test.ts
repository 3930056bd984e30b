import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cpSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runProgram } from '../../../lib/cli/program';
import { importHcl } from '../../../lib/import/hcl/import-hcl';
import { checkParser, loadParser, type HclParser } from '../../../lib/import/hcl/load-parser';
import type { ImportedConfiguration } from '../../../lib/import/origin';
import { fieldOf, isList, isObject } from '../../../lib/values/json';
import { fc, tries } from '../../support/property-tests';
import { run, TemporaryFolder } from '../../support/run-program';
import { at, parsed, resourcesOf } from '../../support/stack-json';

jest.setTimeout(120_000);

const roots = join(__dirname, 'roots');
const names = readdirSync(roots).sort();

const start = process.cwd();
let parser: HclParser;
let folder: TemporaryFolder;
beforeAll(async () => {
  parser = await loadParser();
});
beforeEach(() => {
  folder = new TemporaryFolder();
  process.chdir(folder.path);
});
afterEach(() => {
  process.chdir(start);
  folder.remove();
});

function copyRoot(name: string): string {
  cpSync(join(roots, name), '.', { recursive: true });
  const application = readdirSync('infra').find((entry) => !['modules', 'project-config'].includes(entry));
  return `infra/${application ?? ''}/app-config`;
}

async function init(
  ...programArguments: readonly string[]
): Promise<{ readonly status: number; readonly out: string; readonly error: string }> {
  let out = '';
  let error = '';
  const status = await runProgram(['init', ...programArguments], {
    out: (text) => (out += text),
    error: (text) => (error += text),
  });
  return { status, out, error };
}

/** Counts the values of the files in the JSON of the parser: each scalar, each expression, each empty list or map. */
async function countLeaves(application: string): Promise<number> {
  const counts: number[] = [];
  for (const [path, isConfig] of [
    [application, false],
    [join(application, 'env-config'), true],
  ] as const)
    for (const name of readdirSync(path).filter((file) => file.endsWith('.tf'))) {
      const json = await parser.parse(name, readFileSync(join(path, name), 'utf8'));
      if (isConfig) {
        counts.push(...asItems(fieldOf(json, 'locals')).flatMap(valuesOf).map(leavesIn));
        for (const output of valuesOf(fieldOf(json, 'output'))) counts.push(leavesIn(at(output, 0, 'value')));
        for (const variable of valuesOf(fieldOf(json, 'variable'))) {
          const value = fieldOf(at(variable, 0), 'default');
          if (value !== undefined) counts.push(leavesIn(value));
        }
      } else
        for (const call of valuesOf(fieldOf(json, 'module')))
          if (at(call, 0, 'source') === './env-config') counts.push(leavesIn(at(call, 0)) - 1);
    }
  return counts.reduce((sum, count) => sum + count, 0);
}

function asItems(value: unknown): readonly unknown[] {
  return isList(value) ? value : [];
}

function valuesOf(value: unknown): readonly unknown[] {
  return isObject(value) ? Object.values(value) : [];
}

function leavesIn(value: unknown): number {
  const parts = isList(value) ? value : valuesOf(value);
  return parts.length === 0 ? 1 : parts.reduce<number>((sum, part) => sum + leavesIn(part), 0);
}

interface OriginJob {
  readonly schedule: unknown;
  readonly command: unknown;
  readonly isOff: boolean;
}

/** The jobs of the root whose jobs differ by environment, as a person reads them. */
function gatewayJobs(environment: string): ReadonlyMap<string, OriginJob> {
  const isDry = environment.endsWith('dev');
  const isTraining = environment === 'training';
  const copy = ['flask', 'copy', '--all', ...(isDry ? ['--dry-run'] : [])];
  return new Map([
    ['copy-records', { schedule: 'cron(0 * * * ? *)', command: copy, isOff: false }],
    ['index_search', { schedule: 'cron(30 * * * ? *)', command: ['flask', 'search', 'index'], isOff: true }],
    [
      'send-mail',
      { schedule: 'cron(40 16 * * ? *)', command: ['flask', 'task', 'send-mail'], isOff: isTraining },
    ],
  ]);
}

/** Returns the scheduled jobs of a root: its module passes each value unchanged to the Scheduler and to ECS. */
async function originJobs(
  name: string,
  application: string,
  environment: string,
): Promise<ReadonlyMap<string, OriginJob>> {
  if (name.includes('by-environment')) return gatewayJobs(environment);
  const folderOfConfig = join(application, 'env-config');
  const file = readdirSync(folderOfConfig).find((entry) => /^scheduled[-_]jobs\.tf$/.test(entry));
  if (file === undefined) return new Map();
  const json = await parser.parse(file, readFileSync(join(folderOfConfig, file), 'utf8'));
  const jobs = at(json, 'locals', 0, 'scheduled_jobs');
  return new Map(
    Object.entries(isObject(jobs) ? jobs : {}).map(([job, fields]) => [
      job,
      {
        schedule: fieldOf(fields, 'schedule_expression'),
        command: fieldOf(fields, 'task_command'),
        isOff: fieldOf(fields, 'state') === 'DISABLED',
      },
    ]),
  );
}

/** Returns the scheduled jobs in generated Terraform JSON. */
function generatedJobs(stack: string, service: string): ReadonlyMap<string, OriginJob> {
  const resources = resourcesOf(stack);
  const definitions = new Map(
    resources
      .filter(({ type }) => type === 'aws_sfn_state_machine')
      .map(({ values }) => [values['name'], String(values['definition'])]),
  );
  const schedules = resources
    .filter(({ type }) => type === 'aws_scheduler_schedule')
    .map(({ values }) => values);
  return new Map(
    schedules.map((values) => {
      expect(values['schedule_expression_timezone']).toBe('Etc/UTC');
      const [, command = 'null'] =
        /"Command":(\["(?:[^"]|",")*"\])/.exec(definitions.get(values['name']) ?? '') ?? [];
      const isOff = values['state'] === 'DISABLED';
      return [
        String(values['name']).slice(service.length + 1),
        { schedule: values['schedule_expression'], command: parsed(command), isOff },
      ];
    }),
  );
}

describe('background-jobs init --from-hcl', () => {
  test.each(names)('writes %s, and the report of each value', async (name) => {
    const application = copyRoot(name);
    const { status, out, error } = await init('--from-hcl', application);
    expect({ status, error }).toEqual({ status: 0, error: '' });
    const files = folder.files('env-config');
    expect(
      `${out}\n${Object.entries(files)
        .map(([path, content]) => `== ${path}\n${content}`)
        .join('\n')}`,
    ).toMatchSnapshot();
  });

  test.each(names.filter((name) => !name.includes('expressions')))(
    'keeps the schedules and commands of %s',
    async (name) => {
      const application = copyRoot(name);
      await init('--from-hcl', application);
      expect(run('validate')).toMatchObject({ status: 0 });
      expect(run('synth')).toMatchObject({ status: 0 });
      const app = application.split('/')[1] ?? '';
      for (const file of readdirSync('env-config').filter((entry) => entry !== 'defaults.yml')) {
        const environment = file.replace('.yml', '');
        const stack = readFileSync(`cdktf.out/stacks/${environment}/cdk.tf.json`, 'utf8');
        const generated = generatedJobs(stack, `${app}-${environment}`);
        expect(generated).toEqual(await originJobs(name, application, environment));
      }
    },
  );

  test.each(names)('reports every value of %s', async (name) => {
    const application = copyRoot(name);
    const { fields } = await importHcl({ folder: application, given: {} }, parser);
    expect(fields).toHaveLength(await countLeaves(application));
    for (const { location } of fields) expect(location.line).toBeGreaterThan(0);
  });

  test('accepts the folder of the application, and the folder env-config', async () => {
    const application = copyRoot('2024-11-reports');
    const importFrom = async (path: string): Promise<ImportedConfiguration> =>
      importHcl({ folder: path, given: {} }, parser);
    const { defaults, environments } = await importFrom(application);
    expect(await importFrom(join(application, '..'))).toMatchObject({ defaults, environments });
    expect(await importFrom(join(application, 'env-config'))).toMatchObject({ defaults, environments });
  });

  test('replaces the name and the region with those of the options', async () => {
    const application = copyRoot('2024-11-reports');
    await init('--from-hcl', application, '--app-name', 'other', '--region', 'eu-west-1');
    expect(folder.files('env-config')['defaults.yml']).toMatch(/^app_name: other$[^]*^region: eu-west-1$/m);
  });

  test('does not replace files', async () => {
    const application = copyRoot('2024-11-reports');
    folder.write({ 'env-config/other.yml': '' });
    const { status, error } = await init('--from-hcl', application);
    expect({ status, error }).toEqual({
      status: 2,
      error: expect.stringMatching(/^env-config: .*already.*replace/),
    });
    expect(Object.keys(folder.files('env-config'))).toEqual(['other.yml']);
  });

  test('names the package to install if the parser is missing', () => {
    expect(() => {
      checkParser(() => {
        throw new Error('missing');
      });
    }).toThrow('run npm install --save-dev @cdktn/hcl2json');
  });
});

describe('a folder that can not be imported', () => {
  const jobs = 'infra/clinic/app-config/env-config/scheduled_jobs.tf';
  const cases: Readonly<Record<string, readonly [files: Readonly<Record<string, string>>, message: string]>> =
    {
      'a syntax error': [{ [jobs]: 'locals {\n  scheduled_jobs = {\n' }, `${jobs}:3:1: `],
      'a duplicate attribute': [
        { [jobs]: 'locals {\n  a = 1\n  a = 2\n}\n' },
        `${jobs}:3:3: Attribute redefined`,
      ],
      'a heredoc without an end': [{ [jobs]: 'locals {\n  a = <<EOT\n}\n' }, `${jobs}:`],
      'many brackets': [
        { [jobs]: `locals {\n  a = ${'['.repeat(101)}\n}` },
        `${jobs}:2: has more than 100 brackets`,
      ],
      'a large file': [{ [jobs]: '#'.repeat(1024 * 1024 + 1) }, `${jobs}: the file is larger than 1 MiB`],
      'no jobs': [
        { [jobs]: 'locals {\n  scheduled_jobs = {}\n}\n' },
        'have no job, so there is nothing to import',
      ],
      'an environment that only Terraform knows': [
        {
          'infra/clinic/app-config/dev.tf':
            'module "dev" {\n  source = "./env-config"\n  environment = data.x.y.id\n}\n',
        },
        'infra/clinic/app-config/dev.tf:3: the environment of module dev is not a text',
      ],
      'an environment with the name of the defaults': [
        {
          'infra/clinic/app-config/dev.tf':
            'module "dev" {\n  source = "./env-config"\n  environment = "defaults"\n}\n',
        },
        'infra/clinic/app-config/dev.tf:3: the environment is "defaults"',
      ],
      'two modules with one environment': [
        {
          'infra/clinic/app-config/dev.tf':
            'module "dev" {\n  source = "./env-config"\n  environment = "demo"\n}\n',
        },
        'infra/clinic/app-config/dev.tf:3: two modules have the environment demo',
      ],
    };

  test.each(Object.keys(cases))('has a message for %s', async (name) => {
    const application = copyRoot('2024-11-reports');
    const [files, message] = cases[name] ?? [{}, ''];
    folder.write(files);
    const { status, error } = await init('--from-hcl', application);
    expect(status).toBe(2);
    expect(error).toContain(message);
    expect(readdirSync('.')).toEqual(['infra']);
  });

  test('has a message for a folder without env-config, a missing folder and a symbolic link', async () => {
    const application = copyRoot('2024-11-reports');
    symlinkSync('app-config', 'infra/clinic/link');
    symlinkSync('loop.tf', join(application, 'loop.tf'));
    expect((await init('--from-hcl', 'infra')).error).toContain('infra: has no folder env-config');
    expect((await init('--from-hcl', 'missing')).error).toContain('missing: no such folder');
    expect((await init('--from-hcl', 'infra/clinic/link')).error).toContain('is a symbolic link');
    expect((await init('--from-hcl', application)).error).toContain('loop.tf: ');
  });

  test('has a message for values that refer to themselves, and writes the other values', async () => {
    const application = copyRoot('2024-11-reports');
    folder.write({
      [jobs]:
        'locals {\n  a = local.b\n  b = local.a\n  scheduled_jobs = { x = { task_command = local.a, schedule_expression = "rate(1 day)" } }\n}\n',
    });
    expect((await init('--from-hcl', application)).out).toContain('refers to itself');
  });
});

describe('the values of changed files', () => {
  const replacements = [
    'var.unknown',
    'lookup({}, "a", "b")',
    '[for x in ["a"] : x]',
    'var.environment == "dev" ? "a" : 2',
    '"${var.environment}-${data.x.y}"',
    '<<EOT\nscheduled_jobs:\n  evil: {}\nEOT\n',
    '<<-EOT\n  a\n    b\n  EOT\n',
    'null',
    '[]',
    '{}',
    '{ (var.environment) = 1 }',
    '-1',
    '12345678901234567890',
    '"\\u0000\\n# a: b"',
    'local.missing[*].x',
    'merge(local.a...)',
  ];
  const text = readFileSync(
    join(roots, '2025-06-by-environment/infra/gateway/app-config/env-config/scheduled_jobs.tf'),
    'utf8',
  );
  /** The values after an equals sign at the end of a line. */
  const places = [...text.matchAll(/= ([^{[\n]+)$/gm)].map(({ index }) => index + 2);

  test('are all reported, and each missing one is a comment', async () => {
    const application = copyRoot('2025-06-by-environment');
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(places.length - 1), { minLength: 1, maxLength: 3 }),
        fc.array(fc.constantFrom(...replacements), { minLength: 3, maxLength: 3 }),
        async (indexes, values) => {
          let changed = text;
          for (const [number, index] of [...indexes].sort((a, b) => b - a).entries()) {
            const place = places[index] ?? 0;
            const end = changed.indexOf('\n', place);
            changed = changed.slice(0, place) + (values[number] ?? '') + changed.slice(end);
          }
          folder.write({ [relative('.', join(application, 'env-config/scheduled_jobs.tf'))]: changed });
          const { fields, defaults, environments } = await importHcl(
            { folder: application, given: {} },
            parser,
          );
          expect(fields.filter(({ path }) => !path.endsWith(' (key)'))).toHaveLength(
            await countLeaves(application),
          );
          const written = JSON.stringify([defaults, ...environments.values()]);
          for (const { path, outcome } of fields)
            if (outcome.kind === 'not possible' && path.startsWith('local.scheduled_jobs.'))
              expect(written).toContain('was not imported');
          expect(
            fields.some(
              ({ outcome }) => outcome.kind === 'not possible' && outcome.reason.includes('did not read'),
            ),
          ).toBe(false);
        },
      ),
      { numRuns: tries(60) },
    );
  });
});
