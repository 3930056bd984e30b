import { literalText } from '../../values/deferred-values';
import type { Path } from '../../config/issues/issues';
import type { EnvironmentJobs } from '../../jobs/environment';
import { rulesOf, workersOf } from '../../jobs/job';
import type { Check } from '../check';
import { pathOf } from '../job-paths';

export const assumedKeyPolicy: Check = {
  code: 'assumed-key-policy',
  why: 'EventBridge and SNS can send to a queue with a KMS key only if the key policy allows it. Otherwise the events and messages are lost without an error. Permissions of a role are not enough, and Terraform can’t read the policy of a key that it does not manage.',
  fix: 'ask the owner of the key to extend its key policy with the statement that docs/queue-workers.md shows, and then ignore this check with ignore_checks',
  find(environment) {
    const queuesOfKey = new Map<string, EncryptedQueue[]>();
    for (const queue of encryptedQueues(environment)) {
      const known = queuesOfKey.get(queue.key);
      if (known === undefined) queuesOfKey.set(queue.key, [queue]);
      else known.push(queue);
    }
    return [...queuesOfKey.keys()].sort().flatMap((key) => {
      const queues = queuesOfKey.get(key) ?? [];
      const [first] = queues;
      if (first === undefined) return [];
      const others = new Set(queues.map(({ queue }) => queue)).size - 1;
      const more = others === 0 ? '' : ` and ${others} more`;
      const senders = services.filter(({ principal }) => queues.some(({ sender }) => sender === principal));
      const names = senders.map(({ name }) => name).join(' and ');
      const principals = senders.map(({ principal }) => principal).join(' and ');
      const message = `the policy of the KMS key that encrypts ${first.queue}${more} is unknown; this policy must allow ${names} to use the key; to check the policy, look for ${principals} in the output of "aws kms get-key-policy --key-id ${key} --policy-name default --output text"`;
      return [{ path: first.path, at: 'value', message }];
    });
  },
};

/** The services that can send to a queue, in the order of messages. */
const services = [
  { name: 'EventBridge', principal: 'events.amazonaws.com' },
  { name: 'SNS', principal: 'sns.amazonaws.com' },
] as const;

interface EncryptedQueue {
  readonly queue: string;
  /** The principal of the service that sends to the queue. */
  readonly sender: (typeof services)[number]['principal'];
  readonly key: string;
  /** The path of the key's ARN. */
  readonly path: Path;
}

/** Returns the encrypted queues to which EventBridge or SNS itself sends, once for each of the two. */
function encryptedQueues({ config, jobs }: EnvironmentJobs): readonly EncryptedQueue[] {
  const shared: Path = ['kms_key_arn'];
  const ofRules = rulesOf(jobs).flatMap(({ delivery }) => delivery?.deadLetterQueue?.name ?? []);
  return [
    ...workersOf(jobs).flatMap((job): readonly EncryptedQueue[] => {
      const { name, kmsKeyArn: key } = job.queue;
      if (key === undefined) return [];
      const hasOwn = config.queueWorkerJobs[job.name]?.queue.kms_key_arn !== undefined;
      const path = hasOwn ? pathOf(job, 'queue', 'kms_key_arn') : shared;
      const senders = [
        ...(job.upload?.target.kind === 'queue' ? ['events.amazonaws.com' as const] : []),
        ...(job.subscriptions.length > 0 ? ['sns.amazonaws.com' as const] : []),
      ];
      return senders.map((sender) => ({ queue: name, sender, key: literalText(key), path }));
    }),
    ...(config.kmsKeyArn === undefined ? [] : [config.kmsKeyArn]).flatMap((key) =>
      ofRules.map((queue) => ({
        queue,
        sender: 'events.amazonaws.com' as const,
        key: literalText(key),
        path: shared,
      })),
    ),
  ];
}
