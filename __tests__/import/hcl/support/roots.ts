import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../../../../lib/cli/program';
import type { HclParser } from '../../../../lib/import/hcl/load-parser';
import { fieldOf, isList, isObject } from '../../../../lib/values/json';
import { at } from '../../../support/stack-json';

/** The folder with a root of template-infra in each folder. */
export const roots = join(__dirname, '..', 'roots');

/** Copies a root into the current folder. Returns the path of `app-config`. */
export function copyRoot(name: string): string {
  cpSync(join(roots, name), '.', { recursive: true });
  const application = readdirSync('infra').find((entry) => !['modules', 'project-config'].includes(entry));
  return `infra/${application ?? ''}/app-config`;
}

/** Runs `init` in this process. */
export async function init(
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
export async function countLeaves(application: string, parser: HclParser): Promise<number> {
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
