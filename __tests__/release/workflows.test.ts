import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { asList, asRecord, at } from '../support/stack-json';
import { workflowFiles } from '../support/workflows';

const workflows = workflowFiles();

function workflow(path: string): unknown {
  return parse(workflows.get(path) ?? '');
}

describe('the workflows', () => {
  test('are those of the repository and of the examples', () => {
    expect([...workflows.keys()]).toEqual([
      '.github/workflows/ci.yml',
      '.github/workflows/release.yml',
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
