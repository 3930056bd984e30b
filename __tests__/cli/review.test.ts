import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, smallConfig, TemporaryFolder } from '../support/run-program';

const tags = { 'background-jobs:service': 'app-prod' };

/** Returns the JSON of a plan with the given actions for the state machine of the job `nightly`. */
function planText(actions: readonly string[], more: Readonly<Record<string, unknown>> = {}): string {
  const values = { tags, name: 'app-prod-nightly' };
  return JSON.stringify({
    format_version: '1.2',
    timestamp: '2027-03-01T12:00:00Z',
    planned_values: {},
    resource_changes: [
      {
        address: 'aws_sfn_state_machine.jobs_nightly',
        mode: 'managed',
        type: 'aws_sfn_state_machine',
        name: 'jobs_nightly',
        change: {
          actions,
          before: actions[0] === 'create' ? null : values,
          after: actions.join() === 'delete' ? null : values,
        },
      },
    ],
    ...more,
  });
}

describe('background-jobs review', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = new TemporaryFolder();
  });
  afterEach(() => {
    folder.remove();
  });
  const path = (name: string) => join(folder.path, name);

  test('prints one report for several plans, the riskiest environment first', () => {
    folder.write({ 'a.json': planText(['no-op']), 'b.json': planText(['delete']) });
    const { status, out } = run('review', path('a.json'), path('b.json'));
    expect(status).toBe(0);
    const [marker, heading] = out.split('\n');
    expect(marker).toBe('<!-- background-jobs:review -->');
    expect(heading).toBe('## `app-prod`: 1 job is deleted · no changes in 1 other');
  });

  test('a plan of something else is named, and its changes are listed', () => {
    const plan = planText(['delete']).replaceAll('jobs_nightly', 'other');
    folder.write({ 'vpc.json': plan });
    const { out } = run('review', path('vpc.json'));
    expect(out.split('\n').slice(1, 5)).toEqual([
      '## `vpc`: the plan has no jobs; 1 other resource changes',
      '',
      '> [!CAUTION]',
      '> - Terraform also deletes `aws_sfn_state_machine.other`, which is not a part of the jobs.',
    ]);
  });

  test('a plan without changes is one line', () => {
    folder.write({ 'a.json': planText(['no-op']) });
    expect(run('review', path('a.json')).out).toBe(
      '<!-- background-jobs:review -->\n## `app-prod`: no changes\n',
    );
  });

  test.each([
    ['destroy', ['delete'], {}, 1],
    ['destroy', ['update'], {}, 0],
    ['replace', ['delete', 'create'], {}, 1],
    ['destroy', ['delete', 'create'], {}, 0],
    ['unknown', ['no-op'], { errored: true }, 1],
    ['unknown', ['no-op'], { complete: false }, 1],
    ['unknown', ['no-op'], {}, 0],
    ['permissions, destroy', ['delete'], {}, 1],
  ])('--fail-on %j with the actions %j and %j ends with status %i', (risks, actions, more, expected) => {
    folder.write({ 'plan.json': planText(actions, more) });
    const { status, out, error } = run('review', path('plan.json'), '--fail-on', risks);
    expect(status).toBe(expected);
    expect(out).toContain('<!-- background-jobs:review -->');
    expect(error).toBe(
      expected === 1 ? `--fail-on: app-prod has the risk ${risks.split(', ').at(-1) ?? ''}\n` : '',
    );
  });

  test('--fail-on names the risks, and suggests one', () => {
    folder.write({ 'plan.json': planText(['no-op']) });
    expect(run('review', path('plan.json'), '--fail-on', 'destory')).toEqual({
      status: 2,
      out: '',
      error:
        '--fail-on destory: "destory" must be one of destroy, replace, permissions, unknown; did you mean destroy?\n',
    });
  });

  test('--out writes the whole report in every format', () => {
    folder.write({ 'plan.json': planText(['delete']) });
    const { out } = run('review', path('plan.json'), '--out', path('report'));
    expect(Object.keys(folder.files('report'))).toEqual([
      'review.html',
      'review.json',
      'review.md',
      'review.txt',
    ]);
    expect(readFileSync(path('report/review.md'), 'utf8')).toBe(out);
    expect(run('review', path('plan.json'), '--format', 'html').out).toBe(
      readFileSync(path('report/review.html'), 'utf8'),
    );
  });

  test('--base compares two configurations, and the report has a note about it', () => {
    const changed = { ...smallConfig, 'env-config/prod.yml': 'scheduled_jobs: { nightly: null }\n' };
    const move = (files: Readonly<Record<string, string>>, to: string) =>
      folder.write(
        Object.fromEntries(
          Object.entries(files).map(([name, text]) => [name.replace('env-config', to), text]),
        ),
      );
    move(smallConfig, 'before');
    move(changed, 'after');
    const { status, out } = run('review', '--base', path('before'), '--config', path('after'));
    expect(status).toBe(0);
    expect(out).toContain('## `prod`: 1 job is deleted');
    expect(out).toContain('no changes in 1 other');
    expect(out).toContain(
      'This report compares two configurations. It does not know which resources exist in AWS.',
    );
    const dev = run('review', '--base', path('before'), '--config', path('after'), '--environment', 'dev');
    expect(dev.out).toContain('## `dev`: no changes');
  });

  test('--from is the time of the report: of two configurations, and instead of the time of a plan', () => {
    const disabled = smallConfig['env-config/defaults.yml'].replace(
      'cron(0 4 * * ? *)\n',
      'cron(0 4 * * ? *)\n    state: DISABLED\n',
    );
    folder.write(smallConfig);
    folder.write({ 'after/defaults.yml': disabled, 'after/dev.yml': '' });
    const compare = (...more: readonly string[]) =>
      run('review', '--base', path('env-config'), '--config', path('after'), '--environment', 'dev', ...more);
    const from = ['--from', '2031-05-01T07:00:00+02:00'];
    expect(compare(...from).out).toContain('the next run was due on Fri 2031-05-02 04:00 +00:00');
    expect(compare(...from)).toEqual(compare('--from', '2031-05-01T05:00:00Z'));
    const schedule = { name: 'app-prod-nightly', schedule_expression: 'cron(0 4 * * ? *)', tags };
    const plan = planText(['delete'])
      .replaceAll('aws_sfn_state_machine', 'aws_scheduler_schedule')
      .replace(JSON.stringify({ tags, name: 'app-prod-nightly' }), JSON.stringify(schedule));
    folder.write({ 'plan.json': plan });
    expect(run('review', path('plan.json')).out).toContain('Tue 2027-03-02 04:00 +00:00');
    expect(run('review', path('plan.json'), ...from).out).toContain('Fri 2031-05-02 04:00 +00:00');
    expect(compare('--from', 'tomorrow')).toEqual({
      status: 2,
      out: '',
      error: expect.stringMatching(/^--from tomorrow: must be a date and time from 1970 to 2199/),
    });
  });

  test('an environment that only the older configuration has is deleted', () => {
    folder.write({
      ...smallConfig,
      ...Object.fromEntries(Object.entries(smallConfig).map(([name, text]) => [`older/${name}`, text])),
    });
    folder.write({ 'older/env-config/old.yml': '' });
    const { out } = run('review', '--base', path('older/env-config'), '--config', path('env-config'));
    expect(out).toContain('`old`: 2 jobs are deleted');
  });

  test.each([
    [[], 'review needs the JSON of a plan'],
    [['plan.json', '--base', 'x'], '--base compares two configurations; remove it, or remove the plans'],
    [
      ['plan.json', '--environment', 'prod'],
      '--environment selects a configuration to compare with --base; remove it',
    ],
    [['plan.json', '--out', ''], '--out: the value is empty; pass the path of a folder'],
    [['missing.json'], 'missing.json'],
    [
      ['text.json'],
      'text.json: the file contains the text output of terraform plan, and not a plan; run terraform plan',
    ],
  ])('%j is wrong usage', (programArguments, message) => {
    folder.write({ 'plan.json': planText(['no-op']), 'text.json': 'Terraform will perform\n' });
    const inFolder = programArguments.map((word) => (word.endsWith('.json') ? path(word) : word));
    const { status, out, error } = run('review', ...inFolder);
    expect([status, out]).toEqual([2, '']);
    expect(error).toContain(message);
    expect(error.trimEnd().split('\n')).toHaveLength(1);
  });
});
