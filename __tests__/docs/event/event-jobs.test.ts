import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, TemporaryFolder } from '../../support/run-program';

const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'event-jobs.md'), 'utf8');
const base =
  'app_name: app\nregion: us-east-1\nservice: { subnet_ids: [subnet-1], security_group_ids: [sg-1] }\nstate_backend: { local: {} }\nalarms: false\n';

function blocks(language: string): readonly string[] {
  return [...page.matchAll(/^```(\w*)\n(.*?)^```$/gms)]
    .filter((match) => match[1] === language)
    .map((match) => match[2] ?? '');
}

describe('the guide to event jobs', () => {
  let folder: TemporaryFolder;
  beforeAll(() => {
    folder = new TemporaryFolder();
    const [yaml = ''] = blocks('yaml');
    const [placed = '', small = ''] = blocks('json');
    folder.write({
      'guide/defaults.yml': base,
      'guide/dev.yml': yaml,
      'placed.json': placed,
      'small.json': small,
    });
  });
  afterAll(() => {
    folder.remove();
  });

  test('has a valid configuration', () => {
    const config = join(folder.path, 'guide');
    expect(run('validate', '--strict', '--config', config)).toMatchObject({ status: 0, error: '' });
  });

  test('has the output of each command', () => {
    const outputs = blocks('sh').map((command) => {
      const file = /--event (\S+)/.exec(command)?.[1] ?? '';
      const config = join(folder.path, 'guide');
      return run('simulate', 'event', '--config', config, '--event', join(folder.path, file)).out;
    });
    expect(outputs).toHaveLength(2);
    expect(blocks('')).toEqual(outputs);
  });
});
