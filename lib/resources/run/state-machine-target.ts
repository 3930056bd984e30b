import type { StateMachineTarget } from '../../jobs/run/targets';
import type { EventRule } from '../../jobs/triggers/triggers';
import type { JobContext } from '../job-resource';
import type { TargetBinding } from '../triggers/rule';
import { stateMachineAddress } from './state-machine';

/** Returns a job's state machine as the target of its rule. */
export function bindStateMachine(
  context: JobContext,
  rule: EventRule,
  target: StateMachineTarget,
): TargetBinding {
  return {
    arguments: { targetId: rule.name, arn: target.arn, roleArn: target.startRoleArn },
    dependsOn: [stateMachineAddress(context), ...context.shared.role('events-states')],
  };
}
