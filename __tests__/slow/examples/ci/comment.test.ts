import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ExampleCopy, planOf } from './support/example-copy';
import { botOf } from './support/forge-server';

let copy: ExampleCopy;
beforeEach(async () => {
  copy = new ExampleCopy();
  await copy.forge.start();
  copy.write({ 'review.md': '<!-- background-jobs:review -->\n# prod: 1 job changes\n' });
  copy.write({ 'plans/prod.json': JSON.stringify(planOf({ delay_seconds: 5 })) });
});
afterEach(() => {
  copy.remove();
});

const comment = ['node', 'ci/comment.mjs', 'review.md', 'plans/prod.json'];

describe.each(['GitHub', 'GitLab'] as const)('the comment on %s', (kind) => {
  test('is created once, and edited in place after that', async () => {
    copy.forge.add('reviewer', '<!-- background-jobs:review --> is my comment');
    expect(await copy.script(kind, ...comment)).toEqual({ status: 0, output: '' });
    copy.write({ 'review.md': '<!-- background-jobs:review -->\n# prod: 2 jobs change\n' });
    expect(await copy.script(kind, ...comment)).toEqual({ status: 0, output: '' });
    expect(copy.forge.changes).toEqual(['create', 'edit']);
    expect(copy.forge.comments.map(({ author }) => author)).toEqual(['reviewer', botOf[kind]]);
    expect(copy.forge.comments[1]?.body).toMatch(
      /^<!-- background-jobs:review -->\n\n# prod: 2 jobs change\n\n<!-- background-jobs:plans -->\n<!-- prod [0-9a-f]{64} -->\n$/,
    );
  });

  test('is found after more than a hundred other comments', async () => {
    for (let index = 0; index < 200; index += 1) copy.forge.add('reviewer', 'a remark');
    copy.forge.add(botOf[kind], '<!-- background-jobs:review -->\nold');
    expect(await copy.script(kind, ...comment)).toEqual({ status: 0, output: '' });
    expect(copy.forge.changes).toEqual(['edit']);
  });

  test('fails if the host rejects it', async () => {
    const { status, output } = await copy.script(kind, 'env', 'GITHUB_TOKEN=', 'REVIEW_TOKEN=', ...comment);
    expect(status).toBe(1);
    expect(output).toContain('returned 401');
  });
});

describe('the comment', () => {
  test('names each missing plan and a missing review first, and has no digest for them', async () => {
    copy.write({ 'review.md': '' });
    const { status } = await copy.script('GitHub', ...comment, 'plans/dev.json');
    expect(status).toBe(0);
    expect(copy.forge.comments[0]?.body).toMatch(
      /^<!-- background-jobs:review -->\n\n\*\*There is no plan of dev\. Do not merge: \[read why\]\(https:\/\/github\.invalid\/octo\/shop\/actions\/runs\/5\)\.\*\*\n\n\*\*There is no review\. .*\n\n\n\n<!-- background-jobs:plans -->\n<!-- prod \w{64} -->\n$/,
    );
  });

  test.each([{ errored: true }, { complete: false }])(
    'has no digest for a plan with %j',
    async (incomplete) => {
      copy.write({ 'plans/prod.json': JSON.stringify(planOf({}, incomplete)) });
      await copy.script('GitHub', ...comment);
      expect(copy.forge.comments[0]?.body).toMatch(/1 job changes\n\n<!-- background-jobs:plans -->\n$/);
    },
  );
});
