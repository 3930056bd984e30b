import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
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
  ])('%s is one of the IANA database', (name) => {
    expect(explainInvalidTimeZone(name)).toBeUndefined();
  });

  test('of Node’s is one here, and of these Node knows each', () => {
    // A newer Node may know a few that are newer than the list.
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

  test('is UTC by whichever of its names', () => {
    const shown = (timeZone: string) =>
      new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
    const names = new Set(['UTC', 'GMT'].flatMap((name) => [shown(name), shown(`Etc/${name}`)]));
    expect(timeZoneNames.filter(isUtc)).toEqual(timeZoneNames.filter((name) => names.has(shown(name))));
    expect(['Etc/UTC', 'Zulu', 'GMT0', 'Etc/GMT-0'].every(isUtc)).toBe(true);
  });

  test.each([
    ['europe/london', 'no time zone of the IANA database; did you mean Europe/London?'],
    ['America/New York', 'no time zone of the IANA database; did you mean America/New_York?'],
    ['New_York', 'no time zone of the IANA database; did you mean America/New_York?'],
    ['America/Los_Angles', 'no time zone of the IANA database; did you mean America/Los_Angeles?'],
    ['utc', 'no time zone of the IANA database; did you mean UTC?'],
    ['Mars/Base', 'no time zone of the IANA database, such as America/New_York'],
    ['America/San_Francisco', 'no time zone of the IANA database; did you mean America/Los_Angeles?'],
    ['America/Boston', 'no time zone of the IANA database; did you mean America/New_York?'],
    ['US/East', 'no time zone of the IANA database; did you mean America/New_York?'],
    ['Pacific Standard Time', 'no time zone of the IANA database; did you mean America/Los_Angeles?'],
    ['Europe/Munich', 'no time zone of the IANA database; did you mean Europe/Berlin?'],
    ['Asia/Tokio', 'no time zone of the IANA database; did you mean Asia/Tokyo?'],
    ['America/Gotham', 'no time zone of the IANA database, such as America/New_York'],
    ['', 'no time zone of the IANA database, such as America/New_York'],
    [
      'EST',
      'an abbreviation says nothing of daylight saving; give a place that keeps that time, such as America/New_York',
    ],
    [
      'CEST',
      'an abbreviation says nothing of daylight saving; give a place that keeps that time, such as Europe/Berlin',
    ],
    [
      'UTC+2',
      'an offset is no time zone; give a place that keeps that time, such as America/New_York, or Etc/GMT-2, whose sign is turned round',
    ],
    [
      'GMT-05:00',
      'an offset is no time zone; give a place that keeps that time, such as America/New_York, or Etc/GMT+5, whose sign is turned round',
    ],
    ['+05:30', 'an offset is no time zone; give a place that keeps that time, such as America/New_York'],
    ['constructor', 'no time zone of the IANA database, such as America/New_York'],
  ])('%j is refused', (name, reason) => {
    expect(explainInvalidTimeZone(name)).toBe(reason);
  });

  test('may be any text: what is meant by it is always one', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.constantFrom(...timeZoneNames).map((name) => name.toLowerCase()),
        ),
        (text) => {
          const meant = /did you mean (.*)\?$/.exec(explainInvalidTimeZone(text) ?? '')?.[1];
          if (meant !== undefined) expect(explainInvalidTimeZone(meant)).toBeUndefined();
        },
      ),
    );
  });
});
