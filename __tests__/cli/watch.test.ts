import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runProgram } from '../../lib/cli/program';
import { ReadMemory } from '../../lib/config/reading/read-memory';
import { loadWithMemory } from '../../lib/jobs/load-environments';
import { countCalls } from '../support/count-calls';
import { PrintedText } from '../support/printed-text';
import { run, smallConfig, TemporaryFolder } from '../support/run-program';

let folder: TemporaryFolder;
let stop: AbortController;
let ended: Promise<unknown> | undefined;
const watching = 'press Ctrl-C to end\n';

beforeEach(() => {
  folder = new TemporaryFolder().write(smallConfig);
  stop = new AbortController();
  ended = undefined;
});

afterEach(async () => {
  stop.abort();
  await ended;
  folder.remove();
});

const pathOf = (name: string): string => join(folder.path, 'env-config', name);

/** Starts to watch folders, and returns what is printed. `hasScreen` is whether a terminal shows it. */
function watch(folders = ['env-config'], hasScreen = false): PrintedText {
  const printed = new PrintedText();
  const screen = {
    clear: () => {
      printed.add('<clear>');
    },
    showProgress: (text: string) => {
      printed.add(`<${text}>`);
    },
  };
  const configs = folders.flatMap((name) => ['--config', join(folder.path, name)]);
  const result = runProgram(
    ['validate', '--watch', ...configs],
    {
      out: (text) => {
        printed.add(text.replaceAll(`${folder.path}/`, ''));
      },
      error: printed.add,
      stop: stop.signal,
      screen: hasScreen ? screen : undefined,
    },
    { now: new Date(2027, 0, 1, 9, 30, 0) },
  );
  ended = Promise.resolve(result);
  return printed;
}

