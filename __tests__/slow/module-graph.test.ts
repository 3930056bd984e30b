import { beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { TemporaryFolder } from '../support/run-program';
import { asList, asRecord } from '../support/stack-json';

const root = join(__dirname, '..', '..');

interface Graph {
  readonly modules: number;
  readonly violations: readonly string[];
}

/** Runs dependency-cruiser with the rules of `.dependency-cruiser.json` in a folder. */
function cruise(folder: string): Graph {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.json',
      '--output-type',
      'json',
      'lib',
      'scripts',
      'main.ts',
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  if (stdout === '') throw new Error(stderr);
  const { modules, summary } = asRecord(JSON.parse(stdout));
  return {
    modules: asList(modules).filter((module) => String(asRecord(module)['source']).endsWith('.ts')).length,
    violations: asList(asRecord(summary)['violations']).map((violation) => {
      const { rule, from, to } = asRecord(violation);
      return `${String(asRecord(rule)['name'])}: ${String(from)} → ${String(to)}`;
    }),
  };
}

function sourceFiles(): readonly string[] {
  const below = ['lib', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.ts'),
    ),
  );
  return [...below, 'main.ts'];
}

describe('the module graph', () => {
  let graph: Graph;
  beforeAll(() => {
    graph = cruise(root);
  });

  test('includes every source file', () => {
    expect(graph.modules).toBe(sourceFiles().length);
  });

  test('has no circles and no file that the program does not use', () => {
    expect(graph.violations).toEqual([]);
  });

  test('reports circles of imports, of types and of re-exports, and unreachable files', () => {
    const folder = new TemporaryFolder().write({
      'lib/index.ts': `export { a } from './a';\nexport type { C } from './c';\nexport { e } from './e';\n`,
      'lib/a.ts': `import { b } from './b';\nexport const a = () => b();\n`,
      'lib/b.ts': `import { a } from './a';\nexport const b = (): unknown => a();\n`,
      'lib/c.ts': `import type { D } from './d';\nexport interface C { readonly d: D }\n`,
      'lib/d.ts': `import type { C } from './c';\nexport interface D { readonly c: C }\n`,
      'lib/e.ts': `export { f } from './f';\nexport const e = 1;\n`,
      'lib/f.ts': `export { e } from './e';\nexport const f = 1;\n`,
      'lib/unused.ts': `export const unused = 1;\n`,
      'scripts/script.ts': `import { unused } from '../lib/unused';\nunused.toFixed();\n`,
      'main.ts': `import { a } from './lib/index';\na();\n`,
    });
    try {
      for (const file of ['.dependency-cruiser.json', 'tsconfig.json', 'package.json'])
        cpSync(join(root, file), join(folder.path, file));
      mkdirSync(join(folder.path, '__tests__'));
      symlinkSync(join(root, 'node_modules'), join(folder.path, 'node_modules'));
      const { modules, violations } = cruise(folder.path);
      expect(modules).toBe(10);
      expect(violations.filter((violation) => violation.startsWith('no-circular')).sort()).toEqual([
        'no-circular: lib/a.ts → lib/b.ts',
        'no-circular: lib/c.ts → lib/d.ts',
        'no-circular: lib/e.ts → lib/f.ts',
      ]);
      expect(violations).toContain('no-unreachable: lib/unused.ts → lib/unused.ts');
    } finally {
      folder.remove();
    }
  });
});
