import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ConfigFolderError } from '../../lib/config/config-folder';
import { readConfig, type ConfigReading } from '../../lib/config/read-config';
import { validFixtures } from '../support/fixtures';
import { inFolder, type Files } from './support/folders';

const fixtures: readonly Files[] = validFixtures().map(({ config }) =>
  Object.fromEntries(
    readdirSync(config)
      .filter((name) => name.endsWith('.yml'))
      .map((name) => [name, readFileSync(join(config, name), 'utf8')]),
  ),
);

/** What is put in, and the words that are put in the place of others. */
const snippets = fc.constantFrom(
  ...[
    '\n',
    '  ',
    '\t',
    ': ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '#',
    '&a ',
    '*a',
    '<<: *job',
    '!x ',
    '\r',
    '~',
    'null',
    '|',
    '@',
    '%',
  ],
  ...[
    '\n---\n',
    '1.10',
    'true',
    '[]',
    '{}',
    '{ a: null }',
    '[[x]]',
    'scheduled_jobs:',
    'job_defaults: ',
    'service: ',
    'cpu: 1024',
    'retry: []',
  ],
  ...[
    'state_backend: { s3: { bucket: 1 } }',
    '__proto__: 1',
    'toString: {}',
    '日本',
    '🙂',
    '.nan',
    '? ',
    '99999999999999999999',
  ],
);
const edit = fc.record({
  kind: fc.constantFrom('insert', 'remove', 'word', 'line', 'indent', 'twice', 'value'),
  at: fc.nat({ max: 1_000_000 }),
  length: fc.integer({ min: 1, max: 30 }),
  snippet: snippets,
});

function edited(
  text: string,
  { kind, at, length, snippet }: typeof edit extends fc.Arbitrary<infer T> ? T : never,
): string {
  const offset = at % (text.length + 1);
  const lines = text.split('\n');
  const index = at % lines.length;
  const line = lines[index] ?? '';
  const replaced = (...by: readonly string[]) =>
    [...lines.slice(0, index), ...by, ...lines.slice(index + 1)].join('\n');
  switch (kind) {
    case 'insert':
      return text.slice(0, offset) + snippet + text.slice(offset);
    case 'remove':
      return text.slice(0, offset) + text.slice(offset + length);
    case 'word':
      return text.slice(0, offset) + text.slice(offset).replace(/\w+/, snippet);
    case 'line':
      return replaced();
    case 'indent':
      return replaced(' '.repeat(length % 5) + line.trimStart());
    case 'twice':
      return replaced(line, line);
    case 'value':
      return replaced(line.replace(/: .*$/, `: ${snippet}`));
  }
}

/** The reading, or `undefined` when the folder is refused. */
function readIn(folder: string): ConfigReading | undefined {
  try {
    return readConfig(folder);
  } catch (error) {
    if (error instanceof ConfigFolderError) return undefined;
    throw error;
  }
}

test('whatever is done to the files of a right configuration, it is read or told what is wrong and where', () => {
  let wrong = 0;
  const property = fc.property(
    fc.constantFrom(...fixtures),
    fc.array(fc.tuple(fc.nat(), edit), { minLength: 1, maxLength: 4 }),
    (fixture, edits) => {
      inFolder(fixture, (folder) => {
        const names = Object.keys(fixture);
        for (const [which, change] of edits) {
          const path = join(folder, names[which % names.length] ?? 'none.yml');
          writeFileSync(path, edited(readFileSync(path, 'utf8'), change));
        }
        const { issues, environments } = readIn(folder) ?? { issues: [], environments: [] };
        if (issues.length > 0) wrong += 1;
        for (const { file, line, column, message } of issues) {
          const lines = readFileSync(file, 'utf8').split('\n');
          expect(names).toContain(basename(file));
          expect(message).toMatch(/^\S/);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
        }
        // Nothing is dropped in silence: an environment is right, or something is said.
        if (issues.length === 0)
          expect(environments.filter(({ config }) => config === undefined)).toEqual([]);
      });
    },
  );
  fc.assert(property, { numRuns: 150 });
  expect(wrong).toBeGreaterThan(30);
});
