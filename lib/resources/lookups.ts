import { addressText, jobAddress, sharedAddress } from '../jobs/addresses';
import { isVariableName, type Lookup, type LookupName, type VariableName } from '../values/deferred-values';
import { attribute, expression, Expression } from './terraform-values';

/** Expressions for values that need no data source. */
export type KnownValues = Readonly<Partial<Record<KnownValueName, Expression>>>;
/** The name of a value that a user's stack may pass instead of a lookup. */
export type KnownValueName = Exclude<LookupName, 'task_role_name'> | VariableName | 'vpc_id';

/** Returns the expression for a value that the configuration does not set. */
export function lookupExpression({ name, ofJob }: Lookup, known: KnownValues): Expression {
  if (isVariableName(name)) return known[name] ?? new Expression([`var.${name}`]);
  if (name === 'task_role_name') {
    const roleArn = known.task_role_arn ?? attribute(taskDefinitionAddress(ofJob), 'task_role_arn');
    return expression`reverse(split("/", ${roleArn}))[0]`;
  }
  const knownValue = ofJob === undefined ? known[name] : undefined;
  return knownValue ?? dataSourceAttribute(name, ofJob);
}

function dataSourceAttribute(
  name: Exclude<LookupName, 'task_role_name'>,
  ofJob: string | undefined,
): Expression {
  switch (name) {
    case 'account_id':
      return attribute(addressText(sharedAddress('account')), 'account_id');
    case 'subnet_ids':
      return attribute(addressText(sharedAddress('subnets')), 'ids');
    case 'security_group_ids':
      return attribute(addressText(sharedAddress('security_groups')), 'ids');
    case 'task_role_arn':
    case 'execution_role_arn':
      return attribute(taskDefinitionAddress(ofJob), name);
  }
}

/**
 * Returns the Terraform address of the data source for a task definition: the service's, or a worker's own source.
 *
 * @param workerName - The name of a worker that has its own source task definition; `undefined` for the service's task
 *   definition.
 */
export function taskDefinitionAddress(workerName: string | undefined): string {
  return addressText(
    workerName === undefined
      ? sharedAddress('service_task_definition')
      : jobAddress({ name: workerName }, 'source_task_definition'),
  );
}
