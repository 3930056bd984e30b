/**
 * The limits of a rolling deployment of an ECS service.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export interface DeploymentPercents {
  /** The minimum number of running tasks during a deployment, in percent of the desired count. */
  readonly minimumHealthyPercent: number;
  /** The maximum number of running tasks during a deployment, in percent of the desired count. */
  readonly maximumPercent: number;
}

/**
 * Returns the bounds of the number of running tasks during a deployment. ECS rounds the minimum up and the maximum down.
 *
 * @param desired - The desired count of the service.
 * @param percents - The percentages of the service.
 */
export function deploymentBounds(
  desired: number,
  percents: DeploymentPercents,
): { readonly minimum: number; readonly maximum: number } {
  const { minimumHealthyPercent, maximumPercent } = percents;
  return {
    minimum: Math.ceil((desired * minimumHealthyPercent) / 100),
    maximum: Math.floor((desired * maximumPercent) / 100),
  };
}

/**
 * Whether a deployment can stop an old task or start a new one.
 *
 * @param desired - The desired count of the service.
 * @param percents - The percentages of the service.
 */
export function canProgress(desired: number, percents: DeploymentPercents): boolean {
  const { minimum, maximum } = deploymentBounds(desired, percents);
  return minimum < desired || maximum > desired;
}
