/** Validation rules for the subscriptions of a worker's queue to SNS topics. */
import { fifoSuffix } from '../../aws/queues';
import { findFilterPolicyProblems } from '../../aws/sns/filter-policies';
import type { Path } from '../../config/issues/issues';
import type { ReadEnvironment } from '../../config/reading/read-environment';
import type { Violation } from '../../config/rules/apply-rules';
import type { WorkerEntry } from './configured-workers';
import { defaultFilterPolicyScope } from './topics';

type Item = NonNullable<NonNullable<WorkerEntry['job']['queue']>['subscribe_topic_arns']>[number];

interface TopicEntry {
  /** The path of the item. */
  readonly path: Path;
  /** The path of the topic's ARN. */
  readonly arnPath: Path;
  /** The ARN of the topic; `undefined` if it is invalid. */
  readonly topicArn: string | undefined;
  /** The valid fields of the item, if it is a map. */
  readonly fields: Exclude<Item, string> | undefined;
}

/** Returns the subscriptions of a worker, without invalid items. */
export function topicsOfWorker(
  { job, path }: WorkerEntry,
  { isInvalid }: ReadEnvironment,
): readonly TopicEntry[] {
  const list = [...path, 'queue', 'subscribe_topic_arns'];
  return (job.queue?.subscribe_topic_arns ?? []).flatMap((item, index): readonly TopicEntry[] => {
    const at = [...list, index];
    if (isInvalid(at)) return [];
    return typeof item === 'string'
      ? [{ path: at, arnPath: at, topicArn: item, fields: undefined }]
      : [{ path: at, arnPath: [...at, 'topic_arn'], topicArn: item.topic_arn, fields: item }];
  });
}

/** Finds standard topics of FIFO queues. A standard queue can receive the messages of both types of topics. */
export function fifoQueueHasFifoTopics(
  worker: WorkerEntry,
  environment: ReadEnvironment,
): readonly Violation[] {
  if (worker.job.queue?.fifo !== true) return [];
  return topicsOfWorker(worker, environment).flatMap(({ topicArn, arnPath }): readonly Violation[] => {
    if (topicArn === undefined || topicArn.endsWith(fifoSuffix)) return [];
    const message = `${topicArn} is a standard topic, which can’t send to a FIFO queue; use a topic whose name ends with ${fifoSuffix}, or remove fifo: true`;
    return [{ path: arnPath, at: 'value', message }];
  });
}

/** Finds topics that a worker has twice. SNS allows one subscription of a queue to a topic, with one filter. */
export function topicsAreUnique(worker: WorkerEntry, environment: ReadEnvironment): readonly Violation[] {
  const known = new Set<string>();
  return topicsOfWorker(worker, environment).flatMap(({ topicArn, arnPath }): readonly Violation[] => {
    if (topicArn === undefined) return [];
    if (!known.has(topicArn)) {
      known.add(topicArn);
      return [];
    }
    const message = `${topicArn} is twice in subscribe_topic_arns; a queue can have one subscription to a topic; remove one item, and join the filters with $or`;
    return [{ path: arnPath, at: 'value', message }];
  });
}

/** Finds filter policies that SNS rejects. */
export function filterPoliciesValid(worker: WorkerEntry, environment: ReadEnvironment): readonly Violation[] {
  return topicsOfWorker(worker, environment).flatMap(({ path, fields }): readonly Violation[] => {
    const { filter_policy: policy, filter_policy_scope: scope = defaultFilterPolicyScope } = fields ?? {};
    if (
      policy === undefined ||
      ['filter_policy', 'filter_policy_scope'].some((each) => environment.isInvalid([...path, each]))
    )
      return [];
    return findFilterPolicyProblems(policy, scope).map((problem) => ({
      ...problem,
      path: [...path, 'filter_policy', ...problem.path],
    }));
  });
}

/** Finds a scope without a filter policy, which has no effect. */
export function scopeHasPolicy(worker: WorkerEntry, environment: ReadEnvironment): readonly Violation[] {
  return topicsOfWorker(worker, environment).flatMap(({ path, fields }): readonly Violation[] => {
    if (fields?.filter_policy_scope === undefined || fields.filter_policy !== undefined) return [];
    if (environment.isInvalid([...path, 'filter_policy'])) return [];
    const message =
      'filter_policy_scope has no effect without filter_policy; set filter_policy, or remove filter_policy_scope';
    return [{ path: [...path, 'filter_policy_scope'], at: 'key', message }];
  });
}
