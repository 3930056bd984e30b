import { describe, expect, test } from '@jest/globals';
import { synthesize } from '../../lib/resources/stack/synthesize';
import type { EnvironmentJobs } from '../../lib/jobs/environment';
import { isRunJob, type Job } from '../../lib/jobs/job';
import { InvalidGeneratedValueError, validateGenerated } from '../../lib/jobs/validate-generated';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { validFixtures } from '../support/fixtures';
import { environmentOf, lookedUpConfig } from './support/environments';

const worker = { task_command: ['job'], max_tasks: 2, max_processing_seconds: 60 };

const sections = {
  storage: { bucket_name: 'uploads' },
  file_upload_jobs: {
    direct: { task_command: ['job', '<object_key>'] },
    retried: { task_command: ['job', '<object_key>'], retry: { max_attempts: 2 } },
  },
  queue_worker_jobs: { worker: { ...worker, file_upload: { message: { key: '<object_key>' } } } },
} as const;

const environment = environmentOf(sections);

/** Returns the environment with a variant of one job. */
function withJob(name: string, change: (job: Job) => Job): EnvironmentJobs {
  return { ...environment, jobs: environment.jobs.map((job) => (job.name === name ? change(job) : job)) };
}

const withInvalidPattern = withJob('direct', (job) =>
  job.type === 'file_upload_job' ? { ...job, rule: { ...job.rule, eventPattern: { source: [] } } } : job,
);

const invalid: readonly (readonly [value: string, environment: EnvironmentJobs, reason: string])[] = [
  ['event pattern', withInvalidPattern, 'direct: event pattern: source: '],
  [
    'input transformer of a task',
    withJob('direct', (job) =>
      isRunJob(job) && job.target.kind === 'ecs_cluster' && job.type === 'file_upload_job'
        ? { ...job, target: { ...job.target, inputTransformer: { inputPaths: {}, inputTemplate: '<key>' } } }
        : job,
    ),
    'direct: input transformer: <key>',
  ],
  [
    'input transformer of a message',
    withJob('worker', (job) =>
      job.type === 'queue_worker_job' && job.upload?.target.kind === 'queue'
        ? {
            ...job,
            upload: {
              ...job.upload,
              target: { ...job.upload.target, inputTransformer: { inputPaths: {}, inputTemplate: '{' } },
            },
          }
        : job,
    ),
    'worker: input transformer: ',
  ],
  [
    'state machine',
    withJob('retried', (job) =>
      job.type === 'file_upload_job' && job.target.kind === 'state_machine'
        ? {
            ...job,
            target: {
              ...job.target,
              stateMachine: {
                ...job.target.stateMachine,
                definition: { ...job.target.stateMachine.definition, StartAt: 'Elsewhere' },
              },
            },
          }
        : job,
    ),
    'retried: state machine: StartAt: there is no state "Elsewhere"',
  ],
];

describe('the validation of generated values', () => {
  test.each(validFixtures())('accepts all values of the fixture $name', ({ config }) => {
    const { environments } = loadEnvironments(config);
    expect(environments.length).toBeGreaterThan(0);
    expect(() => {
      environments.forEach(validateGenerated);
    }).not.toThrow();
  });

  test('accepts values that Terraform looks up', () => {
    expect(() => {
      validateGenerated(environmentOf(sections, lookedUpConfig));
    }).not.toThrow();
  });

  test('accepts the rules, checks and dashboard of alarms in an account that Terraform looks up', () => {
    const alarms = {
      ...sections,
      alarms: { sns_topic_arn: 'arn:aws:sns:us-east-1:123456789012:jobs', dashboard: true },
      scheduled_jobs: {
        daily: { task_command: ['job'], schedule_expression: 'cron(0 4 * * ? *)', expected_seconds: 600 },
        hourly: { task_command: ['job'], schedule_expression: 'rate(1 hour)' },
      },
    };
    const { failureRules, watch, location } = environmentOf(alarms, lookedUpConfig);
    expect(typeof location.accountId).not.toBe('string');
    expect(failureRules.length).toBeGreaterThan(2);
    expect(watch?.rules.length).toBeGreaterThan(1);
    expect(() => synthesize([environmentOf(alarms, lookedUpConfig)])).not.toThrow();
  });

  test.each(invalid)('rejects an invalid %s with the name of its job', (_value, changed, reason) => {
    expect(() => {
      validateGenerated(changed);
    }).toThrow(InvalidGeneratedValueError);
    expect(() => {
      validateGenerated(changed);
    }).toThrow(reason);
  });

  test('asks the user to report the defect', () => {
    expect(() => {
      validateGenerated(withInvalidPattern);
    }).toThrow(
      /^environment test: AWS would reject .*\n {2}direct: event pattern: .*\n.*Report it with the configuration/,
    );
  });

  test('runs in each synthesis', () => {
    expect(() => synthesize([withInvalidPattern])).toThrow(InvalidGeneratedValueError);
  });
});
