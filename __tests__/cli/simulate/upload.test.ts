import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomValues, tries } from '../../support/property-tests';
import { objectKeys } from '../../jobs/support/hostile';
import { run, TemporaryFolder } from '../../support/run-program';
import { asList, at } from '../../support/stack-json';

const config = join(__dirname, '..', '..', 'fixtures', 'uploads', 'env-config');
const simulate = (...more: readonly string[]) => run('simulate', 'upload', '--config', config, ...more);
const told = (...more: readonly string[]) =>
  simulate('--environment', 'told', '--bucket', 'benefits-intake-told', ...more);
const filters = (...more: readonly string[]) =>
  simulate('--environment', 'filters', '--bucket', 'benefits-intake-filters', ...more);

let folder: TemporaryFolder;
beforeAll(() => {
  folder = new TemporaryFolder();
});
afterAll(() => {
  folder.remove();
});

const small = `app_name: app
project_name: platform
region: us-east-1
service: { subnet_tags: { a: b }, security_group_names: [app] }
`;

/** The output for a key in the bucket `uploads` by an environment `dev` with these jobs. */
function simulated(jobs: string, key: string, ...more: readonly string[]): string {
  folder.write({ 'small/dev.yml': `${small}storage: { bucket_name: uploads }\nfile_upload_jobs:\n${jobs}` });
  const path = join(folder.path, 'small');
  return run('simulate', 'upload', '--config', path, '--bucket', 'uploads', '--key', key, ...more).out;
}

/** A file with this JSON, or this text. */
function fileOf(content: unknown): string {
  folder.write({ 'event.json': typeof content === 'string' ? content : JSON.stringify(content) });
  return join(folder.path, 'event.json');
}

describe('background-jobs simulate upload', () => {
  test('shows the jobs that start, and the exact override of each task', () => {
    expect(told('--key', 'in/it\'s "a" \u0001\u001b[31m\nkey', '--size', '7', '--version-id', 'v 1')).toEqual(
      {
        status: 0,
        error: '',
        out: `told
  everything starts through its state machine
    command     "bin/import"
                "--key=in/it's \\"a\\" \\u0001\\u001b[31m\\nkey"
                "v 1"
                "--size"
                "7"
    environment BUCKET="benefits-intake-told"
                ETAG="d41d8cd98f00b204e9800998ecf8427e"
                EVENT="00000000-0000-0000-0000-000000000000/2000-01-01T00:00:00Z"
                SEQUENCER="0055AED6DCD90281E5"
`,
      },
    );
  });

  test('shows a job that waits for a scan', () => {
    expect(filters('--key', 'citizens/a.pdf').out).toBe(`filters
  clean starts directly from its rule, after GuardDuty has found no threats in the object
    command     "bin/import"
                "benefits-intake-filters"
                "citizens/a.pdf"
`);
  });

  test('explains why no job starts, with the best matches first', () => {
    expect(filters('--key', 'in/a.txt', '--size', '0', '--reason', 'CopyObject').out).toContain(
      '  exactly starts directly from its rule\n',
    );
    expect(told('--key', 'iN/a').out).toBe(`told
  no job starts; the jobs that match best are
    by-the-rule-alone: detail.object.key is "iN/a", but the rule requires a value that begins with "direct/"
    everything: detail.object.key is "iN/a", but the rule requires a value that begins with "in/"
    everything-of-a-scan: detail.s3ObjectDetails.objectKey is "iN/a", but the rule requires a value that begins with "scanned/"
`);
    const { out } = filters('--key', 'appeal/x', '--size', '2');
    expect(out).toContain('  no job starts; the jobs that match best are\n    ');
    expect(out).toMatch(/\n {4}and \d+ more\n$/);
  });

  test('mentions a disabled job, and an environment without jobs for uploads', () => {
    expect(simulated('  job: { task_command: [x], state: DISABLED }\n', 'k')).toBe(
      'dev\n  job matches, but is disabled\n',
    );
    expect(simulated('  {}\n', 'k')).toBe(
      'dev\n  no job starts: uploads trigger no job in this environment\n',
    );
  });

  test('names the event bus of a rule', () => {
    expect(simulated('  job: { task_command: [x], event_bus_name: partners }\n', 'k')).toContain(
      '  job starts directly from its rule, for events on the event bus partners\n',
    );
  });

  test('has a stable form for programs', () => {
    const { out } = told('--key', 'in/a', '--format', 'json', '--size', '1024', '--print-start-command');
    expect(JSON.parse(out)).toMatchObject({
      environments: [
        {
          name: 'told',
          runs: [
            {
              job: 'everything',
              target: 'state_machine',
              event: 'created',
              steps: [
                {
                  name: 'RunTask',
                  container: 'intake-told',
                  command: ['bin/import', '--key=in/a', '', '--size', '1024'],
                  environment_variables: { BUCKET: 'benefits-intake-told', ETAG: '', SEQUENCER: '' },
                },
              ],
              start_command: expect.stringContaining('aws stepfunctions start-execution'),
            },
          ],
          disabled: [],
          not_started: [
            {
              job: 'by-the-rule-alone',
              mismatches: [{ field: 'detail.object.key', got: '"in/a"', wanted: 'begins with "direct/"' }],
            },
            { job: 'everything-of-a-scan' },
          ],
        },
      ],
    });
  });

  test.each(['ecs_cluster', 'state_machine'])(
    'shows the CPU and memory of a task, with the target %s',
    (target) => {
      const job = `  job: { task_command: [x], cpu: 1024, memory: 2048, target: ${target} }\n`;
      expect(simulated(job, 'k')).toContain('    cpu         1024\n    memory      2048 MiB\n');
      const json: unknown = JSON.parse(simulated(job, 'k', '--format', 'json'));
      expect(at(json, 'environments', 0, 'runs', 0, 'steps', 0)).toMatchObject({ cpu: 1024, memory: 2048 });
    },
  );

  test('reports that ECS rejects an override that is too long', () => {
    expect(told('--key', `in/${'\u0001'.repeat(1021)}`).out).not.toContain('but ECS rejects');
    const job = '  job: { task_command: [x, <object_key>, <object_key>] }\n';
    expect(simulated(job, '\u0001'.repeat(1024)).slice(0, 200)).toContain(
      '    but ECS rejects the task RunTask: its override has 12353 characters; the maximum is 8192\n',
    );
  });
});

