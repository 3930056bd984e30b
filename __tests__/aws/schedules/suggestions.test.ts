import { expect, test } from '@jest/globals';
import { compareSuggestions } from './support/compare-suggestions';

test('suggestions fire at the times of the mistake, and most mistakes have one', () => {
  const { differences, share } = compareSuggestions(100, { from: '2027-01-01', count: 366 });
  expect(differences).toEqual([]);
  expect(share).toBeGreaterThan(0.6);
});
