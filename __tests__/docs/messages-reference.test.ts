import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueCodes } from '../../lib/config/issues';
import { exampleDefaults, issueExamples } from '../../scripts/docs/message-examples';
import { issuesOfExample } from '../../scripts/docs/issues-of-example';
import { renderMessagesReference } from '../../scripts/docs/messages-reference';

describe('the examples of messages', () => {
  test('have what is right below them', () => {
    expect(issuesOfExample({ 'defaults.yml': exampleDefaults, 'dev.yml': '' })).toEqual([]);
  });

  test.each(Object.entries(issueExamples))('%s: gets a message of that code, and no other', (code, files) => {
    expect(issuesOfExample(files).map((issue) => issue.code)).toEqual([code]);
  });

  test('are one for each code', () => {
    expect(Object.keys(issueExamples).sort()).toEqual(Object.keys(issueCodes).sort());
  });
});

describe('docs/messages.md', () => {
  const written = readFileSync(join(__dirname, '../../docs/messages.md'), 'utf8');

  test('is what the examples are told today', () => {
    expect(renderMessagesReference()).toBe(written);
  });

  test.each(Object.entries(issueCodes))('has %s with its meaning and a message', (code, meaning) => {
    const section = written.split('\n## ').find((text) => text.startsWith(`\`${code}\`\n`)) ?? '';
    expect(section.toLowerCase()).toContain(meaning.toLowerCase());
    expect(section).toMatch(/^env-config\/[\w.]+:\d+:\d+ {2}/m);
  });
});
