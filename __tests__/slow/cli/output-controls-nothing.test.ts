import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { colorForTerminal } from '../../../lib/report/color';
import { issueFormats } from '../../../lib/report/issues/formats';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { runProgram } from '../../../lib/cli/program';
import { runApp } from '../../../lib/cli/cdktf-app';
import { safeOutput } from '../../../lib/cli/output/safe-output';
import { fields, fileWith } from '../../config/support/fields';
import { base } from '../../config/support/folders';
import { callsOf, commands } from '../../support/every-command';
import { harmOf, hostileText, readableText } from '../../support/hostile-text';
import { mergeAll } from '../../support/merge-all';
import { noAws } from '../../support/terraform/no-aws';
import { TemporaryFolder } from '../../support/run-program';
import { captureReading } from '../../../scripts/docs/run-captured';
import { eventOfShop } from '../../support/event-of-shop';

const names = {
  scheduled_job: 'nightly',
  file_upload_job: 'import',
  event_job: 'ship',
  queue_worker_job: 'work',
} as const;
/** YAML keys must not have invisible spaces. */
const hostileKey = hostileText.replace(/[\u200b\ufeff]/g, '');
/** Names and tags in EC2 have no control characters. */
const withoutControls = hostileText.replace(/\p{Cc}/gu, '');
const command = { task_command: ['bin/job', hostileText], environment_variables: { NAME: hostileText } };
/** A valid configuration with hostile text wherever a field takes any text. */
const config = {
  tags: { '::error::x': '::error::x' },
  service: { security_group_ids: null, security_group_names: [withoutControls.slice(0, 200)] },
  ignore_checks: { 'no-timeout': hostileText },
  scheduled_jobs: {
    nightly: {
      ...command,
      description: hostileText.slice(0, 500),
      schedule_expression: 'rate(1 day)',
      overlap: 'skip',
      on_failure: command,
    },
  },
  file_upload_jobs: {
    import: { ...command, source_bucket: 'bucket', path_prefix: 'in/', target: 'state_machine' },
    other: { ...command, source_bucket: 'bucket', path_prefix: hostileText.slice(0, 60) },
  },
  event_jobs: {
    ship: {
      ...command,
      target: 'state_machine',
      event_pattern: { source: ['shop'], detail: { [hostileKey]: [{ 'anything-but': hostileText }] } },
    },
    second: { ...command, event_pattern: { source: [hostileText] } },
  },
  queue_worker_jobs: {
    work: {
      ...command,
      max_processing_seconds: 60,
      max_tasks: 2,
      schedule: { schedule_expression: 'rate(1 day)', message: { [hostileKey]: hostileText } },
      file_upload: { source_bucket: 'bucket', message: { [hostileKey]: hostileText } },
    },
  },
};
/** A folder can have such a name. */
const hostileFolder = hostileText.slice(0, 100).replaceAll('/', '');
const event = {
  ...eventOfShop,
  detail: { [hostileKey]: 'x', other: hostileText },
};

const validConfig = join(hostileFolder, 'env-config');
let folder: TemporaryFolder;
beforeAll(() => {
  folder = new TemporaryFolder().write({
    [`${hostileFolder}/env-config/defaults.yml`]: base,
    [`${hostileFolder}/env-config/dev.yml`]: JSON.stringify(config),
    'small/defaults.yml': base,
    'small/dev.yml': JSON.stringify({
      queue_worker_jobs: { work: { ...command, max_processing_seconds: 60, max_tasks: 2 } },
    }),
    'wrong/defaults.yml': base,
    'wrong/dev.yml': JSON.stringify(mergeAll(fields.map(([, { path }]) => fileWith(path, hostileText)))),
    'broken/defaults.yml': base,
    'broken/dev.yml': `app_name: ${JSON.stringify(hostileText)} x\n${hostileKey}: [ *${hostileText}`,
  });
});
afterAll(() => {
  folder.remove();
});

/** Returns what the output of a call would do, and its message if it has another status than the expected one. */
async function harmOfCall(
  programArguments: readonly string[],
  expected?: number,
): Promise<readonly string[]> {
  const { status, out, error } = await captureReading(programArguments, { openAws: noAws });
  const format = programArguments[programArguments.indexOf('--format') + 1];
  return [
    ...harmOf(out, format),
    ...harmOf(error, undefined),
    ...(expected === undefined || status === expected ? [] : [`status ${status}: ${error}`]),
  ].map((harm) => `${programArguments.join(' ')}: ${harm}`);
}

async function harmOfCalls(
  calls: readonly (readonly string[])[],
  expected?: number,
): Promise<readonly string[]> {
  const harms: string[] = [];
  for (const call of calls) harms.push(...(await harmOfCall(call, expected)));
  return harms;
}

