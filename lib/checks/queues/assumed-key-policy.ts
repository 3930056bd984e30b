import { literalText } from '../../values/deferred-values';
import type { Path } from '../../config/issues/issues';
import type { EnvironmentJobs } from '../../jobs/environment';
import { rulesOf, workersOf } from '../../jobs/job';
import type { Check } from '../check';
import { pathOf } from '../job-paths';

export const assumedKeyPolicy: Check = {
  code: 'assumed-key-policy',
  why: 'EventBridge can send events to a queue with a KMS key only if the key policy allows it. Otherwise the events are lost without an error. Permissions of a role are not enough, and Terraform can’t read the policy of a key that it does not manage.',
  fix: 'ask the owner of the key to extend its key policy with the statement that docs/queue-workers.md shows, and then ignore this check with ignore_checks',
  find(environment) {
    const queuesOfKey = new Map<string, EncryptedQueue[]>();
    for (const queue of encryptedQueues(environment)) {
      const known = queuesOfKey.get(queue.key);
      if (known === undefined) queuesOfKey.set(queue.key, [queue]);
      else known.push(queue);
    }
    return [...queuesOfKey.keys()].sort().flatMap((key) => {
      const [first, ...others] = queuesOfKey.get(key) ?? [];
      if (first === undefined) return [];
      const more = others.length === 0 ? '' : ` and ${others.length} more`;
      const message = `the policy of the KMS key that encrypts ${first.queue}${more} is unknown; this policy must allow EventBridge to use the key; to check the policy, look for events.amazonaws.com in the output of "aws kms get-key-policy --key-id ${key} --policy-name default --output text"`;
      return [{ path: first.path, at: 'value', message }];
    });
  },
};

interface EncryptedQueue {
  readonly queue: string;
  readonly key: string;
  /** The path of the key's ARN. */
  readonly path: Path;
}

/** Returns the encrypted queues to which EventBridge itself sends events. */
function encryptedQueues({ config, jobs }: EnvironmentJobs): readonly EncryptedQueue[] {
  const shared: Path = ['kms_key_arn'];
  const ofRules = rulesOf(jobs).flatMap(({ delivery }) => delivery?.deadLetterQueue?.name ?? []);
  return [
    ...workersOf(jobs).flatMap((job): readonly EncryptedQueue[] => {
      const { name, kmsKeyArn: key } = job.queue;
      if (key === undefined || job.upload?.target.kind !== 'queue') return [];
      const hasOwn = config.queueWorkerJobs[job.name]?.queue.kms_key_arn !== undefined;
      return [
        { queue: name, key: literalText(key), path: hasOwn ? pathOf(job, 'queue', 'kms_key_arn') : shared },
      ];
    }),
    ...(config.kmsKeyArn === undefined ? [] : [config.kmsKeyArn]).flatMap((key) =>
      ofRules.map((queue) => ({ queue, key: literalText(key), path: shared })),
    ),
  ];
}
