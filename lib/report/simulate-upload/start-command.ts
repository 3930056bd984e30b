import type { EnvironmentJobs } from '../../jobs/environment';
import { quote, quoteDeferred, quoteJson } from '../aws-commands/quote-for-shell';
import type { SimulatedMessage, SimulatedRun } from '../../simulate/upload/simulate-upload';

/**
 * Returns the AWS CLI command that starts a job's state machine with the event, quoted for bash.
 *
 * @returns `undefined` if the job has no state machine.
 * @see https://docs.aws.amazon.com/cli/latest/reference/stepfunctions/start-execution.html
 */
export function startCommand(
  { config }: EnvironmentJobs,
  { job, event }: { readonly job: Pick<SimulatedRun['job'], 'target'>; readonly event: unknown },
): string | undefined {
  const { target } = job;
  if (target.kind !== 'state_machine') return undefined;
  return [
    'aws stepfunctions start-execution',
    `--region ${quote(config.region)}`,
    `--state-machine-arn ${quoteDeferred(target.arn)}`,
    `--input ${quoteJson(event)}`,
  ].join(' \\\n  ');
}

/**
 * Returns the AWS CLI command that sends the message of an upload to the worker's queue.
 *
 * @returns `undefined` if the upload sends no message.
 * @see https://docs.aws.amazon.com/cli/latest/reference/sqs/send-message.html
 */
export function sendCommand(
  { config }: EnvironmentJobs,
  { job, body, messageGroupId }: SimulatedMessage,
): string | undefined {
  if (body === undefined) return undefined;
  return [
    'aws sqs send-message',
    `--region ${quote(config.region)}`,
    `--queue-url ${quoteDeferred(job.queue.url)}`,
    `--message-body ${quote(body)}`,
    ...(messageGroupId === undefined ? [] : [`--message-group-id ${quote(messageGroupId)}`]),
  ].join(' \\\n  ');
}
