/** Renders the arguments of plain resources in the shape of a plan. */
import {
  Lookup,
  ListWithLookups,
  MapWithLookups,
  StringWithLookups,
  stringifyJson,
} from '../../values/deferred-values';
import type { TerraformResource } from '../../resources/resource';
import { toSnakeCase } from '../../resources/terraform-json';
import {
  Expression,
  JsonText,
  Template,
  TerraformMap,
  type TerraformBlock,
  type TerraformValue,
} from '../../resources/terraform-values';
import { isPlanList, unknownValue, type PlanObject, type PlanValue } from '../planned-environment';

/**
 * Returns the arguments of a resource as a plan has them: each block is a list, and the value of an expression is
 * unknown. A value that Terraform looks up has its name: `arn:aws:iam::<account_id>:role/x`.
 */
export function plannedArguments(resource: TerraformResource): PlanObject {
  const dynamicBlocks = Object.keys(resource.dynamicBlocks ?? {}).map(
    (name) => [name, unknownValue] as const,
  );
  return { ...renderBlock(resource.arguments), ...Object.fromEntries(dynamicBlocks) };
}

function renderBlock(block: TerraformBlock): PlanObject {
  return Object.fromEntries(
    Object.entries(block).flatMap(([name, value]) =>
      value === undefined ? [] : [[toSnakeCase(name), renderValue(value)]],
    ),
  );
}

function renderValue(value: Exclude<TerraformValue, undefined>): PlanValue {
  if (typeof value !== 'object') return value;
  if (value instanceof StringWithLookups) return value.toString();
  if (value instanceof JsonText) return jsonText(value);
  if (value instanceof Expression) return unknownValue;
  if (value instanceof Template) return templateText(value);
  if (value instanceof ListWithLookups) return value.items.map(String);
  if (value instanceof MapWithLookups) return { ...value.own };
  if (value instanceof TerraformMap) return renderMap(value);
  if (isList(value)) return value.flatMap((item) => (item === undefined ? [] : [renderItem(item)]));
  return [renderBlock(value)];
}

/** A block that is an item of a list is not a list itself. */
function renderItem(item: Exclude<TerraformValue, undefined>): PlanValue {
  const rendered = renderValue(item);
  const [only] = isPlanList(rendered) ? rendered : [];
  return isBlock(item) && only !== undefined ? only : rendered;
}

function renderMap({ entries }: TerraformMap): PlanObject {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, renderValue(value)]));
}

function templateText({ parts }: Template): PlanValue {
  if (parts.some((part) => part instanceof Expression)) return unknownValue;
  return parts.map(String).join('');
}

function jsonText({ json }: JsonText): string {
  return stringifyJson(json, {
    literal: (literal) => literal,
    keeps: () => true,
    lookup: String,
    list: ({ items }) => JSON.stringify(items.map(String)),
    entries: ({ map }) => JSON.stringify(Object.entries(map.own).map(([Key, Value]) => ({ Key, Value }))),
  });
}

function isBlock(value: TerraformValue): value is TerraformBlock {
  return (
    typeof value === 'object' &&
    !isList(value) &&
    ![
      Expression,
      JsonText,
      Template,
      TerraformMap,
      StringWithLookups,
      ListWithLookups,
      MapWithLookups,
      Lookup,
    ].some((type) => value instanceof type)
  );
}

function isList(value: object): value is readonly TerraformValue[] {
  return Array.isArray(value);
}
