/**
 * What ECS takes of a task that is started.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */

/** Characters of all overrides of a task, as JSON. */
export const maximumOverridesCharacters = 8192;

/**
 * Subnets and security groups of a task.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
 */
export const networkLimits = { subnets: 16, securityGroups: 5 } as const;

/**
 * Seconds within which a task that ECS was told to stop is no more: Fargate kills it 120 seconds after the signal at the
 * latest, and the signal takes its time.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
 */
export const maximumTaskStopSeconds = 150;

/**
 * Seconds that Fargate gives a container between TERM and KILL.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const stopTimeoutSeconds = { minimum: 2, maximum: 120, default: 30 } as const;
