import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { base } from '../config/support/folders';
import { markedFields, markedTexts } from '../config/support/marked-files';
import { commands, type Call } from '../support/every-command';
import { run, TemporaryFolder } from '../support/run-program';
import { secretExamples } from '../text/support/secret-examples';
import {
  everyCall,
  leaksOfApp,
  leaksOfCalls,
  markedConfiguration,
  printedPlaces,
} from './support/marked-configuration';

let folder: TemporaryFolder;
let calls: readonly Call[];
beforeAll(() => {
  folder = new TemporaryFolder();
  calls = everyCall(folder);
});
afterAll(() => {
  folder.remove();
});

/** A slow test has all backends, files and calls. */
describe('the output never shows a value that can be secret', () => {
  test('of a valid configuration, in any format of any command', () => {
    const configuration = markedConfiguration(folder, 'task_command');
    const inEachFormat = new Map(
      calls.map((call) => [`${call.command} ${call.programArguments.at(-1) ?? ''}`, call]),
    );
    // `init` reads no configuration. `status` reads AWS, and has a test of its own.
    const reading = [...commands.keys()].filter((name) => name !== 'init' && name !== 'status');
    expect(new Set(calls.map(({ command }) => command))).toEqual(new Set(reading));
    const { leaks, shown } = printedPlaces(folder, configuration, [...inEachFormat.values()]);
    expect(leaks).toEqual([]);
    expect(shown).toContain('simulate upload: file_upload_jobs.any.task_command.0');
    expect(configuration.places).toContain('scheduled_jobs.any.environment_variables.key');
  });

  test('of a file with mistakes, in any command', () => {
    const some = [...markedFields, ...markedTexts].filter((_, index) => index % 131 === 0);
    expect(some.length).toBeGreaterThan(20);
    const leaks = some.flatMap((file, index) => {
      const rotated = [1, 8, 15].flatMap((step) => calls[(index * 3 + step) % calls.length] ?? []);
      return [...leaksOfCalls(folder, file, rotated), ...leaksOfApp(folder, file)];
    });
    expect(leaks).toEqual([]);
  });

  test('that has a documented form, in a public field', () => {
    const key = `-----BEGIN PRIVATE KEY----- ${'MIIE'.repeat(40)} -----END PRIVATE KEY-----`;
    const secrets = [...secretExamples.slice(2).map(([, text]) => text), key];
    const text = secrets.join(' ');
    const forms = /a{20}|b{20}|MIIE|ASIAA|services\/T000/;
    folder.write({
      'env-config/defaults.yml': base,
      'env-config/dev.yml': JSON.stringify({
        tags: { Owner: secrets[0] },
        scheduled_jobs: {
          nightly: {
            description: text.slice(0, 500),
            task_command: ['bin/x', ...secrets],
            schedule_expression: 'rate(1 day)',
            overlap: 'skip',
          },
        },
        file_upload_jobs: {
          import: {
            task_command: ['bin/x', text],
            source_bucket: 'bucket',
            path_prefix: ['in/', secrets[0], text.slice(0, 200)],
            target: 'state_machine',
          },
        },
        event_jobs: {
          ship: {
            task_command: ['bin/x'],
            event_pattern: { source: ['shop'], detail: { token: [{ 'anything-but': secrets }] } },
            target: 'state_machine',
          },
        },
        queue_worker_jobs: {
          work: {
            task_command: ['bin/x', text],
            max_processing_seconds: 60,
            max_tasks: 2,
            file_upload: { source_bucket: 'bucket', message: { text, secret: key } },
            schedule: { schedule_expression: 'rate(1 day)', message: { text, secret: key } },
          },
        },
      }),
    });
    const printed = calls.map(({ command, programArguments }) => ({
      command,
      programArguments,
      ...run(...programArguments),
    }));
    expect(printed.filter(({ status }) => status !== 0)).toEqual([]);
    const isExact = (call: Call) => call.programArguments.includes('--print-start-command');
    const leaks = printed.filter((call) => !isExact(call) && forms.test(call.out + call.error));
    expect(leaks.map(({ programArguments }) => programArguments.join(' '))).toEqual([]);
    expect(printed.filter((call) => isExact(call) && forms.test(call.out))).not.toEqual([]);
    const masked = printed.filter(({ out }) => out.includes('…')).map(({ command }) => command);
    expect(masked).toEqual(expect.arrayContaining(['list', 'simulate run', 'simulate upload']));
    for (const { programArguments, out } of printed)
      if (programArguments.at(-1) === 'json') expect(() => void JSON.parse(out)).not.toThrow();
  });
});
