/**
 * The messages about failed runs. A template inserts values of the event into a text without escapes, so it has only
 * values that can't have a quotation mark or a backslash: ARNs, times and statuses that AWS generates, and names of rules.
 * The cause of a failure can have them, and it can have data of the job.
 */
import type { Location } from '../../aws/arns';
import { clusterPage, executionPage } from '../../aws/consoles';
import type { InputTransformer } from '../../aws/events/input-transformer';
import type { EnvConfig } from '../../config/env-config';
import { runbookOf } from './job-alarm';

/** Returns the message about an execution that did not succeed. */
export function executionMessage(config: EnvConfig, location: Location): InputTransformer {
  const page = executionPage(location);
  return messageOf(
    {
      execution: '$.detail.executionArn',
      machine: '$.detail.stateMachineArn',
      status: '$.detail.status',
      time: '$.time',
    },
    [
      `A run of a background job ended with the status <status> at <time>, in the environment ${nameOf(config)}.`,
      'Job: <machine>',
      ...(page === undefined ? [] : [`Run: ${page}<execution>`]),
      'Show the log: npx background-jobs commands --execution <execution>',
      `Runbook: ${runbookOf('failed-run')}`,
    ],
  );
}

/** Returns the message about a task that failed or did not start. */
export function taskMessage(config: EnvConfig): InputTransformer {
  return messageOf(
    {
      code: '$.detail.stopCode',
      startedBy: '$.detail.startedBy',
      task: '$.detail.taskArn',
      time: '$.time',
    },
    [
      `A task of a background job failed or did not start (<code>) at <time>, in the environment ${nameOf(config)}.`,
      'Job: <startedBy>',
      'Task: <task>',
      'Show the log: npx background-jobs commands --task <task>',
      `Runbook: ${runbookOf('failed-task')}`,
    ],
  );
}

/** Returns the message about a worker that can't start its tasks, or whose deployment failed. */
export function workerMessage(config: EnvConfig, location: Location): InputTransformer {
  const { clusterName } = config.service;
  // A module gets the name of the cluster only from its caller.
  const page = typeof clusterName === 'string' ? clusterPage(location, clusterName) : undefined;
  return messageOf({ event: '$.detail.eventName', service: '$.resources[0]', time: '$.time' }, [
    `A queue worker can't start its tasks, or its deployment failed (<event>) at <time>, in the environment ${nameOf(config)}.`,
    'Job: <service>',
    ...(page === undefined ? [] : [`Services: ${page}`]),
    'Show the reason: npx background-jobs commands --service <service>',
    `Runbook: ${runbookOf('failed-worker')}`,
  ]);
}

function messageOf(inputPaths: Readonly<Record<string, string>>, parts: readonly string[]): InputTransformer {
  return { inputPaths, inputTemplate: JSON.stringify(parts.join(' | ')) };
}

/** Returns the name of an environment without brackets, which a template would read as a placeholder. */
function nameOf({ name }: EnvConfig): string {
  return name.replace(/[<>]/g, '');
}
