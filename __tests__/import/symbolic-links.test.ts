import { describe, expect, test } from '@jest/globals';
import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { importCopilot } from '../../lib/import/copilot/import-copilot';
import { importEcsSchedules } from '../../lib/import/ecs-schedules/import-ecs-schedules';
import { inTemporaryFolder } from './hcl/support/current-folder';
import { copyRoot, init } from './hcl/support/roots';

const folder = inTemporaryFolder();

const outside =
  'the symbolic link leads out of the folder; replace it with a copy of the file, or with a link to a file in the folder';

/** Moves a file, and puts a link at its old place. */
function replaceByLink(path: string, target: string): void {
  renameSync(path, target);
  symlinkSync(join(process.cwd(), target), path);
}

describe('a symbolic link in a folder of HCL', () => {
  const file = 'infra/clinic/app-config/env-config/scheduled_jobs.tf';

  test('must not lead out of the folder', async () => {
    const application = copyRoot('2024-11-reports');
    replaceByLink(file, 'other.tf');
    expect(await init('--from-hcl', application)).toMatchObject({
      status: 2,
      error: expect.stringContaining(`${file}: ${outside}\n`),
    });
  });

  test('may lead to a file in the folder', async () => {
    const application = copyRoot('2024-11-reports');
    replaceByLink(file, file.replace('.tf', '.hcl'));
    expect(await init('--from-hcl', application)).toMatchObject({ status: 0 });
  });
});

describe('a symbolic link in a workspace of Copilot', () => {
  const load = () =>
    importCopilot({
      folder: 'app',
      region: 'us-east-1',
      appName: 'app',
      environments: ['prod'],
      accountIds: new Map(),
    });
  const file = 'app/copilot/nightly/manifest.yml';
  const write = () =>
    folder().write({
      [file]: 'name: nightly\ntype: Scheduled Job\non: { schedule: "@daily" }\n',
      'app/copilot/.workspace': 'application: app\n',
    });

  test.each([file, 'app/copilot/.workspace'])('must not lead out of the folder: %s', (path) => {
    write();
    replaceByLink(path, 'other.yml');
    expect(load).toThrow(`${path}: ${outside}`);
  });

  test('may lead to a file in the folder', () => {
    write();
    mkdirSync('app/shared');
    replaceByLink(file, 'app/shared/manifest.yml');
    expect([...load().environments.keys()]).toEqual(['prod']);
  });
});

describe('a symbolic link to ECS schedules', () => {
  const load = (path: string) =>
    importEcsSchedules({ paths: new Map([['prod', path]]), appName: 'app', region: 'us-east-1' });
  const file = 'rules/a.yaml';
  const write = () =>
    folder().write({
      [file]:
        'region: us-east-1\ncluster: c\nrules:\n- { name: a, scheduleExpression: rate(1 day), taskDefinition: t, containerOverrides: [{ name: app, command: [run] }] }\n',
    });

  test('must not lead out of the folder', () => {
    write();
    replaceByLink(file, 'other.yaml');
    expect(() => load('rules')).toThrow(`${file}: ${outside}`);
  });

  test('may lead to a file in the folder, and the file that the user names may be a link', () => {
    write();
    replaceByLink(file, 'rules/a.txt');
    expect([...load('rules').environments.keys()]).toEqual(['prod']);
    symlinkSync(file, 'link.yaml');
    expect([...load('link.yaml').environments.keys()]).toEqual(['prod']);
  });
});
