/** The data sources that look up the network of the tasks, and check that it is in one VPC. */
import { networkLimits } from '../aws/ecs/limits';
import type { Network, ServiceConfig, Vpc } from '../config/env-config';
import { addressText, sharedAddress } from '../jobs/addresses';
import { networkUse, type NetworkPart } from '../jobs/network-use';
import { compare } from '../text/compare';
import { deferredList, Lookup, type DeferredString } from '../values/deferred-values';
import type { KnownValues } from './lookups';
import { describeResource, type Condition, type TerraformResource } from './resource';
import { attribute, expression, template, Template, TerraformMap, type Expression } from './terraform-values';

/**
 * The limit of each part of a task's network, its name in messages, and its names in Terraform.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
 */
const parts = {
  subnets: {
    maximum: networkLimits.subnets,
    what: 'subnets',
    idFilter: 'subnet-id',
    lookupName: 'subnet_ids',
    source: 'subnets',
    check: 'subnets_in_vpc',
  },
  securityGroups: {
    maximum: networkLimits.securityGroups,
    what: 'security groups',
    idFilter: 'group-id',
    lookupName: 'security_group_ids',
    source: 'security_groups',
    check: 'security_groups_in_vpc',
  },
} as const satisfies Record<NetworkPart, unknown>;

/** The ID of a VPC: plain, looked up, or an expression. */
type Id = DeferredString | Expression;

/** Describes the data sources of the network. Known values need no data source. */
export function networkSources(service: ServiceConfig, known: KnownValues): readonly TerraformResource[] {
  const { vpc } = service;
  const use = networkUse(service, {
    subnets: known.subnet_ids !== undefined,
    securityGroups: known.security_group_ids !== undefined,
    vpc: known.vpc_id !== undefined,
  });
  const vpcId = use.vpc === 'configured' ? (known.vpc_id ?? idOf(vpc)) : undefined;
  const vpcOfSubnet =
    use.vpc === 'of-first-subnet' ? attribute(addressText(sharedAddress('subnet')), 'vpc_id') : undefined;
  const vpcOfTasks = vpcId ?? vpcOfSubnet;
  const check = (part: NetworkPart): readonly TerraformResource[] =>
    use.checks[part] && vpcOfTasks !== undefined ? [vpcCheck(part, service[part], vpcOfTasks)] : [];
  return [
    ...(use.vpc === 'configured' && known.vpc_id === undefined && vpc?.by === 'tags'
      ? [vpcSource(vpc.tags)]
      : []),
    ...(use.lookups.subnets ? [lookup('subnets', service.subnets, vpcId, [])] : []),
    ...(use.lookups.securityGroups
      ? [
          lookup(
            'securityGroups',
            service.securityGroups,
            vpcId,
            vpcId === undefined ? groupsInOneVpc(service.securityGroups, vpcOfSubnet) : [],
          ),
        ]
      : []),
    ...(vpcOfSubnet === undefined ? [] : [firstSubnet(service.subnets)]),
    ...check('subnets'),
    ...check('securityGroups'),
  ];
}

const rule = 'A task must be in one VPC';
const fix = 'set service.vpc_id or service.vpc_tags, or select other subnets or security groups.';

function idOf(vpc: Vpc | undefined): Id | undefined {
  if (vpc === undefined) return undefined;
  return vpc.by === 'id' ? vpc.id : expression`one(${attribute(addressText(sharedAddress('vpc')), 'ids')})`;
}

function vpcSource(tags: Readonly<Record<string, string>>): TerraformResource {
  const count = expression`length(self.ids)`;
  return describeResource(
    sharedAddress('vpc'),
    ['lookups', 'vpc'],
    { tags: new TerraformMap(tags) },
    {
      lifecycle: {
        postcondition: [
          {
            condition: expression`length(self.ids) == 1`,
            errorMessage: template`${rule}, and Terraform found ${count} VPCs by ${describeTags(tags)}; change service.vpc_tags, or set service.vpc_id.`,
          },
        ],
      },
    },
  );
}

