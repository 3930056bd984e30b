import {
  scalingByBacklog,
  type ScheduledAction,
  type ServiceScaling,
} from '../../../../lib/aws/scaling/scaling';

interface Wished {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly backlogPerTask?: number;
  readonly isProtected?: boolean;
  readonly scheduledActions?: readonly ScheduledAction[];
}

/** The generated scaling of a service. */
export function scalingOf(wished: Wished = {}): ServiceScaling {
  return scalingByBacklog({
    clusterName: 'cluster',
    serviceName: 'app-worker',
    queueName: 'app-worker',
    minimumCapacity: wished.minimum ?? 0,
    maximumCapacity: wished.maximum ?? 10,
    scheduledActions: wished.scheduledActions ?? [],
    backlogPerTask: wished.backlogPerTask ?? 10,
    isProtected: wished.isProtected ?? false,
  });
}
