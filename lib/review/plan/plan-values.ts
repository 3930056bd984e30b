/** Joins the values of a plan with their marks. The values that Terraform marks as sensitive are dropped here. */
import { fieldOf, isList, isObject, type JsonObject } from '../../values/json';
import {
  isPlanList,
  isPlanObject,
  sensitiveValue,
  unknownValue,
  type PlanObject,
  type PlanValue,
} from '../planned-environment';

/**
 * Returns the arguments of a resource, without `tags_all`: the provider repeats sensitive tags there without their mark.
 *
 * @param values - `before` or `after` of a change.
 * @param sensitive - `before_sensitive` or `after_sensitive`: `true` for a sensitive value.
 * @param unknown - `after_unknown`: `true` for a value that is known after the apply.
 * @returns `undefined` if the resource does not exist.
 */
export function markedValues(values: unknown, sensitive: unknown, unknown: unknown): PlanObject | undefined {
  if (!isObject(values)) return undefined;
  if (isPlanJson(values) && !hasMark(sensitive) && !hasMark(unknown)) {
    const { tags_all, ...rest } = values;
    return tags_all === undefined ? values : rest;
  }
  if (sensitive === true)
    return Object.fromEntries(namesOf(values, unknown).map((name) => [name, sensitiveValue]));
  return Object.fromEntries(
    namesOf(values, unknown)
      .filter((name) => name !== 'tags_all')
      .map((name) => [
        name,
        markedValue(fieldOf(values, name), fieldOf(sensitive, name), fieldOf(unknown, name)),
      ]),
  );
}

/** Returns a value of JSON as a value of a plan. */
export function plainValue(json: unknown): PlanValue {
  return markedValue(json, undefined, undefined);
}

function markedValue(value: unknown, sensitive: unknown, unknown: unknown): PlanValue {
  if (sensitive === true) return sensitiveValue;
  if (unknown === true) return unknownValue;
  if (isList(value) || (value === undefined && isList(unknown))) {
    const items = isList(value) ? value : [];
    const length = Math.max(items.length, isList(unknown) ? unknown.length : 0);
    return Array.from({ length }, (_, index) =>
      markedValue(items[index], itemOf(sensitive, index), itemOf(unknown, index)),
    );
  }
  if (isObject(value) || (value === undefined && isObject(unknown)))
    return Object.fromEntries(
      namesOf(value ?? {}, unknown).map((name) => [
        name,
        markedValue(fieldOf(value, name), fieldOf(sensitive, name), fieldOf(unknown, name)),
      ]),
    );
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function itemOf(marks: unknown, index: number): unknown {
  return isList(marks) ? marks[index] : undefined;
}

/** The names of the values, and of those that have no value because it is unknown. */
function namesOf(values: object, unknown: unknown): readonly string[] {
  const own = Object.keys(values);
  const others = isObject(unknown)
    ? Object.keys(unknown).filter((name) => !Object.hasOwn(values, name) && hasMark(unknown[name]))
    : [];
  return [...own, ...others];
}

function hasMark(marks: unknown): boolean {
  if (marks === true) return true;
  return typeof marks === 'object' && marks !== null && Object.values(marks).some(hasMark);
}

/**
 * Narrows the type of an object that `JSON.parse` returned. It is always true, because JSON has only values of this
 * type.
 */
function isPlanJson(value: JsonObject): value is PlanObject & JsonObject {
  return isObject(value);
}

/** Returns the texts that Terraform marks as sensitive. A resource can repeat them in other attributes. */
export function sensitiveTexts(values: unknown, sensitive: unknown): readonly string[] {
  if (sensitive === undefined || sensitive === false || sensitive === null) return [];
  if (sensitive === true) return textsOf(values);
  if (isList(sensitive))
    return sensitive.flatMap((mark, index) => sensitiveTexts(itemOf(values, index), mark));
  return isObject(sensitive)
    ? Object.entries(sensitive).flatMap(([name, mark]) => sensitiveTexts(fieldOf(values, name), mark))
    : [];
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** Texts with fewer characters occur in other values by chance. */
const minimumTextCharacters = 6;

/** Replaces each value that contains a sensitive text, because providers repeat such texts without a mark. */
export function withoutTexts(
  values: PlanObject | undefined,
  texts: ReadonlySet<string>,
): PlanObject | undefined {
  if (values === undefined || texts.size === 0) return values;
  const long = [...texts].filter(({ length }) => length >= minimumTextCharacters);
  const hide = (value: PlanValue): PlanValue => {
    if (typeof value === 'string')
      return texts.has(value) || long.some((text) => value.includes(text)) ? sensitiveValue : value;
    if (isPlanList(value)) return value.map(hide);
    return isPlanObject(value) ? hideFields(value) : value;
  };
  const hideFields = (object: PlanObject): PlanObject =>
    Object.fromEntries(Object.entries(object).map(([name, value]) => [name, hide(value)]));
  return hideFields(values);
}
