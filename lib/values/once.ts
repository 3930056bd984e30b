/**
 * Returns a function that computes a value at its first call, and returns the same value at later calls. It keeps work that
 * few commands need out of the start of the program.
 */
export function once<Value>(compute: () => Value): () => Value {
  let computed: { readonly value: Value } | undefined;
  return () => (computed ??= { value: compute() }).value;
}
