import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { importEcsSchedules } from '../../../lib/import/ecs-schedules/import-ecs-schedules';
import { hideTemplates } from '../../../lib/import/ecs-schedules/templates';
import { writeConfiguration } from '../../../lib/import/write-configuration';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { captureReading } from '../../../scripts/docs/run-captured';
import { fc, tries } from '../../support/property-tests';
import { TemporaryFolder } from '../../support/run-program';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

const importText = (text: string, name = 'ecschedule.yaml') => {
  folder.write({ [name]: text });
  return importEcsSchedules({ paths: new Map([['prod', join(folder.path, name)]]), appName: 'shop' });
};
const failureOf = (text: string, name?: string): string => {
  try {
    importText(text, name);
    return 'imported';
  } catch (error) {
    return String(error).replaceAll(`${folder.path}/`, '');
  }
};

const rule = `region: us-east-1
cluster: c
rules:
- name: a
  scheduleExpression: rate(1 day)
  taskDefinition: t
  network_configuration: { aws_vpc_configuration: { subnets: [subnet-1], security_groups: [sg-1] } }
  containerOverrides: [{ name: app, command: [run] }]
`;

describe('a broken file gets a clear message', () => {
  const cases: readonly (readonly [text: string, message: RegExp, name?: string])[] = [
    ['', /the file is empty; pass/],
    [' \r\n', /the file is empty; pass/],
    ['a: 1', /has neither "rules" of ecschedule/],
    ['- a', /must contain a map of fields/],
    ['rules: []\nregion: us-east-1\n', /no rule or schedule starts an ECS task; pass/],
    ['rules: [', /line 1: [^\n]*; fix the file/],
    [`${rule}  name: b\n`, /line 9: the key name occurs twice; remove one/],
    ['rules:\n- *none\n', /anchor|alias/i],
    [`${rule}{{ if eq (env "A") "b" }}\n`, /line 9: the template is not a value, but controls which lines/],
    ['rules: {{ env `A\nB` }}\n', /line 1: the template has several lines/],
    ['{"Rules":[],"NextToken":"x"}', /the list is not complete, because it has a NextToken/, 'rules.json'],
    ['{"Rules":[]', /not valid JSON/, 'rules.json'],
    ['Rules: []\n', /the output of the AWS CLI must be JSON/],
    ['{"Targets":[]}', /no file has the rule lonely of these targets/, 'lonely.json'],
    [
      '{"Rules":[{"Name":"a","ScheduleExpression":"rate(1 day)"}]}',
      /no file has the targets of the rule; write the output of list-targets-by-rule to a\.json/,
      'rules.json',
    ],
    ["local a = import 'b';", /this is Jsonnet/, 'ecschedule.jsonnet'],
    [rule.replace('region: us-east-1\n', ''), /no region of AWS as a text; pass --region/],
    [rule.replace('us-east-1', '{{ env `REGION` `x` }}'), /no region of AWS as a text; pass --region/],
  ];
  test.each(cases.map(([text, message, name = 'ecschedule.yaml']) => ({ text, message, name })))(
    '$text',
    ({ text, message, name }) => {
      expect(failureOf(text, name)).toMatch(message);
    },
  );

  test('and shows no value of a line that is not valid', () => {
    expect(failureOf('rules:\n- name: "a" my-password-9\n')).not.toContain('my-password-9');
    expect(failureOf('rules: [my-password-9\nx: "my-password-9\n')).not.toContain('my-password-9');
  });
});

