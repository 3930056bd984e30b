/** The region of an environment. */
import {
  isPlanList,
  isPlanObject,
  type PlannedEnvironment,
  type PlanObject,
} from '../../../review/planned-environment';

/** Matches an ARN with a region. The ARNs of IAM have none. */
const arnWithRegion = /^arn:[a-z-]+:[a-z0-9-]+:([a-z]{2}(?:-[a-z]+)+-\d+):/;

/** The arguments that have an ARN of the region, in our resources. */
const namesOfArns = ['arn', 'cluster', 'policy_arn', 'kms_key_arn', 'state_machine_arn'] as const;

/** Returns the region that an ARN of the resources has; `undefined` if no ARN has it. */
export function regionOf({ changes }: PlannedEnvironment): string | undefined {
  for (const { before, after } of changes)
    for (const side of [after, before]) {
      const region = side === undefined ? undefined : regionIn(side);
      if (region !== undefined) return region;
    }
  return undefined;
}

function regionIn(block: PlanObject): string | undefined {
  for (const name of namesOfArns) {
    const region = regionOfArn(block[name]);
    if (region !== undefined) return region;
  }
  for (const name of ['target', 'logging_configuration'] as const) {
    const nested = block[name];
    const first = isPlanList(nested) ? nested[0] : undefined;
    for (const value of isPlanObject(first) ? Object.values(first) : []) {
      const region = regionOfArn(value);
      if (region !== undefined) return region;
    }
  }
  return undefined;
}

function regionOfArn(value: unknown): string | undefined {
  return typeof value === 'string' ? arnWithRegion.exec(value)?.[1] : undefined;
}
