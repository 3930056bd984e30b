/**
 * Calls a function. During the call, errors record no stack trace. Otherwise cdktf would record a trace for every token
 * and nested block. These traces take more than half of the time of a synthesis, and do not point into the user's file.
 */
export function withoutStackTraces<Value>(call: () => Value): Value {
  const original = Object.getOwnPropertyDescriptor(Error, 'captureStackTrace');
  Error.captureStackTrace = () => undefined;
  try {
    return call();
  } finally {
    if (original !== undefined) Object.defineProperty(Error, 'captureStackTrace', original);
  }
}
