import { expect, test } from '@jest/globals';
import { fc, tries } from '../../support/property-tests';
import { instantOf, localTimeAt } from '../../../lib/aws/schedules/local-time';

const years = { min: Date.UTC(1969, 0, 1), max: Date.UTC(2200, 11, 31) };

test('the times in Etc/UTC, which need no Intl, are those that Intl has for UTC', () => {
  fc.assert(
    fc.property(fc.integer(years), (instant) => {
      const time = localTimeAt(instant, 'Etc/UTC');
      expect(time).toEqual(localTimeAt(instant, 'UTC'));
      expect(instantOf(time, 'Etc/UTC')).toBe(Math.floor(instant / 1000) * 1000);
    }),
    { numRuns: tries(500) },
  );
});
