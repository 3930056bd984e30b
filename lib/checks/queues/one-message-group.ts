import { workersOf } from '../../jobs/job';
import type { Check } from '../check';
import { pathOf } from '../job-paths';

export const oneMessageGroup: Check = {
  code: 'one-message-group',
  why: 'A FIFO queue delivers the next message of a group only after the previous one is deleted. With one group, a single task works and all other tasks wait, whatever max_tasks is.',
  fix: 'set queue.message_group_id: <object_key>, or max_tasks: 1 if all messages must be processed in order',
  find: ({ jobs }) =>
    workersOf(jobs).flatMap((job) => {
      if (job.upload === undefined || job.upload.isGroupedByKey) return [];
      const group = job.queue.messageGroupId;
      const capacities = job.scaling.scheduledActions.map(({ maximumCapacity }) => maximumCapacity);
      const maximum = Math.max(job.scaling.maximumCapacity, ...capacities);
      const hasOtherSenders = [...job.senders.roleArns, ...job.senders.accountIds].length > 0;
      if (!job.queue.isFifo || group === undefined || maximum < 2 || hasOtherSenders) return [];
      const message = `all uploads share the message group ${group}, so only one of ${maximum} tasks works at a time`;
      return [{ path: pathOf(job, 'queue', 'message_group_id'), at: 'value', message }];
    }),
};
