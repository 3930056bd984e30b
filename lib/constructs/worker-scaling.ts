import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingScheduledAction } from '@cdktf/provider-aws/lib/appautoscaling-scheduled-action';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ScalingRule } from '../aws/scaling';
import type { QueueWorkerJob } from '../jobs/worker';
import { address, type JobContext } from './job-context';
import { MetricAlarm } from './metric-alarm';
import { literal, literalMap } from './terraform-text';

export interface WorkerScalingProps {
  readonly context: JobContext;
  readonly job: QueueWorkerJob;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** What Application Auto Scaling calls the number of tasks of a service. */
const tasksOfService = { serviceNamespace: 'ecs', scalableDimension: 'ecs:service:DesiredCount' };

/** How many tasks a worker has: the bounds, what changes them by the clock, and the alarms that move between them. */
export class WorkerScaling extends Construct {
  constructor(scope: Construct, id: string, { context, job, dependsOn }: WorkerScalingProps) {
    super(scope, id);
    const { scaling } = job;
    const tags = literalMap(context.config.tags);
    const isScheduled = scaling.scheduledActions.length > 0;
    const target = new AppautoscalingTarget(this, 'target', {
      ...tasksOfService,
      resourceId: literal(scaling.resourceId),
      minCapacity: scaling.minimumCapacity,
      maxCapacity: scaling.maximumCapacity,
      ...(tags === undefined ? {} : { tags }),
      // A scheduled action changes them, and no plan is to change them back.
      ...(isScheduled ? { lifecycle: { ignoreChanges: ['min_capacity', 'max_capacity'] } } : {}),
      dependsOn: [...dependsOn],
    });
    address(target, job);
    for (const rule of scaling.rules) this.placeRule(rule, { context, job, dependsOn: [target] });
    for (const action of scaling.scheduledActions) {
      const resource = new AppautoscalingScheduledAction(this, `scheduled_action_${action.key}`, {
        ...tasksOfService,
        name: action.name,
        resourceId: literal(scaling.resourceId),
        schedule: literal(action.expression),
        timezone: action.timezone,
        scalableTargetAction: {
          minCapacity: String(action.minimumCapacity),
          maxCapacity: String(action.maximumCapacity),
        },
        dependsOn: [target],
      });
      address(resource, job, action.key);
    }
  }

  private placeRule(
    { key, policy, alarm }: ScalingRule,
    { context, job, dependsOn }: WorkerScalingProps,
  ): void {
    const resource = new AppautoscalingPolicy(this, `${key}_policy`, {
      ...tasksOfService,
      name: policy.name,
      policyType: 'StepScaling',
      resourceId: literal(job.scaling.resourceId),
      stepScalingPolicyConfiguration: {
        adjustmentType: 'ExactCapacity',
        cooldown: policy.cooldownSeconds,
        metricAggregationType: 'Maximum',
        stepAdjustment: policy.steps.map(({ lower, upper, capacity }) => ({
          ...(lower === undefined ? {} : { metricIntervalLowerBound: String(lower) }),
          ...(upper === undefined ? {} : { metricIntervalUpperBound: String(upper) }),
          scalingAdjustment: capacity,
        })),
      },
      dependsOn: [...dependsOn],
    });
    address(resource, job, key);
    // AWS makes up a part of a policy's ARN.
    new MetricAlarm(this, `${key}_alarm`, { context, job, key, alarm, action: resource.arn, tellsOk: false });
  }
}
