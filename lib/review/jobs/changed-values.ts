/** Finds the values that differ between the two sides of a change. */
import { isPlanList, isPlanObject, type PlanObject, type PlanValue } from '../planned-environment';
import type { ValuePath } from './cursor';
import { isEmpty, withParsedJson } from './plan-values';

/** A value that differs. */
export interface ChangedValue {
  /** The path to the value. */
  readonly path: ValuePath;
  /** The value before the change; `undefined` if there is none. */
  readonly before: PlanValue | undefined;
  /** The value after the change; `undefined` if there is none. */
  readonly after: PlanValue | undefined;
}

/** Returns the values of a resource that differ. An absent value, `null`, 0 and an empty value count as equal. */
export function changedValues(before: PlanObject, after: PlanObject): readonly ChangedValue[] {
  return differencesOf(withParsedJson(before), withParsedJson(after), []);
}

function differencesOf(
  before: PlanValue | undefined,
  after: PlanValue | undefined,
  path: ValuePath,
): readonly ChangedValue[] {
  if (before === after || (isNothing(before) && isNothing(after))) return [];
  if (isObjectOrNothing(before) && isObjectOrNothing(after)) {
    const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
    return [...names].flatMap((name) =>
      differencesOf(fieldOf(before, name), fieldOf(after, name), [...path, name]),
    );
  }
  if (isListOrNothing(before) && isListOrNothing(after)) {
    const [oldIds, newIds] = [idsOf(before), idsOf(after)];
    // A set with ids, such as the queries of an alarm, has no order.
    if (oldIds !== undefined && newIds !== undefined)
      return [...new Set([...newIds, ...oldIds])].flatMap((id) => {
        const [oldIndex, newIndex] = [oldIds.indexOf(id), newIds.indexOf(id)];
        return differencesOf(before?.[oldIndex], after?.[newIndex], [
          ...path,
          newIndex >= 0 ? newIndex : oldIndex,
        ]);
      });
    const length = Math.max(before?.length ?? 0, after?.length ?? 0);
    return Array.from({ length }, (_, index) =>
      differencesOf(before?.[index], after?.[index], [...path, index]),
    ).flat();
  }
  return [{ path, before, after }];
}

/** Whether a value means the same as an absent value. Providers write 0 for a number that is not set. */
function isNothing(value: PlanValue | undefined): boolean {
  return value === 0 || isEmpty(value);
}

/** Returns the ids of the items; `undefined` if an item has no id, or two have the same one. */
function idsOf(list: readonly PlanValue[] | null | undefined): readonly string[] | undefined {
  const ids = (list ?? []).flatMap((item) => {
    const id = isPlanObject(item) ? fieldOf(item, 'id') : undefined;
    return typeof id === 'string' ? [id] : [];
  });
  return list !== null && ids.length === list?.length && new Set(ids).size === ids.length ? ids : undefined;
}

function fieldOf(value: PlanObject | null | undefined, name: string): PlanValue | undefined {
  return value !== null && value !== undefined && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isObjectOrNothing(value: PlanValue | undefined): value is PlanObject | null | undefined {
  return value === undefined || value === null || isPlanObject(value);
}

function isListOrNothing(value: PlanValue | undefined): value is readonly PlanValue[] | null | undefined {
  return value === undefined || value === null || isPlanList(value);
}
