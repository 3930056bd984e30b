import { asRecord, at } from '../stack-json';

const awsProvider = 'registry.terraform.io/hashicorp/aws';
const builtInProvider = 'terraform.io/builtin/terraform';

/**
 * Returns a Terraform state that contains the planned resources, as if the plan had been applied.
 *
 * @param changes The `change` of each resource in the plan, with its `mode`, by address.
 * @param schemas The output of `terraform providers schema -json`.
 */
export function stateOfPlan(
  changes: ReadonlyMap<unknown, Readonly<Record<string, unknown>>>,
  schemas: unknown,
  accountId: string,
): unknown {
  return {
    version: 4,
    terraform_version: '1.5.0',
    serial: 1,
    lineage: '00000000-0000-0000-0000-000000000000',
    outputs: {},
    resources: [...changes].flatMap(([address, { after, after_unknown: unknown, mode }]) => {
      if (mode !== 'managed') return [];
      const [type = '', name = ''] = String(address).split('.');
      const isBuiltIn = type === 'terraform_data';
      const provider = isBuiltIn ? builtInProvider : awsProvider;
      const version = isBuiltIn
        ? 0
        : at(schemas, 'provider_schemas', provider, 'resource_schemas', type, 'version');
      const arn = `arn:aws:service:us-east-1:${accountId}:${name}`;
      const attributes = {
        id: name,
        ...asRecord(after),
        ...emptyCollections(unknown, at(schemas, 'provider_schemas', provider, 'resource_schemas', type)),
        ...(isBuiltIn ? storedData(asRecord(after)['input']) : {}),
        ...(asRecord(unknown)['arn'] === true ? { arn } : {}),
      };
      return [
        {
          mode: 'managed',
          type,
          name,
          provider: `provider["${provider}"]`,
          instances: [{ schema_version: version, attributes }],
        },
      ];
    }),
  };
}

/** Returns the attributes of `terraform_data`. The state stores their type beside each value. */
function storedData(input: unknown): Readonly<Record<string, unknown>> {
  const type = ['object', Object.fromEntries(Object.keys(asRecord(input)).map((name) => [name, 'number']))];
  return { input: { value: input, type }, output: { value: input, type }, triggers_replace: null };
}

/** Returns an empty list, set or map for each of them that Terraform does not know before the resource exists. */
function emptyCollections(unknown: unknown, schema: unknown): Readonly<Record<string, unknown>> {
  const attributes = asRecord(at(schema, 'block', 'attributes') ?? {});
  return Object.fromEntries(
    Object.entries(asRecord(unknown)).flatMap(([name, mark]) => {
      const type = asRecord(attributes[name] ?? {})['type'];
      if (mark !== true || !Array.isArray(type)) return [];
      return [[name, type[0] === 'map' ? {} : []]];
    }),
  );
}
