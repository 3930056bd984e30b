import { describe, expect, test } from '@jest/globals';
import { parseState } from '../../lib/adopt/state';
import { readableSides } from '../../lib/report/review/details/readable-json';
import { reviewFormats } from '../../lib/report/review/formats/formats';
import { reviewEnvironments } from '../../lib/report/review/review-environment';
import { readPlan } from '../../lib/review/plan/read-plan';
import { maximumNesting } from '../../lib/values/nesting';

/** Returns JSON of lists in lists. */
function nested(levels: number, inner = ''): string {
  return '['.repeat(levels) + inner + ']'.repeat(levels);
}

/** The levels of a plan above an argument: the plan, the changes, a change, its sides, one side. */
const levelsAbove = 5;

/** Returns the message about a plan whose argument changes, or the reports in all formats. */
function review(argument: string, before: string, after: string): string {
  const tags = '{"background-jobs:service":"app-prod"}';
  const text = `{"format_version":"1.2","planned_values":{},"resource_changes":[{"address":"aws_cloudwatch_event_target.jobs_nightly",
    "mode":"managed","type":"aws_cloudwatch_event_target","name":"jobs_nightly","change":{"actions":["update"],
    "before":{"tags":${tags},"${argument}":${before}},"after":{"tags":${tags},"${argument}":${after}},"after_unknown":{}}}]}`;
  const plan = readPlan(text, { name: 'prod', now: new Date(0) });
  if (!plan.ok) return plan.reason;
  const view = reviewEnvironments(plan.value);
  return Object.values(reviewFormats)
    .map((format) => format(view, undefined))
    .map((report) => JSON.stringify(report))
    .join('\n');
}

const tooDeep = `a value of the plan has more than ${maximumNesting} levels of nesting; use fewer levels, and plan again`;

describe('a plan with nested values', () => {
  test.each([3000, maximumNesting - levelsAbove + 1])('of %d levels is an error', (levels) => {
    expect(review('x', '[]', nested(levels, '1'))).toBe(tooDeep);
  });

  test('of the maximum of levels has a report', () => {
    expect(review('x', '[]', nested(maximumNesting - levelsAbove, '1'))).toContain('app-prod');
  });

  test.each(['input', 'input_template', 'event_pattern', 'definition', 'policy', 'x'])(
    'in the text of %s has the same maximum',
    (argument) => {
      const text = (levels: number) => JSON.stringify(nested(levels, '"]"'));
      expect(review(argument, '""', text(maximumNesting))).toContain('app-prod');
      expect(review(argument, '""', text(maximumNesting + 1))).toBe(tooDeep);
      expect(review(argument, '""', text(3000))).toBe(tooDeep);
    },
  );

  test('in texts of texts has a report without the value', () => {
    const levels = 3;
    let text = '"a"';
    for (let count = 0; count < levels; count += 1) text = JSON.stringify(nested(maximumNesting, text));
    const { after } = readableSides('{}', `[${text}]`);
    expect(after.join('').slice(0, 100)).toBe(`not shown: more than ${maximumNesting} levels of nesting`);
  });

  test('in a text without JSON has a report', () => {
    expect(review('x', '""', JSON.stringify(`run ${'['.repeat(600)}`))).toContain('app-prod');
    expect(review('x', '""', JSON.stringify(`["${'['.repeat(600)}"]`))).toContain('app-prod');
  });
});

test('a state with more levels of nesting than the maximum is an error', () => {
  const state = (levels: number) =>
    `{"format_version":"1.0","values":{"root_module":{"resources":[{"address":"aws_sqs_queue.a","type":"aws_sqs_queue","name":"a","values":{"x":${nested(levels)}}}]}}}`;
  expect(parseState(state(3000))).toEqual({
    ok: false,
    reason: `a value of the state has more than ${maximumNesting} levels of nesting; remove its resource from state.json`,
  });
  expect(parseState(state(100))).toMatchObject({ ok: true });
});
