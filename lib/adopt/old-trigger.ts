/** What an old rule or schedule starts: the facts by which people recognize a job. */
import { isRunJob, ruleOf, schedulesOf, type Job } from '../jobs/job';
import { fieldOf, isList, isObject, parseJson } from '../values/json';
import type { StateResource } from './state';

/** Returns whether a resource starts runs. */
export function isTrigger({ type }: Pick<StateResource, 'type'>): boolean {
  return type === 'aws_scheduler_schedule' || type === 'aws_cloudwatch_event_rule';
}

/** Returns the ARN that a schedule or the target of a rule invokes. */
export function invokedArn({ type, values }: StateResource): string | undefined {
  const arn =
    type === 'aws_scheduler_schedule'
      ? fieldOf(fieldOf(values['target'], '0'), 'arn')
      : type === 'aws_cloudwatch_event_target'
        ? values['arn']
        : undefined;
  return typeof arn === 'string' ? arn : undefined;
}

/** Returns the ARN of the log group of a state machine. */
export function logGroupArn({ type, values }: StateResource): string | undefined {
  if (type !== 'aws_sfn_state_machine') return undefined;
  const destination = fieldOf(fieldOf(values['logging_configuration'], '0'), 'log_destination');
  return typeof destination === 'string' ? destination.replace(/:\*$/, '') : undefined;
}

/** Returns the first command in the definition of a state machine, or in the input of a target. */
export function commandIn(text: unknown): string | undefined {
  const waiting: unknown[] = [typeof text === 'string' ? parseJson(text) : text];
  // The list grows while the loop reads it.
  for (const value of waiting) {
    if (isList(value)) for (const item of value) waiting.push(item);
    else if (isObject(value))
      for (const [key, item] of Object.entries(value)) {
        if (/^command$/i.test(key) && isList(item)) return JSON.stringify(item);
        waiting.push(item);
      }
  }
  return undefined;
}

/** Returns the bucket and the prefix in an event pattern. */
export function objectsIn(pattern: unknown): string | undefined {
  const detail = fieldOf(typeof pattern === 'string' ? parseJson(pattern) : pattern, 'detail');
  const bucket = fieldOf(fieldOf(fieldOf(detail, 'bucket'), 'name'), '0');
  const prefix = fieldOf(fieldOf(fieldOf(fieldOf(detail, 'object'), 'key'), '0'), 'prefix') ?? '';
  return bucket === undefined ? undefined : JSON.stringify([bucket, prefix]);
}

/** Returns whether a job has a trigger of the same type as an old resource. */
export function hasSameTrigger(job: Job, { type }: StateResource): boolean {
  return type === 'aws_scheduler_schedule'
    ? isRunJob(job) && schedulesOf(job).length > 0
    : ruleOf(job) !== undefined;
}
