import type { EnvironmentJobs } from '../../jobs/environment';
import { quoted, quotedText } from '../commands/quote-for-shell';
import type { SimulatedMessage, SimulatedRun } from '../../simulate/upload/simulate-upload';

/**
 * The AWS CLI's command that starts a job's state machine with the event, as its rule would: for bash, in which whatever
 * a key holds stays what it is. `undefined` for a job that a rule alone starts, of which nothing keeps track.
 *
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
    `--region ${quoted(config.region)}`,
    `--state-machine-arn ${quotedText(target.arn)}`,
    `--input ${quoted(JSON.stringify(event))}`,
  ].join(' \\\n  ');
}

/**
 * The command that puts a message of an upload into the queue by hand; `undefined` where none comes of it.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/sqs/send-message.html
 */
export function sendCommand(
  { config }: EnvironmentJobs,
  { job, body, messageGroupId }: SimulatedMessage,
): string | undefined {
  if (body === undefined) return undefined;
  return [
    'aws sqs send-message',
    `--region ${quoted(config.region)}`,
    `--queue-url ${quotedText(job.queue.url)}`,
    `--message-body ${quoted(body)}`,
    ...(messageGroupId === undefined ? [] : [`--message-group-id ${quoted(messageGroupId)}`]),
  ].join(' \\\n  ');
}
