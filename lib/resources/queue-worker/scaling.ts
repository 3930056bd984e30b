import type { ScalingRule, ScheduledAction } from '../../aws/scaling/scaling';
import type { QueueWorkerJob } from '../../jobs/queue-worker/queue-worker';
import { describeJobResource, type JobContext } from '../job-resource';
import type { Lifecycle, TerraformResource } from '../resource';
import { tagsOf } from '../tags';
import { TerraformMap } from '../terraform-values';

/** Application Auto Scaling's name of a service's desired count. */
const desiredCount = { serviceNamespace: 'ecs', scalableDimension: 'ecs:service:DesiredCount' };

/**
 * Describes the bounds of a worker's desired count, its scheduled actions, and its scaling policies. If Terraform
 * replaces the service, it also replaces the scalable target, the actions and the policies.
 */
export function scalingResources(
  { config, job }: JobContext<QueueWorkerJob>,
  serviceAddress: string,
): readonly TerraformResource[] {
  const { scaling } = job;
  const bounds = boundsResource(job);
  // AWS deletes a scalable target together with its service. Without this trigger, the plan of a replaced service keeps
  // the target, and nothing scales until the next apply. The ID changes only if Terraform replaces the service.
  const lifecycle: Lifecycle = {
    replaceTriggeredBy: [`${serviceAddress}.id`, ...(job.hasScheduledScaling ? [bounds.address] : [])],
  };
  const target = describeJobResource(
    job,
    { part: 'scalable_target', path: ['scaling', 'target'] },
    {
      ...desiredCount,
      resourceId: scaling.resourceId,
      minCapacity: scaling.minimumCapacity,
      maxCapacity: scaling.maximumCapacity,
      tags: tagsOf(config),
    },
    {
      dependsOn: [serviceAddress],
      lifecycle: job.hasScheduledScaling
        ? { ...lifecycle, ignoreChanges: ['min_capacity', 'max_capacity'] }
        : lifecycle,
    },
  );
  const options = { dependsOn: [target.address], lifecycle };
  return [
    bounds,
    target,
    ...scaling.rules.map((rule) => policyResource(job, rule, options)),
    ...scaling.scheduledActions.map((action) => scheduledActionResource(job, action, options)),
  ];
}

interface ScalingOptions {
  readonly dependsOn: readonly string[];
  readonly lifecycle: Lifecycle;
}

/**
 * Describes a resource that records the configured bounds. Scheduled actions change the bounds at AWS, and a plan must
 * not undo these changes. So Terraform ignores the bounds of the scalable target. If the configured bounds change,
 * Terraform replaces the target; AWS then deletes the policies and actions of the old target. The resource is created
 * even if there are no scheduled actions yet, because the creation of a resource does not trigger a replacement.
 */
function boundsResource(job: QueueWorkerJob) {
  const { minimumCapacity, maximumCapacity } = job.scaling;
  return describeJobResource(
    job,
    { part: 'bounds', path: ['scaling', 'bounds'] },
    { input: new TerraformMap({ min_capacity: minimumCapacity, max_capacity: maximumCapacity }) },
  );
}

function policyResource(job: QueueWorkerJob, { key, policy }: ScalingRule, options: ScalingOptions) {
  return describeJobResource(
    job,
    { part: 'scaling_policy', key, path: ['scaling', `${key}_policy`] },
    {
      ...desiredCount,
      name: policy.name,
      policyType: 'StepScaling',
      resourceId: job.scaling.resourceId,
      stepScalingPolicyConfiguration: {
        adjustmentType: 'ExactCapacity',
        cooldown: policy.cooldownSeconds,
        metricAggregationType: 'Maximum',
        stepAdjustment: policy.steps.map(({ lower, upper, capacity }) => ({
          metricIntervalLowerBound: lower === undefined ? undefined : String(lower),
          metricIntervalUpperBound: upper === undefined ? undefined : String(upper),
          scalingAdjustment: capacity,
        })),
      },
    },
    options,
  );
}

function scheduledActionResource(job: QueueWorkerJob, action: ScheduledAction, options: ScalingOptions) {
  const { key } = action;
  return describeJobResource(
    job,
    { part: 'scheduled_action', key, path: ['scaling', `scheduled_action_${key}`] },
    {
      ...desiredCount,
      name: action.name,
      resourceId: job.scaling.resourceId,
      schedule: action.expression,
      timezone: action.timezone,
      scalableTargetAction: {
        minCapacity: String(action.minimumCapacity),
        maxCapacity: String(action.maximumCapacity),
      },
    },
    options,
  );
}
