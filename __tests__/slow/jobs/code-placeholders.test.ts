/**
 * Runs accepted commands with the interpreters of this machine. The keys contain harmless code of many languages, which
 * prints a product of two numbers. If an interpreter ran a key, the output would have the product.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rejectedArguments } from '../../jobs/code-placeholders/support/commands';

const placeholder = '<object_key>';
const product = '56088';
const expressions = [
  '$((123*456))',
  '$(echo $((123*456)))',
  '`expr 123 \\* 456`',
  'print(123*456)',
  'print 123*456',
  'console.log(123*456)',
  'BEGIN { print 123*456 }',
  "', print(123*456), '",
  '"; echo $((123*456)); "',
];
const codes: Readonly<Record<string, string>> = {
  python3: 'print(123*456)',
  perl: 'print 123*456',
  node: 'console.log(123*456)',
  awk: 'BEGIN { print 123*456 }',
};

/** Returns keys with code of all languages, and with options before the code of the command's own language. */
function keysFor(command: readonly string[]): readonly string[] {
  const code = codes[command[0] ?? ''] ?? 'echo $((123*456))';
  const options = ['', '-c', '-e', '-E', '-p', '--eval=', '-f', '-v', '--', '; '];
  return [...expressions, ...options.map((option) => option + code)];
}

/** Commands whose placeholder is data. Each command prints it. */
const accepted: readonly (readonly string[])[] = [
  ['sh', '-c', 'printf %s "$1"', 'sh', placeholder],
  ['sh', '-c', 'printf %s "$0"', placeholder],
  ['sh', '-ec', 'printf %s "$1"', '_', `s3://bucket/${placeholder}`],
  ['bash', '-c', '-o', 'pipefail', 'printf %s "$0"', placeholder],
  ['bash', '-euo', 'pipefail', '-c', 'printf %s "$1"', '_', placeholder],
  ['dash', 'print.sh', placeholder],
  ['sh', '-e', 'print.sh', `--key=${placeholder}`],
  ['env', `KEY=${placeholder}`, 'sh', '-c', 'printf %s "$KEY"'],
  ['timeout', '60', 'sh', '-c', 'printf %s "$1"', '_', placeholder],
  ['nice', '-n', '5', 'sh', 'print.sh', placeholder],
  ['python3', '-c', 'import sys; print(sys.argv[1:])', placeholder],
  ['python3', '-I', 'print.py', placeholder],
  ['python3', 'print.py', '--key', placeholder],
  ['node', 'print.js', placeholder],
  ['node', '--no-warnings', 'print.js', `--key=${placeholder}`],
  ['node', '-e', 'console.log(process.argv)', '--', placeholder],
  ['perl', '-e', 'print "@ARGV"', '--', placeholder],
  ['perl', 'print.pl', placeholder],
  ['awk', '-v', `key=${placeholder}`, 'BEGIN { print key }'],
  ['awk', '-f', 'print.awk', '--', placeholder],
  ['awk', 'BEGIN { print ARGV[1] }', placeholder],
  ['sed', '-n', '1p', '--', placeholder],
  ['jq', '-n', '--arg', 'key', placeholder, '$key'],
];

/** Commands that the rule rejects, and that run a key. They show that the test notices code. */
const rejectedCommands: readonly (readonly string[])[] = [
  ['sh', '-c', placeholder],
  ['sh', '-c', `echo ${placeholder}`],
  ['bash', '-ec', placeholder],
  ['bash', '-c', '-', placeholder],
  ['sh', '-c', '+', placeholder],
  ['nice', '--adjustment', '5', 'sh', '-c', placeholder],
  ['env', 'sh', '-c', placeholder],
  ['python3', '-c', placeholder],
  ['python3', placeholder],
  ['node', '-e', placeholder],
  ['node', '-p', '1', placeholder],
  ['perl', '-e', placeholder],
  ['perl', '-e', '1;', placeholder],
  ['awk', placeholder],
];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'background-jobs-code-'));
  writeFileSync(join(folder, 'print.sh'), 'printf %s "$1"\n');
  writeFileSync(join(folder, 'print.py'), 'import sys\nprint(sys.argv[1:])\n');
  writeFileSync(join(folder, 'print.js'), 'console.log(process.argv.slice(2))\n');
  writeFileSync(join(folder, 'print.pl'), 'print "@ARGV"\n');
  writeFileSync(join(folder, 'print.awk'), 'BEGIN { print ARGV[1] }\n');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const isInstalled = ([program = '']: readonly string[]): boolean =>
  spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0;

/** Returns what a command prints for one key. */
function outputOf(command: readonly string[], key: string): string {
  const [program = '', ...rest] = command.map((argument) => argument.replaceAll(placeholder, () => key));
  const { stdout, stderr } = spawnSync(program, rest, { cwd: folder, encoding: 'utf8', input: '' });
  return stdout + stderr;
}

describe('no interpreter runs the key in an accepted command', () => {
  test.each(accepted.filter(isInstalled).map((command) => [command.join(' '), command] as const))(
    '%s',
    (_, command) => {
      expect(rejectedArguments(command)).toEqual([]);
      expect(keysFor(command).filter((key) => outputOf(command, key).includes(product))).toEqual([]);
    },
  );
});

describe('an interpreter runs a key in a rejected command', () => {
  test.each(rejectedCommands.filter(isInstalled).map((command) => [command.join(' '), command] as const))(
    '%s',
    (_, command) => {
      expect(rejectedArguments(command)).toHaveLength(1);
      expect(keysFor(command).some((key) => outputOf(command, key).includes(product))).toBe(true);
    },
  );
});

test('the shell, Node.js and the other interpreters of most machines are here', () => {
  expect(
    [['sh'], ['bash'], ['node'], ['perl'], ['awk'], ['env']].filter((command) => !isInstalled(command)),
  ).toEqual([]);
});
