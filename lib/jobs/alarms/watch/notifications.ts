/** The messages about missed and slow runs. The watch machine publishes them. */
import type { Location } from '../../../aws/arns';
import { executionPage, stateMachinePage } from '../../../aws/consoles';
import { maximumSubjectCharacters } from '../../../aws/sns/limits';
import type { EnvConfig } from '../../../config/env-config';
import { describeDuration } from '../../../text/durations';
import { deferredString, type DeferredString } from '../../../values/deferred-values';

/** A message, and the topic to which it is published. */
export type Notification = {
  /** The name of the job. */
  readonly job: string;
  /** The ARN of the SNS topic. */
  readonly topic_arn: DeferredString;
  /** The subject of an email. */
  readonly subject: string;
  /** The text of the message. */
  readonly message: DeferredString;
};

/** The values of a job that its messages have. */
export interface NotifiedJob {
  /** The checked configuration of the environment. */
  readonly config: Pick<EnvConfig, 'name'>;
  /** The partition and the region of the job. */
  readonly location: Location;
  /** The name of the job. */
  readonly jobName: string;
  /** The ARN of the SNS topic. */
  readonly topicArn: DeferredString;
}

/** The attribute that the Scheduler replaces by the scheduled time. */
export const scheduledTimeAttribute = '<aws.scheduler.scheduled-time>';

/** Builds the message about a run that did not start after a scheduled time. */
export function missedDueRun(
  job: NotifiedJob,
  machineArn: DeferredString,
  afterSeconds: number,
): Notification {
  return missedRun(job, machineArn, [
    `A run was due at ${scheduledTimeAttribute}. No run started in the ${describeDuration(afterSeconds)} after this time.`,
  ]);
}

/** Builds the message about a run that did not follow the previous run of a job with a rate. */
export function missedNextRun(
  job: NotifiedJob,
  machineArn: DeferredString,
  { intervalSeconds, afterSeconds }: { readonly intervalSeconds: number; readonly afterSeconds: number },
): Notification {
  return missedRun(job, machineArn, [
    `The previous run started at <time>. The next run was due ${describeDuration(intervalSeconds)} later. No run started in the ${describeDuration(afterSeconds)} after the due time.`,
  ]);
}

function missedRun(
  job: NotifiedJob,
  machineArn: DeferredString,
  lines: readonly DeferredString[],
): Notification {
  const { config, location, jobName } = job;
  const page = stateMachinePage(location, machineArn);
  return notification(job, 'Missed run', [
    `The job ${jobName} in the environment ${config.name} did not run.`,
    ...lines,
    ...(page === undefined ? [] : [deferredString`Runs: ${page}`]),
    `Next step: npx background-jobs commands ${jobName} prints the commands that show the schedule and start a run.`,
    'Runbook: docs/alarms.md#missed-run',
  ]);
}

/** Builds the message about a run that is still active after its expected time. */
export function slowRun(job: NotifiedJob, expectedSeconds: number): Notification {
  const { config, location, jobName } = job;
  const page = executionPage(location);
  return notification(job, 'Slow run', [
    `A run of the job ${jobName} in the environment ${config.name} is slow.`,
    `The run started at <time>, and is still active after ${describeDuration(expectedSeconds)}.`,
    ...(page === undefined ? [] : [`Run: ${page}<execution>`]),
    'Execution: <execution>',
    'Next step: npx background-jobs commands --execution <execution> prints the commands that show the output of the task, and stop the run.',
    'Runbook: docs/alarms.md#slow-run',
  ]);
}

function notification(
  { config, jobName, topicArn }: NotifiedJob,
  kind: string,
  lines: readonly DeferredString[],
): Notification {
  const [first = '', ...others] = lines;
  return {
    job: jobName,
    topic_arn: topicArn,
    subject: `${kind}: ${jobName} (${config.name})`.slice(0, maximumSubjectCharacters),
    message: others.reduce<DeferredString>((text, line) => deferredString`${text}\n${line}`, first),
  };
}
