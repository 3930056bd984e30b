import { describe, expect, test } from '@jest/globals';
import { base, issuesOf } from './support/folders';

/** Returns the issues of an environment whose `scheduled_jobs` has these lines. */
function issuesOfJob(lines: string): readonly string[] {
  return issuesOf({ 'dev.yml': `${base}scheduled_jobs:\n${lines}` });
}

describe('an expression that a comma splits', () => {
  test.each([
    [
      '[cron(0 4 ? * MON,TUE *)]',
      [
        '[0] cron(0 4 ? * MON: the comma split cron(0 4 ? * MON,TUE *) into 2 items of the list; write the expression in quotes: ["cron(0 4 ? * MON,TUE *)"]',
      ],
    ],
    [
      '[rate(1 day), cron(0 4 ? * MON,TUE,WED *), cron(0 4 1,15 * ? *)]',
      [
        'YAML splits this text at the commas into several items; to write one item, quote the text: "cron(0 4 ? * MON,TUE,WED *)"; to write several, add a space after each comma',
        'YAML splits this text at the commas into several items; to write one item, quote the text: "cron(0 4 1,15 * ? *)"; to write several, add a space after each comma',
      ],
    ],
    ['["cron(0 4 ? * MON,TUE *)"]', []],
    // The second text is another expression, so nothing was split.
    [
      '[cron(0 4 ? * MON, rate(1 day)]',
      [
        '[0] cron(0 4 ? * MON: the closing parenthesis is missing; if the expression is inside [ ] or { }, write it in quotes, because a comma ends a text there',
      ],
    ],
  ])('in a list has one error for each invalid item: %s', (expressions, messages) => {
    const issues = issuesOfJob(`  a:\n    task_command: [x]\n    schedule_expression: ${expressions}\n`);
    const prefix = /^dev\.yml:\S+ (scheduled_jobs\.a\.schedule_expression)?/;
    expect(issues.map((issue) => issue.replace(prefix, ''))).toEqual(messages);
  });

  test('in a map has one error', () => {
    expect(
      issuesOfJob('  a: { task_command: [x], schedule_expression: cron(0 4 ? * MON,TUE,WED *) }\n'),
    ).toEqual([
      'dev.yml:8:65 YAML reads … as another field, because a comma ends a value in { }; quote the whole text',
    ]);
  });
});

describe('a suggestion for a time with an offset', () => {
  const suggestionOf = (zone: string, time = '2027-03-01T09:00:00Z') =>
    / did you mean (.*)\?$/.exec(
      issuesOfJob(
        `  a:\n    task_command: [x]\n    schedule_expression: at(${time})\n${zone === '' ? '' : `    schedule_expression_timezone: ${zone}\n`}`,
      ).find((issue) => issue.includes('schedule_expression at')) ?? '',
    )?.[1];

  test.each([
    ['Asia/Tokyo', 'at(2027-03-01T18:00:00)'],
    ['America/New_York', 'at(2027-03-01T04:00:00)'],
    ['', 'at(2027-03-01T09:00:00)'],
  ])('keeps the instant in the time zone %j', (zone, suggestion) => {
    expect(suggestionOf(zone)).toBe(suggestion);
  });

  test('does not exist in an invalid time zone', () => {
    expect(suggestionOf('Mars/Base')).toBeUndefined();
  });

  test('exists only for the first of two instants with the same local time', () => {
    expect(suggestionOf('Europe/Berlin', '2027-10-31T00:30:00Z')).toBe('at(2027-10-31T02:30:00)');
    expect(suggestionOf('Europe/Berlin', '2027-10-31T01:30:00Z')).toBeUndefined();
  });

  test('uses the time zone of job_defaults', () => {
    const issues = issuesOf({
      'dev.yml': `${base}job_defaults:\n  schedule_expression_timezone: Asia/Tokyo\nscheduled_jobs:\n  a:\n    task_command: [x]\n    schedule_expression: at(2027-03-01T09:00:00Z)\n`,
    });
    expect(issues.join('\n')).toContain('did you mean at(2027-03-01T18:00:00)?');
  });
});
