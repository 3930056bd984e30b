import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import {
  importedField,
  importedMap,
  isImportedMap,
  type ImportedEntry,
  type ImportedMap,
  type ImportedValue,
} from '../../lib/import/origin';
import { writeConfiguration } from '../../lib/import/write-configuration';
import { fc, tries } from '../support/property-tests';

const layout = {
  folder: 'env-config',
  editorLine: '# yaml-language-server: $schema=x\n',
  heading: ['Written.'],
};

function written(defaults: ImportedMap, environment: ImportedMap = importedMap([])): readonly string[] {
  return writeConfiguration({ defaults, environments: new Map([['prod', environment]]) }, layout).map(
    ({ content }) => content,
  );
}

function plain(value: ImportedValue): unknown {
  if (isImportedMap(value))
    return Object.fromEntries(
      value.entries.flatMap((entry) => (entry.kind === 'field' ? [[entry.key, plain(entry.value)]] : [])),
    );
  return Array.isArray(value) ? value.map(plain) : value;
}

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '- a',
    'a: b',
    '"',
    "'",
    '#',
    '\u0085',
    '\u2028',
    '\r',
    'a\nb: c',
    'null',
    '012',
    '<<',
    '&a',
    '*a',
    '!!x',
    '~',
  ),
);
const scalar = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));

const { map } = fc.letrec<{ map: ImportedMap; value: ImportedValue; entry: ImportedEntry }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, scalar, fc.array(tie('value'), { maxLength: 4 }), tie('map')),
  entry: fc.oneof(
    fc.record({ kind: fc.constant('field' as const), key: text, value: tie('value') }),
    fc.record({ kind: fc.constant('comment' as const), text, original: text }),
  ),
  map: fc
    .uniqueArray(tie('entry'), {
      maxLength: 4,
      selector: (entry) => (entry.kind === 'field' ? entry.key : entry),
    })
    .map(importedMap),
}));

describe('the files of an imported configuration', () => {
  test('have the values of the configuration, and no comment becomes a value', () => {
    fc.assert(
      fc.property(map, (defaults) => {
        expect(parse(written(defaults)[0] ?? '', { logLevel: 'silent' }) ?? {}).toEqual(plain(defaults));
        // YAML 1.1 ends lines at more characters than YAML 1.2.
        expect(written(defaults)[0]).not.toMatch(/[\r\u0085\u2028\u2029]/);
      }),
      { numRuns: tries(1000) },
    );
  });

  test('have each comment at its place', () => {
    const job = importedMap([
      importedField('task_command', ['bin/rails', 'reports:send']),
      {
        kind: 'comment',
        text: 'schedule_expression: not imported; write it here',
        original: 'var.a ?\n"b" : "c"',
      },
    ]);
    const defaults = importedMap([
      importedField('app_name', 'app'),
      importedField('scheduled_jobs', importedMap([importedField('nightly', job)])),
    ]);
    expect(written(defaults)[0]).toBe(`# yaml-language-server: $schema=x
#
# Written.

app_name: app

scheduled_jobs:
  nightly:
    task_command: [bin/rails, reports:send]
    # schedule_expression: not imported; write it here
    # | var.a ?
    # | "b" : "c"
`);
  });

  test('never make the original text a setting of an editor', () => {
    const comment = {
      kind: 'comment',
      text: 'x',
      original: 'a\nyaml-language-server: $schema=https://example.com',
    } as const;
    expect(written(importedMap([comment]))[0]).not.toMatch(/^#\s+yaml-language-server: \$schema=https/m);
  });

  test('write lists of maps and long lists in several lines', () => {
    const steps = [importedMap([importedField('name', 'a'), importedField('task_command', ['b'])])];
    const defaults = importedMap([
      importedField('steps', steps),
      importedField(
        'task_command',
        Array.from({ length: 15 }, (_, index) => `argument-${index}`),
      ),
    ]);
    expect(written(defaults)[0]).toContain(
      'steps:\n  - name: a\n    task_command: [b]\ntask_command:\n  - argument-0\n',
    );
  });

  test('tell that an environment without own values has the values of all', () => {
    expect(written(importedMap([]))[1]).toContain('has the values of defaults.yml');
  });
});
