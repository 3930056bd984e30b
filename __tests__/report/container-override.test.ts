import { describe, expect, test } from '@jest/globals';
import { overrideToJson, renderOverride } from '../../lib/report/container-override';
import { environmentOf, runJob } from '../jobs/support/environments';
import type { ContainerOverride } from '../../lib/simulate/run/container-override';

/** A job whose LOG_LEVEL is in the configuration, and whose WHEN is known only in a run. */
const job = runJob(
  environmentOf({
    scheduled_jobs: {
      nightly: {
        task_command: ['bin/report'],
        schedule_expression: 'rate(1 day)',
        environment_variables: { LOG_LEVEL: 'debug', WHEN: '<scheduled_time>' },
      },
    },
  }).jobs[0],
);

const bare: ContainerOverride = {
  container: 'app',
  command: ['bin/report', '--all'],
  environment: [],
  size: 0,
};

describe('the override of a simulated task', () => {
  test('has a line and a JSON field for each field that is set', () => {
    const override = {
      ...bare,
      environment: [
        { name: 'LOG_LEVEL', value: 'debug' },
        { name: 'WHEN', value: '2027' },
      ],
      cpu: '1024',
      memory: '2048',
      ephemeral_storage_gib: '100',
      task_role_arn: 'arn:aws:iam::123456789012:role/report',
    };
    expect(renderOverride(override, job)).toEqual([
      '    command     "bin/report"',
      '                "--all"',
      '    environment LOG_LEVEL=…',
      '                WHEN="2027"',
      '    cpu         1024',
      '    memory      2048 MiB',
      '    storage     100 GiB',
      '    task role   arn:aws:iam::123456789012:role/report',
    ]);
    expect(overrideToJson(override, job)).toEqual({
      container: 'app',
      command: ['bin/report', '--all'],
      environment_variables: { LOG_LEVEL: null, WHEN: '2027' },
      cpu: 1024,
      memory: 2048,
      ephemeral_storage_gib: 100,
      task_role_arn: 'arn:aws:iam::123456789012:role/report',
    });
  });

  test('has no line and no JSON field for a field that is not set', () => {
    expect(renderOverride({ ...bare, cpu: undefined }, job)).toEqual([
      '    command     "bin/report"',
      '                "--all"',
    ]);
    expect(Object.keys(overrideToJson(bare, job))).toEqual(['container', 'command', 'environment_variables']);
  });
});