describe('an event in a file', () => {
  const event = {
    source: 'aws.s3',
    'detail-type': 'Object Created',
    id: 'an-id',
    time: '2026-03-01T00:00:00Z',
    detail: {
      bucket: { name: 'benefits-intake-told' },
      object: { key: 'direct/a', size: 1 },
      reason: 'PutObject',
    },
  };

  test('is used as it is', () => {
    expect(simulate('--environment', 'told', '--event', fileOf(event)).out).toBe(`told
  by-the-rule-alone starts directly from its rule
    command     "bin/import"
                "direct/a"
                "an-id"
    environment TIME="2026-03-01T00:00:00Z"
`);
  });

  test('can be a CloudTrail record, alone or in an EventBridge event', () => {
    const record = {
      eventSource: 's3.amazonaws.com',
      eventName: 'PutObject',
      requestParameters: { bucketName: 'benefits-intake-told', key: 'scanned/a' },
      responseElements: { 'x-amz-version-id': 'v1' },
    };
    const onBus = { source: 'aws.s3', 'detail-type': 'AWS API Call via CloudTrail', detail: record };
    for (const content of [record, onBus]) {
      const { out } = simulate('--environment', 'told', '--event', fileOf(content));
      expect(out).toContain('everything-of-a-scan starts through its state machine, after GuardDuty');
      expect(out).toContain('                "scanned/a"\n                "v1"\n');
    }
  });

  test('shows that a run would fail', () => {
    folder.write({
      'small/dev.yml': `${small}file_upload_jobs: { job: { source_bucket: uploads, task_command: [x, <object_etag>] } }\n`,
    });
    const file = fileOf({ ...event, detail: { bucket: { name: 'uploads' } } });
    expect(run('simulate', 'upload', '--config', join(folder.path, 'small'), '--event', file).out).toBe(
      'dev\n  job starts through its state machine\n    but the run fails with States.Runtime: $.detail.object has no value\n',
    );
    const odd = fileOf({ ...event, detail: { bucket: { name: 'uploads' }, object: 'x' } });
    expect(run('simulate', 'upload', '--config', join(folder.path, 'small'), '--event', odd).out).toContain(
      'but the run fails with States.IntrinsicFailure: "x" is not an object',
    );
  });

  test.each<readonly [string, unknown, string]>([
    ['not JSON', '{', 'not valid JSON ('],
    ['a list', [], 'must contain a JSON object'],
    ['of something else', { eventName: 'GetObject' }, 'must be an EventBridge event'],
  ])('is rejected if it is %s', (_, content, message) => {
    const { status, out, error } = simulate('--event', fileOf(content));
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(error).toContain(message);
  });
});

