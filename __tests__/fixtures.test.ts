import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { stackFile, synthesize } from '../lib/constructs/synthesize';
import { loadEnvironments } from '../lib/jobs/load-environments';
import { renderIssues } from '../lib/report/issues/text';
import { golden, invalidFixtures, validFixtures } from './support/fixtures';
import { resourcesOf } from './support/stack-json';

describe.each(validFixtures().map((fixture) => [fixture.name, fixture] as const))('%s', (_, fixture) => {
  const { environments, issues } = loadEnvironments(fixture.config);
  const files = new Map(
    issues.length > 0 ? [] : synthesize(environments).map(({ path, content }) => [path, content]),
  );

  test('has nothing wrong in it', () => {
    expect(renderIssues(issues)).toBe('0 errors\n');
  });

  test.each(environments.map(({ config }) => config.name))(
    '%s synthesises to the bytes that are expected',
    (name) => {
      const made = files.get(stackFile(name)) ?? '';
      expect(made).toBe(golden(join(fixture.folder, 'expected', `${name}.tf.json`), made));
    },
  );

  test('keeps the addresses of its resources', () => {
    const made = environments
      .flatMap(({ config: { name } }) =>
        resourcesOf(files.get(stackFile(name)) ?? '').map(({ address }) => `${name} ${address}\n`),
      )
      .join('');
    // A command of its own: an address that changes destroys and makes anew, in every user's account.
    expect(made).toBe(
      golden(join(fixture.folder, 'addresses.txt'), made, process.env['RENEW_ADDRESSES'] === '1'),
    );
  });
});

describe.each(invalidFixtures().map((fixture) => [fixture.name, fixture] as const))('%s', (_, fixture) => {
  test('is refused with the messages that are expected', () => {
    const made = renderIssues(loadEnvironments(fixture.config).issues).replaceAll(`${fixture.folder}/`, '');
    expect(made).toBe(golden(join(fixture.folder, 'issues.txt'), made));
  });

  test('says of every issue a place that is in its file', () => {
    for (const { file, line, column } of loadEnvironments(fixture.config).issues) {
      const lines = readFileSync(file, 'utf8').split(/\r?\n/);
      expect(relative(fixture.config, file)).not.toMatch(/^\.\./);
      expect(line).toBeLessThanOrEqual(lines.length);
      expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
    }
  });
});
