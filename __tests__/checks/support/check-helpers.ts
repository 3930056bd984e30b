import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../../lib/checks/catalogue';
import type { CheckCode } from '../../../lib/config/schema/check-codes';
import { environmentOf } from '../../jobs/support/environments';

export const now = new Date('2026-03-01T12:00:00Z');

/** Returns the findings of a check in an environment with these sections, each after its path. */
export function foundBy(code: CheckCode, sections: Readonly<Record<string, unknown>>): readonly string[] {
  const environment = environmentOf(sections);
  return catalogue[code]
    .find(environment, now, [environment])
    .map(({ path, message }) => `${path.join('.')}: ${message}`);
}

export const upload = (fields: Readonly<Record<string, unknown>> = {}) => ({
  task_command: ['import'],
  ...fields,
});
export const schedule = (fields: Readonly<Record<string, unknown>> = {}) => ({
  task_command: ['job'],
  schedule_expression: 'cron(0 4 * * ? *)',
  ...fields,
});
/** Returns a section with a worker that has these fields. */
export const worker = (fields: Readonly<Record<string, unknown>> = {}) => ({
  queue_worker_jobs: {
    work: { task_command: ['work'], max_processing_seconds: 60, max_tasks: 4, ...fields },
  },
});
export const scaling = (schedule_expression: string, schedule_expression_timezone = 'Etc/UTC') => [
  { schedule_expression, schedule_expression_timezone, min_tasks: 1, max_tasks: 2 },
];
export const uploads = (...prefixes: readonly string[]) => ({
  file_upload_jobs: Object.fromEntries(
    prefixes.map((prefix, index) => [`job-${index}`, upload({ path_prefix: prefix })]),
  ),
});
export const key = (id: string): string => `arn:aws:kms:us-east-1:123456789012:key/${id}`;
export const schedules = (count: number, fields: Readonly<Record<string, unknown>> = {}) => ({
  scheduled_jobs: Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`job-${index}`, schedule(fields)]),
  ),
});

interface CheckCase {
  readonly code: CheckCode;
  /** Sections of an environment, and the expected findings. */
  readonly finds: readonly (readonly [
    sections: Readonly<Record<string, unknown>>,
    ...findings: readonly string[],
  ])[];
  /** Sections without findings. */
  readonly passes: readonly Readonly<Record<string, unknown>>[];
}

/** Defines the tests of checks. */
export function describeChecks(cases: readonly CheckCase[]): void {
  describe.each(cases)('$code', ({ code, finds, passes }) => {
    test.each(finds)('reports case %#', (sections, ...messages) => {
      expect(foundBy(code, sections)).toEqual(messages);
    });
    test.each(passes.map((sections) => [sections]))('accepts case %#', (sections) => {
      expect(foundBy(code, sections)).toEqual([]);
    });
  });
}
