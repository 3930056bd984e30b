import type { z } from 'zod';
import { fieldsOfArn } from '../../aws/arns';
import { partitionOf } from '../../aws/regions';
import type { EnvConfig } from '../../config/env-config';
import { service } from '../../config/schema/service';
import { accountId } from '../../config/schema/values';
import { DeferredInput, inputNames, type Input, type InputName, type Inputs } from './inputs';

/** The rules of each input: those of the field of env-config that the input replaces. */
const schemas: Readonly<Record<InputName, z.ZodType>> = {
  accountId,
  clusterName: service.shape.cluster_name,
  executionRoleArn: service.shape.execution_role_arn,
  securityGroupIds: service.shape.security_group_ids,
  subnetIds: service.shape.subnet_ids,
  taskDefinitionFamily: service.shape.task_definition_family,
  taskRoleArn: service.shape.task_role_arn,
  vpcId: service.shape.vpc_id,
};

/**
 * Returns the problems of the inputs, each as a sentence. Only plain texts are checked. Terraform and AWS check the values
 * that are not known yet.
 */
export function inputProblems(config: EnvConfig, inputs: Inputs): readonly string[] {
  const problems = inputNames.flatMap((name) => {
    const input = inputs[name];
    return input === undefined ? [] : formProblems(name, input);
  });
  return problems.length > 0 ? problems : accountProblems(config, inputs);
}

function formProblems(name: InputName, input: Input): readonly string[] {
  if (!(input instanceof DeferredInput)) return messagesOf(name, input, (index) => index);
  return [...input.knownItems].flatMap(([position, text]) => messagesOf(name, [text], () => position));
}

function messagesOf(
  name: InputName,
  value: string | readonly string[],
  positionOf: (index: number) => number,
): readonly string[] {
  const { error } = schemas[name].safeParse(value);
  return (error?.issues ?? []).map(({ path: [index], message }) => {
    const [place, found] =
      typeof index === 'number' ? [`${name}[${positionOf(index)}]`, value[index]] : [name, value];
    return `inputs.${place} is ${JSON.stringify(found)}: ${message}`;
  });
}

/** Compares the account and the partition of each input with those of the environment, if they are known. */
function accountProblems(
  { region, accountId: ofConfig, knownAccountId }: EnvConfig,
  inputs: Inputs,
): readonly string[] {
  const { accountId: passed } = inputs;
  if (typeof passed === 'string' && ofConfig !== undefined && passed !== ofConfig)
    return [
      `inputs.accountId is ${JSON.stringify(passed)}, and account_id of env-config is ${JSON.stringify(ofConfig)}; pass the same account, or remove the input`,
    ];
  const account = typeof passed === 'string' ? passed : knownAccountId;
  return (['executionRoleArn', 'taskRoleArn'] as const).flatMap((name) => {
    const role = inputs[name];
    if (typeof role !== 'string') return [];
    const found = fieldsOfArn(role);
    if (account !== undefined && found.accountId !== account)
      return [
        `inputs.${name} is a role of the account ${found.accountId}, and the jobs are in the account ${account}; pass a role of that account`,
      ];
    return found.partition === partitionOf(region)
      ? []
      : [
          `inputs.${name} is in the partition ${found.partition}, and the region ${region} is in ${partitionOf(region)}; pass a role of that partition`,
        ];
  });
}
