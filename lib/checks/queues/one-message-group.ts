import { workersOf } from '../../jobs/job';
import type { Check } from '../check';
import { pathOf } from '../job-paths';

export const oneMessageGroup: Check = {
  code: 'one-message-group',
  why: 'Of one message group, a FIFO queue gives out the next message when the one before is deleted: whatever max_tasks says, one task works and the others wait.',
  fix: 'give queue.message_group_id: <object_key>, or max_tasks: 1 where order is all that counts',
  find: ({ config, jobs }) =>
    workersOf(jobs).flatMap((job) => {
      if (job.upload === undefined || job.upload.isGroupedByKey) return [];
      const group = job.queue.messageGroupId;
      const capacities = job.scaling.scheduledActions.map(({ maximumCapacity }) => maximumCapacity);
      const most = Math.max(job.scaling.maximumCapacity, ...capacities);
      const hasOtherSenders = config.queueWorkerJobs[job.name]?.send_from_role_arns !== undefined;
      if (group === undefined || most < 2 || hasOtherSenders) return [];
      const message = `all uploads are the message group ${group}, of which one of ${most} tasks works on one message at a time`;
      return [{ path: pathOf(job, 'queue', 'message_group_id'), at: 'value', message }];
    }),
};
