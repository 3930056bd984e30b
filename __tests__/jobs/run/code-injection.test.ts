import { describe, expect, test } from '@jest/globals';
import { codeArguments } from '../../../lib/jobs/run/code-injection';
import { issuesOf } from '../support/environments';

const K = '<object_key>';

/** Returns the indexes of the rejected arguments. */
function rejectedArguments(command: readonly string[]): readonly number[] {
  const issues = issuesOf({ file_upload_jobs: { job: { task_command: command } } });
  return issues.map((issue) => Number(/task_command\[(\d+)\]: .* in code that/.exec(issue)?.[1] ?? NaN));
}

describe('a placeholder is rejected in code that a program runs', () => {
  test.each([
    [['sh', '-c', `etl ${K}`]],
    [['/bin/bash', '-lc', `etl "${K}"`]],
    [['/usr/bin/env', 'bash', '-c', K]],
    [['bash', '-euo', 'pipefail', '-c', `etl ${K}`]],
    [['bash', '-c', '-o', 'pipefail', `etl ${K}`]],
    [['bash', '-Eeuc', `etl ${K}`]],
    [['bash', '+x', '--norc', '-c', `etl ${K}`]],
    [['bash', '-c', '--', `etl ${K}`]],
    [['bash', '-c', '--', `-x ${K}`]],
    [['timeout', '60', 'sh', '-c', `etl ${K}`]],
    [['busybox', 'ash', '-c', `etl ${K}`]],
    [['fish', '-c', `etl ${K}`]],
    [['env', '-S', `sh -c "etl ${K}"`]],
    [['python3.11', '-c', `open("${K}")`]],
    [['python', '-W', 'ignore', '-Ic', `open("${K}")`]],
    [['node', '-r', './setup', '-e', `run("${K}")`]],
    [['node', `--eval=run("${K}")`]],
    [['perl', '-lane', `print "${K}"`]],
    [['ruby', `-eputs "${K}"`]],
    [['php', '-r', `run("${K}");`]],
    [['su', 'jobs', '-c', `etl ${K}`]],
    [['flock', '/var/lock/etl', '-c', `etl ${K}`]],
    [['psql', '-h', 'db', `--command=copy t from '${K}'`]],
    [['mysql', '-h', 'db', '-e', `load data infile '${K}'`]],
    [['awk', '-v', 'x=1', `BEGIN { print "${K}" }`]],
    [['deno', 'eval', `run("${K}")`]],
    [['bundle', 'exec', 'bin/rails', 'runner', '-e', 'production', `Import.run("${K}")`]],
  ])('%j', (command) => {
    expect(rejectedArguments(command)).toEqual([command.findIndex((argument) => argument.includes(K))]);
  });
});

describe('a placeholder is accepted beside code', () => {
  test.each([
    [['sh', '-c', 'etl "$1"', '--', K]],
    [['sh', '-c', 'etl "$0"', K]],
    [['bash', '-c', '-o', 'pipefail', 'etl "$0"', K]],
    [['bash', 'script.sh', '-c', K]],
    [['sh', '-e', 'script.sh', K]],
    [['bin/job', '-c', K]],
    [['python', '-c', 'import sys; run(sys.argv[1])', K]],
    [['python', 'etl.py', '-c', K]],
    [['python', '-m', 'etl', '-c', K]],
    [['node', 'etl.js', '-e', K]],
    [['perl', '-e', 'print @ARGV', '-e', 'exit', '--', K]],
    [['ruby', 'etl.rb', '-e', K]],
    [['bin/rails', 'import:run', K]],
    [['bin/rails', 'runner', 'import.rb', K]],
    [['env', 'A=b', 'bin/etl', '-S', K]],
    [['deno', 'run', 'etl.ts', K]],
    [['sh', '-c']],
  ])('%j', (command) => {
    expect(rejectedArguments(command)).toEqual([]);
  });
});

test('code without a placeholder is accepted', () => {
  expect(rejectedArguments(['sh', '-c', 'etl "$KEY"'])).toEqual([]);
  expect(codeArguments(['etl', '--all'])).toEqual([]);
});
