import { expect, test } from '@jest/globals';
import { fc, tries } from '../../support/property-tests';
import { localTimeAt } from '../../../lib/aws/schedules/local-time';
import { timeZoneNames } from '../../../lib/aws/schedules/time-zone-names';

const hour = 3_600_000;
const years = { min: Date.UTC(1969, 0, 1), max: Date.UTC(2200, 11, 31) };
/** Instants at which many zones change their offset, and any other instants. */
const instants = fc.oneof(
  fc.integer(years),
  fc
    .tuple(
      fc.constantFrom(
        Date.UTC(2027, 2, 14),
        Date.UTC(2027, 2, 28),
        Date.UTC(2027, 9, 31),
        Date.UTC(2011, 11, 30),
      ),
      fc.integer({ min: -72 * hour, max: 72 * hour }),
    )
    .map(([day, distance]) => day + distance),
);

test('a local time is the one that Intl has, although offsets are remembered', () => {
  fc.assert(
    fc.property(instants, fc.constantFrom(...timeZoneNames), (instant, timeZone) => {
      const { year, month, day, hour: hours, minute, second } = localTimeAt(instant, timeZone);
      const text = new Date(instant).toLocaleString('en-US', { timeZone, hourCycle: 'h23' });
      const numbers = text.match(/\d+/g)?.map(Number);
      expect([month, day, year, hours, minute, second]).toEqual(numbers);
    }),
    { numRuns: tries(500) },
  );
});
