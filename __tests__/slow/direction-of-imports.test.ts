import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { TemporaryFolder } from '../support/run-program';
import { asList, asRecord } from '../support/stack-json';

jest.setTimeout(60_000);

const root = join(__dirname, '..', '..');

/** The folders of lib in the order of the data flow. A copy, so that a weaker table in the lint configuration fails. */
const rooms = [
  'text',
  'values',
  'aws',
  'config',
  'import',
  'jobs',
  'resources',
  'constructs',
  'checks',
  'simulate',
  'observe',
  'review',
  'report',
  'testing',
  'cli',
];
const upToAws = ['text', 'values', 'aws'];
const upToJobs = [...upToAws, 'config', 'jobs'];
const upToResources = [...upToJobs, 'resources'];
const mayImport: Readonly<Record<string, readonly string[]>> = {
  text: [],
  values: ['text'],
  aws: ['text', 'values'],
  config: upToAws,
  import: [...upToAws, 'config'],
  jobs: [...upToAws, 'config'],
  resources: upToJobs,
  constructs: upToResources,
  checks: upToResources,
  simulate: upToResources,
  observe: upToJobs,
  review: [...upToResources, 'simulate'],
  report: [...upToResources, 'simulate', 'observe', 'review'],
  testing: [...upToResources, 'constructs', 'checks', 'simulate', 'observe', 'review', 'report'],
  cli: [...upToResources, 'constructs', 'checks', 'simulate', 'observe', 'review', 'report', 'import'],
};

/** Ways to import from another folder. */
const forms: readonly ((room: string) => string)[] = [
  (room) => `import { x } from '../${room}/probed';\nexport const y = x;\n`,
  (room) => `import type { X } from '../${room}/probed';\nexport const y: X = 1;\n`,
  (room) => `export { x } from '../${room}/probed';\n`,
];

const banned: Readonly<Record<string, string>> = {
  'lib/constructs/provider-index': `import { sfnStateMachine } from '@cdktf/provider-aws';\nexport const y = sfnStateMachine;\n`,
  'lib/constructs/provider-lib-index': `import type { sfnStateMachine } from '@cdktf/provider-aws/lib';\nexport type Y = typeof sfnStateMachine;\n`,
  'lib/jobs/cdktf': `import { App } from 'cdktf';\nexport const y = App;\n`,
  'lib/resources/cdktf': `import type { App } from 'cdktf';\nexport type Y = App;\n`,
  'lib/resources/constructs': `import type { Construct } from 'constructs';\nexport type Y = Construct;\n`,
  'lib/resources/provider-at-run-time': `import { IamRole } from '@cdktf/provider-aws/lib/iam-role';\nexport const y = IamRole;\n`,
  'lib/resources/provider-index': `import type { iamRole } from '@cdktf/provider-aws';\nexport type Y = typeof iamRole;\n`,
  'lib/report/provider': `import type { IamRole } from '@cdktf/provider-aws/lib/iam-role';\nexport type Y = IamRole;\n`,
  'lib/aws/at-run-time': `export const y = import('../cli/probed');\n`,
  'lib/aws/inline-type': `export type Y = import('../cli/probed').X;\n`,
};
const allowed: Readonly<Record<string, string>> = {
  'lib/constructs/provider': `import { IamRole } from '@cdktf/provider-aws/lib/iam-role';\nexport const y = IamRole;\n`,
  'lib/resources/provider-types': `import type { IamRoleConfig } from '@cdktf/provider-aws/lib/iam-role';\nexport type Y = IamRoleConfig;\n`,
};

/** Docstrings that are missing or incomplete in a room of the list `documented`, with the rule that reports them. */
const undocumented: Readonly<Record<string, readonly [source: string, rule: string]>> = {
  'lib/aws/function': ['export function f(): number {\n  return 1;\n}\n', 'jsdoc/require-jsdoc'],
  'lib/text/class': ['export class C {\n  private readonly x = 1;\n}\n', 'jsdoc/require-jsdoc'],
  'lib/values/method': [
    '/** A class. */\nexport class C {\n  m(): number {\n    return 1;\n  }\n}\n',
    'jsdoc/require-jsdoc',
  ],
  'lib/aws/member': [
    '/** An interface. */\nexport interface I {\n  readonly x: number;\n}\n',
    'jsdoc/require-jsdoc',
  ],
  'lib/aws/optional-member': [
    '/** An interface. */\nexport interface I {\n  /** A member. */\n  readonly x?: number;\n}\n',
    'jsdoc/no-restricted-syntax',
  ],
  'lib/aws/only-see': [
    '/** @see https://docs.aws.amazon.com */\nexport function f(): number {\n  return 1;\n}\n',
    'jsdoc/require-description',
  ],
  'lib/aws/renamed-parameter': [
    '/**\n * Doubles.\n *\n * @param before - A number.\n */\nexport function f(after: number): number {\n  return after;\n}\n',
    'jsdoc/check-param-names',
  ],
};
const wellDocumented = `/** A member of a union, told apart by its kind. */
export interface I {
  readonly kind: 'i';
  /** The length in characters. */
  readonly length: number;
  /**
   * The width in characters.
   *
   * @default the length
   */
  readonly width?: number;
}

/**
 * Returns the length.
 *
 * @param value - The value.
 */
export function lengthOf(value: I): number {
  return internal(value);
}

function internal({ length }: I): number {
  return length;
}
`;

describe('the lint', () => {
  const folder = new TemporaryFolder();
  let rulesByFile: ReadonlyMap<string, readonly string[]>;

  beforeAll(() => {
    const probes: Record<string, string> = {
      ...banned,
      ...allowed,
      'lib/aws/documented': wellDocumented,
    };
    for (const [path, [source]] of Object.entries(undocumented)) probes[path] = source;
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
    rulesByFile = new Map(
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
    'allows imports of lib/%s from lib/%s only in the direction of the data flow',
    (from, to) => {
      const expected =
        mayImport[from]?.includes(to) === true ? [] : ['@typescript-eslint/no-restricted-imports'];
      const found = forms.map((_, index) => rulesByFile.get(`lib/${from}/imports-${to}-${index}`));
      expect(found).toEqual(forms.map(() => expected));
    },
  );

  test.each(Object.keys(banned))('rejects %s', (path) => {
    expect(rulesByFile.get(path)).toContainEqual(expect.stringMatching(/no-restricted-(imports|syntax)$/));
  });

  test.each(Object.keys(allowed))('accepts %s', (path) => {
    expect(rulesByFile.get(path)).toEqual([]);
  });

  test.each(Object.entries(undocumented))('reports the docstrings of %s', (path, [, rule]) => {
    expect(rulesByFile.get(path)).toContain(rule);
  });

  test('accepts complete docstrings', () => {
    expect(rulesByFile.get('lib/aws/documented')).toEqual([]);
  });
});
