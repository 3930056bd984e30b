import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { synthesize } from '../../../lib/resources/stack/synthesize';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { validFixtures } from '../../support/fixtures';
import { inFolder, type Files } from '../../config/support/folders';

/** Returns the value with the keys of every map in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

/** Returns the generated files without the messages of lookups, which have the tags in the order of the file. */
function contentsOf(folder: string): readonly string[] {
  return synthesize(loadEnvironments(folder).environments).map(({ content }) =>
    content.replace(/found by the tags .*/g, ''),
  );
}

test.each(validFixtures().map(({ name, config }) => [name, config] as const))(
  'the output of %s does not depend on the order of keys in its files',
  (_, config) => {
    const files: Files = Object.fromEntries(
      readdirSync(config)
        .filter((name) => name.endsWith('.yml'))
        .map((name) => {
          const content: unknown = parse(readFileSync(join(config, name), 'utf8'), { merge: true });
          return [name, content === null ? '' : JSON.stringify(reversed(content))];
        }),
    );
    expect(inFolder(files, contentsOf)).toEqual(contentsOf(config));
  },
);
