import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { asList, asRecord, at } from '../../../support/stack-json';
import { ExampleCopy, exampleFolder, planOf } from './support/example-copy';
import { runSteps } from './support/run-steps';

let copy: ExampleCopy;
beforeEach(async () => {
  copy = new ExampleCopy();
  await copy.forge.start();
});
afterEach(() => {
  copy.remove();
});

const reviewed = planOf({ delay_seconds: 5 });

describe('the job of a pull request', () => {
  test('writes one comment about all environments, and edits it in the next run', async () => {
    copy.setPlan('dev', reviewed).setPlan('prod', reviewed);
    const first = await copy.runJob('review');
    expect(first.isFailed).toBe(false);
    const second = await copy.runJob('review');
    expect(second.isFailed).toBe(false);
    expect(copy.forge.changes).toEqual(['create', 'edit']);
    expect(copy.forge.comments[0]?.body).toContain(
      '# review background-jobs review --out review plans/dev.json plans/prod.json',
    );
    expect(copy.stored('applied')).toBe('');
  });

  test('fails for a failed plan, after a comment about the part that Terraform planned', async () => {
    copy.setPlan('dev', planOf({}, { errored: true, complete: false })).setPlan('prod', reviewed);
    expect(await copy.runJob('review')).toMatchObject({ isFailed: true });
    const body = copy.forge.comments[0]?.body ?? '';
    expect(body).toContain('review --out review plans/dev.json plans/prod.json');
    expect(body).toMatch(/<!-- background-jobs:plans -->\n<!-- prod \w{64} -->\n$/);
  });

  test('fails for a plan that left no file, after a comment that says so', async () => {
    copy.setPlan('prod', reviewed);
    expect(await copy.runJob('review')).toMatchObject({ isFailed: true });
    expect(copy.forge.comments[0]?.body).toContain('There is no plan of dev.');
    expect(copy.forge.comments[0]?.body).toContain('review --out review plans/prod.json');
  });

  test('fails for a failed review, after a comment that says so', async () => {
    copy.setPlan('dev', reviewed).setPlan('prod', reviewed).failReview();
    expect(await copy.runJob('review')).toMatchObject({ isFailed: true });
    expect(copy.forge.comments[0]?.body).toContain('There is no review.');
  });

  test('gets no credentials if the configuration has a mistake, and says that there is no plan', async () => {
    copy.setPlan('dev', reviewed).setPlan('prod', reviewed);
    copy.writeStub('npx', '#!/bin/sh\nexit 1\n');
    const { isFailed, ran } = await copy.runJob('review');
    expect(isFailed).toBe(true);
    expect(ran.filter((step) => /credentials|plan\.sh/.test(step))).toEqual([]);
    expect(copy.forge.comments[0]?.body).toMatch(/no plan of dev[^]*no plan of prod[^]*no review/);
  });
});

describe('the job after the merge', () => {
  const prod = { 'matrix.environment': 'prod' };

  test('applies the saved plan if the pull request showed the same changes', async () => {
    copy.setPlan('dev', reviewed).setPlan('prod', reviewed);
    await copy.runJob('review');
    const { isFailed, summary } = await copy.runJob('apply', prod);
    expect(isFailed).toBe(false);
    expect(summary).toContain('# review background-jobs review plans/prod.json');
    expect(copy.stored('applied')).toBe(`prod\n${JSON.stringify(reviewed)}`);
  });

  test('applies no other plan, until a person approves its digest', async () => {
    copy.setPlan('dev', reviewed).setPlan('prod', reviewed);
    await copy.runJob('review');
    copy.setPlan('prod', planOf({ delay_seconds: 6 }));
    const { isFailed, output } = await copy.runJob('apply', prod);
    expect(isFailed).toBe(true);
    expect(copy.stored('applied')).toBe('');
    const [, digest = ''] = /REVIEWED_PLAN=(\w{64})/.exec(output) ?? [];
    expect(await copy.runJob('apply', { ...prod, 'inputs.reviewed_plan': digest })).toMatchObject({
      isFailed: false,
    });
    expect(copy.stored('applied')).toContain('"delay_seconds":6');
  });

  test('applies no failed plan', async () => {
    copy.setPlan('prod', planOf({}, { errored: true, complete: false }));
    expect(await copy.runJob('apply', prod)).toMatchObject({ isFailed: true });
    expect(copy.stored('applied')).toBe('');
  });

  test('can plan and deploy with cdktf instead', async () => {
    copy.setPlan('dev', reviewed).setPlan('prod', reviewed);
    await copy.script('GitHub', 'bash', '-c', 'cp ci/cdktf/*.sh ci/');
    expect(await copy.runJob('review')).toMatchObject({ isFailed: false });
    expect(await copy.runJob('apply', prod)).toMatchObject({ isFailed: false });
    expect(copy.stored('applied')).toContain('prod');
    expect(copy.stored('calls')).toMatch(
      /cdktf diff dev\ncdktf diff prod\n[^]*cdktf diff prod\n[^]*cdktf deploy prod --auto-approve\n$/,
    );
    copy.setPlan('dev', planOf({}, { errored: true }));
    expect(await copy.runJob('review')).toMatchObject({ isFailed: true });
    expect(copy.forge.changes).toEqual(['create', 'edit']);
  });
});

