/** The values that a user's stack passes to the jobs of an environment. */
import type { KnownValueName } from '../lookups';
import type { Expression } from '../terraform-values';

/** The names of the inputs. */
export const inputNames = [
  'accountId',
  'clusterName',
  'executionRoleArn',
  'securityGroupIds',
  'subnetIds',
  'taskDefinitionFamily',
  'taskRoleArn',
  'vpcId',
] as const;

/** The name of an input. */
export type InputName = (typeof inputNames)[number];

/** The name of the looked-up value that each input replaces. */
export const valueOfInput: Readonly<Record<InputName, KnownValueName>> = {
  accountId: 'account_id',
  clusterName: 'cluster_name',
  executionRoleArn: 'execution_role_arn',
  securityGroupIds: 'security_group_ids',
  subnetIds: 'subnet_ids',
  taskDefinitionFamily: 'task_definition_family',
  taskRoleArn: 'task_role_arn',
  vpcId: 'vpc_id',
};

/** An input that Terraform evaluates, such as an attribute of a resource. */
export class DeferredInput {
  /**
   * Creates an input.
   *
   * @param expression - The value in Terraform's language.
   * @param knownItems - The items of a list that are plain text, by index.
   */
  constructor(
    readonly expression: Expression,
    readonly knownItems: ReadonlyMap<number, string> = new Map(),
  ) {}
}

/** The value of an input: plain text, a list of plain texts, or a value that Terraform evaluates. */
export type Input = string | readonly string[] | DeferredInput;

/** The inputs that a stack passes. */
export type Inputs = Readonly<Partial<Record<InputName, Input>>>;
