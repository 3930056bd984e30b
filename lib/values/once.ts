/**
 * Returns a function that computes a value at its first call, and returns the same value at later calls. Use it for
 * work that only few commands need, so that the program starts without this work.
 */
export function once<Value>(compute: () => Value): () => Value {
  let computed: { readonly value: Value } | undefined;
  return () => (computed ??= { value: compute() }).value;
}
