import { ListWithLookups, MapWithLookups, StringWithLookups } from '../values/deferred-values';
import {
  Expression,
  JsonText,
  Template,
  TerraformMap,
  type TerraformBlock,
  type TerraformString,
  type TerraformValue,
} from './terraform-values';

/** The output format of arguments: cdktf's, or Terraform's JSON. */
export interface ArgumentWriter {
  /** Renders a string of Terraform's JSON. */
  readonly string: (value: TerraformString) => string;
  /** Renders the name of an argument. */
  readonly name: (argument: string) => string;
  /** Renders a list that has lookups. */
  readonly list: (list: ListWithLookups) => unknown;
  /** Renders a map that has lookups. */
  readonly map: (map: MapWithLookups) => unknown;
}

/** Renders the arguments of a block, except for those that are `undefined`. */
export function renderBlock(block: TerraformBlock, writer: ArgumentWriter): Record<string, unknown> {
  const rendered: Record<string, unknown> = {};
  for (const [argument, value] of Object.entries(block))
    if (value !== undefined) rendered[writer.name(argument)] = renderValue(value, writer);
  return rendered;
}

function renderValue(value: TerraformValue, writer: ArgumentWriter): unknown {
  if (value === undefined || typeof value === 'number' || typeof value === 'boolean') return value;
  if (
    typeof value === 'string' ||
    value instanceof StringWithLookups ||
    value instanceof Expression ||
    value instanceof Template ||
    value instanceof JsonText
  )
    return writer.string(value);
  if (value instanceof ListWithLookups) return writer.list(value);
  if (value instanceof MapWithLookups) return writer.map(value);
  if (value instanceof TerraformMap) return renderMap(value, writer);
  if (isList(value)) return value.map((item) => renderValue(item, writer));
  return renderBlock(value, writer);
}

/** Renders a map. Escapes its keys too, because they can be a user's text. */
function renderMap({ entries }: TerraformMap, writer: ArgumentWriter): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(entries).map(([key, value]) => [
      writer.string(key),
      typeof value === 'number' ? value : writer.string(value),
    ]),
  );
}

function isList(value: object): value is readonly TerraformValue[] {
  return Array.isArray(value);
}
