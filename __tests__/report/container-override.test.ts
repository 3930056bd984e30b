import { describe, expect, test } from '@jest/globals';
import { overrideToJson, renderOverride } from '../../lib/report/container-override';
import type { ContainerOverride } from '../../lib/simulate/run/container-override';

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
      environment: [{ name: 'LOG_LEVEL', value: 'debug' }],
      cpu: '1024',
      memory: '2048',
      ephemeral_storage_gib: '100',
      task_role_arn: 'arn:aws:iam::123456789012:role/report',
    };
    expect(renderOverride(override)).toEqual([
      '    command     "bin/report"',
      '                "--all"',
      '    environment LOG_LEVEL="debug"',
      '    cpu         1024',
      '    memory      2048 MiB',
      '    storage     100 GiB',
      '    task role   arn:aws:iam::123456789012:role/report',
    ]);
    expect(overrideToJson(override)).toEqual({
      container: 'app',
      command: ['bin/report', '--all'],
      environment_variables: { LOG_LEVEL: 'debug' },
      cpu: 1024,
      memory: 2048,
      ephemeral_storage_gib: 100,
      task_role_arn: 'arn:aws:iam::123456789012:role/report',
    });
  });

  test('has no line and no JSON field for a field that is not set', () => {
    expect(renderOverride({ ...bare, cpu: undefined })).toEqual([
      '    command     "bin/report"',
      '                "--all"',
    ]);
    expect(Object.keys(overrideToJson(bare))).toEqual(['container', 'command', 'environment_variables']);
  });
});
