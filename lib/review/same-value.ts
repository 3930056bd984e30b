import { isPlanList, type PlanValue } from './planned-environment';

/**
 * Whether two values are equal. The order of keys has no meaning. An unknown value is equal to an unknown value, and
 * a sensitive value is equal to a sensitive value.
 */
export function sameValue(a: PlanValue, b: PlanValue): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (isPlanList(a) || isPlanList(b))
    return (
      isPlanList(a) &&
      isPlanList(b) &&
      a.length === b.length &&
      a.every((item, index) => sameValue(item, b[index] ?? null))
    );
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && sameValue(a[name] ?? null, b[name] ?? null))
  );
}
