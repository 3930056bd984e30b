import { describe, expect, test } from '@jest/globals';
import { fc, tries } from '../../support/property-tests';
import {
  isRate,
  maximumMessages,
  parseArrivals,
  parseRate,
  renderArrivalProblems,
  type ParsedArrivals,
} from '../../../lib/simulate/queue/arrivals';

function listOf(parsed: ParsedArrivals) {
  return parsed.ok ? parsed.arrivals.map(({ atSeconds, count }) => [atSeconds, count]) : parsed.problems;
}

const sum = (parsed: ParsedArrivals): number =>
  parsed.ok ? parsed.arrivals.reduce((before, { count }) => before + count, 0) : NaN;

describe('a rate', () => {
  test('is distributed evenly from the start', () => {
    expect(listOf(parseRate('2/minute for 2m'))).toEqual([
      [0, 1],
      [30, 1],
      [60, 1],
      [90, 1],
    ]);
    expect(listOf(parseRate('3/second for 2s'))).toEqual([
      [0, 3],
      [1, 3],
    ]);
  });

  test('lasts an hour by default', () => {
    expect(sum(parseRate('10/minute'))).toBe(600);
    expect(sum(parseRate('5000/hour'))).toBe(5000);
    expect(sum(parseRate('5000 / hour for 2h'))).toBe(10_000);
    expect(sum(parseRate('1/second for 90s'))).toBe(90);
  });

  test('has the same count in each unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 60 }), (count, minutes) => {
        const parsed = parseRate(`${count}/minute for ${minutes}m`);
        expect(sum(parsed)).toBe(count * minutes);
        if (!parsed.ok) return;
        for (let minute = 0; minute < minutes; minute += 1) {
          const within = parsed.arrivals.filter(({ atSeconds }) => Math.floor(atSeconds / 60) === minute);
          expect(within.reduce((before, one) => before + one.count, 0)).toBe(count);
        }
      }),
      { numRuns: tries(30) },
    );
  });

  test('burst of N arrives in one second', () => {
    expect(listOf(parseRate('burst of 500'))).toEqual([[0, 500]]);
  });

  test.each([
    ['10/minute', true],
    [' 10 / fortnight', true],
    ['burst', true],
    ['arrivals.txt', false],
    ['10.csv', false],
  ])('%j looks like a rate: %s', (text, isOne) => {
    expect(isRate(text)).toBe(isOne);
  });

  test.each([
    [
      '10',
      'got "10"; it must be a rate or burst such as 10/minute, 5000/hour for 90m, 2/second for 30s, or burst of 500',
    ],
    ['10/day', 'got 10/day; the unit must be second, minute, hour, such as 10/minute'],
    ['10/toString', 'got 10/toString; the unit must be second, minute, hour, such as 10/minute'],
    ['10/minute for 5d', 'got "for 5d"; the duration must have a unit: 30s, 10m or 2h'],
    ['10/minute for 5', 'got "for 5"; the duration must have a unit: 30s, 10m or 2h'],
    ['0/minute', 'got 0 messages; the minimum is 1'],
    ['burst of 0', 'got 0 messages; the minimum is 1'],
    ['burst of 1000001', 'got 1000001 messages; the maximum is 1000000'],
    ['999999999999/second', 'got 3599999999996400 messages; the maximum is 1000000'],
    ['1/hour for 25h', 'got arrivals for 90000 seconds; the maximum is 86400, one day'],
  ])('%j is rejected', (text, reason) => {
    expect(listOf(parseRate(text))).toEqual([{ line: undefined, reason }]);
  });
});

describe('a file', () => {
  test('has a time and a number in each line, in any order, and comments', () => {
    const text = '\uFEFF# a morning\r\n00:01:30 5\n0,3 # at once\n\n 90;2\n1:00 7\n200 0\n';
    expect(listOf(parseArrivals(text))).toEqual([
      [0, 3],
      [90, 7],
      [3600, 7],
    ]);
  });

  test('gets every problem with its line', () => {
    const parsed = parseArrivals('0 1\nnow 1\n5\n0:60 many\n1 2 3\n-1 4');
    expect(parsed.ok ? [] : renderArrivalProblems('a.txt', parsed.problems)).toEqual([
      'a.txt:2: got the time "now"; it must be in seconds from the start (90), or hh:mm or hh:mm:ss (00:01:30)',
      'a.txt:3: got "5"; a line must have a time and a number of messages: 90 500, or 00:01:30 500',
      'a.txt:4: got the time "0:60"; it must be in seconds from the start (90), or hh:mm or hh:mm:ss (00:01:30)',
      'a.txt:4: got "many" messages; the number must be a whole number, 0 or more',
      'a.txt:5: got "1 2 3"; a line must have a time and a number of messages: 90 500, or 00:01:30 500',
      'a.txt:6: got the time "-1"; it must be in seconds from the start (90), or hh:mm or hh:mm:ss (00:01:30)',
    ]);
  });

  test('is rejected with too many messages, too late arrivals, or no messages', () => {
    expect(listOf(parseArrivals(`0 ${maximumMessages + 1}\n86400 1`))).toEqual([
      { line: undefined, reason: 'got 1000002 messages; the maximum is 1000000' },
      { line: undefined, reason: 'got arrivals for 86401 seconds; the maximum is 86400, one day' },
    ]);
    expect(listOf(parseArrivals('# none'))).toEqual([
      { line: undefined, reason: 'got 0 messages; the minimum is 1' },
    ]);
  });

  test('with any text is parsed or rejected', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('0', '7', ':', ' ', ',', '\n', '#', 'x') }), (text) => {
        const parsed = parseArrivals(text);
        if (parsed.ok) expect(parsed.arrivals.every(({ count }) => count > 0)).toBe(true);
        else expect(parsed.problems.length).toBeGreaterThan(0);
      }),
    );
  });
});
