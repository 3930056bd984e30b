import type { Path } from '../../config/issues';
import type { EnvironmentJobs } from '../../jobs/environment';
import { rulesOf, workersOf } from '../../jobs/job';
import type { Check } from '../check';
import { pathOf } from '../job-paths';

export const assumedKeyPolicy: Check = {
  code: 'assumed-key-policy',
  why: 'EventBridge puts events into a queue that a KMS key encrypts only where the key’s own policy lets it use the key; without that they are lost, and nothing fails. No role of ours can stand in for it, and Terraform’s provider can’t read the policy of a key that it did not make.',
  fix: 'have its owner add the statement of docs/queue-workers.md; once that is sure, say so in ignore_checks',
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
      const message = `nothing here lets EventBridge use the key of ${first.queue}${more}; "aws kms get-key-policy --key-id ${key} --policy-name default --output text" shows events.amazonaws.com once it may`;
      return [{ path: first.path, at: 'value', message }];
    });
  },
};

interface EncryptedQueue {
  readonly queue: string;
  readonly key: string;
  /** Where the configuration names the key. */
  readonly path: Path;
}

/** The queues into which EventBridge itself puts events, and their keys. */
function encryptedQueues({ config, jobs }: EnvironmentJobs): readonly EncryptedQueue[] {
  const shared: Path = ['kms_key_arn'];
  const ofRules = rulesOf(jobs).flatMap(({ delivery }) => delivery?.deadLetterQueue?.name ?? []);
  return [
    ...workersOf(jobs).flatMap((job): readonly EncryptedQueue[] => {
      const { name, kmsKeyArn: key } = job.queue;
      if (key === undefined || job.upload?.target.kind !== 'queue') return [];
      const hasOwn = config.queueWorkerJobs[job.name]?.queue.kms_key_arn !== undefined;
      return [{ queue: name, key, path: hasOwn ? pathOf(job, 'queue', 'kms_key_arn') : shared }];
    }),
    ...(config.kmsKeyArn === undefined ? [] : [config.kmsKeyArn]).flatMap((key) =>
      ofRules.map((queue) => ({ queue, key, path: shared })),
    ),
  ];
}
