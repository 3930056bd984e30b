/** JSON of both sides of a change as lines that can be compared: in the same order of keys, and without secrets. */
import { parseText } from '../../../review/parse-text';
import { isSecretName, mayHoldSecret } from '../../../text/may-hold-secret';
import { secretIn } from '../../../text/secret-patterns';
import { isList, isObject } from '../../../values/json';
import { isNestedTooDeep, maximumNesting } from '../../../values/nesting';
import { oncePerText } from '../../../values/once';
import { unfoldJson } from '../../unfold-json';

/** The lines of both sides. */
export interface ReadableSides {
  /** The lines before the change. */
  readonly before: readonly string[];
  /** The lines after the change. */
  readonly after: readonly string[];
}

/**
 * Returns two texts as lines. Secrets are hidden: `(hidden)` if both sides have the same value, and otherwise
 * `(hidden, before)` and `(hidden, after)`.
 */
export function readableSides(before: string, after: string): ReadableSides {
  const [old, current] = [readJson(before), readJson(after)];
  const [ofOld, ofCurrent] = [secretsOf(old), secretsOf(current)];
  // Most definitions have no secret, and need no copy.
  if (ofOld.size === 0 && ofCurrent.size === 0)
    return { before: linesOf(inOrderOf(old, current)), after: linesOf(current) };
  const hidden = (side: string, other: ReadonlySet<string>) =>
    new Hiding((key) => (other.has(key) ? '(hidden)' : `(hidden, ${side})`));
  const [shownBefore, shownAfter] = [
    hidden('before', ofCurrent).value(old),
    hidden('after', ofOld).value(current),
  ];
  return {
    before: linesOf(inOrderOf(shownBefore, shownAfter)),
    after: linesOf(shownAfter),
  };
}

/** Returns the JSON of a text, with the JSON in its strings; the text itself if it is not JSON. A deep value is not shown. */
function readJson(text: string): unknown {
  const parsed = parseText(text);
  // A template of an input is not JSON, because it has placeholders.
  const unfolded = isList(parsed) || isObject(parsed) ? unfoldJson(parsed) : unfoldJson(text);
  // Each text in a text adds its own levels.
  return isNestedTooDeep(unfolded) ? `not shown: more than ${maximumNesting} levels of nesting` : unfolded;
}

function secretsOf(json: unknown): ReadonlySet<string> {
  const keys = new Set<string>();
  new Hiding((key) => {
    keys.add(key);
    return key;
  }).value(json);
  return keys;
}

/** Replaces the values of environment variables, and strings that may hold a secret. */
class Hiding {
  /**
   * Creates a replacement.
   *
   * @param replace - Returns the text for a secret. The key has the name of the secret and its value.
   */
  constructor(private readonly replace: (key: string) => string) {}

  /** Returns the JSON without secrets. */
  value(json: unknown, name = ''): unknown {
    if (typeof json === 'string') return this.text(json, name);
    if (isList(json))
      return /^environment$/i.test(name) ? json.map((entry) => this.variable(entry)) : this.list(json, name);
    if (!isObject(json)) return json;
    const isEnvironment = /^(environment|variables)$/i.test(name);
    return Object.fromEntries(
      Object.entries(json).map(([key, value]) => [
        key,
        isEnvironment ? this.all(value, key) : this.value(value, key),
      ]),
    );
  }

  private text(text: string, name: string): string {
    return isSecretField(name) || isSecretText(text) ? this.hide(text, name) : text;
  }

  /** Hides the value after an option such as `--password`. */
  private list(items: readonly unknown[], name: string): readonly unknown[] {
    return items.map((item, index) => {
      const option = items[index - 1];
      const isValue = typeof option === 'string' && /^-[^=\s]*$/.test(option) && isSecretName(option);
      return isValue ? this.all(item, option) : this.value(item, name);
    });
  }

  /** Hides everything in an environment variable, except its name. */
  private variable(entry: unknown): unknown {
    if (!isObject(entry)) return this.all(entry, 'environment');
    const { name, Name } = entry;
    const label = typeof name === 'string' ? name : typeof Name === 'string' ? Name : '';
    return Object.fromEntries(
      Object.entries(entry).map(([key, value]) => [
        key,
        /^name$/i.test(key) ? value : this.all(value, label),
      ]),
    );
  }

  /** Hides every string and number. */
  private all(value: unknown, name: string): unknown {
    if (isList(value)) return value.map((item) => this.all(item, name));
    if (isObject(value))
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.all(inner, name)]));
    return value === null ? null : this.hide(JSON.stringify(value), name);
  }

  private hide(text: string, name: string): string {
    return this.replace(JSON.stringify([name, text]));
  }
}

/** The maximum number of characters of the texts whose answers are remembered. */
const maximumCharacters = 1_000_000;

const isSecretField = oncePerText(maximumCharacters, isSecretName);
const isSecretText = oncePerText(
  maximumCharacters,
  (text) =>
    mayHoldSecret(text) ||
    secretIn(text) !== undefined ||
    // JSON that was not unfolded can have environment variables.
    (/^\s*[[{]/.test(text) && /environment/i.test(text)),
);

/**
 * Returns the older value with its keys in the order of the newer side. A key that only the older side has follows the
 * last common key before it.
 */
function inOrderOf(older: unknown, newer: unknown): unknown {
  if (isList(older)) {
    const others = isList(newer) ? newer : [];
    return older.map((item, index) => inOrderOf(item, others[index]));
  }
  if (!isObject(older) || !isObject(newer)) return older;
  const names = mergedKeys(Object.keys(older), Object.keys(newer));
  return Object.fromEntries(names.map((name) => [name, inOrderOf(older[name], newer[name])]));
}

/**
 * Returns the older keys, with the common keys in the newer order. Each other key follows the last common key before
 * it.
 */
function mergedKeys(older: readonly string[], newer: readonly string[]): readonly string[] {
  if (older.length === newer.length && older.every((key, index) => key === newer[index])) return older;
  const isOlder = new Set(older);
  const isNewer = new Set(newer);
  const followers = new Map<string | undefined, string[]>();
  let neighbour: string | undefined;
  for (const key of older) {
    if (isNewer.has(key)) neighbour = key;
    else followers.set(neighbour, [...(followers.get(neighbour) ?? []), key]);
  }
  return [
    ...(followers.get(undefined) ?? []),
    ...newer.filter((key) => isOlder.has(key)).flatMap((key) => [key, ...(followers.get(key) ?? [])]),
  ];
}

function linesOf(json: unknown): readonly string[] {
  return (typeof json === 'string' ? json : JSON.stringify(json, null, 2)).split('\n');
}