/** Looks up subnets or security groups, in the configured VPC if there is one. */
function lookup(
  part: NetworkPart,
  network: Network,
  vpcId: Id | undefined,
  conditions: readonly Condition[],
): TerraformResource {
  const { source } = parts[part];
  const filter = [
    ...(network.by === 'names' ? [{ name: 'group-name', values: network.names }] : []),
    ...(vpcId === undefined ? [] : [{ name: 'vpc-id', values: [vpcId] }]),
  ];
  return describeResource(
    sharedAddress(source),
    ['lookups', source],
    {
      ...(network.by === 'tags' ? { tags: new TerraformMap(network.tags) } : {}),
      ...(filter.length === 0 ? {} : { filter }),
    },
    // A data source that finds no subnet succeeds, and then no job can start. So a condition checks the number.
    { lifecycle: { postcondition: [countWithin(part, network, vpcId), ...conditions] } },
  );
}

function countWithin(part: NetworkPart, network: Network, vpcId: Id | undefined): Condition {
  const { maximum, what } = parts[part];
  const count = expression`length(self.ids)`;
  const where = vpcId === undefined ? [] : [' in ', vpcId];
  return {
    condition: expression`length(self.ids) >= 1 && length(self.ids) <= ${maximum}`,
    errorMessage: new Template([
      `A task must have 1 to ${maximum} ${what}, and Terraform found `,
      count,
      ` by ${describeFilters(network)}`,
      ...where,
      `; select other ${what} in service.`,
    ]),
  };
}

/**
 * Returns the conditions that all security groups are in one VPC. Their data source returns the VPC of each group. A
 * separate condition checks the number of groups.
 */
function groupsInOneVpc(network: Network, vpcOfSubnet: Expression | undefined): readonly Condition[] {
  const vpcs = expression`join(", ", distinct(self.vpc_ids))`;
  const found = `but the security groups found by ${describeFilters(network)} are in `;
  return [
    {
      condition: expression`length(distinct(self.vpc_ids)) <= 1`,
      errorMessage: template`${rule}, ${found}${vpcs}; ${fix}`,
    },
    ...(vpcOfSubnet === undefined
      ? []
      : [
          {
            condition: expression`length(self.ids) == 0 || contains(self.vpc_ids, ${vpcOfSubnet})`,
            errorMessage: template`${rule}, ${found}${vpcs}, and a subnet in ${vpcOfSubnet}; ${fix}`,
          },
        ]),
  ];
}

/** Reads one subnet. The other subnets and the security groups must be in the VPC of this subnet. */
function firstSubnet(subnets: Network): TerraformResource {
  const [first = ''] = subnets.by === 'ids' ? subnets.ids : [];
  const id =
    subnets.by === 'ids' ? first : expression`${attribute(addressText(sharedAddress('subnets')), 'ids')}[0]`;
  return describeResource(sharedAddress('subnet'), ['lookups', 'subnet'], { id });
}

/**
 * Finds those of the task's subnets or security groups that are in the VPC. A postcondition requires that all of them
 * are.
 */
function vpcCheck(part: NetworkPart, network: Network, vpcId: Id): TerraformResource {
  const { what, idFilter, check, lookupName, source } = parts[part];
  const ids = network.by === 'ids' ? network.ids : deferredList([new Lookup(lookupName)]);
  const all = attribute(addressText(sharedAddress(source)), 'ids');
  const total = network.by === 'ids' ? network.ids.length : expression`length(${all})`;
  const inVpc = expression`length(self.ids)`;
  const found = network.by === 'ids' ? `(${network.ids.join(', ')})` : `found by ${describeFilters(network)}`;
  return describeResource(
    sharedAddress(check),
    ['lookups', check],
    {
      filter: [
        { name: idFilter, values: ids },
        { name: 'vpc-id', values: [vpcId] },
      ],
    },
    {
      lifecycle: {
        postcondition: [
          {
            condition: expression`length(self.ids) == ${total}`,
            errorMessage: template`${rule}, but ${inVpc} of ${total} ${what} ${found} are in ${vpcId}; ${fix}`,
          },
        ],
      },
    },
  );
}

function describeTags(tags: Readonly<Record<string, string>>): string {
  const byKey = Object.entries(tags).sort(([a], [b]) => compare(a, b));
  return `the tags ${JSON.stringify(Object.fromEntries(byKey))}`;
}

function describeFilters(network: Network): string {
  if (network.by === 'tags') return describeTags(network.tags);
  return network.by === 'names' ? `the names ${network.names.join(', ')}` : 'the IDs';
}
