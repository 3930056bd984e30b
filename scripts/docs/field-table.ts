import type { Path } from '../../lib/config/issues/issues';
import { schemaAt, type JsonSchema } from '../../lib/config/schema/json-schema';

/** Schemas of fields, by name. */
export type Fields = Readonly<Record<string, JsonSchema>>;

/**
 * Renders a section with a table of fields, as lines of Markdown.
 *
 * @param about - Markdown between the heading and the table.
 * @param path - The path of the map that has the fields.
 */
export function renderSection(
  title: string,
  about: string,
  path: Path,
  fields: Fields,
  level = 2,
): readonly string[] {
  const required = new Set(schemaAt(path)?.required);
  const rows = Object.entries(fields).map(
    ([name, schema]) =>
      `| \`${name}\`${required.has(name) ? ' (required)' : ''} | ${valueOf(schema)} | ${descriptionOf(schema)} |`,
  );
  return [
    `${'#'.repeat(level)} ${title}`,
    '',
    about,
    '',
    '| field | value | description |',
    '|---|---|---|',
    ...rows,
    '',
  ];
}

function descriptionOf(schema: JsonSchema): string {
  const examples = (schema.examples ?? []).map((example) => code(yamlOf(example)));
  return [
    toMarkdown(schema.description ?? ''),
    ...(examples.length > 0 ? [`Example: ${examples.join(', ')}`] : []),
  ].join('<br>');
}

/** Describes the type of a field and its range. */
function valueOf(schema: JsonSchema): string {
  if (schema.not !== undefined) return 'not allowed';
  const alternatives = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (alternatives !== undefined)
    return alternatives.length > 64 ? 'a name' : alternatives.map((value) => code(String(value))).join(', ');
  const { anyOf } = schema;
  if (anyOf !== undefined)
    return anyOf.map((option) => (typeof option === 'object' ? valueOf(option) : '')).join(', ');
  switch (schema.type) {
    case 'string':
      return 'text';
    case 'boolean':
      return '`true`, `false`';
    case 'integer':
      return `whole number${rangeOf(schema)}`;
    case 'number':
      return `number${rangeOf(schema)}`;
    case 'array':
      return typeof schema.items === 'object' && !Array.isArray(schema.items)
        ? `list of ${plural(valueOf(schema.items))}`
        : 'list';
    case 'object':
      return schema.properties === undefined ? 'map' : 'map of fields';
    case 'null':
    case undefined:
    default:
      return 'anything';
  }
}

function plural(type: string): string {
  return type.replace(/^(text|map|whole number)/, '$1s');
}

function rangeOf({ minimum, maximum }: JsonSchema): string {
  const isLimit = (value: number | undefined): value is number =>
    value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;
  if (isLimit(minimum) && isLimit(maximum)) return `, ${minimum} to ${maximum}`;
  if (isLimit(minimum)) return `, at least ${minimum}`;
  return isLimit(maximum) ? `, at most ${maximum}` : '';
}

/** Renders an example as one line of YAML. */
function yamlOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(yamlOf).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, inner]: [string, unknown]) => `${key}: ${yamlOf(inner)}`)
      .join(', ')} }`;
  }
  if (typeof value !== 'string') return JSON.stringify(value);
  return /^[\w./:@*-]*[A-Za-z][\w ./:@*()?-]*$/.test(value) && !/: |^(true|false|null)$/.test(value)
    ? value
    : JSON.stringify(value);
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

/** A URL, a word, or a special character of Markdown. Words and URLs can contain `<placeholders>`. */
const markdownToken =
  /https?:\/\/(?:[^\s<>]|<[^<>]+>)*[^\s.,;]|(?:[\w./-]|<[^<>]+>)*(?:\w|<[^<>]+>)|[\\|*<>]/g;

/** Renders a description as Markdown: URLs as links, names of fields and variables as code, and the rest escaped. */
export function toMarkdown(text: string): string {
  return text.replace(markdownToken, (token) => {
    const isUrl = /^https?:/.test(token);
    if (/[a-z\d]/i.test(token)) {
      if (token.includes('<') || (!isUrl && token.includes('_'))) return code(token);
      return isUrl ? `<${token}>` : token;
    }
    return token.replace(/[\\|*<>_]/g, String.raw`\$&`);
  });
}
