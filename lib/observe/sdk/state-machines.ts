/** Reads executions of Step Functions. */
import { executionStatuses, type AwsReader, type Execution, type LaunchedTask } from '../aws-reader';
import type { Sdk } from './load-sdk';
import { readPages } from './pages';
import { callerOf, type OnCall } from './read-call';
import type { ClientSettings } from './settings';

const executionsOfPage = 200;
const maximumPages = 5;
const eventsOfPage = 100;

/** Returns the functions that read executions. */
export function readStateMachines(
  { sfn }: Pick<Sdk, 'sfn'>,
  settings: ClientSettings,
  onCall: OnCall,
): Pick<AwsReader, 'executions' | 'executionEnd' | 'lastTaskOf'> {
  const client = new sfn.SFNClient(settings);
  const call = callerOf(onCall);
  return {
    executions: async (stateMachineArn, since) =>
      readPages(
        maximumPages,
        async (nextToken) => {
          const found = await call(
            { action: 'states:ListExecutions', resource: stateMachineArn },
            () =>
              client.send(
                new sfn.ListExecutionsCommand({ stateMachineArn, maxResults: executionsOfPage, nextToken }),
              ),
            ['StateMachineDoesNotExist'],
          );
          return found === undefined
            ? undefined
            : { items: (found.executions ?? []).flatMap(executionOf), next: found.nextToken };
        },
        ({ started }) => started < since,
      ),
    executionEnd: async (executionArn) => {
      const found = await call(
        { action: 'states:DescribeExecution', resource: executionArn },
        () => client.send(new sfn.DescribeExecutionCommand({ executionArn })),
        ['ExecutionDoesNotExist'],
      );
      return found === undefined
        ? undefined
        : { error: found.error, cause: found.cause, output: found.output };
    },
    lastTaskOf: async (executionArn) => {
      const events = await readPages(maximumPages, async (nextToken) => {
        const found = await call(
          { action: 'states:GetExecutionHistory', resource: executionArn },
          () =>
            client.send(
              new sfn.GetExecutionHistoryCommand({
                executionArn,
                reverseOrder: true,
                maxResults: eventsOfPage,
                nextToken,
              }),
            ),
          ['ExecutionDoesNotExist'],
        );
        if (found === undefined) return undefined;
        const tasks = (found.events ?? []).flatMap(
          (event) =>
            launchedTask(
              event.taskSubmittedEventDetails?.output ??
                event.taskSucceededEventDetails?.output ??
                event.taskFailedEventDetails?.cause,
            ) ?? [],
        );
        return { items: tasks, next: tasks.length > 0 ? undefined : found.nextToken };
      });
      return events?.items[0];
    },
  };
}

function executionOf({
  executionArn,
  status,
  startDate,
  stopDate,
}: {
  readonly executionArn?: string | undefined;
  readonly status?: string | undefined;
  readonly startDate?: Date | undefined;
  readonly stopDate?: Date | undefined;
}): readonly Execution[] {
  const known = executionStatuses.find((each) => each === status);
  if (executionArn === undefined || known === undefined || startDate === undefined) return [];
  return [{ arn: executionArn, status: known, started: startDate, ended: stopDate }];
}

/** Finds the task in the output of a task state, which is the description of the task as JSON. */
function launchedTask(output: string | undefined): LaunchedTask | undefined {
  const [arn] = /arn:[\w:/-]+:task\/[\w/-]+/.exec(output ?? '') ?? [];
  if (arn === undefined) return undefined;
  const [taskDefinitionArn] = /arn:[\w:/-]+:task-definition\/[\w:-]+/.exec(output ?? '') ?? [];
  return { arn, taskDefinitionArn };
}
