import type { Launch, TaskNetwork } from '../jobs/run/ecs-task/task';

/** Returns the launch type, or the capacity provider, of a service or of an EventBridge target. */
export function launchArguments(launch: Launch) {
  return 'launchType' in launch
    ? { launchType: launch.launchType }
    : { capacityProviderStrategy: [{ capacityProvider: launch.capacityProvider, weight: 1 }] };
}

/** Returns the network configuration of the tasks of a service or of an EventBridge target. */
export function networkConfiguration({ subnets, securityGroups, assignPublicIp }: TaskNetwork) {
  return { subnets, securityGroups, assignPublicIp };
}
