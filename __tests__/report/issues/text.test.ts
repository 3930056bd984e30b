import { describe, expect, test } from '@jest/globals';
import type { Issue } from '../../../lib/config/issues/issues';
import { colorForTerminal } from '../../../lib/report/color';
import { renderIssues } from '../../../lib/report/issues/text';
import { issue } from './support/issues';

const sources = new Map([['env-config/dev.yml', 'cpu: x\nmemory: y\n']]);

describe('issues as text', () => {
  test('are one line each without the files, and a count', () => {
    expect(renderIssues([issue, { ...issue, path: '' }])).toBe(
      'env-config/dev.yml:1:6  cpu  expected a number, got text\nenv-config/dev.yml:1:6  expected a number, got text\n2 errors\n',
    );
  });

  test('have the same first lines with the files, and the line of the file below', () => {
    expect(renderIssues([issue, { ...issue, line: 2, column: 9, path: 'memory' }], { sources })).toBe(
      `env-config/dev.yml:1:6  cpu  expected a number, got text
  1 | cpu: x
    |      ^
env-config/dev.yml:2:9  memory  expected a number, got text
  2 | memory: y
    |         ^
2 errors
`,
    );
  });

  test('show a line once for several issues with the same source location', () => {
    expect(renderIssues([issue, { ...issue, message: 'second' }], { sources }).match(/\^/g)).toHaveLength(1);
    expect(renderIssues([issue, { ...issue, column: 1 }], { sources }).match(/\^/g)).toHaveLength(2);
  });

  test('never show a line with a secret, even for another issue', () => {
    const secret: Issue = { ...issue, column: 1, code: 'secret', message: 'a secret' };
    expect(renderIssues([issue, secret], { sources })).not.toContain('|');
  });

  test.each([
    'secret_ky: hunter2',
    'pasword: { passwd: hunter2 }',
    '  db_token: @hunter2',
    'conn_str: postgres://me:hunter2@host/db',
    'access-key: hunter2',
    '-----BEGIN RSA PRIVATE KEY-----',
  ])('leave out a line that may hold a secret: %s', (source) => {
    expect(renderIssues([issue], { sources: new Map([[issue.file, source]]) })).not.toContain('|');
  });

  test.each([
    [{ path: 'scheduled_jobs.a.environment_variables.DB_PASSWORD' }],
    [{ message: 'unknown field; did you mean secret_key?' }],
  ])('leave out a line if the issue shows that it holds a secret: %j', (fields) => {
    const rendered = renderIssues([{ ...issue, ...fields }], {
      sources: new Map([[issue.file, '  hunter2']]),
    });
    expect(rendered).not.toContain('hunter2');
  });

  test('show no line of a file with an invalid name, or without its source', () => {
    expect(renderIssues([{ ...issue, code: 'file-name' }], { sources })).not.toContain('|');
    expect(renderIssues([{ ...issue, file: 'other.yml' }], { sources })).not.toContain('|');
    expect(renderIssues([{ ...issue, line: 9 }], { sources })).not.toContain('|');
  });

  test('mark advice with the code for ignore_checks, and count it separately', () => {
    const advice: Issue = { ...issue, code: 'no-timeout', severity: 'advice', message: 'no timeout' };
    expect(renderIssues([advice])).toBe(
      'env-config/dev.yml:1:6  cpu  advice: no timeout (no-timeout)\n1 advice\n',
    );
    expect(renderIssues([issue, advice, issue]).split('\n').at(-2)).toBe('2 errors, 1 advice');
    expect(renderIssues([])).toBe('0 errors\n');
  });

  test('end with the consequence after the count', () => {
    expect(renderIssues([issue], { after: '; nothing was written' })).toMatch(
      /\n1 error; nothing was written\n$/,
    );
  });

  test('are the same text in color, apart from the color codes', () => {
    const advice: Issue = { ...issue, severity: 'advice', line: 2 };
    const colored = renderIssues([issue, advice], { sources, color: colorForTerminal });
    expect(colored).toContain('\u001b[31m^\u001b[39m');
    expect(colored).toContain('\u001b[33m^\u001b[39m');
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(renderIssues([issue, advice], { sources }));
  });

  test('escape control characters in every part', () => {
    const hostile = renderIssues([
      { ...issue, file: 'a\u001b.yml', path: '"\u009b"', message: 'b\u001b\nc' },
    ]);
    expect(hostile).toBe('a\\u001b.yml:1:6  "\\u009b"  b\\u001b\\nc\n1 error\n');
  });
});
