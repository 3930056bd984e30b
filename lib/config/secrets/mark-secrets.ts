import { isSecretName } from '../../text/may-hold-secret';
import type { Path } from '../issues/issues';
import { schemaAt } from '../schema/json-schema';
import { isEmpty, type ConfigNode, type MapEntry, type MapNode, type ScalarNode } from '../yaml/tree';
import { hiddenText } from '../../text/hidden-text';
import { maximumReportedFields } from '../hints/unknown-fields';
import { hasSecretForm, isJobName, isPublicMistake, isSecretField } from './secret-fields';

/** A file whose secret values are marked. */
export interface MarkedFile {
  /** Map at the top of the file. Messages can't show its secret values. */
  readonly root: MapNode;
  /** Lines that have a secret value or its key. */
  readonly hiddenLines: ReadonlySet<number>;
}

/**
 * Marks the values that messages and code frames must not show: environment variables, commands, the state backend, and
 * values of names that the program does not know or that look like names of secrets. If an alias repeats such a value,
 * the value is also marked at its anchor.
 */
export function markSecrets(root: MapNode): MarkedFile {
  const finder = new SecretFinder();
  finder.visit(root, [], false);
  const { secrets, hiddenLines } = finder;
  return { root: secrets.size === 0 ? root : markedMap(root, secrets, new Map()), hiddenLines };
}

class SecretFinder {
  readonly secrets = new Set<ConfigNode>();
  readonly hiddenLines = new Set<number>();
  private readonly visited = { secret: new Set<ConfigNode>(), other: new Set<ConfigNode>() };

  visit(node: ConfigNode, path: Path, isInSecret: boolean): void {
    const isSecret = isInSecret || hasSecretForm(node, path);
    const visited = this.visited[isSecret ? 'secret' : 'other'];
    // Aliases can lead to the same node many times, and nested aliases multiply this number. One visit is enough.
    if (visited.has(node)) return;
    visited.add(node);
    if (isSecret) this.hide(node.position.line, node.lastLine);
    switch (node.kind) {
      case 'scalar':
        if (isSecret) this.secrets.add(node);
        return;
      case 'list':
        node.items.forEach((item, index) => {
          this.visit(item, [...path, index], isSecret);
        });
        return;
      case 'map': {
        const isSecretEntry = isSecret
          ? () => true
          : isJobName([...path, ''], path.length)
            ? () => false
            : secretEntriesOf(node, path);
        for (const [key, entry] of node.entries) {
          const isSecretValue = isSecretEntry(key, entry);
          if (isSecretValue) this.hide(entry.key.line, entry.key.line);
          this.visit(entry.value, [...path, key], isSecretValue);
        }
      }
    }
  }

  private hide(first: number, last: number): void {
    for (let line = first; line <= last; line += 1) this.hiddenLines.add(line);
  }
}

/** Returns a function that returns whether the value of an entry of a map is secret. */
function secretEntriesOf(node: MapNode, path: Path): (key: string, entry: MapEntry) => boolean {
  // The user may have written a list of maps instead of a map: `tags: [{ Key: team, Value: claims }]`.
  const schema =
    schemaAt(path) ?? (typeof path.at(-1) === 'number' ? schemaAt(path.slice(0, -1)) : undefined);
  const known = Object.keys(schema?.properties ?? {});
  // A secret field without a value can be a mistake of indentation: its entries are in the same column, and look like
  // other fields of this map.
  const hasEmptySecret = [...node.entries].some(([key, { value }]) => isSecretField(key) && isEmpty(value));
  const isNamed = [...node.entries].some(
    ([key, { value }]) =>
      /^(name|key)$/i.test(key) && value.kind === 'scalar' && isSecretName(String(value.value)),
  );
  // The search for the field that the user meant takes time for each unknown field, and only some of them are reported.
  const hasManyUnknown = node.entries.size - known.length > maximumReportedFields;
  return (key, { value }) => {
    if (isSecretField(key) || (isNamed && /^value$/i.test(key))) return true;
    const isOpen = schema !== undefined && schema.properties === undefined && schema.type !== 'array';
    if (isOpen || known.includes(key)) return false;
    if (hasEmptySecret || hasManyUnknown) return true;
    // If the value is a map, the names of its own entries decide which of them are secret.
    return value.kind !== 'map' && !isPublicMistake(path, key, value, known);
  };
}

type Marked = Map<ConfigNode, ConfigNode>;

function marked(node: ConfigNode, secrets: ReadonlySet<ConfigNode>, done: Marked): ConfigNode {
  const known = done.get(node);
  if (known !== undefined) return known;
  const result = markedNode(node, secrets, done);
  done.set(node, result);
  return result;
}

function markedNode(node: ConfigNode, secrets: ReadonlySet<ConfigNode>, done: Marked): ConfigNode {
  switch (node.kind) {
    case 'scalar':
      return secrets.has(node) ? markedScalar(node) : node;
    case 'list':
      return { ...node, items: node.items.map((item) => marked(item, secrets, done)) };
    case 'map':
      return markedMap(node, secrets, done);
  }
}

function markedMap(node: MapNode, secrets: ReadonlySet<ConfigNode>, done: Marked): MapNode {
  const entries = new Map<string, MapEntry>();
  for (const [key, entry] of node.entries)
    entries.set(key, { ...entry, value: marked(entry.value, secrets, done) });
  return { ...node, entries };
}

/**
 * Marks a value, and hides its source text. `null` and a missing value stay as they are: they are not secrets, and only
 * their source text shows which of the two the file has.
 */
function markedScalar(node: ScalarNode): ScalarNode {
  return node.value === null ? node : { ...node, source: hiddenText, isSecret: true };
}
