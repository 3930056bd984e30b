/** Guards for values of a plan, and the parts of values that a plan keeps as text. */
import { templateParts } from '../../aws/events/input-template-parts';
import { isList, isObject } from '../../values/json';
import { oncePer } from '../../values/once';
import { parseText } from '../parse-text';
import {
  isPlanList,
  isPlanObject,
  sensitiveValue,
  unknownValue,
  type PlanObject,
  type PlanValue,
} from '../planned-environment';

/** Whether the plan does not show a value: Terraform knows it only after the apply, or it is sensitive. */
export function isHidden(value: PlanValue | undefined): value is typeof unknownValue | typeof sensitiveValue {
  return value === unknownValue || value === sensitiveValue;
}

/** Whether a value is absent, `null`, or an empty text, list or object. */
export function isEmpty(value: PlanValue | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (isPlanList(value)) return value.length === 0;
  return isPlanObject(value) && Object.keys(value).length === 0;
}

/** The arguments whose text is JSON. */
const jsonArguments: ReadonlySet<string> = new Set([
  'assume_role_policy',
  'container_definitions',
  'dashboard_body',
  'definition',
  'event_pattern',
  'filter_policy',
  'input',
  'policy',
  'redrive_allow_policy',
  'redrive_policy',
]);

/**
 * Returns the arguments of a resource, with each text that is JSON replaced by its value. A definition is long, so the
 * arguments of a resource are parsed once.
 */
export const withParsedJson: (block: PlanObject) => PlanObject = oncePer(parsedBlock);

function parsedBlock(block: PlanObject): PlanObject {
  return Object.fromEntries(
    Object.entries(block).map(([name, value]) => [name, parsedArgument(name, value)]),
  );
}

function parsedArgument(name: string, value: PlanValue): PlanValue {
  if (typeof value === 'string') {
    if (jsonArguments.has(name)) return parsedJson(value) ?? value;
    return name === 'input_template' ? (parsedTemplate(value) ?? value) : value;
  }
  if (isPlanList(value)) return value.map((item) => (isPlanObject(item) ? parsedBlock(item) : item));
  return value;
}

/** Parses an input template. A placeholder that stands for a whole value becomes the text `<name>`. */
function parsedTemplate(template: string): PlanValue | undefined {
  const json = templateParts(template).map((part) => {
    if (part.kind === 'text') return part.text;
    return part.insideQuotes ? `<${part.name}>` : JSON.stringify(`<${part.name}>`);
  });
  return parsedJson(json.join(''));
}

/** Returns the value of a text that is a JSON object or list; `undefined` for every other text. */
function parsedJson(text: string): PlanValue | undefined {
  const value = parseText(text);
  return isParsedJson(value) ? value : undefined;
}

/** Whether a result of `JSON.parse`, which has no values of other types, is a list or an object. */
function isParsedJson(value: unknown): value is PlanObject | readonly PlanValue[] {
  return isList(value) || isObject(value);
}

/**
 * Returns a value of a plan as JSON.
 *
 * @returns `undefined` if a part of the value is unknown or sensitive.
 */
export function jsonOf(value: PlanValue | undefined): unknown {
  if (value === undefined || isHidden(value)) return undefined;
  if (isPlanList(value)) {
    const items = value.map(jsonOf);
    return items.includes(undefined) ? undefined : items;
  }
  if (!isPlanObject(value)) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, jsonOf(field)] as const);
  return fields.some(([, field]) => field === undefined) ? undefined : Object.fromEntries(fields);
}
