import type { ConstructPath } from '../resource';

/** A construct: what it stands for, and its children. */
interface TreeNode<Item> {
  item: Item | undefined;
  readonly children: Record<string, TreeNode<Item>>;
}

/**
 * Returns items in the order in which cdktf visits their constructs: a construct before its children, and the children of a
 * construct in the order in which they were created.
 *
 * @param scopes - The paths of constructs that are created first.
 * @param items - The items, in the order in which their constructs are created.
 */
export function inTreeOrder<Item extends { readonly path: ConstructPath }>(
  scopes: readonly ConstructPath[],
  items: readonly Item[],
): readonly Item[] {
  const root: TreeNode<Item> = { item: undefined, children: {} };
  for (const path of scopes) nodeAt(root, path);
  for (const item of items) nodeAt(root, item.path).item = item;
  return visit(root);
}

function nodeAt<Item>(root: TreeNode<Item>, path: ConstructPath): TreeNode<Item> {
  return path.reduce<TreeNode<Item>>(
    // Constructs keep their children in an object too, so ids such as `10` come first, in numeric order.
    ({ children }, id) => (children[id] ??= { item: undefined, children: {} }),
    root,
  );
}

function visit<Item>({ item, children }: TreeNode<Item>): readonly Item[] {
  return [...(item === undefined ? [] : [item]), ...Object.values(children).flatMap(visit)];
}
