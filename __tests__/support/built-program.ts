import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { transformSync } from '@swc/core';
import { TemporaryFolder } from './run-program';

const root = resolve(__dirname, '..', '..');

/** What a process ended with. */
export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
}

/** The program as JavaScript in a folder of its own, as `npm run build` writes it, to be run in processes of its own. */
export class BuiltProgram {
  private readonly folder = new TemporaryFolder();
  /** The file that `bin` in package.json would name. */
  readonly path = join(this.folder.path, 'lib', 'cli', 'bin.js');

  constructor() {
    for (const file of readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const source = join(root, 'lib', file);
      const { code } = transformSync(readFileSync(source, 'utf8'), {
        filename: source,
        swcrc: false,
        module: { type: 'commonjs' },
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      });
      const target = join(this.folder.path, 'lib', file.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, code);
    }
    symlinkSync(join(root, 'node_modules'), join(this.folder.path, 'node_modules'));
  }

  /** Runs Node with these arguments in `cwd`, with this environment alone. */
  node(nodeArguments: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Ended {
    const { status, stdout, stderr } = spawnSync(process.execPath, nodeArguments, {
      cwd,
      env,
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    return { status, out: stdout, error: stderr };
  }

  remove(): void {
    this.folder.remove();
  }
}
