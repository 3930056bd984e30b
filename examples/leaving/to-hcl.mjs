// Converts a generated cdk.tf.json to HCL, with the same addresses. It needs only Node:
//
//   terraform providers schema -json > schema.json
//   node to-hcl.mjs cdk.tf.json schema.json > main.tf
//   terraform fmt main.tf
//
// The schema of the provider shows which keys are blocks. JSON has no difference between blocks and arguments.
import { readFileSync } from 'node:fs';

const [stackPath, schemaPath] = process.argv.slice(2);
const stack = JSON.parse(readFileSync(stackPath, 'utf8'));
const providers = Object.values(JSON.parse(readFileSync(schemaPath, 'utf8')).provider_schemas);
const schemaOf = (kind, type) =>
  providers.map((each) => each[kind]?.[type]?.block).find((block) => block !== undefined);
const providerSchema = providers.find((each) => each.resource_schemas?.aws_sfn_state_machine !== undefined)
  ?.provider.block;

const isMap = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value) => (Array.isArray(value) ? value : [value]);
const entriesOf = (map) => Object.entries(map).filter(([key]) => key !== '//');

/** Returns the end of an interpolation, which starts with two characters such as `${`. Quotes can have interpolations too. */
function endOfInterpolation(text, start) {
  let depth = 1;
  let index = start + 2;
  while (depth > 0 && index < text.length) {
    const character = text[index];
    if (character === '"') index = endOfQuotes(text, index);
    else {
      if (character === '{') depth += 1;
      if (character === '}') depth -= 1;
      index += 1;
    }
  }
  return index;
}

function endOfQuotes(text, start) {
  let index = start + 1;
  while (index < text.length && text[index] !== '"') {
    if (text[index] === '\\') index += 2;
    else if (isInterpolation(text, index)) index = endOfInterpolation(text, index);
    else index += text.startsWith('$${', index) || text.startsWith('%%{', index) ? 3 : 1;
  }
  return index + 1;
}

const isInterpolation = (text, index) => text.startsWith('${', index) || text.startsWith('%{', index);

/** Returns a text in quotes. Interpolations stay as they are, and the other characters are escaped. */
function quoted(text) {
  let written = '';
  let index = 0;
  while (index < text.length) {
    const isEscape = text.startsWith('$${', index) || text.startsWith('%%{', index);
    const end = isEscape
      ? index + 3
      : isInterpolation(text, index)
        ? endOfInterpolation(text, index)
        : index + String.fromCodePoint(text.codePointAt(index)).length;
    const part = text.slice(index, end);
    written +=
      isEscape || isInterpolation(part, 0)
        ? part
        : JSON.stringify(part).slice(1, -1).replace('\\b', '\\u0008').replace('\\f', '\\u000c');
    index = end;
  }
  return `"${written}"`;
}

function expression(value) {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(expression).join(', ')}]`;
  if (isMap(value))
    return `{\n${entriesOf(value)
      .map(([key, each]) => `${quoted(key)} = ${expression(each)}\n`)
      .join('')}}`;
  return String(value);
}

/** Returns an expression whose JSON is a text without quotes, such as a reference in `depends_on`. */
const reference = (value) =>
  Array.isArray(value)
    ? `[${value.map(reference).join(', ')}]`
    : String(value).replace(/^\$\{(.*)\}$/s, '$1');

const noSchema = { attributes: {}, block_types: {} };
const lifecycleSchema = {
  ...noSchema,
  block_types: { precondition: { block: noSchema }, postcondition: { block: noSchema } },
};

/** Returns the lines of a block. */
function body(map, schema) {
  return entriesOf(map)
    .map(([key, value]) => {
      if (value === null) return '';
      if (key === 'lifecycle') return blocks(key, value, lifecycleSchema);
      if (['depends_on', 'ignore_changes', 'replace_triggered_by', 'provider'].includes(key))
        return `${key} = ${reference(value)}\n`;
      if (key === 'dynamic')
        return entriesOf(value)
          .map(([name, each]) => dynamic(name, each, schema.block_types?.[name]?.block ?? noSchema))
          .join('');
      const nested = schema.block_types?.[key];
      return nested === undefined ? `${key} = ${expression(value)}\n` : blocks(key, value, nested.block);
    })
    .join('');
}

const blocks = (header, value, schema) =>
  listOf(value)
    .map((each) => `${header} {\n${body(each, schema)}}\n`)
    .join('');

const dynamic = (name, value, schema) =>
  listOf(value)
    .map(
      ({ content, ...rest }) =>
        `dynamic "${name}" {\n${body(rest, noSchema)}content {\n${body(content, schema)}}\n}\n`,
    )
    .join('');

const sections = {
  terraform: ({ required_providers: providers, backend, ...rest }) =>
    `terraform {\n${body(rest, noSchema)}required_providers {\n${body(providers ?? {}, noSchema)}}\n${entriesOf(
      backend ?? {},
    )
      .map(([name, each]) => blocks(`backend "${name}"`, each, noSchema))
      .join('')}}\n`,
  provider: (value) =>
    entriesOf(value)
      .map(([name, each]) => blocks(`provider "${name}"`, each, providerSchema))
      .join('\n'),
  data: (value) => named('data', value, 'data_source_schemas'),
  resource: (value) => named('resource', value, 'resource_schemas'),
  output: (value) =>
    entriesOf(value)
      .map(([name, each]) => blocks(`output "${name}"`, each, noSchema))
      .join('\n'),
  moved: (value) =>
    listOf(value)
      .map(({ from, to }) => `moved {\nfrom = ${reference(from)}\nto = ${reference(to)}\n}\n`)
      .join('\n'),
};

const named = (kind, value, schemas) =>
  entriesOf(value)
    .flatMap(([type, resources]) =>
      entriesOf(resources).map(([name, each]) =>
        blocks(`${kind} "${type}" "${name}"`, each, schemaOf(schemas, type)),
      ),
    )
    .join('\n');

const unknown = entriesOf(stack).filter(([key]) => sections[key] === undefined);
if (unknown.length > 0) throw new Error(`unknown sections: ${unknown.map(([key]) => key).join(', ')}`);
process.stdout.write(
  entriesOf(stack)
    .map(([key, value]) => sections[key](value))
    .join('\n'),
);