describe('a job that would run differently is off', () => {
  const stateOf = (text: string): string => {
    const files = writeConfiguration(importText(text), { folder: 'env-config', editorLine: '', heading: [] });
    folder.write(Object.fromEntries(files.map(({ path, content }) => [path, content])));
    const { environments, issues } = loadEnvironments(join(folder.path, 'env-config'));
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    return environments
      .flatMap(({ config }) => Object.values(config.scheduledJobs).map(({ state }) => state))
      .join();
  };

  test.each([
    ['nothing', '', 'ENABLED'],
    ['a description that is too long', `description: ${'é'.repeat(300)}`, 'ENABLED'],
    ['a group', 'group: g', 'ENABLED'],
    ['one task', 'taskCount: 1', 'ENABLED'],
    ['no count', 'taskCount: 0', 'ENABLED'],
    ['two tasks', 'taskCount: 2', 'DISABLED'],
    ['EC2', 'launch_type: EC2', 'DISABLED'],
    [
      'a capacity provider of EC2',
      'capacityProviderStrategy: [{ capacityProvider: big, base: 0, weight: 1 }]',
      'DISABLED',
    ],
    [
      'both providers of Fargate',
      'capacityProviderStrategy: [{ capacityProvider: FARGATE }, { capacityProvider: FARGATE_SPOT }]',
      'ENABLED',
    ],
    ['a wrong size', 'taskOverride: { cpu: "256", memory: "99" }', 'DISABLED'],
    ['half a size', 'taskOverride: { cpu: "256" }', 'DISABLED'],
    ['a size in vCPU', 'taskOverride: { cpu: 1 vCPU, memory: 2GB }', 'ENABLED'],
    ['disabled', 'disabled: true', 'DISABLED'],
    ['enabled', 'disabled: false', 'ENABLED'],
  ])('with %s', (_, line, state) => {
    expect(stateOf(`${rule}  ${line}\n`)).toBe(state);
  });

  test.each([
    ['no command', '{ name: app }', 'DISABLED'],
    ['an empty command', '{ name: app, command: [] }', 'DISABLED'],
    ['an argument without a value', '{ name: app, command: [a, ~] }', 'DISABLED'],
    ['a text that env-config replaces', '{ name: app, command: [a, "<scheduled_time>"] }', 'DISABLED'],
    ['a text in angle brackets', '{ name: app, command: [a, "<b>"] }', 'ENABLED'],
    ['a template in an argument', '{ name: app, command: [a, "{{ env `B` `c` }}"] }', 'DISABLED'],
    [
      'a template in the name of a variable',
      '{ name: app, command: [a], environment: { "{{ env `B` `c` }}": d } }',
      'DISABLED',
    ],
    ['a variable without a value', '{ name: app, command: [a], environment: { B: ~ } }', 'DISABLED'],
    ['a reservation', '{ name: app, command: [a], memoryReservation: 5 }', 'ENABLED'],
  ])('with %s', (_, container, state) => {
    expect(stateOf(rule.replace('{ name: app, command: [run] }', container))).toBe(state);
  });
});

test('a rule in another region than most rules is off', () => {
  const other = rule.split('rules:\n')[1]?.replace('name: a', 'name: b\n  region: eu-west-1') ?? '';
  const third = other.replace('name: b\n  region: eu-west-1', 'name: c');
  const { fields, differences } = importText(`${rule}${other}${third}`);
  expect(fields.find(({ path }) => path === 'rules.1.region')?.outcome.kind).toBe('not possible');
  expect(fields.find(({ path }) => path === 'cluster')?.outcome.kind).toBe('carried');
  expect(differences.map(({ subject }) => subject)).toContain('scheduled_jobs.b');
});

test('rules with the same name get different jobs', () => {
  const twice = `${rule}${rule.split('rules:\n')[1] ?? ''}`;
  expect(
    importText(twice).fields.map(({ outcome }) => (outcome.kind === 'carried' ? outcome.to : '')),
  ).toEqual(expect.arrayContaining(['scheduled_jobs.a.task_command', 'scheduled_jobs.a-2.task_command']));
});

test('line breaks of Windows have no meaning', () => {
  const before = importText(rule);
  expect(importText(rule.replaceAll('\n', '\r\n'))).toEqual(before);
});

