/** The last result for each key, with the inputs from which it was computed. A result lives as long as its key. */
export class Memory<Key extends object, Value> {
  private readonly known = new WeakMap<Key, { readonly inputs: readonly unknown[]; readonly value: Value }>();

  /**
   * Returns the last result for a key if the inputs are the same, and computes it otherwise.
   *
   * @param inputs - Everything else that the result depends on. Objects are the same only if they are identical.
   */
  recall(key: Key, inputs: readonly unknown[], compute: () => Value): Value {
    const known = this.known.get(key);
    if (
      known?.inputs.length === inputs.length &&
      known.inputs.every((input, index) => Object.is(input, inputs[index]))
    )
      return known.value;
    const value = compute();
    this.known.set(key, { inputs, value });
    return value;
  }
}
