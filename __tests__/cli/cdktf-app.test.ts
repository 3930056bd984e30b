import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { runApp } from '../../lib/cli/cdktf-app';
import { run, smallConfig, TemporaryFolder } from '../support/run-program';

/** Variables that cdktf-cli sets for the app. */
const contextOfCli = JSON.stringify({
  excludeStackIdFromLogicalIds: 'true',
  allowSepCharsInLogicalIds: 'true',
  cdktfRelativeModules: ['a'],
});

let folder: TemporaryFolder;
const inherited = { ...process.env };
beforeEach(() => {
  folder = new TemporaryFolder().write(smallConfig);
  process.env['CDKTF_OUTDIR'] = join(folder.path, 'cdktf');
  process.env['CDKTF_CONTEXT_JSON'] = contextOfCli;
});
afterEach(() => {
  process.env = inherited;
  folder.remove();
});
const environment = () => ({ ...process.env, BACKGROUND_JOBS_CONFIG: join(folder.path, 'env-config') });

describe('the cdktf app', () => {
  test('writes the same bytes as background-jobs synth', () => {
    expect(runApp(environment(), () => undefined)).toBe(0);
    run('synth', '--config', join(folder.path, 'env-config'), '--out', join(folder.path, 'own'));
    expect(folder.files('cdktf')).toEqual(folder.files('own'));
    expect(Object.keys(folder.files('own'))).toHaveLength(3);
  });

  test('prints the errors, exits with 1, and leaves the old files', () => {
    runApp(environment(), () => undefined);
    const before = folder.files('cdktf');
    folder.write({ 'env-config/dev.yml': 'x: 1\n' });
    const printed: string[] = [];
    expect(runApp(environment(), (text) => printed.push(text))).toBe(1);
    expect(printed.join('')).toContain('dev.yml:1:1  x  unknown field');
    expect(folder.files('cdktf')).toEqual(before);
  });

  test('exits with 2 if there is no configuration', () => {
    const printed: string[] = [];
    const nowhere = { ...environment(), BACKGROUND_JOBS_CONFIG: join(folder.path, 'nowhere') };
    expect(runApp(nowhere, (text) => printed.push(text))).toBe(2);
    expect(printed.join('')).toContain('nowhere');
  });

  test('rejects --hcl, which would corrupt the output', () => {
    const printed: string[] = [];
    expect(runApp({ ...environment(), SYNTH_HCL_OUTPUT: 'true' }, (text) => printed.push(text))).toBe(2);
    expect(printed.join('')).toContain('--hcl');
  });
});
