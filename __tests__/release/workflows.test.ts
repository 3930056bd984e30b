import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { asList, asRecord, at } from '../support/stack-json';
import { actionFile, workflowFiles } from '../support/workflows';

const workflows = workflowFiles();

function workflow(path: string): unknown {
  return parse(workflows.get(path) ?? '');
}

describe('the workflows', () => {
  test('are those of the repository and of the examples', () => {
    expect([...workflows.keys()]).toEqual([
      '.github/workflows/ci.yml',
      '.github/workflows/release.yml',
      'examples/ci/.github/workflows/background-jobs.yml',
      'examples/monorepo/.github/workflows/background-jobs.yml',
    ]);
  });

  test.each([...workflows])('%s names each action by its commit', (_, text) => {
    const uses = [...text.matchAll(/uses: *(.*)/g)].map(([, action = '']) => action);
    const ofOthers = uses.filter((action) => !action.startsWith('./'));
    expect(
      ofOthers.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action)),
    ).toEqual([]);
  });

  test.each([...workflows.keys()])('%s lets its jobs read only, by default', (path) => {
    expect(at(workflow(path), 'permissions')).toEqual({ contents: 'read' });
  });
});

describe('the scripts of workflows', () => {
  const scriptsOf = (steps: unknown): readonly unknown[] =>
    asList(steps).map((step) => asRecord(step)['run']);
  const scripts = [...workflows.keys()].flatMap((path) =>
    Object.values(asRecord(at(workflow(path), 'jobs'))).flatMap((job) =>
      scriptsOf(asRecord(job)['steps'] ?? []),
    ),
  );

  test('have no expression, because its value could become a command', () => {
    const all = [...scripts, ...scriptsOf(at(parse(actionFile()), 'runs', 'steps'))];
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((script) => typeof script === 'string' && script.includes('${{'))).toEqual([]);
  });
});

describe('the workflow of the example', () => {
  const example = workflow('examples/ci/.github/workflows/background-jobs.yml');

  test('gives each job only the permissions that it needs, and a fork none', () => {
    const jobs = Object.entries(asRecord(at(example, 'jobs')));
    expect(jobs.map(([name, job]) => [name, asRecord(job)['permissions']])).toEqual([
      ['review', { contents: 'read', 'id-token': 'write', 'pull-requests': 'write' }],
      ['review-fork', undefined],
      ['apply', { contents: 'read', 'id-token': 'write', 'pull-requests': 'read' }],
    ]);
  });

  test('applies one commit at a time in each environment, from the main branch only', () => {
    expect(at(example, 'jobs', 'apply')).toMatchObject({
      if: "github.event_name != 'pull_request' && github.ref == 'refs/heads/main'",
      environment: '${{ matrix.environment }}',
      concurrency: 'background-jobs-${{ matrix.environment }}',
    });
  });

  test('keeps no plan', () => {
    const steps = asList(at(example, 'jobs', 'review', 'steps')).map(asRecord);
    const kept = steps.filter(({ uses }) => String(uses).includes('artifact'));
    expect(kept.map((step) => at(step, 'with', 'path'))).toEqual(['review']);
    for (const name of ['review', 'apply'])
      expect(asList(at(example, 'jobs', name, 'steps')).at(-1)).toEqual({
        run: 'rm -rf plans cdktf.out',
        if: '${{ always() }}',
      });
  });
});

describe('the release workflow', () => {
  const release = workflow('.github/workflows/release.yml');
  const jobs = asRecord(at(release, 'jobs'));
  const commandsOf = (name: string) =>
    asList(at(jobs, name, 'steps'))
      .map((step) => asRecord(step)['run'])
      .filter((command) => typeof command === 'string');

  test('runs for tags of versions', () => {
    expect(at(release, 'on')).toEqual({ push: { tags: ['v*'] } });
  });

  test('publishes only after the check of the tag and all tests', () => {
    expect(commandsOf('check')).toContain('node dist/scripts/check-release.js "$GITHUB_REF_NAME"');
    expect(at(jobs, 'test')).toEqual({ needs: 'check', uses: './.github/workflows/ci.yml' });
    expect(at(jobs, 'publish', 'needs')).toBe('test');
    expect(Object.keys(jobs)).toEqual(['check', 'test', 'publish']);
  });

  test('gives only the job that publishes a token for npm', () => {
    const permissions = Object.entries(jobs).flatMap(([name, job]) => {
      const own = asRecord(job)['permissions'];
      return own === undefined ? [] : [[name, own]];
    });
    expect(permissions).toEqual([['publish', { contents: 'read', 'id-token': 'write' }]]);
    expect(commandsOf('publish').at(-1)).toBe(
      'npm publish ./background-jobs-*.tgz --provenance --access public',
    );
  });

  test('keeps no secret', () => {
    expect(workflows.get('.github/workflows/release.yml')).not.toMatch(/secrets|token:(?! write)/i);
  });
});
