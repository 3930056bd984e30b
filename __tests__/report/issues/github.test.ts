import { describe, expect, test } from '@jest/globals';
import { fc } from '../../support/property-tests';
import { issuesToGithub } from '../../../lib/report/issues/github';
import { anyIssues, issue } from './support/issues';

const github = (...issues: Parameters<typeof issuesToGithub>[0]) => issuesToGithub(issues, process.cwd());

describe('issues as annotations of GitHub', () => {
  test('have the severity, source location, field and message', () => {
    expect(github(issue)).toBe(
      '::error file=env-config/dev.yml,line=1,col=6,title=wrong-type::cpu: expected a number, got text\n',
    );
    expect(github({ ...issue, severity: 'advice', path: '' })).toBe(
      '::warning file=env-config/dev.yml,line=1,col=6,title=wrong-type::expected a number, got text\n',
    );
  });

  test('escape separators in properties only', () => {
    expect(github({ ...issue, file: 'a:b,c%d.yml', path: '', message: '50%: a, b\r\n::error::c' })).toBe(
      '::error file=a%3Ab%2Cc%25d.yml,line=1,col=6,title=wrong-type::50%25: a, b%0D%0A::error::c\n',
    );
  });

  test('name files relative to the repository, even if the program runs in a subfolder', () => {
    expect(issuesToGithub([issue], `${process.cwd()}/..`)).toMatch(/file=[^/]+\/env-config\/dev\.yml,/);
  });

  test('have at most ten annotations, errors first, and the number of omitted issues', () => {
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

  test('are one command on each line, with any texts', () => {
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
