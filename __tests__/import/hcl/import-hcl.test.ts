import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importHcl } from '../../../lib/import/hcl/import-hcl';
import { checkParser, loadParser, type HclParser } from '../../../lib/import/hcl/load-parser';
import type { ImportedConfiguration } from '../../../lib/import/origin';
import { fieldOf, isObject } from '../../../lib/values/json';
import { run } from '../../support/run-program';
import { at, parsed, resourcesOf } from '../../support/stack-json';
import { inTemporaryFolder } from './support/current-folder';
import { copyRoot, countLeaves, init, roots } from './support/roots';

jest.setTimeout(120_000);

const names = readdirSync(roots).sort();

const folder = inTemporaryFolder();
let parser: HclParser;
beforeAll(async () => {
  parser = await loadParser();
});

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
    const files = folder().files('env-config');
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
    expect(fields).toHaveLength(await countLeaves(application, parser));
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
    expect(folder().files('env-config')['defaults.yml']).toMatch(/^app_name: other$[^]*^region: eu-west-1$/m);
  });

  test('does not replace files', async () => {
    const application = copyRoot('2024-11-reports');
    folder().write({ 'env-config/other.yml': '' });
    const { status, error } = await init('--from-hcl', application);
    expect({ status, error }).toEqual({
      status: 2,
      error: expect.stringMatching(/^env-config: .*already.*replace/),
    });
    expect(Object.keys(folder().files('env-config'))).toEqual(['other.yml']);
  });

  test('names the package to install if the parser is missing', () => {
    expect(() => {
      checkParser(() => {
        throw new Error('missing');
      });
    }).toThrow('run npm install --save-dev @cdktn/hcl2json');
  });
});
