import { describe, expect, test } from '@jest/globals';
import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { inTemporaryFolder } from './support/current-folder';
import { copyRoot, init } from './support/roots';

const folder = inTemporaryFolder();

describe('a folder that can not be imported', () => {
  const jobs = 'infra/clinic/app-config/env-config/scheduled_jobs.tf';
  const cases: Readonly<Record<string, readonly [files: Readonly<Record<string, string>>, message: string]>> =
    {
      'a syntax error': [{ [jobs]: 'locals {\n  scheduled_jobs = {\n' }, `${jobs}:3:1: `],
      'a duplicate attribute': [
        { [jobs]: 'locals {\n  a = 1\n  a = 2\n}\n' },
        `${jobs}:3:3: Attribute redefined`,
      ],
      'a heredoc without an end': [{ [jobs]: 'locals {\n  a = <<EOT\n}\n' }, `${jobs}:`],
      'many brackets': [
        { [jobs]: `locals {\n  a = ${'['.repeat(101)}\n}` },
        `${jobs}:2: has more than 100 brackets`,
      ],
      'a large file': [{ [jobs]: '#'.repeat(1024 * 1024 + 1) }, `${jobs}: the file is larger than 1 MiB`],
      'no jobs': [
        { [jobs]: 'locals {\n  scheduled_jobs = {}\n}\n' },
        'have no job, so there is nothing to import',
      ],
      'an environment that only Terraform knows': [
        {
          'infra/clinic/app-config/dev.tf':
            'module "dev" {\n  source = "./env-config"\n  environment = data.x.y.id\n}\n',
        },
        'infra/clinic/app-config/dev.tf:3: the environment of module dev is not a text',
      ],
      'an environment with the name of the defaults': [
        {
          'infra/clinic/app-config/dev.tf':
            'module "dev" {\n  source = "./env-config"\n  environment = "defaults"\n}\n',
        },
        'infra/clinic/app-config/dev.tf:3: the environment is "defaults"',
      ],
      'two modules with one environment': [
        {
          'infra/clinic/app-config/dev.tf':
            'module "dev" {\n  source = "./env-config"\n  environment = "demo"\n}\n',
        },
        'infra/clinic/app-config/dev.tf:3: two modules have the environment demo',
      ],
    };

  test.each(Object.keys(cases))('has a message for %s', async (name) => {
    const application = copyRoot('2024-11-reports');
    const [files, message] = cases[name] ?? [{}, ''];
    folder().write(files);
    const { status, error } = await init('--from-hcl', application);
    expect(status).toBe(2);
    expect(error).toContain(message);
    expect(readdirSync('.')).toEqual(['infra']);
  });

  test('has a message for a folder without env-config, a missing folder and a symbolic link', async () => {
    const application = copyRoot('2024-11-reports');
    symlinkSync('app-config', 'infra/clinic/link');
    symlinkSync('loop.tf', join(application, 'loop.tf'));
    expect((await init('--from-hcl', 'infra')).error).toContain('infra: has no folder env-config');
    expect((await init('--from-hcl', 'missing')).error).toContain('missing: no such folder');
    expect((await init('--from-hcl', 'infra/clinic/link')).error).toContain('is a symbolic link');
    expect((await init('--from-hcl', application)).error).toContain('loop.tf: ');
  });

  test('has a message for values that refer to themselves, and writes the other values', async () => {
    const application = copyRoot('2024-11-reports');
    folder().write({
      [jobs]:
        'locals {\n  a = local.b\n  b = local.a\n  scheduled_jobs = { x = { task_command = local.a, schedule_expression = "rate(1 day)" } }\n}\n',
    });
    expect((await init('--from-hcl', application)).out).toContain('refers to itself');
  });
});