describe('the jobs of GitLab', () => {
  const pipeline: unknown = parse(readFileSync(join(exampleFolder, '.gitlab-ci.yml'), 'utf8'));
  /** Runs the scripts of a job as GitLab's runner does. */
  async function runJob(job: string, environment = ''): Promise<number | null> {
    const lines = asList(at(pipeline, job, 'script')).flatMap((line) =>
      Array.isArray(line) ? asList(line) : [line],
    );
    const script = ['set -eo pipefail', `export CI_ENVIRONMENT_NAME=${environment}`, ...lines].join('\n');
    return (await copy.script('GitLab', 'bash', '-c', script)).status;
  }

  test('write one note, and apply the plan that it showed', async () => {
    copy.setPlan('dev', reviewed).setPlan('prod', reviewed);
    expect([await runJob('review'), await runJob('review')]).toEqual([0, 0]);
    expect(copy.forge.changes).toEqual(['create', 'edit']);
    expect(await runJob('.apply', 'prod')).toBe(0);
    expect(copy.stored('applied')).toContain('prod');
  });

  test('fail for a failed plan, after a note about it', async () => {
    copy.setPlan('prod', planOf({}, { errored: true }));
    expect(await runJob('review')).toBe(1);
    expect(copy.forge.comments[0]?.body).toContain('There is no plan of dev.');
    expect(await runJob('.apply', 'prod')).toBe(1);
    expect(copy.stored('applied')).toBe('');
  });
});

describe('the composite action', () => {
  const root = resolve(exampleFolder, '..', '..');
  const action: unknown = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
  const defaults = Object.fromEntries(
    Object.entries(asRecord(at(action, 'inputs'))).map(([name, input]) => [
      `inputs.${name}`,
      String(asRecord(input)['default']),
    ]),
  );
  const runAction = (inputs: Readonly<Record<string, string>>) =>
    runSteps(at(action, 'runs', 'steps'), {
      folder: copy.folder,
      env: { ...copy.env('GitHub'), RUNNER_TEMP: copy.folder, GITHUB_ACTION_PATH: root },
      expressions: { ...defaults, 'inputs.token': 'token', ...inputs },
    });
  const plans = { 'inputs.plans': 'plans/dev.json\nplans/prod.json\n' };

  test('validates only, if it gets no plan', async () => {
    const inputs = { 'inputs.config': 'a b\n$(touch x)\n', 'inputs.environment': 'dev' };
    expect(await runAction(inputs)).toMatchObject({ isFailed: false, summary: '' });
    expect(copy.stored('calls')).toBe(
      'background-jobs validate --format github --config=a b --config=$(touch x) --environment=dev\n',
    );
    expect(copy.forge.comments).toEqual([]);
  });

  test('writes one comment, and edits it', async () => {
    copy.write({ 'plans/dev.json': JSON.stringify(reviewed), 'plans/prod.json': JSON.stringify(reviewed) });
    for (const change of ['create', 'edit']) {
      const { isFailed, summary } = await runAction(plans);
      expect(isFailed).toBe(false);
      expect(summary).toContain('review --format markdown -- plans/dev.json plans/prod.json');
      expect(copy.forge.changes.at(-1)).toBe(change);
    }
  });

  test('fails for a change of fail-on, after the comment', async () => {
    copy.write({ 'plans/prod.json': JSON.stringify(reviewed) });
    expect(await runAction({ ...plans, 'inputs.fail-on': 'destroy' })).toMatchObject({ isFailed: true });
    expect(copy.forge.comments[0]?.body).toContain('There is no plan of dev.');
    expect(copy.forge.comments[0]?.body).toContain('--fail-on=destroy -- plans/prod.json');
  });

  test('fails for missing plans, after the comment', async () => {
    copy.failReview();
    expect(await runAction(plans)).toMatchObject({ isFailed: true });
    expect(copy.forge.comments[0]?.body).toMatch(/no plan of dev[^]*no plan of prod[^]*no review/);
  });

  test('compares two configurations, without a comment', async () => {
    const inputs = { 'inputs.base': 'base/env-config', 'inputs.comment': 'false' };
    const { isFailed, summary } = await runAction(inputs);
    expect([isFailed, copy.forge.comments]).toEqual([false, []]);
    expect(summary).toContain('review --format markdown --base=base/env-config --config=env-config --');
  });
});
