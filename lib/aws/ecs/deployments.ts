/**
 * Rolling deployments of ECS services.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export interface DeploymentPercents {
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

/** How many of the desired tasks run at least and at most during a deployment: ECS rounds up the one and down the other. */
export function deploymentBounds(
  desired: number,
  { minimumHealthyPercent, maximumPercent }: DeploymentPercents,
) {
  return {
    minimum: Math.ceil((desired * minimumHealthyPercent) / 100),
    maximum: Math.floor((desired * maximumPercent) / 100),
  };
}

/** Whether a deployment of so many tasks can stop an old one, or start a new one. */
export function canProgress(desired: number, percents: DeploymentPercents): boolean {
  const { minimum: least, maximum: most } = deploymentBounds(desired, percents);
  return least < desired || most > desired;
}
