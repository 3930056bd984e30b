import { expect, test } from '@jest/globals';
import { fc, tries } from '../support/property-tests';
import { literals } from '../jobs/support/hostile';
import { hostilePlaces, hostileTexts, tryText } from './support/hostile-texts';

test('a text at any place of the schema is rejected, or synth writes it as the writer without cdktf does', () => {
  const outcomes = new Set<string>();
  const texts = fc.oneof(fc.constantFrom(...hostileTexts), literals);
  fc.assert(
    fc.property(fc.constantFrom(...hostilePlaces), texts, (place, text) => {
      outcomes.add(tryText(place, text));
    }),
    { numRuns: tries(60) },
  );
  expect([...outcomes]).toEqual(expect.arrayContaining(['rejected', 'written']));
});
