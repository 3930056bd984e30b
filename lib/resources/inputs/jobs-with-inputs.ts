import type { EnvConfig, Network, ServiceConfig } from '../../config/env-config';
import { buildEnvironmentJobs, type EnvironmentJobs } from '../../jobs/environment';
import { deferredString, Lookup, type DeferredString, type VariableName } from '../../values/deferred-values';
import type { KnownValues } from '../lookups';
import { DeferredInput, inputNames, valueOfInput, type Input, type Inputs } from './inputs';

/** Jobs that use inputs, and the expressions of the inputs that Terraform evaluates. */
export interface JobsWithInputs {
  /** The jobs. */
  readonly environment: EnvironmentJobs;
  /** The expressions of these inputs, by the name of the value that the input replaces. */
  readonly known: KnownValues;
}

/**
 * Builds the jobs of an environment again, with inputs in place of values of env-config. A plain text is used as if
 * env-config had it.
 */
export function jobsWithInputs(environment: EnvironmentJobs, inputs: Inputs): JobsWithInputs {
  if (inputNames.every((name) => inputs[name] === undefined)) return { environment, known: {} };
  const { config } = environment;
  const accountId = config.accountId ?? textOf(inputs.accountId);
  const replaced: EnvConfig = {
    ...config,
    accountId,
    knownAccountId: config.knownAccountId ?? accountId,
    service: serviceWith(config.service, inputs),
  };
  return { environment: buildEnvironmentJobs(replaced), known: expressionsOf(inputs) };
}

function serviceWith(service: ServiceConfig, inputs: Inputs): ServiceConfig {
  const vpcId = textOf(inputs.vpcId);
  return {
    ...service,
    clusterName: nameOf(inputs.clusterName, 'cluster_name') ?? service.clusterName,
    taskDefinitionFamily:
      nameOf(inputs.taskDefinitionFamily, 'task_definition_family') ?? service.taskDefinitionFamily,
    vpc: vpcId === undefined ? service.vpc : { by: 'id', id: vpcId },
    subnets: networkOf(inputs.subnetIds) ?? service.subnets,
    securityGroups: networkOf(inputs.securityGroupIds) ?? service.securityGroups,
    taskRoleArn: inputs.taskRoleArn === undefined ? service.taskRoleArn : textOf(inputs.taskRoleArn),
    executionRoleArn:
      inputs.executionRoleArn === undefined ? service.executionRoleArn : textOf(inputs.executionRoleArn),
  };
}

function textOf(input: Input | undefined): string | undefined {
  return typeof input === 'string' ? input : undefined;
}

function nameOf(input: Input | undefined, name: VariableName): DeferredString | undefined {
  return input instanceof DeferredInput ? deferredString`${new Lookup(name)}` : textOf(input);
}

function networkOf(input: Input | undefined): Network | undefined {
  if (input === undefined || typeof input === 'string') return undefined;
  // Nothing reads the selector of a value that Terraform evaluates. The selector only shows that the IDs are not plain
  // text.
  return input instanceof DeferredInput ? { by: 'names', names: [] } : { by: 'ids', ids: input };
}

function expressionsOf(inputs: Inputs): KnownValues {
  return Object.fromEntries(
    inputNames.flatMap((name) => {
      const input = inputs[name];
      return input instanceof DeferredInput ? [[valueOfInput[name], input.expression]] : [];
    }),
  );
}
