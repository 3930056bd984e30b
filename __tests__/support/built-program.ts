import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { transformSync } from '@swc/core';
import { TemporaryFolder } from './run-program';

const root = resolve(__dirname, '..', '..');

/** The exit status and output of a process. */
export interface ProcessResult {
  /** The exit status, or `null` if a signal ended the process. */
  readonly status: number | null;
  /** Standard output. */
  readonly out: string;
  /** Standard error. */
  readonly error: string;
}

/** The program as JavaScript in a temporary folder, as `npm run build` writes it. Tests run it in separate processes. */
export class BuiltProgram {
  private readonly folder = new TemporaryFolder();
  /** The path of the program, which `bin` in package.json names. */
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
    copyFileSync(join(root, 'package.json'), join(this.folder.path, 'package.json'));
    symlinkSync(join(root, 'node_modules'), join(this.folder.path, 'node_modules'));
  }

  /** Runs Node in the folder `cwd` with only the given environment variables. */
  node(nodeArguments: readonly string[], cwd: string, env: Readonly<Record<string, string>>): ProcessResult {
    const { status, stdout, stderr } = spawnSync(process.execPath, nodeArguments, {
      cwd,
      env,
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    return { status, out: stdout, error: stderr };
  }

  /** Deletes the folder. */
  remove(): void {
    this.folder.remove();
  }
}
