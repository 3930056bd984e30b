import type { Path } from '../issues/issues';
import { nodeAt, type MapNode } from '../yaml/tree';
import { hiddenText } from '../../text/hidden-text';

/** Minimum length of a value to replace. A shorter value, such as `is`, would also be found in many words of a message. */
const minimumCharacters = 4;
/** Values that are not replaced, because many messages contain these words. */
const words: ReadonlySet<string> = new Set(['true', 'false', 'null', 'text', 'list', 'must', 'number']);

/**
 * Replaces the secret value at a path in a message by `…`. Messages of rules should not contain this value. This
 * function is the safety net for all rules, including future ones.
 *
 * @param tree - Configuration whose secret values are marked.
 * @param path - The path of the issue.
 */
export function redactSecrets(message: string, tree: MapNode, path: Path): string {
  const node = nodeAt(tree, path);
  if (node?.kind !== 'scalar' || !node.isSecret || typeof node.value === 'boolean') return message;
  const value = String(node.value);
  // The name of a placeholder, such as <object_key> or <$.detail.id>, is not a secret.
  if (/^<([\w.-]+|\$[.[][^<>]*)>$/.test(value)) return message;
  const forms = [value, JSON.stringify(value).slice(1, -1), value.trim()];
  return forms
    .filter((form) => form.length >= minimumCharacters && !words.has(form))
    .reduce((text, form) => text.replaceAll(form, hiddenText), message);
}
