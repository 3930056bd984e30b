import { fc } from '../../../support/property-tests';
import { cronFields } from '../../../../lib/aws/schedules/expressions/cron-fields';
import type {
  CronField,
  CronFieldName,
  CronItem,
  CronStepBase,
  ScheduleExpression,
} from '../../../../lib/aws/schedules/expressions/schedule-expression';

const numberOf = (name: CronFieldName) =>
  fc.integer({ min: cronFields[name].minimum, max: cronFields[name].maximum });

function rangeOf(name: CronFieldName): fc.Arbitrary<CronStepBase> {
  return fc
    .tuple(numberOf(name), numberOf(name))
    .map(([a, b]) =>
      cronFields[name].wraps || a <= b
        ? { kind: 'range', from: a, to: b }
        : { kind: 'range', from: b, to: a },
    );
}

function baseOf(name: CronFieldName): fc.Arbitrary<CronStepBase> {
  return fc.oneof(
    fc.constant({ kind: 'all' } as const),
    numberOf(name).map((value) => ({ kind: 'value', value }) as const),
    rangeOf(name),
  );
}

function plainItem(name: CronFieldName): fc.Arbitrary<CronItem> {
  const { wildcards, minimum, maximum } = cronFields[name];
  const plain: fc.Arbitrary<CronItem> = fc.oneof(
    numberOf(name).map((value) => ({ kind: 'value', value }) as const),
    rangeOf(name),
  );
  if (!wildcards.includes('/')) return plain;
  return fc.oneof(
    plain,
    fc.record({
      kind: fc.constant('step' as const),
      base: baseOf(name),
      step: fc.integer({ min: 1, max: maximum - minimum }),
    }),
  );
}

function fieldOf(name: CronFieldName): fc.Arbitrary<CronField> {
  return fc.oneof(
    fc.constant([{ kind: 'all' } as const]),
    fc.array(plainItem(name), { minLength: 1, maxLength: 3 }),
  );
}

const other: CronField = [{ kind: 'other' }];

const days: fc.Arbitrary<readonly [dayOfMonth: CronField, dayOfWeek: CronField]> = fc.oneof(
  fc
    .oneof(
      fieldOf('dayOfMonth'),
      fc.constant([{ kind: 'last' } as const]),
      numberOf('dayOfMonth').map((dayOfMonth) => [{ kind: 'nearest-weekday', dayOfMonth } as const]),
    )
    .map((field) => [field, other] as const),
  fc
    .oneof(
      fieldOf('dayOfWeek'),
      fc.constant([{ kind: 'last' } as const]),
      numberOf('dayOfWeek').map((dayOfWeek) => [{ kind: 'last-day-of-week', dayOfWeek } as const]),
      fc
        .tuple(numberOf('dayOfWeek'), fc.integer({ min: 1, max: 5 }))
        .map(([dayOfWeek, nth]) => [{ kind: 'nth-day-of-week', dayOfWeek, nth } as const]),
    )
    .map((field) => [other, field] as const),
);

/** Random expressions of the grammar, as values. Some of the cron expressions never fire. */
export const expressions: fc.Arbitrary<ScheduleExpression> = fc.oneof(
  { weight: 5, arbitrary: crons() },
  fc.record({
    kind: fc.constant('rate' as const),
    value: fc.integer({ min: 1, max: 999_999_999 }),
    unit: fc.constantFrom('minute', 'hour', 'day'),
  }),
  fc.date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }).map(
    (date) =>
      ({
        kind: 'at',
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
        hour: date.getUTCHours(),
        minute: date.getUTCMinutes(),
        second: date.getUTCSeconds(),
      }) as const,
  ),
);

export function crons() {
  return fc
    .tuple(fieldOf('minutes'), fieldOf('hours'), days, fieldOf('month'), fieldOf('year'))
    .map(([minutes, hours, [dayOfMonth, dayOfWeek], month, year]) => ({
      kind: 'cron' as const,
      minutes,
      hours,
      dayOfMonth,
      month,
      dayOfWeek,
      year,
    }));
}
