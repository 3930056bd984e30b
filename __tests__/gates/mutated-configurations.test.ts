import { basename } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { fc } from '../support/property-tests';
import { synthesizeWithCdktf } from '../../lib/constructs/synthesize-with-cdktf';
import { stackFile, synthesize } from '../../lib/resources/stack/synthesize';
import type { EnvironmentJobs } from '../../lib/jobs/environment';
import { loadEnvironments, type LoadedEnvironments } from '../../lib/jobs/load-environments';
import { ConfigFolderError } from '../../lib/config/reading/config-folder';
import { edit, edited, fixtureFiles, type Texts } from '../config/support/edits';
import { inFolder } from '../config/support/folders';
import { AwsStub } from '../support/terraform/aws-stub';
import { asRecord } from '../support/stack-json';
import { describeWithTerraform, TerraformWorkspace } from '../support/terraform/terraform';

jest.setTimeout(300_000);

/** Valid and invalid values for a field. */
const values = fc.constantFrom(
  ...[
    '1',
    '0',
    '7',
    '64',
    '1024',
    '2048',
    '99999999',
    'true',
    "'1'",
    'a',
    'A-b_9',
    "'*'",
    "'a*b?c'",
    "'<object_key>'",
  ],
  ...[
    "'${aws_iam_role.x.arn}'",
    "'%{ if true }x%{ endif }'",
    "'$${x} %%{y}'",
    '"a\\"b\\\\c"',
    '"\\u0001\\n"',
    'Ünïcödé',
    '👍',
    `'${'x'.repeat(300)}'`,
  ],
  ...[
    'DISABLED',
    'FARGATE_SPOT',
    'state_machine',
    'rate(2 hours)',
    "'cron(0/5 8-17 ? * MON-FRI 2026-2030)'",
    "'at(2199-12-31T23:59:59)'",
    'Europe/London',
    'us-gov-east-1',
    'cn-north-1',
  ],
  ...[
    '[a]',
    "[a, '<object_key>', 'b c']",
    '[x, x]',
    '[]',
    '{}',
    '{ a: b }',
    "{ TZ: 'UTC', Äa: '${b}' }",
    '{ max_attempts: 3, jitter: true }',
    '*none',
  ],
);
const lineEdit = fc.record({ line: fc.nat({ max: 1_000 }), value: values });

/** Replaces the value of a field that has its own line. */
function withValue(text: string, { line, value }: { readonly line: number; readonly value: string }): string {
  const lines = text.split('\n');
  const fields = lines.flatMap((content, index) => (/^\s*(?:- )?[\w'"-]+: *\S/.test(content) ? [index] : []));
  const fieldIndex = fields[line % Math.max(1, fields.length)];
  return lines
    .map((content, index) => (index === fieldIndex ? content.replace(/: .*$/, `: ${value}`) : content))
    .join('\n');
}

const mutated = fc
  .record({
    files: fc.constantFrom(...fixtureFiles),
    edits: fc.array(fc.tuple(fc.nat(), fc.oneof({ weight: 4, arbitrary: lineEdit }, edit)), {
      minLength: 1,
      maxLength: 2,
    }),
  })
  .map(({ files, edits }) => {
    const names = Object.keys(files);
    return edits.reduce<Texts>((texts, [which, change]) => {
      const name = names[which % names.length] ?? '';
      const text = texts[name] ?? '';
      return { ...texts, [name]: 'line' in change ? withValue(text, change) : edited(text, change) };
    }, files);
  });

/** Loads the files. Returns nothing if the folder as a whole is invalid. */
function load(files: Texts): Pick<LoadedEnvironments, 'environments' | 'issues'> {
  return inFolder(files, (folder) => {
    try {
      return loadEnvironments(folder);
    } catch (error) {
      if (error instanceof ConfigFolderError) return { environments: [], issues: [] };
      throw error;
    }
  });
}

/** The modules by configuration. Most changes affect few environments, so many configurations repeat. */
const modules = new Map<string, string>();

/** Returns the stack of an environment as a child module. */
function moduleOf(environment: EnvironmentJobs): string {
  const config = JSON.stringify(environment.config);
  const module = modules.get(config) ?? synthesizeModule(environment);
  modules.set(config, module);
  return module;
}

/** Synthesizes a stack, with and without cdktf, and removes the blocks that only a root module may have. */
function synthesizeModule(environment: EnvironmentJobs): string {
  const path = stackFile(environment.config.name);
  const files = synthesize([environment]);
  expect(synthesizeWithCdktf([environment])).toEqual(files);
  const stack = files.find((file) => file.path === path)?.content ?? '';
  const { required_providers } = asRecord(asRecord(JSON.parse(stack))['terraform']);
  const rootBlocks = ['terraform', 'provider'];
  const rest = Object.entries(asRecord(JSON.parse(stack))).filter(([name]) => !rootBlocks.includes(name));
  return JSON.stringify({ ...Object.fromEntries(rest), terraform: { required_providers } });
}

describeWithTerraform('a configuration with random changes', () => {
  const accepted = new Map<string, Texts>();
  /** The containers that the account must have, so that all modules can be planned in it. */
  const containerNames = new Set<string>();
  let rejected = 0;

  test('is accepted, or has issues whose positions are in its files', () => {
    process.stdout.write('gates: reading 3600 changed configurations (about a minute)\n');
    const original = new Set(fixtureFiles.flatMap((files) => load(files).environments.map(moduleOf)));
    for (const files of fc.sample(mutated, { numRuns: 1200, seed: 20_261_125 })) {
      const { environments, issues } = load(files);
      if (issues.length > 0) rejected += 1;
      for (const { file, line, column } of issues) {
        const lines = (files[basename(file)] ?? '').split('\n');
        expect(Object.keys(files)).toContain(basename(file));
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
      }
      // An environment is valid even if another one has issues.
      for (const environment of environments) {
        const module = moduleOf(environment);
        if (original.has(module)) continue;
        accepted.set(module, files);
        containerNames.add(environment.config.service.containerName);
      }
    }
    expect(rejected).toBeGreaterThan(300);
    expect(accepted.size).toBeGreaterThan(60);
  });

  test('can be planned if it is accepted', async () => {
    process.stdout.write(`gates: planning ${accepted.size} of them as modules of one stack\n`);
    const workspace = new TerraformWorkspace();
    const stub = await AwsStub.start({ containerNames: [...containerNames] });
    try {
      const modules = [...accepted];
      modules.forEach(([module], index) => {
        workspace.write(`stack/m${index}/main.tf.json`, module);
      });
      workspace.write('stack/main.tf.json', {
        provider: { aws: { region: 'us-east-1' } },
        module: Object.fromEntries(modules.map((_, index) => [`m${index}`, { source: `./m${index}` }])),
      });
      workspace.write('stack/stub_override.tf.json', stub.override());
      await workspace.succeed('stack', 'init', '-input=false', '-no-color');
      const { status, output } = await workspace.run(
        'stack',
        'plan',
        '-input=false',
        '-no-color',
        '-lock=false',
      );
      const [, index] = /module\.m(\d+)|m(\d+)\/main\.tf\.json/.exec(status === 0 ? '' : output) ?? [];
      const files = index === undefined ? undefined : modules[Number(index)]?.[1];
      expect({ files, errors: output.match(/Error: [^]*?(?=\n\n\S|$)/g) ?? [] }).toEqual({
        files: undefined,
        errors: [],
      });
      expect(status).toBe(0);
    } finally {
      await stub.stop();
      workspace.remove();
    }
  });
});
