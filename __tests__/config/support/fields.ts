import type { Path } from '../../../lib/config/issues/issues';
import { fileJsonSchema, schemaAt, type JsonSchema } from '../../../lib/config/schema/json-schema';
import { asRecord } from '../../support/stack-json';

/** A field of the schema. In its path, `any` is a name that the user chooses, and 0 is an item of a list. */
export interface Field {
  readonly path: Path;
  /** The schema of the field in a file, which also accepts `null`. */
  readonly schema: JsonSchema;
}

/** Every field of a file. */
export const fields = fieldsOf(fileJsonSchema()).map((field) => [field.path.join('.'), field] as const);

function fieldsOf(node: JsonSchema | boolean, path: Path = []): readonly Field[] {
  if (typeof node === 'boolean') return [];
  const named = Object.entries(node.properties ?? {}).flatMap(([name, inner]) => {
    const here = [...path, name];
    return [...(typeof inner === 'object' ? [{ path: here, schema: inner }] : []), ...fieldsOf(inner, here)];
  });
  const items = Array.isArray(node.items) ? node.items : [node.items ?? false];
  const open = fieldsOf(node.additionalProperties ?? false, [...path, 'any']);
  return [
    ...named,
    ...open,
    ...items.flatMap((inner) => fieldsOf(inner, [...path, 0])),
    ...(node.anyOf ?? []).flatMap((inner) => fieldsOf(inner, path)),
  ];
}

/** Other fields that the rules of a field require. */
const beside: Readonly<Record<string, object>> = {
  cpu: { memory: 2048 },
  memory: { cpu: 1024 },
  subnet_tags: { subnet_ids: null },
  security_group_tags: { security_group_ids: null },
  security_group_names: { security_group_ids: null },
  target_latency_seconds: { seconds_per_message: 1 },
  seconds_per_message: { target_latency_seconds: 60 },
  message_group_id: { fifo: true },
};
const jobs: Readonly<Record<string, object>> = {
  scheduled_jobs: { task_command: ['x'], schedule_expression: 'rate(1 hour)' },
  file_upload_jobs: { task_command: ['x'], source_bucket: 'bucket' },
  event_jobs: { task_command: ['x'], event_pattern: { source: ['x'] } },
  queue_worker_jobs: { task_command: ['x'], max_processing_seconds: 60, max_tasks: 10 },
};

/** Returns a file to merge into `base`: the field at the path has the value, and all other fields are valid. */
export function fileWith(path: Path, value: unknown): unknown {
  return path.reduceRight<unknown>((inner, key, depth) => {
    const above = path.slice(0, depth);
    if (typeof key === 'number') return [inner, ...(above.at(-1) === 'parallel' ? [besideStep] : [])];
    return { ...around(above, key), [key]: inner };
  }, value);
}

/** The second step of `parallel`, which must have at least two. */
const besideStep = { name: 'beside', task_command: ['x'] };

/** Returns the other fields of the map with the key: the required fields of a job, or the example of another map. */
function around(parent: Path, key: string): object {
  const [top = '', name] = parent.map(String);
  if (parent.at(-2) === 'scheduled_scaling')
    return { schedule_expression: 'rate(1 day)', min_tasks: 1, max_tasks: 10 };
  if (parent.at(-2) === 'subscribe_topic_arns')
    return { topic_arn: 'arn:aws:sns:us-east-1:123456789012:orders', filter_policy: { kind: ['paid'] } };
  if (parent.at(-1) === 'file_upload') return { source_bucket: 'bucket' };
  if (parent.at(-1) === 'queue') return beside[key] ?? {};
  if (typeof parent.at(-1) === 'number') {
    return key === 'parallel' ? {} : { name: 'step', task_command: ['x'], ...beside[key] };
  }
  if (parent.at(-1) === 'on_failure') return { task_command: ['x'], ...beside[key] };
  if (parent.length === 0 || (parent.length === 1 && (top === 'state_backend' || top in jobs))) return {};
  if (parent.length === 1 && (top === 'service' || top === 'job_defaults')) return beside[key] ?? {};
  if (parent.length === 2 && name === 'any') {
    return key === 'steps' ? { ...jobs[top], task_command: undefined } : { ...jobs[top], ...beside[key] };
  }
  const examples = (schemaAt(parent)?.examples ?? []).filter((example) => example !== false).map(asRecord);
  return examples.find((example) => key in example) ?? examples[0] ?? {};
}
