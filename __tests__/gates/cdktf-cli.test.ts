import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { run, TemporaryFolder } from '../support/run-program';

jest.setTimeout(420_000);

const root = join(__dirname, '..', '..');
/** The version that cdktf's library has here; it is the user's own choice and no dependency of ours. */
const cli = 'cdktf-cli@0.21.0';

describe('cdktf synth', () => {
  let folder: TemporaryFolder;
  beforeAll(async () => {
    folder = new TemporaryFolder();
    process.stderr.write(`installing ${cli} (about 420 MB) and running it; this takes a minute\n`);
    expect(await cdktfSynth(folder, 'env-config')).toMatchObject({ status: 0 });
  });
  afterAll(() => {
    folder.remove();
  });

  test('writes the same bytes as background-jobs synth', () => {
    expect(run('synth', '--config', join(root, 'env-config'), '--out', join(folder.path, 'own')).status).toBe(
      0,
    );
    const written = folder.files('cdktf');
    for (const [path, content] of Object.entries(folder.files('own')))
      expect([path, written[path]]).toEqual([path, content]);
  });

  test('shows what is wrong and leaves what was there', async () => {
    const before = folder.files('cdktf');
    const { status, output } = await cdktfSynth(folder, '__tests__/fixtures/rules/env-config');
    expect(status).not.toBe(0);
    expect(output).toContain(
      '__tests__/fixtures/rules/env-config/defaults.yml:15:5  scheduled_jobs.same-name.cpu',
    );
    expect(folder.files('cdktf')).toEqual(before);
  });
});

function cdktfSynth(
  folder: TemporaryFolder,
  config: string,
): Promise<{ status: number | null; output: string }> {
  return new Promise((settle, fail) => {
    const child = spawn('npx', ['--yes', cli, 'synth', '--output', join(folder.path, 'cdktf')], {
      cwd: root,
      env: {
        ...process.env,
        BACKGROUND_JOBS_CONFIG: config,
        CHECKPOINT_DISABLE: '1',
        CI: '1',
        FORCE_COLOR: '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', fail);
    child.on('close', (status) => {
      settle({ status, output });
    });
  });
}
