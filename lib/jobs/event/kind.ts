import { mapByName } from '../by-name';
import type { JobKind } from '../job-kind';
import { buildEventJob, type EventJob } from './event-job';
import { eventPlaceholders } from './event-placeholders';

/** Jobs that start for each matching event of an event bus. */
export const eventKind: JobKind<EventJob> = {
  type: 'event_job',
  section: 'event_jobs',
  label: 'event',
  namedResources: ['rule'],
  placeholders: ({ event_jobs: jobs }, name) => eventPlaceholders(jobs?.[name]?.event_pattern),
  untrusted: { author: 'the sender of an event', placeholder: '$.detail.name' },
  rulePath: [],
  schedulePath: [],
  configs: (config) => config.eventJobs,
  build: (context) => mapByName(context.config.eventJobs, (name, job) => buildEventJob(context, name, job)),
  traits: ({ rule, target, alarms }) => ({
    state: rule.state,
    targetKind: target.kind,
    stateMachine: target.kind === 'state_machine' ? target : undefined,
    rule,
    schedules: [],
    queueNames: [],
    alarms,
  }),
};
