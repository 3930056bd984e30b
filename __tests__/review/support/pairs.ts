import { join } from 'node:path';
import { readFileSync, readdirSync } from 'node:fs';
import type { EnvironmentJobs } from '../../../lib/jobs/environment';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { exampleConfig } from '../../support/fixtures';
import type { StepBetween } from '../../support/plans/planned-change';
import { TemporaryFolder } from '../../support/run-program';

/** A change of the production environment of the example. */
export interface Pair {
  /** The name of the folder with the plan and its review. */
  readonly name: string;
  /** Changes the text of a file; `undefined` for an environment that does not exist. */
  readonly before: ((text: string) => string) | undefined;
  /** Changes the text of a file; `undefined` for an environment that does not exist. */
  readonly after: ((text: string) => string) | undefined;
  /**
   * Whether the plan has values that two configurations do not know: those of a task definition that Terraform copies.
   *
   * @default false
   */
  readonly hasCopiedValues?: true;
  /**
   * What happens between the two applies, apart from the change of the files.
   *
   * @default nothing
   */
  readonly step?: StepBetween;
  /**
   * Whether the plan has other changes than the two configurations, which do not know the files beside them and the
   * state.
   *
   * @default false
   */
  readonly differsFromConfigurations?: true;
  /** What a reviewer must learn: a sentence or a row of the first screen, without the marks of code. */
  readonly lesson: string;
  /** Further words that the first screen of the review must have. */
  readonly firstScreen: readonly string[];
}

const same = (text: string): string => text;

