import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adviceCodes } from '../../lib/config/schema/check-codes';
import { ruleCatalogue } from '../../lib/config/rule-reference/catalogue';
import type { RuleDocumentation } from '../../lib/config/rule-reference/rule';
import { exampleDefaults, issuesOfExample } from '../../scripts/docs/issues-of-example';
import { toMarkdown } from '../../scripts/docs/field-table';
import { renderMessagesReference } from '../../scripts/docs/messages-reference';

const rules = Object.entries<RuleDocumentation>(ruleCatalogue);

describe('the examples of rules', () => {
  test('have valid defaults', () => {
    expect(issuesOfExample({ 'defaults.yml': exampleDefaults, 'dev.yml': '' })).toEqual([]);
  });

  test.each(rules)('the wrong example of %s violates this rule only', (code, { wrong }) => {
    expect(issuesOfExample(wrong).map((issue) => issue.code)).toEqual([code]);
  });

  test.each(rules)('the right example of %s is valid', (_, { right }) => {
    expect(issuesOfExample(right)).toEqual([]);
  });
});

describe('the rules', () => {
  test('have codes in kebab case that no check has', () => {
    for (const [code] of rules) {
      expect(code).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
      expect(Object.keys(adviceCodes)).not.toContain(code);
    }
  });

  test.each(rules)('%s has a noun phrase and sentences', (_, { violation, why }) => {
    expect(violation).toMatch(/^[^A-Z].*[^.]$/);
    // The reference begins the phrase with a capital letter, which would change the name of a field.
    expect(violation).not.toMatch(/^\w*_/);
    expect(why).toMatch(/^[A-Z].*\.$/);
  });
});

describe('docs/messages.md', () => {
  const written = readFileSync(join(__dirname, '../../docs/messages.md'), 'utf8');

  test('has the messages that the examples get now', () => {
    expect(renderMessagesReference()).toBe(written);
  });

  test('has placeholders as code, because Markdown hides other text in angle brackets', () => {
    const prose = written.replaceAll(/^```[^]*?^```/gm, '').replaceAll(/`[^`]*`/g, '');
    expect(prose.replace(/^<!--.*-->$/m, '')).not.toMatch(/<|\b[a-z]+_[a-z_]+/);
  });

  test.each(rules)(
    'has %s with its documentation, a message and a correction',
    (code, { violation, why }) => {
      const section = written.split('\n## ').find((text) => text.startsWith(`\`${code}\`\n`)) ?? '';
      expect(section.toLowerCase()).toContain(toMarkdown(violation).toLowerCase());
      expect(section).toContain(toMarkdown(why));
      expect(section).toMatch(/^env-config\/[\w.]+:\d+:\d+ {2}/m);
      expect(section).toContain('\nRight:\n');
    },
  );
});
