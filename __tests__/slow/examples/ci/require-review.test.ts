import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { asList, parsed } from '../../../support/stack-json';
import { ExampleCopy, planOf } from './support/example-copy';
import { botOf } from './support/forge-server';
import { runProgram } from './support/run-steps';

let copy: ExampleCopy;
beforeEach(async () => {
  copy = new ExampleCopy();
  await copy.forge.start();
});
afterEach(() => {
  copy.remove();
});

const reviewed = planOf({ delay_seconds: 5 });
const other = planOf({ delay_seconds: 6 });

async function comment(plan: object, review = '# prod: 1 job changes'): Promise<void> {
  copy.write({
    'review.md': `<!-- background-jobs:review -->\n${review}\n`,
    'plans/prod.json': JSON.stringify(plan),
  });
  await copy.script('GitHub', 'node', 'ci/comment.mjs', 'review.md', 'plans/prod.json');
}

/** Compares a plan with the reviewed one. Returns the status, and what was printed. */
async function compare(
  plan: object,
  kind: 'GitHub' | 'GitLab' = 'GitHub',
  approved = '',
): Promise<[number | null, string]> {
  copy.write({ 'plans/prod.json': JSON.stringify(plan) });
  const { status, output } = await copy.script(
    kind,
    ...['env', `REVIEWED_PLAN=${approved}`, 'node', 'ci/require-review.mjs', 'plans/prod.json'],
  );
  return [status, output];
}

describe('the comparison of the plan after the merge', () => {
  test.each(['GitHub', 'GitLab'] as const)('accepts the plan that the request showed on %s', async (kind) => {
    await comment(reviewed);
    copy.forge.add(botOf[kind], copy.forge.comments[0]?.body ?? '');
    expect(await compare(reviewed, kind)).toEqual([0, expect.stringContaining('is the reviewed plan')]);
  });

  test('rejects another plan, and accepts it with its digest', async () => {
    await comment(reviewed);
    const [status, output] = await compare(other);
    expect([status, output]).toEqual([
      1,
      expect.stringContaining('it differs from the plan that request 7 showed'),
    ]);
    const [, digest = ''] = /REVIEWED_PLAN=([0-9a-f]{64})\n$/.exec(output) ?? [];
    expect(await compare(other, 'GitHub', `abc ${digest}`)).toEqual([
      0,
      expect.stringContaining('is the reviewed'),
    ]);
    expect(await compare(reviewed, 'GitHub', `abc ${digest}`)).toEqual([0, expect.anything()]);
  });

  test('rejects a commit that merged no request, and a request without a review', async () => {
    expect(await compare(other)).toEqual([
      1,
      expect.stringContaining('has no review of a complete plan of prod'),
    ]);
    copy.forge.isMerged = false;
    expect(await compare(other)).toEqual([1, expect.stringContaining('the commit merged no request')]);
  });

  test('accepts a plan without changes, which needs no review', async () => {
    copy.forge.isMerged = false;
    const change = { actions: ['no-op'], before: {}, after: {} };
    const plan = planOf({}, { resource_changes: [{ address: 'a', change }] });
    expect(await compare(plan)).toEqual([0, expect.anything()]);
  });

  test('reads only the comment of the workflow, and only its own lines', async () => {
    await comment(other);
    const forged = copy.forge.comments[0]?.body ?? '';
    await comment(reviewed, `\`\`\`\n${forged}\n\`\`\``);
    copy.forge.add('reviewer', forged);
    expect(await compare(other)).toEqual([1, expect.stringContaining('it differs')]);
    expect(await compare(reviewed)).toEqual([0, expect.anything()]);
  });
});

/** Returns the digests of plans. */
async function digestsOf(...plans: readonly object[]): Promise<readonly unknown[]> {
  const script = `import { digestOf } from './ci/digest.mjs';
    console.log(JSON.stringify(JSON.parse(process.argv[1]).map(digestOf)));`;
  const { output } = await runProgram(
    copy.folder,
    process.execPath,
    ['--input-type=module', '-e', script, JSON.stringify(plans)],
    {},
  );
  return asList(parsed(output));
}

describe('the digest of a plan', () => {
  const withChange = (change: object, more: object = {}): object => ({
    resource_changes: [
      { address: 'a', ...more, change: { actions: ['update'], before: {}, after: {}, ...change } },
    ],
  });

  test('depends on what Terraform changes', async () => {
    const plans = [
      withChange({}),
      withChange({ after: { x: 1 } }),
      withChange({ before: { x: 1 } }),
      withChange({ after_unknown: { x: true } }),
      withChange({ actions: ['delete', 'create'] }),
      withChange({ actions: ['delete', 'create'], replace_paths: [['x']] }),
      withChange({}, { address: 'b' }),
      withChange({}, { deposed: '00000001' }),
      withChange({ actions: ['no-op'] }, { previous_address: 'b' }),
      withChange({ actions: ['no-op'], importing: { id: 'x' } }),
      withChange({ after: { x: [1, 2] } }),
      withChange({ after: { x: [2, 1] } }),
      { output_changes: { a: { actions: ['create'], before: null, after: 'x' } } },
      {},
    ];
    const digests = await digestsOf(...plans);
    expect(new Set(digests).size).toBe(plans.length);
  });

  test('does not depend on the time, the order of resources and keys, drift, or what stays', async () => {
    const one = { address: 'a', change: { actions: ['update'], before: { x: 1, y: 2 }, after: {} } };
    const two = { address: 'b', change: { actions: ['create'], before: null, after: {} } };
    const same = { address: 'c', change: { actions: ['no-op'], before: { z: 1 }, after: { z: 1 } } };
    const swapped = { address: 'a', change: { after: {}, before: { y: 2, x: 1 }, actions: ['update'] } };
    const [first, second] = await digestsOf(
      { timestamp: '2026-11-30T00:00:00Z', resource_changes: [one, two] },
      { timestamp: '2026-12-01T00:00:00Z', resource_changes: [two, same, swapped], resource_drift: [one] },
    );
    expect(first).toEqual(second);
  });

  test('does not depend on sensitive values, nor on tags_all, which repeats them', async () => {
    const secret = (value: string): object =>
      withChange({
        after: { tags: { owner: value }, tags_all: { owner: value }, list: [{ key: value }] },
        after_sensitive: { tags: { owner: true }, list: [{ key: true }] },
      });
    const [first, second] = await digestsOf(secret('one'), secret('two'));
    expect(first).toEqual(second);
  });
});
