import { fc } from '../../../support/property-tests';

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

function value(minimum: number, maximum: number, names: readonly string[] = []): fc.Arbitrary<string> {
  const number = fc.integer({ min: minimum, max: maximum });
  return fc.oneof(
    number.map(String),
    number.map((each) => names[each - minimum] ?? String(each).padStart(2, '0')),
  );
}

function part(one: fc.Arbitrary<string>, size: number): fc.Arbitrary<string> {
  const range = fc.tuple(one, one).map((ends) => ends.join('-'));
  const step = fc.integer({ min: 1, max: size }).map((each) => `/${each}`);
  const start = fc.oneof(fc.constant('*'), one, range);
  return fc.oneof(
    { weight: 3, arbitrary: one },
    { weight: 2, arbitrary: range },
    { weight: 2, arbitrary: fc.constant('*') },
    { weight: 2, arbitrary: fc.tuple(start, step).map((both) => both.join('')) },
  );
}

function list(one: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.array(one, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(','));
}

const dayOfMonth = list(
  fc.oneof(
    { weight: 4, arbitrary: part(value(1, 31), 31) },
    { weight: 1, arbitrary: fc.constantFrom('L', 'LW', 'L-1', 'L-3', 'L-29') },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 31 }).map((day) => `${day}W`) },
  ),
).map((days) => [days, '?'] as const);

const weekday = value(1, 7, weekdays);
const dayOfWeek = fc
  .oneof(
    list(
      fc.oneof(
        weekday,
        fc.tuple(weekday, weekday).map((ends) => ends.join('-')),
        fc.constantFrom('*', 'L'),
        fc.integer({ min: 1, max: 7 }).map((day) => `${day}L`),
      ),
    ),
    fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 5 })).map((both) => both.join('#')),
  )
  .map((days) => ['?', days] as const);

const years = fc.oneof(
  { weight: 4, arbitrary: fc.constant('*') },
  { weight: 1, arbitrary: fc.constantFrom('2024-2040', '2025/3', '*/4', '2028,2031', '1970-2199/7', '2026') },
);

/** Random expressions of AWS's grammar, as texts. Some of them never fire, such as on 31 April. */
export const cronTexts: fc.Arbitrary<string> = fc
  .tuple(
    list(part(value(0, 59), 60)),
    list(part(value(0, 23), 24)),
    fc.oneof(dayOfMonth, dayOfWeek),
    list(part(value(1, 12, months), 12)),
    years,
  )
  .map(
    ([minutes, hours, [ofMonth, ofWeek], month, year]) =>
      `cron(${[minutes, hours, ofMonth, month, ofWeek, year].join(' ')})`,
  );

export const rateTexts: fc.Arbitrary<string> = fc
  .tuple(
    fc.integer({ min: 1, max: 100_000 }),
    fc.constantFrom('minute', 'minutes', 'hour', 'hours', 'day', 'days'),
  )
  .map((both) => `rate(${both.join(' ')})`);

export const atTexts: fc.Arbitrary<string> = fc
  .date({
    min: new Date('1970-01-01T00:00:00Z'),
    max: new Date('2199-12-31T23:59:59Z'),
    noInvalidDate: true,
  })
  .map((date) => `at(${date.toISOString().slice(0, 19)})`);
