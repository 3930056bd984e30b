import { describe, expect, test } from '@jest/globals';
import { fc } from '../../support/property-tests';
import { timeZoneNames } from '../../../lib/aws/schedules/time-zone-names';
import { isUtc, explainInvalidTimeZone } from '../../../lib/aws/schedules/time-zones';

describe('a time zone', () => {
  test.each([
    'UTC',
    'Etc/UTC',
    'GMT',
    'Etc/GMT+5',
    'America/New_York',
    'America/Argentina/Buenos_Aires',
    'US/Eastern',
    'Europe/Kiev',
    'Europe/Kyiv',
    'Asia/Calcutta',
    'Asia/Kolkata',
    'Japan',
  ])('can be %s', (name) => {
    expect(explainInvalidTimeZone(name)).toBeUndefined();
  });

  test('is valid if Node knows it, and Node knows each valid one', () => {
    // A newer Node can know a few that are newer than the list.
    const newer = Intl.supportedValuesOf('timeZone').filter(
      (name) => explainInvalidTimeZone(name) !== undefined,
    );
    expect(newer.length).toBeLessThan(5);
    for (const name of timeZoneNames)
      expect(() => new Intl.DateTimeFormat('en', { timeZone: name })).not.toThrow();
    expect(new Set(timeZoneNames).size).toBe(timeZoneNames.length);
    expect(timeZoneNames.length).toBeGreaterThan(550);
    expect(Math.max(...timeZoneNames.map(({ length }) => length))).toBeLessThanOrEqual(50);
  });

  test('is UTC by each of its names', () => {
    const shown = (timeZone: string) =>
      new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
    const names = new Set(['UTC', 'GMT'].flatMap((name) => [shown(name), shown(`Etc/${name}`)]));
    expect(timeZoneNames.filter(isUtc)).toEqual(timeZoneNames.filter((name) => names.has(shown(name))));
    expect(['Etc/UTC', 'Zulu', 'GMT0', 'Etc/GMT-0'].every(isUtc)).toBe(true);
  });

  test.each([
    ['europe/london', 'a time zone must be a name of the IANA database; did you mean Europe/London?'],
    ['America/New York', 'a time zone must be a name of the IANA database; did you mean America/New_York?'],
    ['New_York', 'a time zone must be a name of the IANA database; did you mean America/New_York?'],
    [
      'America/Los_Angles',
      'a time zone must be a name of the IANA database; did you mean America/Los_Angeles?',
    ],
    ['utc', 'a time zone must be a name of the IANA database; did you mean UTC?'],
    ['Mars/Base', 'a time zone must be a name of the IANA database, such as America/New_York'],
    [
      'America/San_Francisco',
      'a time zone must be a name of the IANA database; did you mean America/Los_Angeles?',
    ],
    ['America/Boston', 'a time zone must be a name of the IANA database; did you mean America/New_York?'],
    ['US/East', 'a time zone must be a name of the IANA database; did you mean America/New_York?'],
    [
      'Pacific Standard Time',
      'a time zone must be a name of the IANA database; did you mean America/Los_Angeles?',
    ],
    ['Europe/Munich', 'a time zone must be a name of the IANA database; did you mean Europe/Berlin?'],
    ['Asia/Tokio', 'a time zone must be a name of the IANA database; did you mean Asia/Tokyo?'],
    ['America/Gotham', 'a time zone must be a name of the IANA database, such as America/New_York'],
    ['', 'a time zone must be a name of the IANA database, such as America/New_York'],
    ['EST', 'EST is UTC-5 all year, without daylight saving time; write a name such as America/New_York'],
    ['HST', 'HST is UTC-10 all year, without daylight saving time; write a name such as Pacific/Honolulu'],
    [
      'CET',
      'CET is an old name of the IANA database, and this program rejects it because AWS does not document it; write a name such as Europe/Berlin',
    ],
    [
      'est5edt',
      'EST5EDT is an old name of the IANA database, and this program rejects it because AWS does not document it; write a name such as America/New_York',
    ],
    ['CEST', 'an abbreviation is not a name of the IANA database; write a name such as Europe/Berlin'],
    ['PT', 'an abbreviation is not a name of the IANA database; write a name such as America/Los_Angeles'],
    [
      'UTC+2',
      'an offset is not a time zone; write a name such as America/New_York, or Etc/GMT-2 (its sign is inverted)',
    ],
    [
      'GMT-05:00',
      'an offset is not a time zone; write a name such as America/New_York, or Etc/GMT+5 (its sign is inverted)',
    ],
    ['+05:30', 'an offset is not a time zone; write a name such as America/New_York'],
    ['constructor', 'a time zone must be a name of the IANA database, such as America/New_York'],
  ])('can’t be %j', (name, reason) => {
    expect(explainInvalidTimeZone(name)).toBe(reason);
  });

  test('can be any text: suggestions are valid', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.constantFrom(...timeZoneNames).map((name) => name.toLowerCase()),
        ),
        (text) => {
          const suggestion = /did you mean (.*)\?$/.exec(explainInvalidTimeZone(text) ?? '')?.[1];
          if (suggestion !== undefined) expect(explainInvalidTimeZone(suggestion)).toBeUndefined();
        },
      ),
    );
  });
});
