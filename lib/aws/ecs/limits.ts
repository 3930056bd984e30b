/**
 * Limits of ECS tasks.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */

/** The maximum length of the overrides of a task, as JSON. */
export const maximumOverridesCharacters = 8192;

/**
 * The maximum size of a task definition: 64 KiB. UNVERIFIED: older pages of AWS state 32 KiB.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/ecs-service.html
 */
export const maximumTaskDefinitionBytes = 65_536;

/**
 * The maximum number of subnets and of security groups of a task.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
 */
export const networkLimits = { subnets: 16, securityGroups: 5 } as const;

/**
 * The maximum time from a call of StopTask until the task has stopped. Fargate sends SIGTERM after a delay, and kills the
 * task at most 120 seconds later.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
 */
export const maximumTaskStopSeconds = 150;

/**
 * The time between SIGTERM and SIGKILL that Fargate gives a container.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const stopTimeoutSeconds = { minimum: 2, maximum: 120, default: 30 } as const;

/**
 * The number of characters of `startedBy` that ECS always keeps. It was the maximum in the past. UNVERIFIED: whether
 * ECS still cuts a longer value that EventBridge sets.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export const keptStartedByCharacters = 36;

/**
 * The default quota of tasks in a service.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
 */
export const maximumServiceTasks = 5000;

/**
 * The default quota of services in a cluster.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
 */
export const defaultServicesPerCluster = 5000;

/**
 * The maximum number of containers of a task: 10 in the task definition, and the containers that AWS adds.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
 */
export const maximumTaskContainers = 12;
