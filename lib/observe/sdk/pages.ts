import type { Listed } from '../aws-reader';

/** A page of a list, and the token of the next page. */
export interface Page<Item> {
  /** The items of the page. */
  readonly items: readonly Item[];
  /** The token of the next page; `undefined` if this is the last page. */
  readonly next: string | undefined;
}

/**
 * Reads the pages of a list, one after the other.
 *
 * @param maximumPages - The maximum number of pages. The list is not complete if there are more.
 * @param read - Reads a page. Returns `undefined` if the list does not exist.
 * @param isEnough - Whether no item after this one is needed.
 */
export async function readPages<Item>(
  maximumPages: number,
  read: (token: string | undefined) => Promise<Page<Item> | undefined>,
  isEnough: (item: Item) => boolean = () => false,
): Promise<Listed<Item> | undefined> {
  const items: Item[] = [];
  let token: string | undefined;
  for (let page = 0; page < maximumPages; page += 1) {
    const found = await read(token);
    if (found === undefined) return undefined;
    const end = found.items.findIndex(isEnough);
    items.push(...(end === -1 ? found.items : found.items.slice(0, end)));
    if (end !== -1 || found.next === undefined) return { items, isComplete: true };
    token = found.next;
  }
  return { items, isComplete: false };
}

/** Divides items into groups of at most `size`. */
export function groupsOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
