import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../lib/checks/catalogue';
import { secretExamples } from '../text/support/secret-examples';
import { secretForms } from '../../lib/text/secret-patterns';
import { environmentOf } from '../jobs/support/environments';
import { describeChecks, foundBy, now, schedules, upload, uploads, worker } from './support/check-helpers';

const filters = (fields: Readonly<Record<string, unknown>>) => ({
  file_upload_jobs: { job: upload(fields) },
});
const event = (event_pattern: unknown) => ({ event_jobs: { job: { task_command: ['x'], event_pattern } } });
const prefix = (text: string, reason: string) =>
  [filters({ path_prefix: text }), `file_upload_jobs.job.path_prefix: ${text}: ${reason}`] as const;
const encoded = 'events have keys without URL encoding';
const command = (...task_command: readonly string[]) => schedules(1, { task_command });
const inCommand = (index: number, message: string) =>
  `scheduled_jobs.job-0.task_command.${index}: ${message}`;
const unread = (what: string) => `no shell reads ${what}, so the program gets it as text`;

describeChecks([
  {
    code: 'unlikely-key',
    finds: [
      prefix('in%20box/', `${encoded}; %20 is a space in them`),
      prefix('in+box/', `${encoded}; write a space if + is an encoded space`),
      prefix('in%2Fbox', `${encoded}; %20 is a space in them`),
      prefix('a?/', '? matches only a question mark; * matches any text'),
      prefix('[0-9]/', 'only * is special; write a list of alternatives'),
      prefix('{a,b}/', 'only * is special; write a list of alternatives'),
      prefix('^in/', 'this is the syntax of regular expressions, which S3’s events do not match'),
      prefix('./in/', 'a key begins with the name of its first folder, without ./'),
      prefix('in\\box\\', 'keys have / between folders'),
      prefix('%Y/%m/', 'dates are not replaced here'),
      prefix('in/yyyy/MM/', 'dates are not replaced here'),
      prefix(' in/', 'the text begins or ends with a space'),
      prefix('<environment>/', 'placeholders have no value here'),
      prefix('${ENV}/', 'variables and templates are not replaced here'),
      prefix('$ENV/', 'variables and templates are not replaced here'),
      prefix('{{ env }}/', 'variables and templates are not replaced here'),
      [
        filters({ path_pattern: ['s3://x/*', 'in/*.{csv,pdf}'] }),
        'file_upload_jobs.job.path_pattern.0: s3://x/*: a key is not a URL; the bucket is in source_bucket',
        'file_upload_jobs.job.path_pattern.1: in/*.{csv,pdf}: only * is special; write a list of alternatives',
      ],
      [
        worker({ file_upload: { path_suffix: '$' } }),
        'queue_worker_jobs.work.file_upload.path_suffix: $: this is the syntax of regular expressions, which S3’s events do not match',
      ],
    ],
    passes: [
      uploads('in/', 'c++/', 'a-b_c.d/', '2027/01/', 'ärger/', 'a b/', 'x=1/', 'in/(old)/', '100%/'),
      filters({ path_suffix: ['.csv', '_done', '/manifest.json'] }),
      filters({ path_pattern: ['in/*/a-*.csv', 'in/\\**'] }),
    ],
  },
  {
    code: 'multipart-uploads',
    finds: [
      [
        filters({ reasons: ['PutObject'] }),
        'file_upload_jobs.job.reasons: with reasons PutObject, an object that a program writes in parts does not start the job',
      ],
      [
        filters({ reasons: ['POST', 'CopyObject'] }),
        'file_upload_jobs.job.reasons: with reasons CopyObject, POST, an object that a program writes in parts does not start the job',
      ],
      [
        worker({ file_upload: { reasons: ['PutObject'] } }),
        'queue_worker_jobs.work.file_upload.reasons: with reasons PutObject, an object that a program writes in parts does not start the job',
      ],
    ],
    passes: [
      filters({}),
      filters({ reasons: ['PutObject', 'CompleteMultipartUpload'] }),
      filters({ reasons: ['POST'] }),
      filters({ reasons: ['PutObject'], state: 'DISABLED' }),
    ],
  },
  {
    code: 'literal-wildcard',
    finds: [
      [
        event({ source: ['shop.*'] }),
        'event_jobs.job.event_pattern.source.0: shop.* matches only a value with an asterisk; { prefix: shop. } matches every value that begins with shop.',
      ],
      [
        event({
          source: ['shop'],
          detail: { a: [{ prefix: '*b' }], c: { d: [{ 'anything-but': ['e*'] }] } },
        }),
        'event_jobs.job.event_pattern.detail.a.0.prefix: *b matches only a value with an asterisk',
        'event_jobs.job.event_pattern.detail.c.d.0.anything-but.0: e* matches only a value with an asterisk; { prefix: e } matches every value that begins with e',
      ],
      [
        event({ source: ['shop'], $or: [{ 'detail-type': ['a*'] }, { region: ['b'] }] }),
        'event_jobs.job.event_pattern.$or.0.detail-type.0: a* matches only a value with an asterisk; { prefix: a } matches every value that begins with a',
      ],
    ],
    passes: [
      event({
        source: ['shop'],
        detail: { a: [{ wildcard: 'b*' }, { 'anything-but': { wildcard: 'c*' } }] },
      }),
      event({ source: [{ prefix: 'shop.' }] }),
    ],
  },
  {
    code: 'overlapping-runs',
    finds: [
      [
        schedules(1, {
          schedule_expression: 'rate(1 hour)',
          flexible_time_window_minutes: 55,
          timeout_seconds: 600,
        }),
        'scheduled_jobs.job-0.schedule_expression: a run can take 600 seconds with all attempts and waits, but rate(1 hour) can start the next run after 300 seconds',
      ],
      [
        schedules(1, { schedule_expression: 'rate(5 minutes)', timeout_seconds: 600 }),
        'scheduled_jobs.job-0.schedule_expression: a run can take 600 seconds with all attempts and waits, but rate(5 minutes) starts the next run after 300 seconds',
      ],
      [
        schedules(1, {
          schedule_expression: 'cron(0 * * * ? *)',
          timeout_seconds: 600,
          retry: { max_attempts: 3, interval_seconds: 600, backoff_rate: 1 },
        }),
        'scheduled_jobs.job-0.schedule_expression: a run can take 4200 seconds with all attempts and waits, but cron(0 * * * ? *) starts the next run after 3600 seconds',
      ],
      [
        schedules(1, {
          schedule_expression: ['cron(0 4 * * ? *)', 'rate(1 minute)'],
          task_command: null,
          steps: [
            { name: 'a', task_command: ['a'], timeout_seconds: 30 },
            {
              parallel: [
                { name: 'b', task_command: ['b'], timeout_seconds: 20 },
                { name: 'c', task_command: ['c'], timeout_seconds: 31 },
              ],
            },
          ],
        }),
        'scheduled_jobs.job-0.schedule_expression.1: a run can take 61 seconds with all attempts and waits, but rate(1 minute) starts the next run after 60 seconds',
      ],
      [
        schedules(1, { schedule_expression: 'rate(1 minute)', run_timeout_seconds: 90 }),
        'scheduled_jobs.job-0.schedule_expression: a run can take 90 seconds with all attempts and waits, but rate(1 minute) starts the next run after 60 seconds',
      ],
    ],
    passes: [
      schedules(1, { schedule_expression: 'rate(5 minutes)', timeout_seconds: 300 }),
      schedules(1, { schedule_expression: 'rate(5 minutes)', timeout_seconds: 600, overlap: 'skip' }),
      schedules(1, { schedule_expression: 'rate(5 minutes)', timeout_seconds: 600, overlap: 'replace' }),
      schedules(1, { schedule_expression: 'rate(5 minutes)', timeout_seconds: 600, state: 'DISABLED' }),
      schedules(1, { schedule_expression: 'rate(5 minutes)' }),
      schedules(1, { schedule_expression: 'at(2027-03-01T09:00:00)', timeout_seconds: 600 }),
      schedules(1, {
        schedule_expression: 'rate(5 minutes)',
        timeout_seconds: 200,
        retry: { max_attempts: 3 },
        run_timeout_seconds: 300,
      }),
    ],
  },
  {
    code: 'shell-syntax',
    finds: [
      [
        command('bin/rails billing:run'),
        inCommand(0, 'the first argument is the name of the program, and contains a space'),
      ],
      [
        command('bundle exec', 'rake'),
        inCommand(0, 'the first argument is the name of the program, and contains a space'),
      ],
      [
        command("sh -c 'a && b'"),
        inCommand(0, 'the first argument is the name of the program, and contains a space'),
      ],
      [
        filters({ task_command: ['a', '$object_key'] }),
        'file_upload_jobs.job.task_command.1: no shell reads this variable (the placeholder is <object_key>), so the program gets it as text',
      ],
      [
        command('a', '{{ scheduled_time }}'),
        inCommand(1, unread('this template (the placeholder is <scheduled_time>)')),
      ],
      [command('a', '&&', 'b'), inCommand(1, unread('the operator &&'))],
      [command('a', '|', 'b'), inCommand(1, unread('the operator |'))],
      [command('a', ';', 'b'), inCommand(1, unread('the operator ;'))],
      [command('a', '>out'), inCommand(1, unread('this redirection'))],
      [command('a', '2>&1'), inCommand(1, unread('the operator 2>&1'))],
      [command('a', '2>/dev/null'), inCommand(1, unread('this redirection'))],
      [command('echo', '$HOME', '>', 'out'), inCommand(1, unread('this variable'))],
      [command('a', '--to=${X:-y}'), inCommand(1, unread('this variable'))],
      [command('a', '$(date +%F)'), inCommand(1, unread('this substitution of a command'))],
      [command('a', '`date`'), inCommand(1, unread('this substitution of a command'))],
      [command('rm', '/tmp/*.csv'), inCommand(1, unread('this glob'))],
      [command('ls', '~/x'), inCommand(1, unread('the home folder ~'))],
      [
        command('RAILS_ENV=production', 'bin/rails'),
        inCommand(
          0,
          'the first argument is always the name of the program, so it sets no variable; set it in environment_variables',
        ),
      ],
      [command('cd', '/x'), inCommand(0, 'cd is a command of shells, and not a program')],
      [
        filters({ task_command: ['a', '<object_key>', '&&', 'b'] }),
        'file_upload_jobs.job.task_command.2: no shell reads the operator &&, so the program gets it as text',
      ],
      [
        worker({ environment_variables: { PATH: '/x:$PATH', A: '${B}', C: '$(hostname)' } }),
        ...['PATH', 'A', 'C'].map(
          (name) =>
            `queue_worker_jobs.work.environment_variables.${name}: ${name} contains a variable or a command of shells, which ECS does not replace; the program gets it as text`,
        ),
      ],
      [
        schedules(1, { on_failure: { task_command: ['bin/notify failed'] } }),
        'scheduled_jobs.job-0.on_failure.task_command.0: the first argument is the name of the program, and contains a space',
      ],
    ],
    passes: [
      command('sh', '-c', 'a && b $X > y; rm *.csv'),
      command('find', '/tmp', '-name', '*.csv'),
      command('rsync', '--include=*.csv', 'a', 'b'),
      command('psql', '-c', 'select * from a where b > 1'),
      command('echo', 'a b', 'costs $5', 'a > b', 'what?', 'x & y'),
      command('bin/a', 'https://example.com/?a=1', 's3://bucket/*'),
    ],
  },
  {
    code: 'secret-in-configuration',
    finds: [
      [
        schedules(1, {
          environment_variables: {
            DATABASE_URL: 'postgres://app:hunter2@db/x',
            API_TOKEN: `ghp_${'a1'.repeat(18)}`,
            DB_PASSWORD: 'hunter2',
            SECRET_KEY_BASE: 'abcdef0123456789',
            CONNECTION: 'Server=db;Password=hunter22;',
          },
        }),
        ...[
          ['DATABASE_URL', 'a password in a URL'],
          ['API_TOKEN', 'a token of GitHub'],
          ['DB_PASSWORD', 'a secret, according to its name'],
          ['SECRET_KEY_BASE', 'a secret, according to its name'],
          ['CONNECTION', 'a password'],
        ].map(
          ([name = '', what = '']) =>
            `scheduled_jobs.job-0.environment_variables.${name}: ${name} contains ${what}`,
        ),
      ],
      [
        command('bin/a', '--password=hunter22', `xoxb-${'1'.repeat(12)}`),
        inCommand(1, 'the argument contains a password'),
        inCommand(2, 'the argument contains a token of Slack'),
      ],
      [
        {
          ...worker({ schedule: { schedule_expression: 'rate(1 hour)', message: { token: 'hunter2' } } }),
          tags: { key: 'AKIAABCDEFGHIJKLMNOP' },
        },
        'tags.key: the tag key contains an access key of AWS',
        'queue_worker_jobs.work.schedule.message.token: the message field token contains a secret, according to its name',
      ],
    ],
    passes: [
      schedules(1, {
        environment_variables: {
          DATABASE_URL: 'postgres://app@db/x',
          TEMPLATE_URL: 'postgres://app:<password>@db/x',
          MASKED_URL: 'postgres://app:***@db/x',
          TOKEN_URL: 'https://example.com/token',
          PASSWORD_FILE: '/run/secrets/password',
          DB_PASSWORD: '/run/secrets/password',
          API_SECRET: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:x',
          MAX_TOKEN: '4096',
          USE_TOKEN: 'true',
          APP_TOKEN: '${TOKEN}',
          MONKEY: 'banana-split',
          TIME: '12:30@noon',
        },
      }),
      command('bin/a', '--token', 'sk_live', '--at=12:30@x'),
    ],
  },
]);

describe('secret-in-configuration', () => {
  test('never has the value in its message', () => {
    const sections = schedules(1, {
      task_command: ['x', '--password=hunter22'],
      environment_variables: { A: 'postgres://app:hunter2@db/x', B_TOKEN: 'hunter2hunter2' },
    });
    const environment = environmentOf(sections);
    const findings = catalogue['secret-in-configuration'].find(environment, now, [environment]);
    expect(findings).toHaveLength(3);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  test.each(secretExamples)('finds %s', (what, text) => {
    expect(foundBy('secret-in-configuration', command('x', text))).toEqual([
      inCommand(1, `the argument contains ${what}`),
    ]);
  });

  test('knows the page of each vendor', () => {
    for (const { page, what } of secretForms)
      expect({ what, page }).toEqual({ what, page: expect.stringMatching(/^https:\/\//) });
  });
});
