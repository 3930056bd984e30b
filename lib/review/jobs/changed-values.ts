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
  const found: ChangedValue[] = [];
  addDifferences(found, { path: [], before: withParsedJson(before), after: withParsedJson(after) });
  return found;
}

/** Adds the differences of a value to a list. Most values are equal, so nothing is created for them. */
function addDifferences(found: ChangedValue[], value: ChangedValue): void {
  const { path, before, after } = value;
  const add = (name: string | number, old: PlanValue | undefined, current: PlanValue | undefined): void => {
    if (old !== current) addDifferences(found, { path: [...path, name], before: old, after: current });
  };
  if (before === after || (isNothing(before) && isNothing(after))) return;
  if (isObjectOrNothing(before) && isObjectOrNothing(after)) {
    for (const name of Object.keys(before ?? {})) add(name, before?.[name], fieldOf(after, name));
    for (const name of Object.keys(after ?? {}))
      if (fieldOf(before, name) === undefined) add(name, undefined, after?.[name]);
    return;
  }
  if (isListOrNothing(before) && isListOrNothing(after)) {
    const [oldIds, newIds] = [idsOf(before), idsOf(after)];
    // A set with ids, such as the queries of an alarm, has no order.
    if (oldIds !== undefined && newIds !== undefined) {
      for (const id of new Set([...newIds, ...oldIds])) {
        const [oldIndex, newIndex] = [oldIds.indexOf(id), newIds.indexOf(id)];
        add(newIndex >= 0 ? newIndex : oldIndex, before?.[oldIndex], after?.[newIndex]);
      }
      return;
    }
    const length = Math.max(before?.length ?? 0, after?.length ?? 0);
    for (let index = 0; index < length; index += 1) add(index, before?.[index], after?.[index]);
    return;
  }
  found.push(value);
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
