import { describe, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { installedPrograms } from '../../e2e/support/python-packages';
import { TemporaryFolder } from '../support/run-program';
import { asRecord, at } from '../support/stack-json';
import { actionFile, workflowFiles } from '../support/workflows';

jest.setTimeout(600_000);

const root = resolve(__dirname, '..', '..');
const actionlint = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';

/** Runs actionlint on files, or on the text of one workflow. Returns its findings. */
function lint(files: readonly string[], text = ''): string {
  const { status, stdout, stderr } = spawnSync(
    'go',
    // The findings of shellcheck and pyflakes would depend on the machine.
    ['run', actionlint, '-no-color', '-oneline', '-shellcheck=', '-pyflakes=', ...files],
    {
      cwd: root,
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

/** Runs a Python program on files. Returns its status and its output. */
function check(program: string, ...programArguments: readonly string[]): readonly [number | null, string] {
  const { status, stdout, stderr } = spawnSync(
    join(installedPrograms('ci-files'), program),
    programArguments,
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  return [status, stdout + stderr];
}

describe('GitLab’s schema', () => {
  const schema = ['--builtin-schema', 'vendor.gitlab-ci', '--data-transform', 'gitlab-ci'];

  test('accepts the pipeline of the example, and rejects a wrong one', () => {
    const path = 'examples/ci/.gitlab-ci.yml';
    expect(check('check-jsonschema', ...schema, path)).toEqual([0, 'ok -- validation done\n']);
    const folder = new TemporaryFolder();
    folder.write({
      '.gitlab-ci.yml': readFileSync(join(root, path), 'utf8').replace(
        'resource_group: prod',
        'resource_group: [prod]',
      ),
    });
    expect(check('check-jsonschema', ...schema, join(folder.path, '.gitlab-ci.yml'))).toEqual([
      1,
      expect.stringContaining('resource_group'),
    ]);
    folder.remove();
  });
});

describe('the composite action', () => {
  test('is valid', () => {
    expect(check('check-jsonschema', '--builtin-schema', 'vendor.github-actions', 'action.yml')).toEqual([
      0,
      'ok -- validation done\n',
    ]);
  });

  test('has the inputs that a workflow can set', () => {
    const inputs = Object.keys(asRecord(at(parse(actionFile()), 'inputs')));
    const workflow = (names: readonly string[]): string =>
      JSON.stringify({
        on: 'push',
        jobs: {
          review: {
            'runs-on': 'ubuntu-24.04',
            steps: [{ uses: './', with: Object.fromEntries(names.map((name) => [name, 'x'])) }],
          },
        },
      });
    // actionlint reads an action of the repository of a workflow.
    const folder = new TemporaryFolder();
    folder.write({ '.git/HEAD': '', 'action.yml': actionFile() });
    const path = join(folder.path, '.github', 'workflows', 'test.yml');
    folder.write({ '.github/workflows/test.yml': workflow(inputs) });
    expect(lint([path])).toBe('');
    folder.write({ '.github/workflows/test.yml': workflow(['plan']) });
    expect(lint([path])).toContain('input "plan" is not defined in action');
    folder.remove();
  });
});

test('pre-commit accepts the hooks', () => {
  expect(check('pre-commit', 'validate-manifest', '.pre-commit-hooks.yaml')).toEqual([0, '']);
});
