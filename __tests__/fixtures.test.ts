import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { stackFile, synthesize } from '../lib/resources/stack/synthesize';
import { loadEnvironments } from '../lib/jobs/load-environments';
import { renderIssues } from '../lib/report/issues/text';
import { golden, invalidFixtures, validFixtures } from './support/fixtures';
import { replacingArguments } from '../lib/resources/replacing-arguments';
import { asRecord, resourcesOf } from './support/stack-json';

describe.each(validFixtures().map((fixture) => [fixture.name, fixture] as const))('%s', (_, fixture) => {
  const { environments, issues } = loadEnvironments(fixture.config);
  const files = new Map(
    issues.length > 0 ? [] : synthesize(environments).map(({ path, content }) => [path, content]),
  );

  test('has no issues', () => {
    expect(renderIssues(issues)).toBe('0 errors\n');
  });

  test.each(environments.map(({ config }) => config.name))('synthesizes %s to the expected bytes', (name) => {
    const actual = files.get(stackFile(name)) ?? '';
    expect(actual).toBe(golden(join(fixture.folder, 'expected', `${name}.tf.json`), actual));
  });

  test('keeps the addresses of its resources', () => {
    const actual = environments
      .flatMap(({ config: { name } }) =>
        resourcesOf(files.get(stackFile(name)) ?? '').map(({ address }) => `${name} ${address}\n`),
      )
      .join('');
    // `npm run goldens` does not update addresses, because a changed address replaces the resource of every user.
    expect(actual).toBe(
      golden(join(fixture.folder, 'addresses.txt'), actual, process.env['RENEW_ADDRESSES'] === '1'),
    );
  });
});

describe.each(validFixtures().map((fixture) => [fixture.name, fixture] as const))('%s', (_, fixture) => {
  test('keeps the arguments that would replace its resources', () => {
    const { environments } = loadEnvironments(fixture.config);
    const files = new Map(synthesize(environments).map(({ path, content }) => [path, content]));
    const actual = environments
      .flatMap(({ config: { name } }) =>
        resourcesOf(files.get(stackFile(name)) ?? '').flatMap(({ type, address, values }) =>
          (replacingArguments[type] ?? [])
            .filter((argument) => values[argument] !== undefined && !isIgnored(values, argument))
            .map((argument) => `${name} ${address} ${argument} ${JSON.stringify(values[argument])}\n`),
        ),
      )
      .join('');
    // As for addresses: another value replaces the resource of every user.
    expect(actual).toBe(
      golden(join(fixture.folder, 'replacing-arguments.txt'), actual, process.env['RENEW_ADDRESSES'] === '1'),
    );
  });
});

/** Returns whether Terraform ignores a change of the argument. */
function isIgnored(values: Readonly<Record<string, unknown>>, argument: string): boolean {
  const ignored = asRecord(values['lifecycle'] ?? {})['ignore_changes'];
  return Array.isArray(ignored) && ignored.includes(argument);
}

test('every type of resource has its replacing arguments in the table', () => {
  const types = validFixtures().flatMap(({ config }) =>
    synthesize(loadEnvironments(config).environments).flatMap(({ path, content }) =>
      path.endsWith('.tf.json') ? resourcesOf(content).map(({ type, address }) => ({ type, address })) : [],
    ),
  );
  const managed = types.filter(({ address }) => !address.startsWith('data.')).map(({ type }) => type);
  expect([...new Set(managed)].sort()).toEqual([...Object.keys(replacingArguments), 'terraform_data'].sort());
});

describe.each(invalidFixtures().map((fixture) => [fixture.name, fixture] as const))('%s', (_, fixture) => {
  test('is rejected with the expected messages', () => {
    const actual = renderIssues(loadEnvironments(fixture.config).issues).replaceAll(`${fixture.folder}/`, '');
    expect(actual).toBe(golden(join(fixture.folder, 'issues.txt'), actual));
  });

  test('has issues whose positions are in their files', () => {
    for (const { file, line, column } of loadEnvironments(fixture.config).issues) {
      const lines = readFileSync(file, 'utf8').split(/\r?\n/);
      expect(relative(fixture.config, file)).not.toMatch(/^\.\./);
      expect(line).toBeLessThanOrEqual(lines.length);
      expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
    }
  });
});
