import { asRecord } from '../../__tests__/support/stack-json';
import { ServiceModel } from './service-models';
import type { ApiCall } from './emulator';

/** Services whose calls are held against their models, by the name in a credential. The others are only looked things up in. */
const models: ReadonlyMap<string, string> = new Map([
  ['application-autoscaling', 'application-autoscaling'],
  ['dynamodb', 'dynamodb'],
  ['ecs', 'ecs'],
  ['events', 'events'],
  ['iam', 'iam'],
  ['logs', 'logs'],
  ['monitoring', 'cloudwatch'],
  ['scheduler', 'scheduler'],
  ['sqs', 'sqs'],
  ['states', 'stepfunctions'],
]);

/** What the models of the services say against the calls: `events PutRule Name: …`, nothing when AWS takes them. */
export function callsAgainstModels(calls: readonly ApiCall[]): {
  readonly checked: number;
  readonly violations: readonly string[];
} {
  const violations: string[] = [];
  let checked = 0;
  for (const { service, operation, input } of calls) {
    const name = models.get(service);
    if (name === undefined) continue;
    const model = ServiceModel.of(name);
    const [operationName, given] = readCall(model, service, operation, input);
    checked += 1;
    for (const violation of model.violations(model.input(operationName), given, ''))
      violations.push(`${service} ${operationName} ${violation}`);
  }
  return { checked, violations };
}

function readCall(
  model: ServiceModel,
  service: string,
  operation: string,
  input: ApiCall['input'],
): readonly [operation: string, given: ApiCall['input']] {
  if (service === 'iam' || service === 'monitoring') {
    const own = Object.entries(input).filter(([name]) => name !== 'Action' && name !== 'Version');
    return [operation, unflatten(own)];
  }
  if (service !== 'scheduler') return [operation, input];
  const [method = '', path = ''] = operation.split(' ');
  const found = model.operationAt(method, path);
  if (found === undefined) throw new Error(`no operation of ${service}: ${operation}`);
  const inQuery = Object.entries(input).map(([name, value]) => [renamed.get(name) ?? name, value]);
  return [found.name, { ...Object.fromEntries(inQuery), ...found.inPath }];
}

/** Parameters that are called otherwise in a query. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['groupName', 'GroupName'],
  ['clientToken', 'ClientToken'],
]);

/** A form as it is meant: `Tags.member.1.Key` is a field of the first item of a list. */
function unflatten(entries: readonly (readonly [string, unknown])[]): ApiCall['input'] {
  const inner = new Map<string, (readonly [string, unknown])[]>();
  const flat: (readonly [string, unknown])[] = [];
  for (const [path, value] of entries) {
    const [name = '', ...below] = path.split('.');
    if (below.length === 0) flat.push([name, value]);
    else inner.set(name, [...(inner.get(name) ?? []), [below.join('.'), value]]);
  }
  const nested = [...inner].map(([name, below]) => {
    const { member, ...fields } = unflatten(below);
    return [name, member === undefined ? fields : Object.values(asRecord(member))] as const;
  });
  return Object.fromEntries([...flat, ...nested]);
}
