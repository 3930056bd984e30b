/**
 * Returns a function that computes a value at its first call, and returns the same value at later calls. Use it for
 * work that only few commands need, so that the program starts without this work.
 */
export function once<Value>(compute: () => Value): () => Value {
  let computed: { readonly value: Value } | undefined;
  return () => (computed ??= { value: compute() }).value;
}

/**
 * Returns a function that computes a value once for each object, and returns the same value for the same object. The
 * value lives as long as the object.
 *
 * @param compute - Must depend only on the object, which must not change.
 */
export function oncePer<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const computed = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const known = computed.get(key);
    if (known !== undefined) return known.value;
    const value = compute(key);
    computed.set(key, { value });
    return value;
  };
}

/**
 * Returns a function that computes a value once for each key, and returns the same value for the same key. It forgets all
 * values when the keys have too many characters.
 *
 * @param maximumCharacters - The maximum number of characters of the remembered keys.
 * @param keyOf - Returns the key of an input. Inputs with the same key must have the same value.
 * @param compute - Must depend only on the input.
 */
export function oncePerKey<Input, Value>(
  maximumCharacters: number,
  keyOf: (input: Input) => string,
  compute: (input: Input) => Value,
): (input: Input) => Value {
  const computed = new Map<string, { readonly value: Value }>();
  let characters = 0;
  return (input) => {
    const key = keyOf(input);
    const known = computed.get(key);
    if (known !== undefined) return known.value;
    const value = compute(input);
    characters += key.length;
    if (characters > maximumCharacters) {
      computed.clear();
      characters = key.length;
    }
    computed.set(key, { value });
    return value;
  };
}

/** Like {@link oncePerKey}, for a text that is its own key. */
export function oncePerText<Value>(
  maximumCharacters: number,
  compute: (text: string) => Value,
): (text: string) => Value {
  return oncePerKey(maximumCharacters, (text: string) => text, compute);
}
