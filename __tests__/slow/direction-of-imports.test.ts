import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { TemporaryFolder } from '../support/run-program';
import { asList, asRecord } from '../support/stack-json';

jest.setTimeout(60_000);

const root = join(__dirname, '..', '..');

/** The rooms in the order in which data flows; written down again here, so that the lint's table can't loosen unseen. */
const rooms = [
  'text',
  'values',
  'aws',
  'config',
  'jobs',
  'constructs',
  'checks',
  'simulate',
  'report',
  'testing',
  'cli',
];
const upToAws = ['text', 'values', 'aws'];
const upToJobs = [...upToAws, 'config', 'jobs'];
const mayImport: Readonly<Record<string, readonly string[]>> = {
  text: [],
  values: ['text'],
  aws: ['text', 'values'],
  config: upToAws,
  jobs: [...upToAws, 'config'],
  constructs: upToJobs,
  checks: upToJobs,
  simulate: upToJobs,
  report: [...upToJobs, 'simulate'],
  testing: [...upToJobs, 'constructs', 'checks', 'simulate', 'report'],
  cli: [...upToJobs, 'constructs', 'checks', 'simulate', 'report'],
};

/** Ways to import from another room, as files of a room would write them. */
const forms: readonly ((room: string) => string)[] = [
  (room) => `import { x } from '../${room}/probed';\nexport const y = x;\n`,
  (room) => `import type { X } from '../${room}/probed';\nexport const y: X = 1;\n`,
  (room) => `export { x } from '../${room}/probed';\n`,
];

const banned: Readonly<Record<string, string>> = {
  'lib/constructs/provider-index': `import { sfnStateMachine } from '@cdktf/provider-aws';\nexport const y = sfnStateMachine;\n`,
  'lib/constructs/provider-lib-index': `import type { sfnStateMachine } from '@cdktf/provider-aws/lib';\nexport type Y = typeof sfnStateMachine;\n`,
  'lib/jobs/cdktf': `import { App } from 'cdktf';\nexport const y = App;\n`,
  'lib/report/provider': `import type { IamRole } from '@cdktf/provider-aws/lib/iam-role';\nexport type Y = IamRole;\n`,
  'lib/aws/at-run-time': `export const y = import('../cli/probed');\n`,
  'lib/aws/inline-type': `export type Y = import('../cli/probed').X;\n`,
};
const allowed: Readonly<Record<string, string>> = {
  'lib/constructs/provider': `import { IamRole } from '@cdktf/provider-aws/lib/iam-role';\nexport const y = IamRole;\n`,
};

describe('the lint', () => {
  const folder = new TemporaryFolder();
  let complaints: ReadonlyMap<string, readonly string[]>;

  beforeAll(() => {
    const probes: Record<string, string> = { ...banned, ...allowed };
    for (const from of rooms) {
      probes[`lib/${from}/probed`] = 'export const x = 1;\nexport type X = number;\n';
      for (const to of rooms) {
        if (from === to) continue;
        forms.forEach((form, index) => {
          probes[`lib/${from}/imports-${to}-${index}`] = form(to);
        });
      }
    }
    folder.write(Object.fromEntries(Object.entries(probes).map(([path, text]) => [`${path}.ts`, text])));
    for (const file of ['eslint.config.mjs', 'tsconfig.json', 'package.json'])
      cpSync(join(root, file), join(folder.path, file));
    symlinkSync(join(root, 'node_modules'), join(folder.path, 'node_modules'));
    const { stdout } = spawnSync(
      process.execPath,
      ['node_modules/eslint/bin/eslint.js', '--format', 'json', 'lib'],
      {
        cwd: folder.path,
        encoding: 'utf8',
        maxBuffer: 2 ** 26,
      },
    );
    complaints = new Map(
      asList(JSON.parse(stdout)).map((file) => {
        const { filePath, messages } = asRecord(file);
        const rules = asList(messages).map((message) => String(asRecord(message)['ruleId']));
        return [
          String(filePath)
            .slice(folder.path.length + 1)
            .replace(/\.ts$/, ''),
          rules,
        ];
      }),
    );
  });
  afterAll(() => {
    folder.remove();
  });

  const pairs = rooms.flatMap((from) => rooms.filter((to) => to !== from).map((to) => [from, to] as const));

  test.each(pairs)(
    'lets lib/%s import from lib/%s only if that is the direction of the house',
    (from, to) => {
      const expected =
        mayImport[from]?.includes(to) === true ? [] : ['@typescript-eslint/no-restricted-imports'];
      const found = forms.map((_, index) => complaints.get(`lib/${from}/imports-${to}-${index}`));
      expect(found).toEqual(forms.map(() => expected));
    },
  );

  test.each(Object.keys(banned))('fails on %s', (path) => {
    expect(complaints.get(path)).toContainEqual(expect.stringMatching(/no-restricted-(imports|syntax)$/));
  });

  test.each(Object.keys(allowed))('takes %s', (path) => {
    expect(complaints.get(path)).toEqual([]);
  });
});
