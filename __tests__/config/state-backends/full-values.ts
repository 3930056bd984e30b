import { z } from 'zod';
import { stateBackends, type StateBackendName } from '../../../lib/config/state-backends';

export type Value = Readonly<Record<string, unknown>>;

/** The required arguments of each backend. */
export const minimalValues: Readonly<Record<StateBackendName, Value>> = {
  local: {},
  azurerm: { storage_account_name: 'tfstate', container_name: 'tfstate', key: 'app.tfstate' },
  cloud: {},
  consul: { path: 'terraform/app' },
  cos: { bucket: 'tfstate-1250000000' },
  gcs: { bucket: 'tfstate' },
  http: {},
  kubernetes: { secret_suffix: 'app' },
  oss: { bucket: 'tfstate' },
  pg: {},
  remote: { organization: 'example', workspaces: { name: 'app' } },
  s3: { bucket: 'tfstate', key: 'app/terraform.tfstate', region: 'us-east-1' },
};

const { properties: backends = {} } = z.toJSONSchema(
  z.strictObject(
    Object.fromEntries(Object.entries(stateBackends).map(([name, { schema }]) => [name, schema])),
  ),
  { io: 'input', target: 'draft-7' },
);

/**
 * Values of a backend that together have each of its arguments, except secrets, and each of their examples. The examples
 * come from the schema. A value has as many of them as exclude each other in no rule.
 */
function fullValuesOf(name: StateBackendName): readonly Value[] {
  const { properties = {}, required = [] } = objectSchema(backends[name]);
  const examples = Object.entries(properties).flatMap(([key, property]) =>
    (objectSchema(property).examples ?? []).map((example) => [key, example] as const),
  );
  const base = Object.fromEntries(examples.filter(([key]) => required.includes(key)).toReversed());
  const values: Value[] = [base];
  for (const [key, example] of examples) {
    if (JSON.stringify(base[key]) === JSON.stringify(example)) continue;
    const fits = (value: Value) =>
      !Object.hasOwn(value, key) &&
      stateBackends[name].schema.safeParse({ ...value, [key]: example }).success;
    const index = values.findIndex(fits);
    // An example that is invalid by itself gets a value of its own, which a test of the values then reports.
    if (index < 0) values.push({ ...base, [key]: example });
    else values[index] = { ...values[index], [key]: example };
  }
  return values;
}

function objectSchema(
  schema: z.core.JSONSchema.BaseSchema | boolean | undefined,
): z.core.JSONSchema.BaseSchema {
  return typeof schema === 'object' ? schema : {};
}

export const fullValues: Readonly<Record<StateBackendName, readonly Value[]>> = {
  local: fullValuesOf('local'),
  azurerm: fullValuesOf('azurerm'),
  cloud: fullValuesOf('cloud'),
  consul: fullValuesOf('consul'),
  cos: fullValuesOf('cos'),
  gcs: fullValuesOf('gcs'),
  http: fullValuesOf('http'),
  kubernetes: fullValuesOf('kubernetes'),
  oss: fullValuesOf('oss'),
  pg: fullValuesOf('pg'),
  remote: fullValuesOf('remote'),
  s3: fullValuesOf('s3'),
};
