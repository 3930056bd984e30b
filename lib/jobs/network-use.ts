import type { ServiceConfig } from '../config/env-config';

/** A part of a task's network that consists of several resources. */
export type NetworkPart = 'subnets' | 'securityGroups';

/** The parts of the network that Terraform reads at plan. */
export interface NetworkUse {
  /** The parts that Terraform looks up. */
  readonly lookups: Readonly<Record<NetworkPart, boolean>>;
  /** The parts that Terraform compares with the VPC. A lookup in the configured VPC needs no comparison. */
  readonly checks: Readonly<Record<NetworkPart, boolean>>;
  /**
   * The VPC of the comparison:
   *
   * - `configured`: the VPC of the configuration
   * - `of-first-subnet`: the VPC of the first subnet; the other subnets and the security groups must be in it
   * - `unknown`: Terraform compares nothing
   */
  readonly vpc: 'configured' | 'of-first-subnet' | 'unknown';
}

/** The parts that a user's stack passes to the jobs. Terraform may know them only after it has created them. */
export type PassedNetwork = Readonly<Record<NetworkPart | 'vpc', boolean>>;

const nothingPassed: PassedNetwork = { subnets: false, securityGroups: false, vpc: false };

/**
 * Decides what Terraform reads. If the whole network is given by IDs, without a VPC, Terraform reads nothing. Otherwise
 * it checks that all subnets and security groups are in one VPC, because ECS would reject tasks with several VPCs.
 */
export function networkUse(
  { vpc, subnets, securityGroups }: Pick<ServiceConfig, 'vpc' | NetworkPart>,
  passed: PassedNetwork = nothingPassed,
): NetworkUse {
  const lookups = {
    subnets: subnets.by !== 'ids' && !passed.subnets,
    securityGroups: securityGroups.by !== 'ids' && !passed.securityGroups,
  };
  const isConfigured = vpc !== undefined || passed.vpc;
  const comparesWithSubnet = !isConfigured && !passed.subnets && (lookups.subnets || lookups.securityGroups);
  const hasOneSubnet = subnets.by === 'ids' && subnets.ids.length === 1;
  const checks = {
    // Lookups are limited to the configured VPC, so only IDs need a check.
    subnets: !passed.subnets && (isConfigured ? subnets.by === 'ids' : comparesWithSubnet && !hasOneSubnet),
    securityGroups:
      !passed.securityGroups && securityGroups.by === 'ids' && (isConfigured || comparesWithSubnet),
  };
  if (comparesWithSubnet) return { lookups, checks, vpc: 'of-first-subnet' };
  const isUsed = [lookups, checks].some((parts) => parts.subnets || parts.securityGroups);
  return { lookups, checks, vpc: isConfigured && isUsed ? 'configured' : 'unknown' };
}
