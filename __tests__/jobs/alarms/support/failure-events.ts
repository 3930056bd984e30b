/** Events of AWS about runs that ended, in the documented form. */

const envelope = {
  version: '0',
  id: 'x',
  account: '123456789012',
  time: '2026-03-01T03:04:05Z',
  region: 'us-east-1',
  resources: [],
};

/**
 * Returns the event for the end of an execution.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export function execution(machine: string, status: string) {
  const arn = `arn:aws:states:us-east-1:123456789012:stateMachine:${machine}`;
  return {
    ...envelope,
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    detail: {
      executionArn: `arn:aws:states:us-east-1:123456789012:execution:${machine}:one`,
      stateMachineArn: arn,
      name: 'one',
      status,
      startDate: 1551225271984,
      stopDate: 1551225271984,
      input: '{}',
      output: null,
      error: 'States.TaskFailed',
      cause: 'a "quoted" \\ cause',
    },
  };
}

/** A container in an event. */
export interface Container {
  readonly name: string;
  readonly exitCode?: number;
}

/**
 * Returns the event for the end of a task.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export function task(startedBy: string, containers: readonly Container[], changes: object = {}) {
  return {
    ...envelope,
    source: 'aws.ecs',
    'detail-type': 'ECS Task State Change',
    detail: {
      clusterArn: 'arn:aws:ecs:us-east-1:123456789012:cluster/app-test',
      taskArn: 'arn:aws:ecs:us-east-1:123456789012:task/app-test/1',
      lastStatus: 'STOPPED',
      startedBy,
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers,
      ...changes,
    },
  };
}
