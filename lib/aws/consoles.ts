import { deferredString, type DeferredString } from '../values/deferred-values';
import type { Location } from './arns';
import type { Partition } from './regions';

/**
 * The domain of the AWS console in each partition; `undefined` if the address is not known.
 *
 * @see https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-console.html
 * @see https://docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-Beijing.html
 */
const consoleDomains: Readonly<Record<Partition, string | undefined>> = {
  aws: 'console.aws.amazon.com',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-eusc': undefined,
  'aws-iso': undefined,
  'aws-iso-b': undefined,
  'aws-iso-e': undefined,
  'aws-iso-f': undefined,
};

/**
 * Returns the address of an execution's page in the AWS console, without the ARN of the execution at its end;
 * `undefined` if the address of the console is not known.
 */
export function executionPage({
  partition,
  region,
}: Pick<Location, 'partition' | 'region'>): string | undefined {
  const domain = consoleDomains[partition];
  return domain === undefined
    ? undefined
    : `https://${domain}/states/home?region=${region}#/v2/executions/details/`;
}

/** Returns the address of a task's page in the AWS console; `undefined` if the address of the console is not known. */
export function taskPage(
  { partition, region }: Pick<Location, 'partition' | 'region'>,
  clusterName: string,
  taskArn: string,
): string | undefined {
  const domain = consoleDomains[partition];
  const id = taskArn.split('/').at(-1) ?? '';
  return domain === undefined
    ? undefined
    : `https://${domain}/ecs/v2/clusters/${clusterName}/tasks/${id}?region=${region}`;
}

/**
 * Returns the address of a state machine's page in the AWS console, which lists its executions; `undefined` if the
 * address of the console is not known.
 */
export function stateMachinePage(
  { partition, region }: Pick<Location, 'partition' | 'region'>,
  stateMachineArn: DeferredString,
): DeferredString | undefined {
  const domain = consoleDomains[partition];
  return domain === undefined
    ? undefined
    : deferredString`https://${domain}/states/home?region=${region}#/statemachines/view/${stateMachineArn}`;
}

/**
 * Returns the address of the page in the AWS console that lists the services of a cluster; `undefined` if the address of the
 * console is not known.
 */
export function clusterPage(
  { partition, region }: Pick<Location, 'partition' | 'region'>,
  clusterName: string,
): string | undefined {
  const domain = consoleDomains[partition];
  return domain === undefined
    ? undefined
    : `https://${domain}/ecs/v2/clusters/${clusterName}/services?region=${region}`;
}