describe('wrong usage', () => {
  test.each<readonly [readonly string[], string]>([
    [[], 'no object is given; add --bucket and --key, or --event\n'],
    [['--bucket', 'uploads'], 'no object is given; add --bucket and --key, or --event\n'],
    [['--event', 'nowhere.json'], '--event nowhere.json: the file does not exist; check the path'],
    [['--event', 'e', '--key', 'k'], '--event contains the whole upload; remove --key\n'],
    [
      ['--event', 'e', '--size', '1', '--etag', 't'],
      '--event contains the whole upload; remove --size and --etag\n',
    ],
    [['--bucket', 'My', '--key', 'k'], '--bucket My: the name of a bucket must have 3 to 63'],
    [['--bucket', 'uploads', '--key', ''], '--key: must have 1 to 1024 bytes; this key has 0\n'],
    [
      ['--bucket', 'uploads', '--key', 'é'.repeat(513)],
      '--key: must have 1 to 1024 bytes; this key has 1026\n',
    ],
    [['--bucket', 'uploads', '--key', 'k', '--size', '-1'], '--size -1: must be a whole number of bytes\n'],
    [
      ['--bucket', 'uploads', '--key', 'k', '--print-start-command'],
      '--print-start-command: requires the real size of the object; add --size\n',
    ],
    [['--bucket', 'uploads', '--key', 'k', '--reason', 'PUT'], 'PutObject, CopyObject'],
  ])('is rejected: %j', (given, message) => {
    const { status, out, error } = simulate(...given);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(error).toContain(message);
  });
});

describe('the command that starts a job by hand', () => {
  /** The arguments that bash passes to the AWS CLI. */
  function argumentsIn(command: string): readonly string[] {
    const show = 'aws() { for argument in "$@"; do printf "%s\\0" "$argument"; done; }\n';
    const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', show + command], {
      encoding: 'utf8',
    });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    return stdout.split('\0').slice(0, -1);
  }

  test('survives bash with any key', () => {
    // An argument of a program can't have a NUL.
    const keys = objectKeys.filter((key) => !key.includes('\0') && !key.startsWith('-'));
    for (const key of randomValues(keys, tries(60))) {
      const { out } = told('--key', `in/${key}`.slice(0, 300), '--size', '1', '--print-start-command');
      const [service, action, ...options] = argumentsIn(out);
      expect([service, action]).toEqual(['stepfunctions', 'start-execution']);
      expect(options.slice(0, 5)).toEqual([
        '--region',
        'us-gov-west-1',
        '--state-machine-arn',
        'arn:aws-us-gov:states:us-gov-west-1:123456789012:stateMachine:intake-told-everything',
        '--input',
      ]);
      const input: unknown = JSON.parse(options[5] ?? '');
      expect(at(input, 'detail', 'object', 'key')).toBe(`in/${key}`.slice(0, 300));
      expect(options).toHaveLength(6);
    }
  });

  test('contains no sample values of the object', () => {
    const { out } = told('--key', 'in/a', '--size', '3', '--etag', 'e', '--print-start-command');
    const input: unknown = JSON.parse(argumentsIn(out).at(-1) ?? '');
    expect(at(input, 'detail', 'object')).toEqual({ key: 'in/a', size: 3, etag: 'e' });
  });

  test('looks up the account if the configuration does not have it', () => {
    const out = simulated(
      '  job: { task_command: [x], target: state_machine }\n',
      'k',
      '--size',
      '1',
      '--print-start-command',
    );
    const awsStub = 'aws() { if [ "$1" = sts ]; then echo 210987654321; else printf "%s\\n" "$@"; fi; }\n';
    const { stdout } = spawnSync('bash', ['--norc', '-c', awsStub + out], { encoding: 'utf8' });
    expect(stdout.split('\n')[5]).toBe('arn:aws:states:us-east-1:210987654321:stateMachine:app-dev-job');
  });

  test('explains which job has none', () => {
    expect(told('--key', 'direct/a', '--size', '1', '--print-start-command').out).toBe(
      '# told: by-the-rule-alone has no start command: its rule starts the task without a state machine; write target: state_machine to add one\n',
    );
    expect(told('--key', 'nothing', '--size', '1', '--print-start-command').out).toBe('# no job starts\n');
  });
});

test('every run has a task', () => {
  const simulated: unknown = JSON.parse(told('--key', 'in/a', '--format', 'json').out);
  for (const started of asList(at(simulated, 'environments', 0, 'runs')))
    expect(asList(at(started, 'steps'))).toHaveLength(1);
});