describe('validate --watch', () => {
  test('prints all issues first, and then only what a save changes', async () => {
    folder.write({ 'env-config/dev.yml': 'regoin: us-east-1\n' });
    const printed = watch();
    expect(await printed.until(watching)).toContain('env-config/dev.yml:1:1  regoin  unknown field');
    folder.write({ 'env-config/prod.yml': 'app_nam: shop\n' });
    expect(await printed.until('fixed)\n')).toBe(`env-config/prod.yml changed
new:
env-config/prod.yml:1:1  app_nam  unknown field; did you mean app_name?
  1 | app_nam: shop
    | ^
2 errors (1 new, 0 fixed)
`);
    folder.write({ 'env-config/dev.yml': '' });
    expect(await printed.until('fixed)\n')).toBe(`env-config/dev.yml changed
fixed:
env-config/dev.yml  regoin  unknown field; did you mean region?
1 error (0 new, 1 fixed)
`);
  });

  test('reads a file that an editor replaces, and one that is deleted and created again', async () => {
    const printed = watch();
    await printed.until(watching);
    writeFileSync(pathOf('dev.yml~'), 'regoin: x\n');
    renameSync(pathOf('dev.yml~'), pathOf('dev.yml'));
    await printed.until('1 error (1 new, 0 fixed)');
    writeFileSync(pathOf('dev.yml'), '');
    await printed.until('no errors and no advice (0 new, 1 fixed)');
    rmSync(pathOf('dev.yml'));
    await printed.until('1 advice (1 new, 0 fixed)');
    writeFileSync(pathOf('dev.yml'), 'regoin: x\n');
    await printed.until('1 error (1 new, 0 fixed)');
  });

  test('reads the file of a new environment', async () => {
    const printed = watch();
    await printed.until(watching);
    folder.write({ 'env-config/test.yml': 'regoin: x\n' });
    await printed.until('env-config/test.yml:1:1  regoin  unknown field');
  });

  test('does not call issues fixed that broken YAML hides', async () => {
    folder.write({ 'env-config/dev.yml': 'regoin: us-east-1\n' });
    const printed = watch();
    await printed.until(watching);
    folder.write({ 'env-config/dev.yml': 'regoin: [us-east-1\n' });
    await printed.until("1 error (1 new, 0 fixed); 1 earlier issue can't be checked");
    folder.write({ 'env-config/dev.yml': 'regoin: us-east-1\n' });
    expect(await printed.until('fixed)\n')).toContain('1 error (0 new, 1 fixed)');
  });

  test('continues when the folder is deleted and created again', async () => {
    const printed = watch();
    await printed.until(watching);
    const config = join(folder.path, 'env-config');
    rmSync(config, { recursive: true });
    await printed.until('the folder does not exist');
    mkdirSync(config);
    folder.write({ ...smallConfig, 'env-config/dev.yml': 'regoin: x\n' });
    await printed.until('1 error (1 new, 0 fixed)');
    folder.write({ 'env-config/dev.yml': '' });
    await printed.until('no errors and no advice (0 new, 1 fixed)');
  });

  test('continues when the folder is replaced at once', async () => {
    const printed = watch();
    await printed.until(watching);
    rmSync(join(folder.path, 'env-config'), { recursive: true });
    folder.write({ ...smallConfig, 'env-config/dev.yml': 'regoin: x\n' });
    await printed.until('1 error (1 new, 0 fixed)');
    folder.write({ 'env-config/dev.yml': '' });
    await printed.until('no errors and no advice (0 new, 1 fixed)');
  });

  test('clears a terminal before each change, and shows the time and the progress', async () => {
    const printed = watch(['env-config'], true);
    expect(await printed.until('<>')).toBe('<clear><checking…><>');
    expect(await printed.until(watching)).toBe(
      'env-config: no errors and no advice\nwatching env-config for changes; press Ctrl-C to end\n',
    );
    folder.write({ 'env-config/dev.yml': 'regoin: x\n' });
    const text = await printed.until(watching);
    expect(text.slice(text.indexOf('<clear>'))).toBe(`<clear>09:30:00 env-config/dev.yml changed

new:
env-config/dev.yml:1:1  regoin  unknown field; did you mean region?
  1 | regoin: x
    | ^
1 error (1 new, 0 fixed)
watching env-config for changes; press Ctrl-C to end
`);
  });

  test('watches all folders', async () => {
    for (const [path, text] of Object.entries(smallConfig)) {
      const other = text.replaceAll('app_name: app', 'app_name: shop');
      folder.write({ [path.replace('env-config', 'other')]: other });
    }
    const printed = watch(['env-config', 'other']);
    await printed.until('watching env-config, other for changes');
    folder.write({ 'other/dev.yml': 'regoin: x\n' });
    await printed.until('other/dev.yml:1:1  regoin');
    folder.write({ 'env-config/dev.yml': 'regoin: x\n' });
    await printed.until('env-config/dev.yml:1:1  regoin');
  });

  test('ends with 2 if the folder does not exist at the start', async () => {
    rmSync(join(folder.path, 'env-config'), { recursive: true });
    watch();
    expect(await ended).toBe(2);
  });

  test.each([
    ['--strict', ['--strict']],
    ['--format json', ['--format', 'json']],
  ])('rejects %s, which has no effect', (name, others) => {
    expect(run('validate', '--watch', ...others)).toEqual({
      status: 2,
      out: '',
      error: `--watch: ${name} has no effect with this option; remove one of them\n`,
    });
  });
});

describe('a further check', () => {
  const parser = /[\\/]lib[\\/]config[\\/]yaml[\\/]/;
  const rules =
    /[\\/]lib[\\/](config[\\/](rules|validate-schema)|jobs[\\/](job-rules|environment|size-limits))/;

  function callsOfCheck(memory: ReadMemory, files: RegExp): number {
    return countCalls(() => loadWithMemory(join(folder.path, 'env-config'), [], memory), files);
  }

  test('parses and checks no file that is the same', () => {
    const memory = new ReadMemory();
    expect(callsOfCheck(memory, parser)).toBeGreaterThan(0);
    expect(callsOfCheck(new ReadMemory(memory), parser)).toBe(0);
  });

  test('checks only the environment whose file changed', () => {
    const first = new ReadMemory();
    const all = callsOfCheck(first, rules);
    folder.write({ 'env-config/prod.yml': 'scheduled_jobs: { nightly: { state: ENABLED } }\n' });
    const second = new ReadMemory(first);
    const one = callsOfCheck(second, rules);
    expect(second.changedSince(first)).toEqual([pathOf('prod.yml')]);
    expect(one).toBeGreaterThan(0);
    expect(one).toBeLessThan(0.7 * all);
  });

  test('checks all environments if defaults.yml changed', () => {
    const first = new ReadMemory();
    const all = callsOfCheck(first, rules);
    folder.write({ 'env-config/defaults.yml': `${smallConfig['env-config/defaults.yml']}# a comment\n` });
    expect(callsOfCheck(new ReadMemory(first), rules)).toBeGreaterThan(0.8 * all);
  });
});
