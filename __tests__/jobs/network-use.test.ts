import { describe, expect, test } from '@jest/globals';
import type { ServiceConfig } from '../../lib/config/env-config';
import { networkUse, type PassedNetwork } from '../../lib/jobs/network-use';

const ids = { by: 'ids', ids: ['a', 'b'] } as const;
const oneId = { by: 'ids', ids: ['a'] } as const;
const tags = { by: 'tags', tags: { tier: 'private' } } as const;
const names = { by: 'names', names: ['app'] } as const;
const vpcId = { by: 'id', id: 'vpc-1' } as const;
const nothing: PassedNetwork = { subnets: false, securityGroups: false, vpc: false };

type Network = Pick<ServiceConfig, 'vpc' | 'subnets' | 'securityGroups'>;

/** Lists the looked-up parts in upper case, the compared parts in lower case, and the VPC. */
function read(network: Network, passed: Partial<PassedNetwork> = {}): string {
  const { lookups, checks, vpc } = networkUse(network, { ...nothing, ...passed });
  return [
    ...(lookups.subnets ? ['SUBNETS'] : []),
    ...(lookups.securityGroups ? ['GROUPS'] : []),
    ...(checks.subnets ? ['subnets'] : []),
    ...(checks.securityGroups ? ['groups'] : []),
    vpc,
  ].join(' ');
}

describe('what Terraform reads of the network', () => {
  test.each<readonly [string, Network, Partial<PassedNetwork>, string]>([
    ['nothing, for IDs only', { vpc: undefined, subnets: ids, securityGroups: ids }, {}, 'unknown'],
    [
      'and compares IDs with a VPC',
      { vpc: vpcId, subnets: ids, securityGroups: ids },
      {},
      'subnets groups configured',
    ],
    [
      'only in the VPC, for lookups',
      { vpc: vpcId, subnets: tags, securityGroups: names },
      {},
      'SUBNETS GROUPS configured',
    ],
    [
      'the VPC of a subnet',
      { vpc: undefined, subnets: tags, securityGroups: names },
      {},
      'SUBNETS GROUPS subnets of-first-subnet',
    ],
    [
      'IDs too, if groups are looked up',
      { vpc: undefined, subnets: ids, securityGroups: names },
      {},
      'GROUPS subnets of-first-subnet',
    ],
    [
      'IDs too, if subnets are looked up',
      { vpc: undefined, subnets: tags, securityGroups: ids },
      {},
      'SUBNETS subnets groups of-first-subnet',
    ],
    [
      'one subnet only once',
      { vpc: undefined, subnets: oneId, securityGroups: names },
      {},
      'GROUPS of-first-subnet',
    ],
    [
      'one subnet, to compare it with a VPC',
      { vpc: vpcId, subnets: oneId, securityGroups: names },
      {},
      'GROUPS subnets configured',
    ],
    [
      'nothing that a stack passes',
      { vpc: vpcId, subnets: tags, securityGroups: names },
      { subnets: true, securityGroups: true },
      'unknown',
    ],
    [
      'in the VPC that a stack passes',
      { vpc: undefined, subnets: tags, securityGroups: ids },
      { vpc: true },
      'SUBNETS groups configured',
    ],
    [
      'no VPC of a subnet that a stack passes',
      { vpc: undefined, subnets: tags, securityGroups: names },
      { subnets: true },
      'GROUPS unknown',
    ],
  ])('%s', (_, network, passed, expected) => {
    expect(read(network, passed)).toBe(expected);
  });
});
