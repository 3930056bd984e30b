import { buildScalingAlarm } from '../alarms/job-alarm';
import { mapByName } from '../by-name';
import type { JobKind } from '../job-kind';
import { workerPlaceholders } from '../placeholders';
import type { QueueWorkerJob } from './queue-worker';
import { buildQueueWorkerJob } from './queue-worker-job';

/** Services whose tasks receive messages from a queue. */
export const queueWorkerKind: JobKind<QueueWorkerJob> = {
  type: 'queue_worker_job',
  section: 'queue_worker_jobs',
  label: 'queue worker',
  // The worker's rules check its longer names.
  namedResources: [],
  placeholders: () => workerPlaceholders,
  untrusted: { author: 'a sender of messages', placeholder: 'message' },
  rulePath: ['file_upload'],
  schedulePath: ['schedule'],
  configs: (config) => config.queueWorkerJobs,
  build: (context) =>
    mapByName(context.config.queueWorkerJobs, (name, job) => buildQueueWorkerJob({ ...context, name, job })),
  traits: ({ state, queue, deadLetterQueue, upload, schedule, scaling, alarms }) => ({
    state,
    targetKind: 'ecs_service',
    stateMachine: upload?.target.kind === 'state_machine' ? upload.target : undefined,
    rule: upload?.rule,
    schedules: schedule === undefined ? [] : [schedule],
    queueNames: [queue.name, deadLetterQueue.name],
    alarms: [...scaling.rules.map(buildScalingAlarm), ...alarms],
  }),
};
