import type { RunJob } from '../../jobs/job';
import type { StateMachineTarget } from '../../jobs/run/targets';
import type { DeferredString } from '../../values/deferred-values';
import { countMessages, receiveAll, type AwsCli, type JobCommand } from './aws-cli';
import { quote, quoteDeferred } from './quote-for-shell';

/**
 * Returns the commands for the dead letters of a rule or a schedule: events that could not be delivered, or runs that
 * could not be started. SQS can move a dead letter back only if it came from another queue. The dead letters of rules
 * and schedules came from EventBridge or its Scheduler. So if the job has a state machine, one of the commands starts a
 * new run for one dead letter.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export function deadLetterCommands(aws: AwsCli, url: DeferredString, job: RunJob): readonly JobCommand[] {
  const { target } = job;
  const what =
    job.type === 'scheduled_job' ? 'runs that could not be started' : 'events that could not be delivered';
  return [
    { does: `count the ${what}`, command: countMessages(aws, url) },
    { does: `receive ${what}; other receivers can’t see them for a minute`, command: receiveAll(aws, url) },
    ...(target.kind === 'state_machine' ? [startAgain(aws, target, job)] : []),
    {
      does: 'delete a received message after its run was started; HANDLE is the ReceiptHandle of the message',
      command: aws('sqs delete-message', `--queue-url ${quoteDeferred(url)}`, '--receipt-handle HANDLE'),
    },
  ];
}

/** Returns the command that starts the run of a dead letter. */
function startAgain(aws: AwsCli, target: StateMachineTarget, job: RunJob): JobCommand {
  const start = (...input: readonly string[]) =>
    aws('stepfunctions start-execution', `--state-machine-arn ${quoteDeferred(target.arn)}`, ...input);
  if (job.type !== 'scheduled_job') {
    return {
      does: 'start the run of one of these events; EVENT is the Body of the received message; fix the cause first',
      command: start('--input EVENT'),
    };
  }
  const { input } = job.schedules[0];
  if (input === undefined) {
    return { does: 'start one of these runs; fix the cause first', command: start() };
  }
  const time = JSON.stringify(input).replaceAll('<aws.scheduler.scheduled-time>', 'TIME');
  return {
    does: 'start one of these runs; TIME is the attribute SCHEDULED_TIME of the received message; fix the cause first',
    command: start(`--input ${quote(time)}`),
  };
}
