import type { Path, Problem } from './issues/issues';
import type { ConfigNode, MapNode } from './yaml/tree';

/** Characters that an argument of a process, a file of Terraform or an API of AWS can't contain, with the reasons. */
const unusable: readonly (readonly [characters: RegExp, reason: string])[] = [
  [/\0/u, 'no command, variable or name of a file can contain it'],
  // With the flag u, the pattern matches only a surrogate that is not part of a pair.
  [/[\ud800-\udfff]/u, 'it is half of a character, which UTF-8 can’t encode'],
  [/[\ufffe\uffff]/u, 'SQS and every API of AWS that uses XML reject it'],
];

/**
 * Finds texts and keys, in any field, that can't reach a task, AWS or Terraform unchanged.
 *
 * The search does not depend on the schema, so no field can be forgotten.
 */
export function findUnusableTexts(root: MapNode): readonly Problem[] {
  const problems: Problem[] = [];
  /** Nodes that were examined. All jobs share the nodes of job_defaults, so each node must be reported only once. */
  const visited = new Set<ConfigNode>();
  visit(root, []);
  return problems;

  function visit(node: ConfigNode, path: Path): void {
    if (visited.has(node)) return;
    visited.add(node);
    if (node.kind === 'scalar') {
      if (typeof node.value === 'string') examine(node.value, path, 'value');
      return;
    }
    if (node.kind === 'list') {
      node.items.forEach((item, index) => {
        visit(item, [...path, index]);
      });
      return;
    }
    for (const [key, { value }] of node.entries) {
      examine(key, [...path, key], 'key');
      visit(value, [...path, key]);
    }
  }

  function examine(text: string, path: Path, at: 'key' | 'value'): void {
    const what = at === 'key' ? 'the key' : 'the text';
    for (const [characters, reason] of unusable) {
      const character = characters.exec(text)?.[0];
      if (character === undefined) continue;
      const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      const message = `${what} contains the character U+${code}; ${reason}; remove it`;
      problems.push({ path, code: 'unusable-character', at, message });
    }
    if (text.normalize('NFC') !== text) {
      const message = `${what} has characters that Terraform replaces, such as a letter and its accent as two characters; write the text in the normal form NFC`;
      problems.push({ path, code: 'text-not-normalized', at, message });
    }
  }
}
