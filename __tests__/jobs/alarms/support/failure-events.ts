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

/**
 * Returns an event about a service.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html
 */
export function serviceAction(service: string, eventName: string, eventType = 'WARN') {
  return {
    ...envelope,
    source: 'aws.ecs',
    'detail-type': 'ECS Service Action',
    resources: [`arn:aws:ecs:us-east-1:123456789012:service/${service}`],
    detail: {
      eventType,
      eventName,
      clusterArn: 'arn:aws:ecs:us-east-1:123456789012:cluster/app-test',
      createdAt: '2026-03-01T03:04:05.725Z',
    },
  };
}

/**
 * Returns an event about a deployment of a service.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
 */
export function deployment(service: string, eventName: string) {
  return {
    ...envelope,
    source: 'aws.ecs',
    'detail-type': 'ECS Deployment State Change',
    resources: [`arn:aws:ecs:us-east-1:123456789012:service/${service}`],
    detail: {
      eventType: eventName === 'SERVICE_DEPLOYMENT_FAILED' ? 'ERROR' : 'INFO',
      eventName,
      deploymentId: 'ecs-svc/123',
      updatedAt: '2026-03-01T03:04:05Z',
      reason: 'ECS deployment "circuit breaker": task failed to start.',
    },
  };
}

/** Events about the services of `app-test`, and whether the rules of an environment with the worker `pages` report them. */
export const serviceEvents: readonly (readonly [event: object, isReported: boolean])[] = [
  [serviceAction('app-test/app-test-pages', 'SERVICE_TASK_START_IMPAIRED'), true],
  [serviceAction('app-test/app-test-pages', 'SERVICE_TASK_CONFIGURATION_FAILURE', 'ERROR'), true],
  [deployment('app-test/app-test-pages', 'SERVICE_DEPLOYMENT_FAILED'), true],
  // ECS sends a failed deployment with both types.
  [serviceAction('app-test/app-test-pages', 'SERVICE_DEPLOYMENT_FAILED', 'ERROR'), false],
  [serviceAction('app-test/app-test-pages', 'SERVICE_STEADY_STATE', 'INFO'), false],
  [serviceAction('app-test/app-test-pages', 'SERVICE_TASK_PLACEMENT_FAILURE', 'ERROR'), false],
  [deployment('app-test/app-test-pages', 'SERVICE_DEPLOYMENT_COMPLETED'), false],
  [serviceAction('app-test/app-test', 'SERVICE_TASK_START_IMPAIRED'), false],
  [serviceAction('app-test/app-test-pages-2', 'SERVICE_TASK_START_IMPAIRED'), false],
  [serviceAction('other/app-test-pages', 'SERVICE_TASK_START_IMPAIRED'), false],
  [deployment('app-test/app-test-off', 'SERVICE_DEPLOYMENT_FAILED'), false],
  [deployment('app-test/app-test-mute', 'SERVICE_DEPLOYMENT_FAILED'), false],
];
