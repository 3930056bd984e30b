import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { BuiltProgram } from '../../support/built-program';
import { smallConfig, TemporaryFolder } from '../../support/run-program';

let program: BuiltProgram;
let folder: TemporaryFolder;
beforeAll(() => {
  program = new BuiltProgram();
});
afterAll(() => {
  program.remove();
});
beforeEach(() => {
  folder = new TemporaryFolder().write(smallConfig);
});
afterEach(() => {
  folder.remove();
});

/** Runs a shell command, in which `$NODE $SYNTH` and `$NODE $APP` synthesize into the folder `out`. */
function shell(command: string, environment: Readonly<Record<string, string>> = {}) {
  const app = join(program.path, '..', 'cdktf-app.js');
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd: folder.path,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE: process.execPath,
      PROGRAM: program.path,
      APP: `process.exitCode = require(${JSON.stringify(app)}).runApp(process.env, (text) => process.stderr.write(text))`,
      CDKTF_OUTDIR: 'out',
      ...environment,
    },
  });
  return { status, out: stdout, error: stderr };
}

const writers = [
  ['background-jobs synth', '"$NODE" "$PROGRAM" synth --out out'],
  ['main.ts', '"$NODE" -e "$APP"'],
] as const;

/** Expects that a command fails with one sentence, and leaves the output of an earlier run as it was. */
function expectUnchanged(command: string, failing: string, environment: Readonly<Record<string, string>>) {
  expect(shell(command)).toMatchObject({ status: 0, error: '' });
  const before = folder.files('out');
  folder.write({ 'env-config/dev.yml': 'tags: { changed: "yes" }\n' });
  const { status, error } = shell(failing, environment);
  expect(status).toBe(2);
  expect(error).toMatch(/^[^\n]* can't be written \([^\n]*\n$/);
  expect(folder.files('out')).toEqual(before);
}

describe.each(writers)('%s', (_, command) => {
  test('leaves all files as they were, prints a sentence, and exits with 2 if a file can’t be written completely', () => {
    // 2 blocks have at most 2 KiB, and a stack has more: a write fails in the middle, as on a full disk.
    expectUnchanged(command, `ulimit -f 2; ${command}`, {});
  });

  test('writes the same bytes for any variables of cdktf', () => {
    expect(shell(command)).toMatchObject({ status: 0 });
    const before = folder.files('out');
    const variables = {
      CDKTF_CONTEXT_JSON: 'not JSON',
      CDKTF_TARGET_STACK_ID: 'none',
      CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: 'true',
      SYNTH_HCL_OUTPUT: '1',
    };
    folder.write({ 'out/stacks/dev/cdk.tf.json': '' });
    expect(shell(command, variables)).toMatchObject({ status: 0, error: '' });
    expect(folder.files('out')).toEqual(before);
  });
});

describe('the program', () => {
  test('synthesizes without a folder for temporary files', () => {
    const [[, synth]] = writers;
    expect(shell(synth, { TMPDIR: '/nowhere' })).toMatchObject({ status: 0, error: '' });
  });

  test('exits with 2 and prints a sentence if its output can’t be written', () => {
    const { status, error } = shell('"$NODE" "$PROGRAM" list > /dev/full');
    expect(status).toBe(2);
    expect(error).toMatch(/^the output can't be written \(ENOSPC[^\n]*\)\n$/);
  });

  test('exits with the status of its result if errors can’t be written', () => {
    expect(shell('"$NODE" "$PROGRAM" list --config nowhere 2> /dev/full')).toMatchObject({
      status: 2,
      out: '',
    });
  });
});

describe('main.ts', () => {
  test('leaves all files as they were, prints a sentence, and exits with 2 if the folder for temporary files is missing', () => {
    const [, [, app]] = writers;
    expectUnchanged(app, app, { TMPDIR: '/nowhere' });
  });

  test('prints a note for the stack of an environment that was removed', () => {
    const [, [, app]] = writers;
    expect(shell(app)).toMatchObject({ status: 0, error: '' });
    const { status, error } = shell(`rm env-config/dev.yml; ${app}`);
    expect(status).toBe(0);
    expect(error).toContain('out/stacks/dev: no environment has this stack any more');
  });
});
