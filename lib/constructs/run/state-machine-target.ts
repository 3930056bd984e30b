import type { Construct } from 'constructs';
import type { Job } from '../../jobs/job';
import type { UploadRule } from '../../jobs/triggers/triggers';
import type { StateMachineTarget } from '../../jobs/run/targets';
import type { JobContext } from '../job-context';
import { JobStateMachine } from './state-machine';

/** A job's state machine as the target of its rule. */
export function bindStateMachine(
  scope: Construct,
  context: JobContext,
  job: Job,
  rule: UploadRule,
  target: StateMachineTarget,
) {
  const stateMachine = new JobStateMachine(scope, 'state_machine', { context, job, target });
  return {
    targetId: rule.name,
    arn: context.terraform.text(target.arn),
    roleArn: context.terraform.text(target.startRoleArn),
    dependsOn: [...stateMachine.dependables, ...context.roleDependables('events-states')],
  };
}
