import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseYaml } from '../../lib/config/yaml/parse-yaml';
import { nodeAt, toValue } from '../../lib/config/yaml/tree';
import { exampleDefaults, issuesOfExample } from '../../scripts/docs/issues-of-example';

const page = readFileSync(join(__dirname, '../../docs/yaml.md'), 'utf8');

/** Returns the cells of the tables below a heading, without the header and the line below it. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const codeOf = (cell = ''): string => /`(.*?)`/.exec(cell)?.[1] ?? '';

function describeValue(value: unknown): string {
  if (value === null) return 'nothing: it removes the field';
  if (typeof value === 'string') return `text \`${JSON.stringify(value)}\``;
  if (typeof value !== 'number' && typeof value !== 'boolean') return typeof value;
  return `${typeof value} \`${String(value)}\``;
}

describe('docs/yaml.md', () => {
  const values = rowsBelow('Values without quotes');
  test('has a table with more than 15 values', () => {
    expect(values.length).toBeGreaterThan(15);
  });

  test.each(values)('%s is read as %s', (cell, expected) => {
    const { root, issues } = parseYaml('f.yml', `a: ${codeOf(cell)}\n`);
    expect(issues).toEqual([]);
    expect(describeValue(toValue(nodeAt(root, ['a']) ?? root))).toBe(expected);
  });

  test.each(rowsBelow('Text that the program rejects'))('%s is rejected', (cell) => {
    expect(parseYaml('f.yml', `${codeOf(cell)}\n`).issues).not.toEqual([]);
  });

  test('has a valid example', () => {
    const example = /```yaml\n([^]*?)```/.exec(page)?.[1] ?? '';
    expect(issuesOfExample({ 'defaults.yml': exampleDefaults, 'dev.yml': example })).toEqual([]);
  });
});
