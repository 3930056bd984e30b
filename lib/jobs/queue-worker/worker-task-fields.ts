import type { OverrideField } from '../../config/schema/task';
import type { WorkerService, WorkerTaskDefinition } from './queue-worker';

type MemberOfWorker =
  | readonly [part: 'taskDefinition', member: keyof WorkerTaskDefinition]
  | readonly [part: 'service', member: keyof WorkerService];

/**
 * The member of a queue worker that gets the value of each task field. A queue worker has no run whose overrides could
 * have the value. A field of the schema without an entry does not compile.
 */
export const workerTaskFields = {
  task_command: ['taskDefinition', 'command'],
  environment_variables: ['taskDefinition', 'environment'],
  cpu: ['taskDefinition', 'cpu'],
  memory: ['taskDefinition', 'memory'],
  ephemeral_storage_gib: ['taskDefinition', 'ephemeralStorageGib'],
  task_role_arn: ['taskDefinition', 'taskRoleArn'],
  // A task definition has no capacity provider.
  capacity_provider: ['service', 'launch'],
} as const satisfies Readonly<Record<'task_command' | OverrideField, MemberOfWorker>>;
