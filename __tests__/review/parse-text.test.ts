import { expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { reviewFormats } from '../../lib/report/review/formats/formats';
import { reviewEnvironments } from '../../lib/report/review/review-environment';
import { readPlan } from '../../lib/review/plan/read-plan';
import { pairFile, pairs } from './support/pairs';

test('a review parses each text once, in all formats together', () => {
  const plans = pairs.map((pair) => readFileSync(pairFile(pair, 'plan.json'), 'utf8'));
  const parse = jest.spyOn(JSON, 'parse');
  try {
    for (const plan of plans) {
      const read = readPlan(plan, { name: 'prod', now: new Date(0) });
      if (!read.ok) throw new Error(read.reason);
      const view = reviewEnvironments(read.value);
      for (const format of Object.values(reviewFormats)) format(view, undefined);
    }
    // Other texts begin with a bracket too, such as a pattern.
    const texts = parse.mock.calls.map(([text]) => text).filter((text) => /^(?:\{"|\[[{"])/.test(text));
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  } finally {
    parse.mockRestore();
  }
});
