/** Writes Terraform's JSON of plain resources, without cdktf. The tests compare the JSON with that of cdktf. */
import { renderBlock, type ArgumentWriter } from './render-arguments';
import type { Condition, DynamicBlock, Lifecycle, TerraformResource } from './resource';
import type { TerraformText } from './terraform-text';
import type { Expression } from './terraform-values';

/** Blocks of Terraform's JSON, by type and name. */
type Blocks = Record<string, Record<string, unknown>>;

/** The `resource` and `data` blocks of a configuration. */
export interface ResourceBlocks {
  /** The resources, by type and name. */
  readonly resource: Readonly<Blocks>;
  /** The data sources, by type and name. */
  readonly data: Readonly<Blocks>;
}

/**
 * Returns resources and data sources as blocks of Terraform's JSON.
 *
 * @param text - The renderer of strings.
 * @param counts - The `count` of resources, by address. Resources that are not in the map have no `count`.
 */
export function writeBlocks(
  resources: readonly TerraformResource[],
  text: TerraformText,
  counts: ReadonlyMap<string, Expression> = new Map(),
): ResourceBlocks {
  const [resource, data]: [Blocks, Blocks] = [{}, {}];
  for (const plain of resources) {
    const isData = plain.type.startsWith('data.');
    const byName = ((isData ? data : resource)[plain.type.replace(/^data\./, '')] ??= {});
    const count = counts.get(plain.address);
    byName[plain.name] = {
      ...(count === undefined ? {} : { count: text.interpolation(count) }),
      ...writeResource(plain, text),
    };
  }
  return { resource, data };
}

function writeResource(plain: TerraformResource, text: TerraformText): Record<string, unknown> {
  const { dependsOn, lifecycle, dynamicBlocks } = plain;
  const writer = writerOf(text);
  return {
    ...renderBlock(plain.arguments, writer),
    ...(dependsOn.length === 0 ? {} : { depends_on: dependsOn }),
    ...(lifecycle === undefined ? {} : { lifecycle: writeLifecycle(lifecycle, text) }),
    ...(dynamicBlocks === undefined ? {} : { dynamic: writeDynamicBlocks(dynamicBlocks, text) }),
  };
}

function writerOf(text: TerraformText): ArgumentWriter {
  return {
    string: (value) => text.string(value),
    name: toSnakeCase,
    list: (list) => text.list(list),
    map: (map) => text.map(map),
  };
}

function writeLifecycle(lifecycle: Lifecycle, text: TerraformText): Record<string, unknown> {
  return present({
    ignore_changes: lifecycle.ignoreChanges,
    replace_triggered_by: lifecycle.replaceTriggeredBy,
    precondition: lifecycle.precondition?.map((condition) => writeCondition(condition, text)),
    postcondition: lifecycle.postcondition?.map((condition) => writeCondition(condition, text)),
  });
}

/** Returns a condition as a block of Terraform's JSON. */
export function writeCondition(
  { condition, errorMessage }: Condition,
  text: TerraformText,
): Record<string, unknown> {
  return { condition: text.interpolation(condition), error_message: text.string(errorMessage) };
}

function writeDynamicBlocks(
  blocks: Readonly<Record<string, DynamicBlock>>,
  text: TerraformText,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(blocks).map(([name, { forEach, content, dynamicBlocks }]) => [
      name,
      {
        for_each: text.interpolation(forEach),
        content: present({
          ...renderBlock(content, writerOf(text)),
          dynamic: dynamicBlocks === undefined ? undefined : writeDynamicBlocks(dynamicBlocks, text),
        }),
      },
    ]),
  );
}

function present(block: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(block).filter(([, value]) => value !== undefined));
}

/** The names of arguments that were converted. The bindings have a few hundred names. */
const snakeCaseNames = new Map<string, string>();

/** Returns the name of an argument in Terraform: `kmsKeyArn` → `kms_key_arn`. Names of Terraform stay as they are. */
export function toSnakeCase(name: string): string {
  const known = snakeCaseNames.get(name);
  if (known !== undefined) return known;
  const converted = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  snakeCaseNames.set(name, converted);
  return converted;
}
