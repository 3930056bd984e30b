import { ServiceModel } from './service-models';
import type { ApiCall } from './emulator';

/** Services whose calls are held against their models, by the name in a credential. The others are only looked things up in. */
const models: ReadonlyMap<string, string> = new Map([
  ['dynamodb', 'dynamodb'],
  ['events', 'events'],
  ['iam', 'iam'],
  ['logs', 'logs'],
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
  if (service === 'iam') {
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

/** `Tags.member.1.Key` as a list of maps. */
function unflatten(entries: readonly (readonly [string, unknown])[]): ApiCall['input'] {
  const lists = new Map<string, Map<number, Record<string, unknown>>>();
  const flat: [string, unknown][] = [];
  for (const [name, value] of entries) {
    const [, list, index, field] = /^(\w+)\.member\.(\d+)\.(\w+)$/.exec(name) ?? [];
    if (list === undefined || field === undefined) {
      flat.push([name, value]);
      continue;
    }
    const items = lists.get(list) ?? new Map<number, Record<string, unknown>>();
    lists.set(list, items);
    items.set(Number(index), { ...items.get(Number(index)), [field]: value });
  }
  const listed = [...lists].map(([name, items]): [string, unknown] => [name, [...items.values()]]);
  return Object.fromEntries([...flat, ...listed]);
}
