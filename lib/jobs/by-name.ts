import { compare } from '../text/compare';

/**
 * Returns the result of `map` for each entry of a record, sorted by name: the order in a file must not change a plan.
 */
export function mapByName<Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (name: string, value: Value) => Result,
): readonly Result[] {
  return Object.entries(record)
    .sort(([a], [b]) => compare(a, b))
    .map(([name, value]) => map(name, value));
}
