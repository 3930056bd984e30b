import { describe, expect, test } from '@jest/globals';
import { hiddenLinesOf } from '../../../lib/config/secrets/hidden-lines';
import { markSecrets } from '../../../lib/config/secrets/mark-secrets';
import { parseYaml } from '../../../lib/config/yaml/parse-yaml';

test('a word of a million characters is searched once', () => {
  // With one search for each character, this would take hours.
  expect([...hiddenLinesOf(`[${'a'.repeat(1_000_000)}`)]).toEqual([1]);
  expect([...hiddenLinesOf(`app_name: app\nx: { ${'a-'.repeat(500_000)} task_command: [x`)]).toEqual([2]);
});

describe('a state backend that is not in state_backend is hidden', () => {
  test.each(['state: SECRET', 'states: SECRET: x', 's3: SECRET', 'gcs: { a: SECRET }', 'statefile: SECRET'])(
    'also if the file is broken: %s',
    (line) => {
      const text = `app_name: app\n${line}\nregion: us-east-1\n`;
      expect([...hiddenLinesOf(text)]).toEqual([2]);
    },
  );

  test.each(['state', 's3', 'gcs', 'azurerm', 'pg', 'http', 'State', 'storage_backend'])('%s', (field) => {
    const { root } = markSecrets(parseYaml('f.yml', `${field}: x\nservice: { ${field}: y }`).root);
    const values = [...root.entries.values()].flatMap(({ value }) =>
      value.kind === 'map' ? [...value.entries.values()].map((entry) => entry.value) : [value],
    );
    expect(values).toEqual([
      expect.objectContaining({ value: 'x', isSecret: true }),
      expect.objectContaining({ value: 'y', isSecret: true }),
    ]);
  });

  test('but the state of a job is not', () => {
    expect([...hiddenLinesOf('scheduled_jobs:\n  a:\n    state: DISABLED\n')]).not.toContain(3);
  });
});