describe('hostile text', () => {
  test('in a valid configuration controls nothing in any format of any command', async () => {
    const calls = callsOf(folder, names, {
      config: validConfig,
      bucket: 'bucket',
      key: `in/${hostileText}`,
      event,
    });
    // `init` reads no configuration. `status` reads AWS, and has a test of its own.
    const reading = [...commands.keys()].filter((name) => name !== 'init' && name !== 'status');
    expect(new Set(calls.map((call) => call.command))).toEqual(new Set(reading));
    expect(
      await harmOfCalls(
        calls.map(({ programArguments }) => programArguments),
        0,
      ),
    ).toEqual([]);
  });

  test.each(['wrong', 'broken'])('in a %s configuration controls nothing in any format of issues', (name) => {
    const { issues, sources } = loadEnvironments(join(folder.path, name));
    expect(issues.length).toBeGreaterThan(name === 'wrong' ? 300 : 0);
    const harms = Object.entries(issueFormats).flatMap(([format, render]) =>
      harmOf(
        safeOutput(render(issues, { sources, root: folder.path }), {
          format: format === 'github' ? format : 'json',
        }),
        format,
      ),
    );
    expect(harms).toEqual([]);
  });

  test('in an argument controls nothing on standard error', async () => {
    const out = ['--out', join(folder.path, 'out')];
    const required = {
      synth: out,
      'simulate event': ['--event', join(folder.path, 'event.json')],
      'simulate alarms': ['--history', join(folder.path, 'event.json')],
      'simulate queue': ['--arrivals', '1/minute', '--seconds-per-message', '1'],
    };
    const calls = [...commands].flatMap(([name, { options, registeredArguments }]) => {
      const own = Object.entries(required).find(([known]) => known === name)?.[1] ?? [];
      const ways = [
        ...options.map(({ long }) => [
          ...own,
          long ?? '',
          long === '--out' ? join(folder.path, hostileFolder) : hostileText,
          ...registeredArguments.map(() => 'work'),
        ]),
        [...own, ...registeredArguments.map(() => hostileText)],
        [`--${hostileText}`],
        [hostileText, hostileText],
      ];
      return ways.map((way) => [
        ...name.split(' '),
        ...(name === 'schema' ? [] : ['--config', join(folder.path, 'small')]),
        ...way,
      ]);
    });
    expect(calls.some(([name]) => name === 'status')).toBe(true);
    expect(await harmOfCalls(calls)).toEqual([]);
    expect(await harmOfCall([hostileText])).toEqual([]);
    expect(await harmOfCall(['simulate', hostileText])).toEqual([]);
  });

  test('in a variable of the cdktf app controls nothing', () => {
    const printed: string[] = [];
    const status = runApp({ BACKGROUND_JOBS_CONFIG: hostileText }, (text) => printed.push(text));
    expect([status, harmOf(printed.join(''), undefined)]).toEqual([2, []]);
  });
});

test('readable text in other scripts stays as it is', () => {
  expect(safeOutput(readableText)).toBe(readableText);
});

test('the value of JSON does not change', () => {
  const value = { [hostileText]: [hostileText, '##[x]', '\n::x::'] };
  const printed = safeOutput(JSON.stringify(value, undefined, 2), { format: 'json' });
  expect(JSON.parse(printed)).toEqual(value);
  expect(harmOf(printed, 'json')).toEqual([]);
});

test('only the colors of the program remain in colored text', () => {
  const text = `${colorForTerminal('error', 'x')} \u001b[2J \u001b[7m`;
  expect(safeOutput(text, { isColored: true })).toBe(
    `${colorForTerminal('error', 'x')} \\u001b[2J \\u001b[7m`,
  );
  expect(safeOutput(text)).not.toContain('\u001b');
  const out: string[] = [];
  const streams = {
    out: (part: string) => out.push(part),
    error: () => undefined,
    isColored: { out: true, error: true },
  };
  void runProgram(['validate', '--config', join(folder.path, 'broken')], streams);
  expect(out.join('')).toContain(colorForTerminal('error', '^'));
});

test('only the entry points write to the streams of the process', () => {
  const root = join(__dirname, '..', '..', '..');
  const files = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join('lib', name));
  const writing = ['main.ts', ...files].filter((name) =>
    // The other addresses that begin with `console.` are those of the AWS console.
    /process\.(stdout|stderr|emitWarning)|\bconsole\.(?!aws\.amazon|amazonaws)\w|writeSync|\/dev\/std/.test(
      readFileSync(join(root, name), 'utf8').replace(/^\s*(\*|\/\/|\/\*).*$/gm, ''),
    ),
  );
  // `starter-files.ts` has the text of a `main.ts` for users.
  const template = join('lib', 'cli', 'init', 'starter-files.ts');
  expect(writing.sort()).toEqual([join('lib', 'cli', 'bin.ts'), template, 'main.ts']);
});
