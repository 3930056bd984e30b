/** Interprets an execution of the generated watch machine. */
import { millisecondsPer } from '../../text/durations';
import { fieldOf } from '../../values/json';
import {
  runMachine,
  type CallResult,
  type ServiceCall,
} from '../../aws/state-machines/interpreter/run-machine';
import type { HistoryRun } from './history';

/** A message that the watch machine publishes. */
export interface Published {
  /** The time of the message. */
  readonly at: Date;
  /** The ARN of the SNS topic. */
  readonly topic: string;
  /** The text of the message. */
  readonly message: string;
}

/** A run with the ARN of its execution. */
export interface ListedRun extends HistoryRun {
  /** The ARN of the execution. */
  readonly executionArn: string;
}

/**
 * Runs a check. The services answer from the history, as they would at the time of each call.
 *
 * @param definition - The definition of the watch machine, without lookups.
 * @param input - The input of the check.
 * @param startedAt - The start of the check.
 * @param runs - The runs of the job, in the order of their starts.
 * @returns The message; `undefined` if the check ends without one.
 */
export function runCheck(
  definition: unknown,
  input: unknown,
  startedAt: Date,
  runs: readonly ListedRun[],
): Published | undefined {
  let now = startedAt.getTime();
  let published: Published | undefined;
  const call = ({ resource, parameters }: ServiceCall): CallResult => {
    const operation = resource.split(':').slice(5).join(':');
    switch (operation) {
      case 'aws-sdk:sfn:listExecutions': {
        const newest = runs.findLast(({ started }) => started.getTime() <= now);
        return { kind: 'result', value: { Executions: newest === undefined ? [] : [listed(newest)] } };
      }
      case 'aws-sdk:sfn:describeExecution': {
        const arn = fieldOf(parameters, 'ExecutionArn');
        const run = runs.find(({ executionArn }) => executionArn === arn);
        if (run === undefined)
          return { kind: 'error', error: 'Sfn.ExecutionDoesNotExistException', cause: String(arn) };
        const isActive = run.ended === undefined || run.ended.getTime() > now;
        return { kind: 'result', value: { Status: isActive ? 'RUNNING' : run.status } };
      }
      case 'sns:publish':
        published = {
          at: new Date(now),
          topic: String(fieldOf(parameters, 'TopicArn')),
          message: String(fieldOf(parameters, 'Message')),
        };
        return { kind: 'result', value: {} };
      default:
        throw new TypeError(`no simulation of ${operation}`);
    }
  };
  const context = {
    State: {
      get EnteredTime() {
        return new Date(now).toISOString();
      },
    },
    StateMachine: { Name: 'watch' },
  };
  const execution = runMachine(definition, { input, context });
  let step = execution.next();
  while (step.done !== true) {
    const event = step.value;
    if (event.kind === 'pause') now += event.seconds * millisecondsPer.second;
    step = execution.next(event.kind === 'call' ? call(event) : undefined);
  }
  return published;
}

function listed({ executionArn, started }: ListedRun) {
  return { ExecutionArn: executionArn, StartDate: started.toISOString() };
}
