import type { Path } from '../issues/issues';
import { commandOf } from './neighbour-advice';
import { jobSectionNames } from '../schema/environment-sections';
import type { ConfigNode, ListNode, ScalarNode } from '../yaml/tree';
import { writtenAsYaml, writtenText } from '../yaml/write-yaml';
import { mayHoldSecret } from '../../text/may-hold-secret';

/** For each map, the field that a user usually means if they write a single value instead of the map. */
const mainFields: Readonly<Record<string, string>> = {
  alarms: 'sns_topic_arn',
  event_pattern: 'source',
  file_upload: 'path_prefix',
  iam: 'path',
  on_failure: 'task_command',
  retry: 'max_attempts',
  schedule: 'schedule_expression',
  service: 'name',
  storage: 'bucket_name',
};

/**
 * Returns the form to write instead of a value with the wrong type, for example `retry: { max_attempts: 3 }` for
 * `retry: 3`.
 *
 * @param expected - The type of the field.
 * @returns The end of a message; `undefined` if the form is unknown.
 */
export function formHint(path: Path, node: ConfigNode, expected: string): string | undefined {
  const field = String(path.at(-1) ?? '');
  if (path.includes('state_backend') || mayHoldSecret(writtenAsYaml(node))) return undefined;
  if (expected === 'array' && node.kind === 'scalar') {
    return field === 'task_command'
      ? `write a list of arguments: ${commandOf(node)}`
      : `write a list: [${typeof node.value === 'string' ? node.value.split(/,\s*/).map(writtenText).join(', ') : writtenAsYaml(node)}]`;
  }
  if (expected === 'array' && field === 'steps' && node.kind === 'map') {
    const [first] = node.entries;
    const value = first?.[1].value;
    const command = value?.kind === 'list' ? writtenAsYaml(value) : '[…]';
    return `write a list of steps: [{ name: ${first?.[0] ?? '…'}, task_command: ${command} }, …]`;
  }
  if (expected !== 'object' && expected !== 'record') return undefined;
  if (node.kind === 'scalar' && node.source.trimStart().startsWith('{'))
    return 'remove the quotes around { }, because JSON is valid YAML';
  if (path.length === 1 && jobSectionNames.some((name) => name === field)) {
    return `write a map of jobs by name: ${field}: { nightly: { … } }`;
  }
  if (path.at(-2) === 'steps' || path.at(-2) === 'parallel') return stepHint(node);
  if (field === 'environment_variables' || field.endsWith('tags')) return pairsHint(field, node);
  if (field === 'ignore_checks') {
    const codes = node.kind === 'list' ? node.items : [node];
    return `write each code with a reason: { ${codes.map((code) => `${writtenAsYaml(code)}: …`).join(', ')} }`;
  }
  const main = Object.hasOwn(mainFields, field) ? mainFields[field] : undefined;
  if (main === undefined) return undefined;
  return `write ${field}: { ${main}: ${mainValue(main, node)} }`;
}

function mainValue(main: string, node: ConfigNode): string {
  if (main === 'task_command' && node.kind === 'scalar') return commandOf(node);
  if (main === 'max_attempts' && (node.kind !== 'scalar' || typeof node.value !== 'number')) return '2';
  if (main === 'source' && node.kind === 'scalar') return `[${writtenAsYaml(node)}]`;
  return node.kind === 'scalar' || main === 'task_command' ? writtenAsYaml(node) : '…';
}

function stepHint(node: ConfigNode): string {
  const command =
    node.kind === 'scalar' ? commandOf(node) : node.kind === 'list' ? writtenAsYaml(node) : '[…]';
  return `write a map for each step: { name: …, task_command: ${command} }`;
}

/**
 * Returns the hint to write a map instead of a list of names and values: ECS’s `{ name, value }`, AWS’s `{ Key, Value
 * }`, or `NAME=value`.
 */
function pairsHint(field: string, node: ConfigNode): string | undefined {
  const pairs = node.kind === 'list' ? pairsOf(node) : [];
  const [first] = pairs;
  if (first === undefined) return `write a map: ${field}: { NAME: value }`;
  const shown = pairs.slice(0, 3).map(([name, value]) => `${writtenText(name)}: ${value}`);
  return `write a map: { ${[...shown, ...(pairs.length > shown.length ? ['…'] : [])].join(', ')} }`;
}

function pairsOf({ items }: ListNode): readonly (readonly [name: string, value: string])[] {
  return items.flatMap((item) => {
    if (item.kind === 'scalar') {
      if (item.isSecret) return [];
      const [name = '', ...value] = item.source.split('=');
      return value.length === 0 ? [] : [[name, writtenText(value.join('='))] as const];
    }
    if (item.kind !== 'map') return [];
    const entries = new Map([...item.entries].map(([key, { value }]) => [key.toLowerCase(), value]));
    const [name, value] = [entries.get('name') ?? entries.get('key'), entries.get('value')];
    const [single] = item.entries;
    if (item.entries.size === 1 && single?.[1].value.kind === 'scalar')
      return isShownName(single[0], single[1].value)
        ? [[single[0], writtenAsText(single[1].value)] as const]
        : [];
    return name?.kind === 'scalar' && value?.kind === 'scalar'
      ? [[String(name.value), writtenAsText(value)] as const]
      : [];
  });
}

/** Returns a value as a text in YAML: a number gets quotes. */
function writtenAsText(node: ScalarNode): string {
  return node.isSecret ? writtenAsYaml(node) : writtenText(node.source);
}

/** Returns whether a message can show a name. A secret text with a colon can look like a name and a value. */
function isShownName(name: string, value: ScalarNode): boolean {
  return !value.isSecret || /^[A-Za-z_]\w*$/.test(name);
}
