import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { join } from 'node:path';
import { cdktfCli, runCdktf } from '../support/terraform/cdktf-cli';
import { exampleConfig } from '../support/fixtures';
import { run, TemporaryFolder } from '../support/run-program';
import type { TerraformResult } from '../support/terraform/terraform';

jest.setTimeout(420_000);

describe('cdktf synth', () => {
  let folder: TemporaryFolder;
  beforeAll(async () => {
    folder = new TemporaryFolder();
    process.stderr.write(`installing ${cdktfCli} (about 420 MB) and running it (about a minute)\n`);
    expect(await cdktfSynth(folder, exampleConfig)).toMatchObject({ status: 0 });
  });
  afterAll(() => {
    folder.remove();
  });

  test('writes the same bytes as background-jobs synth', () => {
    expect(run('synth', '--config', exampleConfig, '--out', join(folder.path, 'own')).status).toBe(0);
    const written = folder.files('cdktf');
    for (const [path, content] of Object.entries(folder.files('own')))
      expect([path, written[path]]).toEqual([path, content]);
  });

  test('prints the errors and keeps the existing files', async () => {
    const before = folder.files('cdktf');
    const { status, output } = await cdktfSynth(folder, '__tests__/fixtures/rules/env-config');
    expect(status).not.toBe(0);
    expect(output).toContain(
      '__tests__/fixtures/rules/env-config/defaults.yml:15:5  scheduled_jobs.same-name.cpu',
    );
    expect(folder.files('cdktf')).toEqual(before);
  });
});

/** Runs `cdktf synth` on a configuration. */
function cdktfSynth(folder: TemporaryFolder, config: string): Promise<TerraformResult> {
  return runCdktf(['synth', '--output', join(folder.path, 'cdktf')], { BACKGROUND_JOBS_CONFIG: config });
}
