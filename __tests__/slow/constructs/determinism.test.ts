import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, hostname, tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { synthesize } from '../../../lib/resources/stack/synthesize';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { exampleConfig, validFixtures } from '../../support/fixtures';
import { at, parsed } from '../../support/stack-json';

const root = resolve(__dirname, '..', '..', '..');
const configs = validFixtures().map(({ config }) => config);
const synthesizeAll = () =>
  JSON.stringify(configs.map((config) => synthesize(loadEnvironments(config).environments)));
const here = synthesizeAll();

/** Synthesizes in another process, which compiles the required files itself. */
const script = `
const { readFileSync } = require('node:fs');
const { transformSync } = require(${JSON.stringify(require.resolve('@swc/core'))});
require.extensions['.ts'] = (module, filename) => {
  const jsc = { target: 'es2022', parser: { syntax: 'typescript' } };
  const { code } = transformSync(readFileSync(filename, 'utf8'), { filename, swcrc: false, module: { type: 'commonjs' }, jsc });
  module._compile(code, filename);
};
const { synthesize } = require(${JSON.stringify(join(root, 'lib/resources/stack/synthesize.ts'))});
const { loadEnvironments } = require(${JSON.stringify(join(root, 'lib/jobs/load-environments.ts'))});
const made = ${JSON.stringify(configs)}.map((config) => synthesize(loadEnvironments(config).environments));
process.stdout.write(JSON.stringify(made));
`;

describe('the synthesized files', () => {
  test('have the same bytes the second time', () => {
    expect(synthesizeAll() === here).toBe(true);
  });

  test('have the same bytes in another folder, with another home, time zone, language and temporary folder', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'background-jobs-elsewhere-'));
    try {
      const env = {
        PATH: process.env['PATH'],
        HOME: elsewhere,
        TMPDIR: elsewhere,
        TZ: 'Pacific/Kiritimati',
        LANG: 'tr_TR.UTF-8',
        LC_ALL: 'tr_TR.UTF-8',
        AWS_REGION: 'eu-west-3',
        AWS_ACCOUNT_ID: '999999999999',
      };
      const options = { cwd: elsewhere, env, maxBuffer: 1e9 };
      const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], options);
      expect(stdout === here).toBe(true);
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  test('contain no name of the machine or the user, no date and no version of the provider', () => {
    const version = at(
      parsed(readFileSync(join(root, 'node_modules/@cdktf/provider-aws/package.json'), 'utf8')),
      'version',
    );
    // Only the example: a fixture may contain any text, for example the name of a machine.
    const example = JSON.stringify(synthesize(loadEnvironments(exampleConfig).environments));
    for (const local of [root, homedir(), tmpdir(), hostname(), String(version), '6.25.0', 'stackTrace']) {
      expect([local, example.includes(local)]).toEqual([local, false]);
    }
    expect(example).not.toContain(`/${userInfo().username}/`);
    const today = new Date().toISOString().slice(0, 10);
    expect(example).not.toContain(today);
    // The version of cdktf changes only with an upgrade of cdktf.
    expect(new Set(example.match(/\d+\.\d+\.\d+/g))).toEqual(
      new Set(['0.21.0', '1.10.0', '5.100.0', '7.0.0']),
    );
  });
});
