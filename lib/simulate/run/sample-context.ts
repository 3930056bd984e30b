/** Sample values for a simulated execution, in place of those that only AWS or Terraform knows. */
import type { DeferredString } from '../../values/deferred-values';
import type { StateMachineTarget } from '../../jobs/run/targets';

/** Returns the context object of an execution named `simulated`. */
export function sampleContext(
  { arn, stateMachine }: StateMachineTarget,
  startTime = '2026-01-01T00:00:00.000Z',
) {
  const machineArn = plain(arn);
  return {
    Execution: {
      Id: `${machineArn.replace(':stateMachine:', ':execution:')}:simulated`,
      Name: 'simulated',
      StartTime: startTime,
    },
    StateMachine: { Id: machineArn, Name: stateMachine.name },
  };
}

/** Returns whether a call runs a task and waits for its end. */
export function isRunTask(resource: string): boolean {
  return resource.endsWith(':ecs:runTask.sync');
}

function plain(text: DeferredString): string {
  return typeof text === 'string'
    ? text
    : text.parts.map((part) => (typeof part === 'string' ? part : `(${part.name})`)).join('');
}
