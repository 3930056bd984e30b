/** Terraform's JSON of plain resources without cdktf: the expected output of the constructs. */
import { renderBlock, type ArgumentWriter } from '../../../lib/resources/render-arguments';
import type { Condition, DynamicBlock, TerraformResource } from '../../../lib/resources/resource';
import { TerraformText } from '../../../lib/resources/terraform-text';
import { asList, at } from '../../support/stack-json';

const text = new TerraformText();
const writer: ArgumentWriter = {
  string: (value) => text.string(value),
  name: toSnakeCase,
  list: (list) => text.list(list),
};

type Blocks = Record<string, Record<string, unknown>>;

/** The `resource` and `data` blocks, by type and name, and the `moved` blocks; a section without blocks is absent. */
export function writeBlocks(stackName: string, resources: readonly TerraformResource[]) {
  const [resource, data]: [Blocks, Blocks] = [{}, {}];
  for (const plain of resources) {
    const isData = plain.type.startsWith('data.');
    const byName = ((isData ? data : resource)[plain.type.replace(/^data\./, '')] ??= {});
    byName[plain.name] = writeBlock(stackName, plain);
  }
  const moved = resources.flatMap(({ address: to, movedFrom: from }) =>
    from === undefined ? [] : [{ to, from }],
  );
  return Object.fromEntries(
    Object.entries({ resource, data, moved }).filter(([, blocks]) => Object.keys(blocks).length > 0),
  );
}

function writeBlock(stackName: string, plain: TerraformResource): Record<string, unknown> {
  const { name, path, dependsOn, lifecycle, dynamicBlocks } = plain;
  return {
    '//': { metadata: { path: [stackName, ...path].join('/'), uniqueId: name } },
    ...renderBlock(plain.arguments, writer),
    ...(dependsOn.length === 0 ? {} : { depends_on: dependsOn }),
    ...(lifecycle === undefined
      ? {}
      : {
          lifecycle: present({
            ignore_changes: lifecycle.ignoreChanges,
            replace_triggered_by: lifecycle.replaceTriggeredBy,
            precondition: lifecycle.precondition?.map(writeCondition),
            postcondition: lifecycle.postcondition?.map(writeCondition),
          }),
        }),
    ...(dynamicBlocks === undefined ? {} : { dynamic: writeDynamicBlocks(dynamicBlocks) }),
  };
}

function writeCondition({ condition, errorMessage }: Condition) {
  return { condition: text.interpolation(condition), error_message: text.string(errorMessage) };
}

function writeDynamicBlocks(blocks: Readonly<Record<string, DynamicBlock>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(blocks).map(([name, { forEach, content, dynamicBlocks }]) => [
      name,
      {
        for_each: text.interpolation(forEach),
        content: present({
          ...renderBlock(content, writer),
          dynamic: dynamicBlocks === undefined ? undefined : writeDynamicBlocks(dynamicBlocks),
        }),
      },
    ]),
  );
}

function present(block: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(block).filter(([, value]) => value !== undefined));
}

/** `kmsKeyArn` → `kms_key_arn`; Terraform's own names stay. */
function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Returns the blocks as JSON. Sorts the `moved` blocks, whose order has no meaning. cdktf writes them in the order of its constructs. */
export function sorted(blocks: Readonly<Record<string, unknown>>): unknown {
  const { moved, ...rest } = blocks;
  const texts = asList(moved ?? []).map(
    (block) => `${String(at(block, 'from'))} → ${String(at(block, 'to'))}`,
  );
  return JSON.parse(JSON.stringify({ ...rest, moved: texts.sort() }));
}
