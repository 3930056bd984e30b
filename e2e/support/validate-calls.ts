import { asRecord } from '../../__tests__/support/stack-json';
import { ServiceModel } from './service-models';
import type { ApiCall } from './emulator';

/** Service models by the name in the credential scope. Terraform only reads from the services without one here. */
const models: ReadonlyMap<string, string> = new Map([
  ['application-autoscaling', 'application-autoscaling'],
  ['dynamodb', 'dynamodb'],
  ['ecs', 'ecs'],
  ['events', 'events'],
  ['iam', 'iam'],
  ['logs', 'logs'],
  ['monitoring', 'cloudwatch'],
  ['scheduler', 'scheduler'],
  ['sns', 'sns'],
  ['sqs', 'sqs'],
  ['states', 'stepfunctions'],
]);

/**
 * Validates calls with the service models.
 *
 * @returns The number of validated calls, and the violations, such as `events PutRule Name: …`.
 */
export function validateCalls(calls: readonly ApiCall[]): {
  readonly checked: number;
  readonly violations: readonly string[];
} {
  const violations: string[] = [];
  let checked = 0;
  for (const { service, operation, input } of calls) {
    const name = models.get(service);
    if (name === undefined) continue;
    const model = ServiceModel.fromService(name);
    const [operationName, parameters] = readCall(model, service, operation, input);
    checked += 1;
    for (const violation of model.violations(model.inputShape(operationName), parameters, ''))
      violations.push(`${service} ${operationName} ${violation}`);
  }
  return { checked, violations };
}

/** Returns the operation's name and its input as the service model has them. */
function readCall(
  model: ServiceModel,
  service: string,
  operation: string,
  input: ApiCall['input'],
): readonly [operation: string, parameters: ApiCall['input']] {
  if (service === 'iam' || service === 'monitoring' || service === 'sns') {
    const parameters = Object.entries(input).filter(([name]) => name !== 'Action' && name !== 'Version');
    return [operation, unflatten(parameters)];
  }
  if (service !== 'scheduler') return [operation, input];
  const [method = '', path = ''] = operation.split(' ');
  const found = model.operationAt(method, path);
  if (found === undefined) throw new Error(`${service} has no operation ${operation}`);
  const inQuery = Object.entries(input).map(([name, value]) => [renamed.get(name) ?? name, value]);
  return [found.name, { ...Object.fromEntries(inQuery), ...found.inPath }];
}

/** Parameters that have another name in a query string. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['groupName', 'GroupName'],
  ['clientToken', 'ClientToken'],
]);

/**
 * Decodes the query protocol: `Tags.member.1.Key` is the field Key of the first item of the list Tags, and
 * `Attributes.entry.1.key` is the first key of the map Attributes.
 */
function unflatten(entries: readonly (readonly [string, unknown])[]): ApiCall['input'] {
  const inner = new Map<string, (readonly [string, unknown])[]>();
  const flat: (readonly [string, unknown])[] = [];
  for (const [path, value] of entries) {
    const [name = '', ...below] = path.split('.');
    if (below.length === 0) flat.push([name, value]);
    else inner.set(name, [...(inner.get(name) ?? []), [below.join('.'), value]]);
  }
  const nested = [...inner].map(([name, below]) => {
    const { member, entry, ...fields } = unflatten(below);
    if (entry !== undefined) {
      const pairs = Object.values(asRecord(entry)).map(asRecord);
      return [name, Object.fromEntries(pairs.map(({ key, value }) => [String(key), value]))] as const;
    }
    return [name, member === undefined ? fields : Object.values(asRecord(member))] as const;
  });
  return Object.fromEntries([...flat, ...nested]);
}
