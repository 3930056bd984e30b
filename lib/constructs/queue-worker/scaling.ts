import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingScheduledAction } from '@cdktf/provider-aws/lib/appautoscaling-scheduled-action';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import type { ITerraformDependable, TerraformResourceLifecycle } from 'cdktf';
import { Construct } from 'constructs';
import type { ScalingRule } from '../../aws/scaling/scaling';
import type { QueueWorkerJob } from '../../jobs/queue-worker/queue-worker';
import { setAddress, type JobContext } from '../job-context';
import { MetricAlarm } from '../alarms/metric-alarm';
import { TerraformData } from '../terraform-data';
import { literal, literalMap } from '../terraform-text';

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
    const bounds = this.placeBounds(job);
    const lifecycle = job.hasScheduledScaling ? bounds : undefined;
    const target = new AppautoscalingTarget(this, 'target', {
      ...tasksOfService,
      resourceId: literal(scaling.resourceId),
      minCapacity: scaling.minimumCapacity,
      maxCapacity: scaling.maximumCapacity,
      ...(tags === undefined ? {} : { tags }),
      ...(lifecycle === undefined
        ? {}
        : { lifecycle: { ...lifecycle, ignoreChanges: ['min_capacity', 'max_capacity'] } }),
      dependsOn: [...dependsOn],
    });
    setAddress(target, job);
    for (const rule of scaling.rules) this.createRule(rule, { context, job, lifecycle, dependsOn: [target] });
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
        ...(lifecycle === undefined ? {} : { lifecycle }),
        dependsOn: [target],
      });
      setAddress(resource, job, action.key);
    }
  }

  /**
   * What the configuration says of the fewest and the most tasks. A scheduled action changes them at AWS, and no plan is to
   * change them back; but where the configuration changes, the target is made anew, and AWS drops the policies and actions
   * of the old one with it. It is there before there is such an action, too: Terraform makes nothing anew for what is new.
   */
  private placeBounds(job: QueueWorkerJob): TerraformResourceLifecycle {
    const { minimumCapacity, maximumCapacity } = job.scaling;
    const bounds = new TerraformData(this, 'bounds', {
      min_capacity: minimumCapacity,
      max_capacity: maximumCapacity,
    });
    const { terraformResourceType, friendlyUniqueId } = setAddress(bounds, job);
    // Of a resource, cdktf would write a template, where Terraform takes a bare reference.
    return { replaceTriggeredBy: [`${terraformResourceType}.${friendlyUniqueId}`] };
  }

  private createRule(
    { key, policy, alarm }: ScalingRule,
    {
      context,
      job,
      lifecycle,
      dependsOn,
    }: WorkerScalingProps & { readonly lifecycle: TerraformResourceLifecycle | undefined },
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
      ...(lifecycle === undefined ? {} : { lifecycle }),
      dependsOn: [...dependsOn],
    });
    setAddress(resource, job, key);
    // AWS makes up a part of a policy's ARN.
    new MetricAlarm(this, `${key}_alarm`, { context, job, key, alarm, action: resource.arn, tellsOk: false });
  }
}
