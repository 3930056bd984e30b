import type { Path } from '../../lib/config/issues';
import { schemaAt, type JsonSchema } from '../../lib/config/schema/json-schema';

/** docs/env-config.md: every field of the configuration, from the schema that it is checked with. */
export function renderConfigReference(): string {
  const jobFields = intersection(fieldsAt(['scheduled_jobs', 'x']), fieldsAt(['file_upload_jobs', 'x']));
  const own = (section: string): Fields => difference(fieldsAt([section, 'x']), jobFields);
  return [
    '<!-- Written by `npm run docs` from the schema in lib/config/schema. Edit the descriptions there. -->',
    '',
    '# The env-config reference',
    '',
    introduction,
    '',
    ...section('An environment', 'At the top of a file.', [], fieldsAt([])),
    ...group(['service']),
    ...group(['storage']),
    ...group(['iam']),
    ...group(['alarms']),
    ...section(
      'Every job',
      'The fields that jobs of all kinds have, but for a queue worker, which has no end that a run would have: it has `task_command`, `description`, `state`, `ignore_checks` and what says how large a task is. `job_defaults` may have each of them, and those of the kinds below.',
      ['scheduled_jobs', 'x'],
      jobFields,
    ),
    ...group(['scheduled_jobs', 'x', 'retry']),
    ...section(
      '`steps`',
      'Each of the list, and of the list in `parallel`. What a step does not say of its task, the job says for all of them. [How a job runs](runs.md) tells more.',
      ['scheduled_jobs', 'x', 'steps', 0],
      fieldsAt(['scheduled_jobs', 'x', 'steps', 0]),
    ),
    ...group(['scheduled_jobs', 'x', 'on_failure']),
    ...section(
      '`scheduled_jobs`',
      describe(['scheduled_jobs']),
      ['scheduled_jobs', 'x'],
      own('scheduled_jobs'),
    ),
    ...section(
      '`file_upload_jobs`',
      describe(['file_upload_jobs']),
      ['file_upload_jobs', 'x'],
      own('file_upload_jobs'),
    ),
    placeholders,
    '',
    ...section(
      '`queue_worker_jobs`',
      `${describe(['queue_worker_jobs'])} [Queue workers](queue-workers.md) tells more.`,
      ['queue_worker_jobs', 'x'],
      own('queue_worker_jobs'),
    ),
    ...['queue', 'schedule'].flatMap((name) => group(['queue_worker_jobs', 'x', name])),
    ...section(
      '`file_upload`',
      'Of a queue worker: the fields of `file_upload_jobs` that say which objects are meant and how they are handed over, and the message.',
      ['queue_worker_jobs', 'x', 'file_upload'],
      difference(fieldsAt(['queue_worker_jobs', 'x', 'file_upload']), own('file_upload_jobs')),
    ),
    ...section(
      '`scheduled_scaling`',
      'Each of the list.',
      ['queue_worker_jobs', 'x', 'scheduled_scaling', 0],
      fieldsAt(['queue_worker_jobs', 'x', 'scheduled_scaling', 0]),
    ),
    '## `state_backend`',
    '',
    stateBackends,
    '',
    ...Object.keys(fieldsAt(['state_backend'])).flatMap((name) => [
      ...section(
        `\`${name}\``,
        `<https://developer.hashicorp.com/terraform/${backendPage(name)}>`,
        ['state_backend', name],
        fieldsAt(['state_backend', name]),
        3,
      ),
    ]),
  ].join('\n');
}

const introduction = `\`env-config/defaults.yml\` holds what every environment shares, and \`env-config/<environment>.yml\` what one of them has of
its own: an environment is the first with the second merged over it. Maps merge key by key, everything else replaces, and
\`null\` removes. A file may be empty. Unknown fields are errors.`;

const placeholders = `In \`task_command\` and \`environment_variables\` of a file upload job, \`<bucket_name>\` and \`<object_key>\` stand for the
bucket and the key of the object. Whatever the key holds, the task gets exactly it; a key so full of characters that JSON has to escape that
the task's overrides grow beyond ECS's 8,192 characters starts no task. S3 delivers an event at least once, and not
always in order: a job that must not import a file twice has to notice that it did. Those of a scheduled job are
\`<scheduled_time>\` and \`<schedule_expression_timezone>\`; every job has \`<execution_id>\` and \`<attempt>\`. [Uploads](file-upload-jobs.md) and
[runs](runs.md) list all of them.`;

const stateBackends = `Exactly one, by its name, with the arguments that Terraform itself gives it. Without any, the state is local, in
\`terraform.<environment>.tfstate\` beside the output folder. Secrets are refused: Terraform reads them from the environment.`;

type Fields = Readonly<Record<string, JsonSchema>>;

function fieldsAt(path: Path): Fields {
  const properties = schemaAt(path)?.properties ?? {};
  return Object.fromEntries(
    Object.keys(properties).flatMap((name) => {
      const schema = schemaAt([...path, name]);
      return schema === undefined ? [] : [[name, schema] as const];
    }),
  );
}

function group(path: readonly string[]): readonly string[] {
  return section(`\`${path.at(-1) ?? ''}\``, describe(path), path, fieldsAt(path));
}

function intersection(a: Fields, b: Fields): Fields {
  return Object.fromEntries(Object.entries(a).filter(([name]) => Object.hasOwn(b, name)));
}

function difference(a: Fields, b: Fields): Fields {
  return Object.fromEntries(Object.entries(a).filter(([name]) => !Object.hasOwn(b, name)));
}

function describe(path: Path): string {
  return prose(schemaAt(path)?.description ?? '');
}

function backendPage(name: string): string {
  return name === 'cloud' ? 'cli/cloud/settings' : `language/backend/${name}`;
}

function section(title: string, about: string, path: Path, fields: Fields, level = 2): readonly string[] {
  const required = new Set(schemaAt(path)?.required);
  const rows = Object.entries(fields).map(
    ([name, schema]) =>
      `| \`${name}\`${required.has(name) ? ' (required)' : ''} | ${valueOf(schema)} | ${meaningOf(schema)} |`,
  );
  return [
    `${'#'.repeat(level)} ${title}`,
    '',
    about,
    '',
    '| field | value | meaning |',
    '|---|---|---|',
    ...rows,
    '',
  ];
}

function meaningOf(schema: JsonSchema): string {
  const examples = (schema.examples ?? []).map((example) => code(yamlOf(example)));
  return [
    prose(schema.description ?? ''),
    ...(examples.length > 0 ? [`Example: ${examples.join(', ')}`] : []),
  ].join('<br>');
}

/** The type in words, with what limits it. */
function valueOf(schema: JsonSchema): string {
  if (schema.not !== undefined) return 'never';
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
  return type === 'text' ? 'texts' : type;
}

function rangeOf({ minimum, maximum }: JsonSchema): string {
  const isLimit = (value: number | undefined): value is number =>
    value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;
  if (isLimit(minimum) && isLimit(maximum)) return `, ${minimum} to ${maximum}`;
  if (isLimit(minimum)) return `, at least ${minimum}`;
  return isLimit(maximum) ? `, at most ${maximum}` : '';
}

/** An example as somebody would write it on one line of YAML. */
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

/** Text between the tags and pipes of Markdown; addresses become links. */
function prose(text: string): string {
  return text
    .replace(/[<>|*_]/g, (character) =>
      character === '<' ? '&lt;' : character === '>' ? '&gt;' : `\\${character}`,
    )
    .replace(/https:\/\/\S+/g, (address) =>
      /&[lg]t;/.test(address) ? address : `<${address.replaceAll('\\', '')}>`,
    );
}
