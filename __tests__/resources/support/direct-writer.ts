/** Terraform's JSON of plain resources with the metadata of cdktf: the expected output of the constructs. */
import type { TerraformResource } from '../../../lib/resources/resource';
import { writeBlocks as writeWithoutMetadata } from '../../../lib/resources/terraform-json';
import { TerraformText } from '../../../lib/resources/terraform-text';
import { asList, at } from '../../support/stack-json';

/** The `resource` and `data` blocks, by type and name, and the `moved` blocks; a section without blocks is absent. */
export function writeBlocks(stackName: string, resources: readonly TerraformResource[]) {
  const { resource, data } = writeWithoutMetadata(resources, new TerraformText());
  for (const { type, name, path } of resources) {
    const blocks = type.startsWith('data.') ? data : resource;
    Object.assign(blocks[type.replace(/^data\./, '')]?.[name] ?? {}, {
      '//': { metadata: { path: [stackName, ...path].join('/'), uniqueId: name } },
    });
  }
  const moved = resources.flatMap(({ address: to, movedFrom: from }) =>
    from === undefined ? [] : [{ to, from }],
  );
  return Object.fromEntries(
    Object.entries({ resource, data, moved }).filter(([, blocks]) => Object.keys(blocks).length > 0),
  );
}

/** Returns the blocks as JSON. Sorts the `moved` blocks, whose order has no meaning. cdktf writes them in the order of its constructs. */
export function sorted(blocks: Readonly<Record<string, unknown>>): unknown {
  const { moved, ...rest } = blocks;
  const texts = asList(moved ?? []).map(
    (block) => `${String(at(block, 'from'))} → ${String(at(block, 'to'))}`,
  );
  return JSON.parse(JSON.stringify({ ...rest, moved: texts.sort() }));
}
