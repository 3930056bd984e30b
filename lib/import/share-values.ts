import {
  isImportedMap,
  importedField,
  importedMap,
  type ImportedEntry,
  type ImportedMap,
  type ImportedValue,
} from './origin';

/** Environments, divided into what all of them have and what each has alone. */
export interface SharedValues {
  /** Entries that are the same in every environment. */
  readonly defaults: ImportedMap;
  /** The other entries of each environment. */
  readonly environments: ReadonlyMap<string, ImportedMap>;
}

/**
 * Moves the entries that all environments share into the defaults. The merge of the defaults and an environment is again the
 * environment: an entry that one environment lacks stays out of the defaults, so that nothing must be removed with null.
 *
 * A single environment keeps all its entries. Otherwise its account and network would be the defaults of every later one.
 */
export function shareValues(environments: ReadonlyMap<string, ImportedMap>): SharedValues {
  if (environments.size === 1) return { defaults: importedMap([]), environments };
  const { shared, own } = divide([...environments.values()]);
  return {
    defaults: shared,
    environments: new Map(
      [...environments.keys()].map((name, index) => [name, own[index] ?? importedMap([])]),
    ),
  };
}

interface Divided {
  readonly shared: ImportedMap;
  readonly own: readonly ImportedMap[];
}

function divide(maps: readonly ImportedMap[]): Divided {
  const [first] = maps;
  if (first === undefined) return { shared: importedMap([]), own: [] };
  const shared: ImportedEntry[] = [];
  const own = maps.map((): ImportedEntry[] => []);
  for (const present of entriesByIdentity(maps).values()) {
    const [entry] = present.values();
    if (entry === undefined) continue;
    const entries = [...present.values()];
    if (entries.length === maps.length && entries.every((other) => isSame(other, entry))) {
      shared.push(entry);
      continue;
    }
    const inner = entries.map((other) => (other.kind === 'field' ? other.value : undefined));
    const innerMaps = inner.filter((value) => value !== undefined).filter(isImportedMap);
    if (entry.kind === 'field' && innerMaps.length === maps.length) {
      const divided = divide(innerMaps);
      if (divided.shared.entries.length > 0) shared.push(importedField(entry.key, divided.shared));
      divided.own.forEach((map, index) => {
        if (map.entries.length > 0) own[index]?.push(importedField(entry.key, map));
      });
      continue;
    }
    for (const [index, other] of present) own[index]?.push(other);
  }
  return { shared: importedMap(shared), own: own.map(importedMap) };
}

/**
 * Returns the entries with the same identity, by the index of their map. Each map is read once: with a search in each map for
 * each identity, the work would grow with the square of the number of environments.
 */
function entriesByIdentity(
  maps: readonly ImportedMap[],
): ReadonlyMap<string, ReadonlyMap<number, ImportedEntry>> {
  const found = new Map<string, Map<number, ImportedEntry>>();
  maps.forEach(({ entries }, index) => {
    for (const entry of entries) {
      const identity = identityOf(entry);
      const present = found.get(identity) ?? new Map<number, ImportedEntry>();
      if (!present.has(index)) present.set(index, entry);
      found.set(identity, present);
    }
  });
  return found;
}

/** Returns what identifies an entry of a map: the key of a field, or the text of a comment. */
function identityOf(entry: ImportedEntry): string {
  return entry.kind === 'field' ? `field ${entry.key}` : `comment ${entry.text}\n${entry.original ?? ''}`;
}

function isSame(a: ImportedEntry, b: ImportedEntry): boolean {
  if (a.kind === 'comment' || b.kind === 'comment') return identityOf(a) === identityOf(b);
  return a.key === b.key && isSameValue(a.value, b.value);
}

function isSameValue(a: ImportedValue, b: ImportedValue): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (isImportedMap(a) || isImportedMap(b)) {
    if (!isImportedMap(a) || !isImportedMap(b) || a.entries.length !== b.entries.length) return false;
    // The order of fields has no meaning, but an equal order keeps the comments at their places.
    return a.entries.every((entry, index) => {
      const other = b.entries[index];
      return other !== undefined && isSame(entry, other);
    });
  }
  return a.length === b.length && a.every((item, index) => isSameValue(item, b[index] ?? null));
}
