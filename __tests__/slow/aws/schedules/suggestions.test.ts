import { expect, test } from '@jest/globals';
import { compareSuggestions } from '../../../aws/schedules/support/compare-suggestions';

test('hundreds of suggestions fire at the times of the mistake for four years', () => {
  const { differences, share } = compareSuggestions(700, { from: '2027-01-01', count: 4 * 366 });
  expect(differences).toEqual([]);
  expect(share).toBeGreaterThan(0.6);
});