test('templates are hidden, and come back as they were', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string(),
          fc.constantFrom('{{ env "A" "b" }}', '{{ must_env `C` }}', 'ecschedule-template-0-', '{{', '}}'),
        ),
      ),
      (parts) => {
        const text = parts.join('');
        const hidden = hideTemplates(text);
        if (hidden.ok) expect(hidden.value.restore(hidden.value.text) ?? text).toBe(text);
      },
    ),
    { numRuns: tries(200) },
  );
});

test('any configuration is imported or rejected with a message, and each value is reported', () => {
  const leaf = fc.oneof(
    fc.constantFrom('rate(1 day)', 'FARGATE', '{}', '', 'true', 'a b', '<x>'),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  const fields = fc.constantFrom(
    'name',
    'scheduleExpression',
    'taskDefinition',
    'disabled',
    'taskCount',
    'taskOverride',
    'containerOverrides',
    'network_configuration',
    'dead_letter_config',
    'launch_type',
    'capacityProviderStrategy',
    'region',
    'unknown',
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('value'), { maxLength: 2 }),
      fc.dictionary(
        fc.constantFrom(
          'name',
          'command',
          'environment',
          'cpu',
          'memory',
          'sqs',
          'capacityProvider',
          'aws_vpc_configuration',
          'subnets',
          'A',
        ),
        tie('value'),
        { maxKeys: 3 },
      ),
    ),
  }));
  fc.assert(
    fc.property(fc.array(fc.dictionary(fields, value), { maxLength: 3 }), (rules) => {
      const text = JSON.stringify({ region: 'us-east-1', cluster: 'c', rules });
      try {
        const { fields: found } = importText(text, 'any.json');
        expect(found.map(({ path }) => path).toSorted()).toEqual(leafPaths(parse(text)).toSorted());
      } catch (error) {
        expect(error).toMatchObject({ name: 'ImportError' });
      }
    }),
    { numRuns: tries(200) },
  );
});

function leafPaths(value: unknown, path: readonly string[] = []): readonly string[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return inner.length === 0
    ? [path.join('.')]
    : inner.flatMap(([key, each]) => leafPaths(each, [...path, key]));
}

describe('init --from-ecs-schedules', () => {
  const start = process.cwd();
  beforeEach(() => {
    folder.write({ 'prod.yaml': rule, 'test.yaml': rule.replace('subnet-1', 'subnet-2') });
    process.chdir(folder.path);
  });
  afterEach(() => {
    process.chdir(start);
  });
  const init = (...options: readonly string[]) => captureReading(['init', ...options], {});

  test('writes the files of each environment and the report, and replaces no file', async () => {
    const options = ['--app-name', 'shop', '--from-ecs-schedules', 'prod=prod.yaml,test=test.yaml'];
    expect(await init(...options)).toMatchObject({
      status: 0,
      out: expect.stringMatching(/wrote env-config\/prod\.yml\nwrote env-config\/test\.yml[^]*18 values: /),
    });
    const files = folder.files();
    expect(await init(...options)).toMatchObject({ status: 2, error: expect.stringContaining('env-config') });
    expect(folder.files()).toEqual(files);
  });

  test.each<readonly [options: readonly string[], message: RegExp]>([
    [['--from-ecs-schedules', 'prod.yaml'], /do not name their environment; add --environments prod/],
    [['--from-ecs-schedules', 'nowhere.yaml', '--environments', 'prod'], /nowhere\.yaml: /],
    [['--from-ecs-schedules', 'prod=prod.yaml,test'], /must be the name of an environment, =, and a path/],
    [['--from-ecs-schedules', 'prod=prod.yaml,prod=test.yaml'], /prod occurs twice/],
    [['--from-ecs-schedules', 'prod=prod.yaml', '--environments', 'prod'], /remove the option/],
    [
      ['--from-ecs-schedules', 'prod=prod.yaml', '--from-copilot', '.'],
      /--from-copilot and --from-ecs-schedules exclude each other/,
    ],
  ])('rejects %j with a message', async (options, message) => {
    const { status, error } = await init('--app-name', 'shop', ...options);
    expect([status, error]).toEqual([2, expect.stringMatching(message)]);
  });
});
