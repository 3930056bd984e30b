import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fc } from '../../support/property-tests';
import { validFixtures } from '../../support/fixtures';

/** The texts of configuration files, by file name. */
export type Texts = Readonly<Record<string, string>>;

/** The files of every valid fixture. */
export const fixtureFiles: readonly Texts[] = validFixtures().map(({ config }) =>
  Object.fromEntries(
    readdirSync(config)
      .filter((name) => name.endsWith('.yml'))
      .map((name) => [name, readFileSync(join(config, name), 'utf8')]),
  ),
);

/** Texts that an edit inserts, or replaces a word or value with. */
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
/** Generates edits of a text. */
export const edit = fc.record({
  kind: fc.constantFrom('insert', 'remove', 'word', 'line', 'indent', 'twice', 'value'),
  at: fc.nat({ max: 1_000_000 }),
  length: fc.integer({ min: 1, max: 30 }),
  snippet: snippets,
});

/** Returns the text after an edit. */
export function edited(
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
