import { mapByName } from '../by-name';
import type { JobKind } from '../job-kind';
import { scheduledPlaceholders } from '../placeholders';
import { buildScheduledJob, type ScheduledJob } from './scheduled-job';

/** Jobs that schedules start. */
export const scheduledKind: JobKind<ScheduledJob> = {
  type: 'scheduled_job',
  section: 'scheduled_jobs',
  label: 'scheduled',
  namedResources: ['schedule'],
  placeholders: ({ scheduled_jobs: jobs }, name) =>
    scheduledPlaceholders(jobs?.[name]?.schedule_expression_timezone ?? 'Etc/UTC'),
  untrusted: { author: 'a person who starts the job', placeholder: 'scheduled_time' },
  rulePath: [],
  schedulePath: [],
  configs: (config) => config.scheduledJobs,
  build: (context) =>
    mapByName(context.config.scheduledJobs, (name, job) => buildScheduledJob(context, name, job)),
  traits: ({ schedules, target, alarms }) => ({
    // All schedules of a job have the same state.
    state: schedules[0].state,
    targetKind: target.kind,
    stateMachine: target,
    rule: undefined,
    schedules,
    queueNames: [],
    alarms,
  }),
};
