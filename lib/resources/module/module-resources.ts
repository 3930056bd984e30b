/** The resources, data sources and local values of a module. */
import type { EnvironmentJobs } from '../../jobs/environment';
import type { Network } from '../../config/env-config';
import { addressText, sharedAddress, type SharedPart } from '../../jobs/addresses';
import { workersOf } from '../../jobs/job';
import { dataSources } from '../data-sources';
import { describeEnvironment, type EnvironmentResources } from '../environment-resources';
import type { KnownValues } from '../lookups';
import { describeResource, type TerraformResource } from '../resource';
import {
  attribute,
  Expression,
  expression,
  listExpression,
  OrderedList,
  Quoted,
  template,
} from '../terraform-values';
import { moduleJobs } from './module-jobs';

/** The content of a module. */
export interface ModuleResources {
  /** The resources of the jobs and the outputs. */
  readonly resources: EnvironmentResources;
  /** The data sources. */
  readonly dataSources: readonly TerraformResource[];
  /**
   * The `count` of data sources, by address. Terraform reads such a data source only if the caller does not pass its
   * value.
   */
  readonly counts: ReadonlyMap<string, Expression>;
  /** The local values, by name. */
  readonly locals: Readonly<Record<string, Expression>>;
  /** The expressions that the resources contain in place of looked-up values. */
  readonly known: KnownValues;
}

const networkParts: readonly SharedPart[] = [
  'vpc',
  'subnets',
  'security_groups',
  'subnet',
  'subnets_in_vpc',
  'security_groups_in_vpc',
];

/** Describes the module of an environment. */
export function describeModule(environment: EnvironmentJobs): ModuleResources {
  const { jobs, config } = environment;
  if (jobs.length === 0)
    return {
      resources: describeEnvironment(environment),
      dataSources: [],
      counts: new Map(),
      locals: {},
      known: {},
    };
  const replaced = moduleJobs(environment);
  const resources = describeEnvironment(replaced, knownInModule);
  // The data sources look up the values that env-config does not set. If the caller
  // passes such a value, the `count` of its data source is 0.
  const { taskDefinitionFamily } = replaced.config.service;
  const lookups = dataSources(
    {
      config: { ...config, service: { ...config.service, taskDefinitionFamily } },
      jobs: replaced.jobs,
    },
    {},
    expression`var.roles != null`,
  );
  const counts = countsOf(environment, lookups);
  return {
    resources: { ...resources, dataSources: [] },
    dataSources: [...lookups.filter(({ address }) => address !== accountAddress), ...guards(environment)],
    counts,
    locals: localsOf(environment, lookups),
    known: knownInModule,
  };
}

const accountAddress = addressText(sharedAddress('account'));
const taskDefinitionAddress = addressText(sharedAddress('service_task_definition'));

/** The values that a module has as local values. */
const knownInModule: KnownValues = {
  subnet_ids: new OrderedList(['local.subnet_ids']),
  security_group_ids: new OrderedList(['local.security_group_ids']),
  task_role_arn: new Expression(['local.task_role_arn']),
  execution_role_arn: new Expression(['local.execution_role_arn']),
};

/**
 * Returns the data sources that compare the provider with env-config. The names and ARNs of the module contain the
 * region and, if it is set, the account. A stack needs no such data source: its provider has the region and the
 * account.
 */
function guards({ config: { accountId, region } }: EnvironmentJobs): readonly TerraformResource[] {
  const account = describeResource(
    sharedAddress('account'),
    ['lookups', 'account'],
    {},
    accountId === undefined
      ? {}
      : {
          lifecycle: {
            postcondition: [
              {
                condition: expression`self.account_id == ${new Quoted(accountId)}`,
                errorMessage: template`The credentials of the provider are for the account ${expression`self.account_id`}, and the module was generated for ${accountId}; pass another provider, or generate the module of the other environment.`,
              },
            ],
          },
        },
  );
  const ofProvider = describeResource(
    sharedAddress('region'),
    ['lookups', 'region'],
    {},
    {
      lifecycle: {
        postcondition: [
          {
            // "name" is deprecated in version 6 of the provider, and version 5 has no "region".
            condition: expression`self.id == ${new Quoted(region)}`,
            errorMessage: template`The provider has a region other than ${region}, for which the module was generated; pass a provider with this region.`,
          },
        ],
      },
    },
  );
  return [account, ofProvider];
}

function countsOf(
  { jobs }: EnvironmentJobs,
  lookups: readonly TerraformResource[],
): ReadonlyMap<string, Expression> {
  const isCopied = workersOf(jobs).some(({ taskDefinition }) => !taskDefinition.usesOwnSource);
  const network = new Set(networkParts.map((part) => addressText(sharedAddress(part))));
  const ifMissing = (name: string): Expression =>
    expression`${new Expression([`var.${name}`])} == null ? 1 : 0`;
  return new Map(
    lookups.flatMap(({ address }) => {
      if (network.has(address)) return [[address, ifMissing('network')] as const];
      // A worker copies the task definition, whether or not the roles are passed.
      return address === taskDefinitionAddress && !isCopied ? [[address, ifMissing('roles')] as const] : [];
    }),
  );
}

function localsOf(
  { config: { service } }: EnvironmentJobs,
  lookups: readonly TerraformResource[],
): Readonly<Record<string, Expression>> {
  const addresses = new Set(lookups.map(({ address }) => address));
  const lookedUp = (part: SharedPart, name: string): Expression => {
    const address = addressText(sharedAddress(part));
    return addresses.has(address) ? attribute(address, name) : new Expression(['null']);
  };
  const role = (arn: string | undefined, name: string): Expression =>
    passedOr('roles', name, arn === undefined ? lookedUp('service_task_definition', name) : quoted(arn));
  const ids = (network: Network, part: 'subnets' | 'security_groups', name: string): Expression =>
    passedOr(
      'network',
      name,
      network.by === 'ids'
        ? listExpression(network.ids.map((id) => new Quoted(id)))
        : sorted(lookedUp(part, 'ids')),
      sorted,
    );
  return {
    execution_role_arn: role(service.executionRoleArn, 'execution_role_arn'),
    security_group_ids: ids(service.securityGroups, 'security_groups', 'security_group_ids'),
    subnet_ids: ids(service.subnets, 'subnets', 'subnet_ids'),
    task_role_arn: role(service.taskRoleArn, 'task_role_arn'),
  };
}

/** Returns the attribute of a variable, or another value if the variable is `null`. */
function passedOr(
  variable: string,
  name: string,
  otherwise: Expression,
  change: (value: Expression) => Expression = (value) => value,
): Expression {
  const passed = change(new Expression([`var.${variable}.${name}`]));
  return expression`${new Expression([`var.${variable}`])} == null ? ${otherwise} : ${passed}`;
}

/** Sorts IDs, because AWS and callers return them in any order. */
function sorted(ids: Expression): Expression {
  return expression`sort(distinct(${ids}))`;
}

function quoted(text: string): Expression {
  return expression`${new Quoted(text)}`;
}