/** The pairs whose plans are stored. */
export const pairs: readonly Pair[] = [
  {
    name: 'schedule',
    lesson:
      'the job runs one more time than usual: a run was due on Mon 2027-03-01 06:00 -05:00, and the next run is on Mon 2027-03-01 07:30 -05:00.',
    before: same,
    after: (text) => text.replace('cron(0 6 ? * MON *)', 'cron(30 7 ? * MON *)'),
    firstScreen: ['1 job changes', 'At 07:30 AM, only on Monday', 'the job runs one more time than usual'],
  },
  {
    name: 'first-apply',
    lesson: 'app-prod: 2 jobs are added; roles get new permissions',
    before: undefined,
    after: same,
    firstScreen: [
      '2 jobs are added; roles get new permissions',
      'claims/incoming/*',
      '`bin/rails` `claims:import`',
    ],
  },
  {
    name: 'everything-deleted',
    lesson:
      'The schedule app-prod-send-weekly-report is deleted: no run starts any more; the next run was due on Mon 2027-03-08 06:00 -05:00.',
    before: same,
    after: undefined,
    firstScreen: ['2 jobs are deleted', 'all its log events are lost', 'no run starts any more'],
  },
  {
    name: 'renamed-job',
    lesson:
      'The log group /aws/vendedlogs/states/app-prod-send-weekly-report is deleted: all its log events are lost.',
    before: same,
    after: (text) => text.replaceAll('send-weekly-report', 'send-weekly-figures'),
    firstScreen: [
      '1 job is deleted, 1 is added',
      'the added job `send-weekly-figures` has the same settings',
      'all its log events are lost',
    ],
  },
  {
    // AWS can't rename these resources. So the blocks keep nothing: Terraform replaces what it would delete and create.
    // The root has blocks from the former addresses to the present ones. Terraform follows both blocks.
    name: 'rename-with-moved',
    lesson:
      'The log group /aws/vendedlogs/states/app-prod-send-weekly-report is replaced because name changes (first deleted, then created): all its log events are lost.',
    before: same,
    after: (text) => text.replaceAll('send-weekly-report', 'send-weekly-figures'),
    step: {
      addedFiles: {
        'moved.tf.json': {
          moved: ['cloudwatch_log_group', 'sfn_state_machine', 'scheduler_schedule'].map((type) => ({
            from: `aws_${type}.jobs_send-weekly-report`,
            to: `aws_${type}.scheduled_jobs_send-weekly-figures`,
          })),
        },
      },
    },
    differsFromConfigurations: true,
    firstScreen: [
      '1 job is replaced',
      'active runs stop at their next state',
      'a run that is due between the two steps does not start',
      '| schedule: `name` | `app-prod-send-weekly-report` | `app-prod-send-weekly-figures` |',
    ],
  },
  {
    name: 'upload-prefix-and-size',
    lesson: 'claims/incoming/example (1024 bytes, PutObject) no longer starts the job',
    before: same,
    after: (text) => text.replace('claims/incoming/', 'claims/new/').replace('memory: 8192', 'memory: 16384'),
    firstScreen: ['1 job changes', 'no longer starts the job', '16 GB memory', 'USD for each hour'],
  },
  {
    // The job is disabled, so it sends no report until a person enables it again.
    name: 'disabled',
    lesson:
      'The job send-weekly-report is disabled: no run starts any more; the next run was due on Mon 2027-03-08 06:00 -05:00.',
    before: same,
    after: (text) =>
      text.replace('    timeout_seconds: 3600', '    state: DISABLED\n    timeout_seconds: 3600'),
    firstScreen: [
      '1 job changes; it does not run any more',
      '[!CAUTION]',
      'is disabled: no run starts any more',
    ],
  },
  {
    // The new zone has no summer time, so the runs are the same until New York changes its clocks.
    name: 'zone-without-summer-time',
    lesson: 'The first run with a different time is on Mon 2027-03-15 06:00 -05:00.',
    before: same,
    after: (text) => text.replace('timezone: America/New_York', 'timezone: America/Bogota'),
    firstScreen: ['The first run with a different time is on Mon 2027-03-15 06:00 -05:00'],
  },
  {
    // Events of another program start the job instead of uploads.
    name: 'upload-to-event',
    lesson: '| uploads | s3://platform-app-prod: claims/incoming/* | none |',
    before: same,
    after: (text) =>
      text
        .replace('file_upload_jobs:', 'event_jobs:')
        .replace(
          'path_prefix: claims/incoming/',
          'event_pattern: { source: [claims.intake], detail-type: [Claims Ready] }',
        )
        .replace(', <bucket_name>, <object_key>', ''),
    firstScreen: ['file upload job', 'event job', 'claims/incoming/*', 'claims.intake'],
  },
  {
    // Messages start the job instead of a schedule: nothing sends the report on Monday.
    name: 'schedule-to-worker',
    lesson: 'no time starts send-weekly-report any more; messages start its work instead',
    before: same,
    after: (text) =>
      text.replace(
        /scheduled_jobs:[^]*(?=\nfile_upload_jobs)/,
        'queue_worker_jobs:\n  send-weekly-report:\n    task_command: [bin/rails, reports:work]\n    max_processing_seconds: 60\n    max_tasks: 4\n',
      ),
    hasCopiedValues: true,
    firstScreen: [
      'all its log events are lost',
      'messages start its work instead',
      'queue worker',
      'scheduled job',
    ],
  },
  {
    name: 'no-change',
    lesson: 'app-prod: no changes',
    before: same,
    after: same,
    firstScreen: ['no changes'],
  },
  {
    // The state is in another place, and the resources are the same.
    name: 'moved-backend',
    lesson: 'app-prod: no changes',
    before: same,
    after: (text) => text.replace('key: app/prod/background-jobs.tfstate', 'key: jobs/prod/app.tfstate'),
    step: { newBackend: { local: { path: 'other-backend.tfstate' } } },
    firstScreen: ['no changes'],
  },
  {
    // An older provider wrote the state. The plan of a newer one adds the defaults of its new arguments.
    name: 'provider-noise',
    lesson: '| aws_iam_role.events_states | changed: the provider only adds its defaults |',
    before: same,
    after: same,
    step: {
      absentFromState: [
        'force_destroy',
        'force_detach_policies',
        'max_session_duration',
        'skip_destroy',
        'publish',
      ],
    },
    differsFromConfigurations: true,
    firstScreen: ['no job changes, but resources of the jobs change', '2 jobs do not change', '3 resources'],
  },
];

/** Returns the production environment of the example after a change of its files. */
export function exampleAfter(change: ((text: string) => string) | undefined): EnvironmentJobs | undefined {
  if (change === undefined) return undefined;
  const files = readdirSync(exampleConfig).map((name): readonly [string, string] => [
    name,
    change(readFileSync(join(exampleConfig, name), 'utf8')),
  ]);
  const folder = new TemporaryFolder().write(Object.fromEntries(files));
  try {
    const { environments, issues } = loadEnvironments(folder.path, ['prod']);
    if (environments[0] === undefined) throw new Error(JSON.stringify(issues));
    return environments[0];
  } finally {
    folder.remove();
  }
}

/** Returns the path of a stored file of a pair. */
export function pairFile(pair: Pair, file: 'plan.json' | 'review.md'): string {
  return join(__dirname, '..', 'pairs', pair.name, file);
}
