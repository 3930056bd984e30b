import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
// The types are those of the ES module, but the test runs the CommonJS module.
import type Ical from 'ical.js' with { 'resolution-mode': 'import' };
import { fold } from '../../../lib/report/list/calendar';
import { run, TemporaryFolder } from '../../support/run-program';

const ICAL = jest.requireActual<typeof Ical>('ical.js');

let folder: TemporaryFolder;
beforeAll(() => {
  folder = new TemporaryFolder().write({
    'env-config/dev.yml': `app_name: app
region: us-east-1
service: { subnet_ids: [subnet-1], security_group_ids: [sg-1] }
scheduled_jobs:
  weekly:
    task_command: [x]
    schedule_expression: [cron(0 6 ? * MON *), cron(0 6 1 * ? *)]
    schedule_expression_timezone: America/New_York
    flexible_time_window_minutes: 15
  often: { task_command: [x], schedule_expression: rate(5 minutes) }
  off: { task_command: [x], schedule_expression: rate(5 minutes), state: DISABLED }
  yearly: { task_command: [x], schedule_expression: cron(0 0/5 29 2 ? *) }
file_upload_jobs:
  import: { task_command: [x], source_bucket: uploads }
`,
  });
});
afterAll(() => {
  folder.remove();
});

const calendar = (...more: readonly string[]): string =>
  run('list', '--config', join(folder.path, 'env-config'), '--format', 'ics', ...more).out;

function eventsIn(text: string) {
  const component = ICAL.Component.fromString(text);
  return component.getAllSubcomponents('vevent').map((each) => {
    const event = new ICAL.Event(each);
    return {
      uid: event.uid,
      summary: event.summary,
      description: event.description,
      start: event.startDate.toJSDate().toISOString(),
      zone: event.startDate.zone.tzid,
      stamp: String(each.getFirstPropertyValue('dtstamp')),
      transparency: String(each.getFirstPropertyValue('transp')),
      recurs: event.isRecurring(),
    };
  });
}

const from = ['--from', '2027-11-26T11:00:00Z'] as const;

describe('a calendar', () => {
  test('has an event for each next run of each schedule, in UTC', () => {
    const events = eventsIn(calendar(...from, '--count', '2'));
    expect(events.map(({ summary, start }) => `${summary} ${start}`)).toEqual([
      'dev: often (time unknown) 2027-11-26T11:00:00.000Z',
      'dev: often (time unknown) 2027-11-26T11:05:00.000Z',
      'dev: weekly 2027-11-29T11:00:00.000Z',
      'dev: weekly 2027-12-06T11:00:00.000Z',
      'dev: weekly 2027-12-01T11:00:00.000Z',
      'dev: weekly 2028-01-01T11:00:00.000Z',
      'dev: yearly 2028-02-29T00:00:00.000Z',
      'dev: yearly 2028-02-29T05:00:00.000Z',
    ]);
    for (const event of events)
      expect(event).toMatchObject({
        zone: 'UTC',
        stamp: '2027-11-26T11:00:00Z',
        transparency: 'TRANSPARENT',
        recurs: false,
      });
    expect(events[2]?.description).toBe(
      [
        'At 06:00 AM, only on Monday, America/New_York',
        'Mon 2027-11-29 06:00 -05:00 (America/New_York)',
        'It may start up to 15 minutes later.',
        'no retries, no timeout, runs may overlap',
      ].join('\n'),
    );
    expect(events[0]?.description).toContain(
      'The time is counted from the creation of this calendar. AWS counts from the creation of the schedule.',
    );
  });

  test('gives a run the same unique identifier in every calendar', () => {
    const uids = eventsIn(calendar(...from, '--count', '9')).map(({ uid }) => uid);
    expect(new Set(uids).size).toBe(uids.length);
    const sameTime = eventsIn(calendar('--on', '2027-03-01')).map(
      ({ summary, start }) => `${summary} ${start}`,
    );
    expect(sameTime).toEqual(Array.from({ length: 2 }, () => 'dev: weekly 2027-03-01T11:00:00.000Z'));
    expect(new Set(eventsIn(calendar('--on', '2027-03-01')).map(({ uid }) => uid)).size).toBe(2);
    const later = eventsIn(calendar('--from', '2027-11-29T00:00:00Z', '--count', '1'));
    expect(uids).toContain(later.find(({ summary }) => summary === 'dev: weekly')?.uid);
    const day = eventsIn(calendar('--on', '2027-11-29'));
    expect(day).toHaveLength(1);
    expect(uids).toContain(day[0]?.uid);
  });

  test('of a day has all of its runs, and is always the same', () => {
    const events = eventsIn(calendar('--on', '2028-02-29'));
    expect(events.map(({ start }) => start.slice(11, 13))).toEqual(['00', '05', '10', '15', '20']);
    expect(new Set(events.map(({ stamp }) => stamp))).toEqual(new Set(['2028-02-29T00:00:00Z']));
  });

  test('ends its lines as RFC 5545 requires, after at most 75 octets', () => {
    const text = calendar(...from);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text).toContain('\\, only on Monday\\, ');
  });
});

test.each(['a'.repeat(76), 'ä漢🙈'.repeat(60), `${'x'.repeat(74)}é`, 'short', ''])(
  '%j is folded without loss',
  (line) => {
    const folded = fold(line);
    for (const each of folded.split('\r\n')) {
      expect(Buffer.byteLength(each)).toBeLessThanOrEqual(75);
      expect(each).not.toContain('\ufffd');
    }
    expect(folded.replaceAll('\r\n ', '')).toBe(line);
    expect(folded.split('\r\n').length).toBeLessThanOrEqual(Math.ceil(Buffer.byteLength(line) / 71) || 1);
  },
);
