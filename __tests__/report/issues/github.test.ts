import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { issuesToGithub } from '../../../lib/report/issues/github';
import { anyIssues, issue } from './support/issues';

const github = (...issues: Parameters<typeof issuesToGithub>[0]) => issuesToGithub(issues, process.cwd());

describe('issues as annotations of GitHub', () => {
  test('say where, what kind and what', () => {
    expect(github(issue)).toBe(
      '::error file=env-config/dev.yml,line=1,col=6,title=wrong-type::cpu: expected a number, got text\n',
    );
    expect(github({ ...issue, severity: 'advice', path: '' })).toBe(
      '::warning file=env-config/dev.yml,line=1,col=6,title=wrong-type::expected a number, got text\n',
    );
  });

  test('escape what would end a property, and keep it in a message', () => {
    expect(github({ ...issue, file: 'a:b,c%d.yml', path: '', message: '50%: a, b\r\n::error::c' })).toBe(
      '::error file=a%3Ab%2Cc%25d.yml,line=1,col=6,title=wrong-type::50%25: a, b%0D%0A::error::c\n',
    );
  });

  test('name files from where the repository is, also when the program runs in a folder of it', () => {
    expect(issuesToGithub([issue], `${process.cwd()}/..`)).toMatch(/file=[^/]+\/env-config\/dev\.yml,/);
  });

  test('have the errors first, in their order, ten at most, and say how many more there are', () => {
    const advice = Array.from({ length: 8 }, (_, line) => ({
      ...issue,
      line: line + 1,
      severity: 'advice' as const,
    }));
    const errors = Array.from({ length: 4 }, (_, line) => ({ ...issue, line: line + 1 }));
    const lines = github(...advice, ...errors)
      .trimEnd()
      .split('\n');
    expect(lines.map((line) => /^::(\w+) .*line=(\d+)|^/.exec(line)?.slice(1).join(' '))).toEqual([
      ...['error 1', 'error 2', 'error 3', 'error 4'],
      ...['warning 1', 'warning 2', 'warning 3', 'warning 4', 'warning 5', 'warning 6'],
      ' ',
    ]);
    expect(lines.at(-1)).toBe('and 2 more; --format text lists them all');
    expect(
      github(...Array.from({ length: 10 }, () => issue))
        .trimEnd()
        .split('\n'),
    ).toHaveLength(10);
    expect(github()).toBe('');
  });

  test('are one command a line, whatever they say', () => {
    fc.assert(
      fc.property(anyIssues, (issues) => {
        const lines = github(...issues)
          .split('\n')
          .slice(0, -1);
        expect(lines).toHaveLength(Math.min(issues.length, 11));
        for (const line of lines.slice(0, 10)) {
          expect(line).toMatch(/^::(error|warning) file=[^:,]+,line=\d+,col=\d+,title=[^:,]+::/);
          expect(line).not.toMatch(/\p{Cc}/u);
        }
      }),
    );
  });
});
