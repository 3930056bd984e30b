import { describe, expect, test } from '@jest/globals';
import { fc, tries } from '../support/property-tests';
import { base, devOf, issuesOf } from './support/folders';

type Fields = Readonly<Record<string, unknown>>;

/** Optional fields of jobs with valid values; `null` removes a field. */
const maps = {
  environment_variables: fc.dictionary(fc.constantFrom('A', 'B', 'C'), fc.constantFrom('x', 'y', null)),
  retry: fc.record({ max_attempts: fc.constantFrom(0, 2), backoff_rate: fc.constantFrom(1, 1.5, null) }),
};
const everyJob = {
  description: fc.constantFrom('d', 'e', null),
  timeout_seconds: fc.constantFrom(60, 61, null),
  environment_variables: fc.option(maps.environment_variables),
  retry: fc.option(maps.retry),
};
const scheduled = { flexible_time_window_minutes: fc.constantFrom(5, 6, null) };
const upload = { path_prefix: fc.constantFrom('in/', 'out/', null) };
const some = (model: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Fields> =>
  fc.record(model, { requiredKeys: [] });

const file = fc.record({
  job_defaults: some({ ...everyJob, ...scheduled, ...upload }),
  scheduled: some({ ...everyJob, ...scheduled }),
  upload: some({ ...everyJob, ...upload }),
});

/** Merges plain values by the rules of the documentation: later values replace, maps merge, and nulls remain. */
function merged(...layers: readonly Fields[]): Fields {
  return layers.reduce((below, above) => {
    const over = Object.entries(above).map(([key, value]) => {
      const [base, own] = [below[key], value];
      return [key, isMap(base) && isMap(own) ? merged(base, own) : own] as const;
    });
    return { ...below, ...Object.fromEntries(over) };
  }, {});
}

function withoutNulls(map: Fields): Fields {
  const kept = Object.entries(map).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, isMap(value) ? withoutNulls(value) : value]));
}

function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const only = (fields: Fields, names: object) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => Object.hasOwn(names, name)));

const required = {
  scheduled: { task_command: ['bin/s'], schedule_expression: 'rate(1 hour)' },
  upload: { task_command: ['bin/u'], source_bucket: 'bucket' },
};
const programDefaults = {
  state: 'ENABLED',
  overlap: 'allow',
  log_retention_days: 1827,
  log_execution_data: true,
  keep_logs_after_deletion: false,
};

function text({
  job_defaults,
  scheduled,
  upload,
}: {
  job_defaults: Fields;
  scheduled: Fields;
  upload: Fields;
}): string {
  return `job_defaults: ${JSON.stringify(job_defaults)}
scheduled_jobs: { s: ${JSON.stringify(scheduled)} }
file_upload_jobs: { u: ${JSON.stringify(upload)} }
`;
}

test('a job has the defaults of its kind, and its own fields override them, in both files', () => {
  fc.assert(
    fc.property(file, file, (defaults, own) => {
      const whole = {
        ...defaults,
        scheduled: { ...required.scheduled, ...defaults.scheduled },
        upload: { ...required.upload, ...defaults.upload },
      };
      const dev = devOf({ 'defaults.yml': base + text(whole), 'dev.yml': text(own) });
      const of = (kind: 'scheduled' | 'upload', fields: object) =>
        withoutNulls({
          ...programDefaults,
          ...merged(
            only(merged(defaults.job_defaults, own.job_defaults), { ...everyJob, ...fields }),
            merged(required[kind], defaults[kind], own[kind]),
          ),
        });
      expect(dev.scheduledJobs['s']).toEqual({
        schedule_expression_timezone: 'Etc/UTC',
        ...of('scheduled', scheduled),
      });
      expect(dev.fileUploadJobs['u']).toEqual({
        after_malware_scan: false,
        ...of('upload', upload),
      });
    }),
    { numRuns: tries(200) },
  );
});

test('the order of keys has no effect, and an empty file keeps the defaults', () => {
  fc.assert(
    fc.property(file, ({ job_defaults, scheduled, upload }) => {
      const reversed = (fields: Fields) => Object.fromEntries(Object.entries(fields).reverse());
      const whole = {
        job_defaults,
        scheduled: { ...required.scheduled, ...scheduled },
        upload: { ...required.upload, ...upload },
      };
      const reversedFiles = {
        job_defaults: reversed(job_defaults),
        scheduled: reversed(whole.scheduled),
        upload: reversed(whole.upload),
      };
      const alone = devOf({ 'dev.yml': base + text(whole) });
      expect(devOf({ 'dev.yml': text(reversedFiles) + base })).toEqual(alone);
      for (const empty of ['', '# a comment\n', '---\n'])
        expect(devOf({ 'defaults.yml': base + text(whole), 'dev.yml': empty })).toEqual(alone);
    }),
    { numRuns: tries(50) },
  );
});

describe('null', () => {
  const defaults = `${base}tags: { a: b }
tracing: true
job_defaults: { timeout_seconds: 60, environment_variables: { A: x } }
scheduled_jobs:
  s: { task_command: [bin/s], schedule_expression: rate(1 hour) }
  t: { task_command: [bin/t], schedule_expression: rate(1 hour) }
`;
  const devWith = (own: string) => devOf({ 'defaults.yml': defaults, 'dev.yml': own });

  test('removes a job', () => {
    expect(Object.keys(devWith('scheduled_jobs: { s: null }').scheduledJobs)).toEqual(['t']);
  });

  test('removes a section', () => {
    expect(devWith('scheduled_jobs: null').scheduledJobs).toEqual({});
    expect(devWith('tags: null').tags).toEqual({});
  });

  test('removes a field of job_defaults from one job', () => {
    const { s, t } = devWith(
      'scheduled_jobs: { s: { timeout_seconds: null, environment_variables: null } }',
    ).scheduledJobs;
    expect([s?.timeout_seconds, s?.environment_variables]).toEqual([undefined, undefined]);
    expect([t?.timeout_seconds, t?.environment_variables]).toEqual([60, { A: 'x' }]);
  });

  test('removes all of job_defaults, and fields get the default of the program', () => {
    expect(devWith('job_defaults: null').scheduledJobs['s']?.timeout_seconds).toBeUndefined();
    expect(devWith('tracing: null').tracing).toBe(false);
  });

  test('of a job that does not exist is reported', () => {
    expect(issuesOf({ 'defaults.yml': defaults, 'dev.yml': 'scheduled_jobs:\n  ss: null\n' })).toEqual([
      'dev.yml:2:3 scheduled_jobs.ss ss is null, which removes a job, but defaults.yml has no job with this name; did you mean s?',
    ]);
  });

  test('of a required field is reported as missing', () => {
    expect(issuesOf({ 'defaults.yml': defaults, 'dev.yml': 'region: null\n' })).toEqual([
      expect.stringMatching(/^dev\.yml:1:1 region required field is missing: /),
    ]);
  });
});
