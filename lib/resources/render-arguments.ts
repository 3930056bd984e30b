import { ListWithLookups, StringWithLookups } from '../values/deferred-values';
import type { TerraformText } from './terraform-text';
import {
  Expression,
  JsonText,
  Template,
  TerraformMap,
  type TerraformBlock,
  type TerraformValue,
} from './terraform-values';

/** The output format of arguments: cdktf's, or Terraform's JSON. */
export interface ArgumentWriter {
  /** The renderer of strings. */
  readonly text: TerraformText;
  /** Renders the name of an argument. */
  readonly name: (argument: string) => string;
  /** Renders a list that an expression, in `${…}`, returns. */
  readonly list: (interpolation: string) => unknown;
}

/** Renders the arguments of a block, except for those that are `undefined`. */
export function renderBlock(block: TerraformBlock, writer: ArgumentWriter): Record<string, unknown> {
  const rendered: Record<string, unknown> = {};
  for (const [argument, value] of Object.entries(block))
    if (value !== undefined) rendered[writer.name(argument)] = renderValue(value, writer);
  return rendered;
}

function renderValue(value: TerraformValue, writer: ArgumentWriter): unknown {
  const { text } = writer;
  if (value === undefined || typeof value === 'number' || typeof value === 'boolean') return value;
  if (
    typeof value === 'string' ||
    value instanceof StringWithLookups ||
    value instanceof Expression ||
    value instanceof Template ||
    value instanceof JsonText
  )
    return text.string(value);
  if (value instanceof ListWithLookups) return writer.list(`\${${text.listExpression(value)}}`);
  if (value instanceof TerraformMap) return renderMap(value, text);
  if (isList(value)) return value.map((item) => renderValue(item, writer));
  return renderBlock(value, writer);
}

/** Renders a map. Escapes its keys too, because they can be a user's text. */
function renderMap({ entries }: TerraformMap, text: TerraformText): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(entries).map(([key, value]) => [
      text.string(key),
      typeof value === 'number' ? value : text.string(value),
    ]),
  );
}

function isList(value: object): value is readonly TerraformValue[] {
  return Array.isArray(value);
}
