/** The result of a parser: a value, or one sentence that explains why the text is invalid and what is allowed. */
export type Result<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: string };

/** Returns the result of a parser that succeeded. */
export function success<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

/** Returns the result of a parser that failed. */
export function failure(reason: string): Result<never> {
  return { ok: false, reason };
}
