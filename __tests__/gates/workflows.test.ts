import { describe, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { workflowFiles } from '../support/workflows';

jest.setTimeout(600_000);

const actionlint = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';

/** Runs actionlint on files, or on the text of one workflow. Returns its findings. */
function lint(files: readonly string[], text = ''): string {
  const { status, stdout, stderr } = spawnSync(
    'go',
    // The findings of shellcheck and pyflakes would depend on the machine.
    ['run', actionlint, '-no-color', '-oneline', '-shellcheck=', '-pyflakes=', ...files],
    {
      cwd: resolve(__dirname, '..', '..'),
      encoding: 'utf8',
      input: text,
      // An older Go then downloads the version that actionlint needs.
      env: { ...process.env, GOTOOLCHAIN: 'auto' },
    },
  );
  if (status === null || !/^(?:exit status 1\n)?$/.test(stderr.replace(/^go: .*\n/gm, '')))
    throw new Error(`actionlint did not run; it needs Go in PATH: ${stderr}`);
  return stdout;
}

describe('actionlint', () => {
  test('finds nothing in the workflows', () => {
    expect(lint([...workflowFiles().keys()])).toBe('');
  });

  test('finds a mistake in a wrong workflow', () => {
    const release = workflowFiles().get('.github/workflows/release.yml') ?? '';
    expect(lint(['-'], release.replace('needs: test', 'needs: tests'))).toContain(
      'job "publish" needs job "tests"',
    );
  });
});
