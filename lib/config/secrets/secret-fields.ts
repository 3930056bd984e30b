/** Fields whose values must not be in messages or code frames. */
import { isSecretName } from '../../text/may-hold-secret';
import { newNameOf } from '../hints/renamed-fields';
import { neighbourHint } from '../hints/neighbour-hints';
import { fieldIn, suggestField } from '../hints/unknown-fields';
import type { Path } from '../issues/issues';
import { jobSectionNames } from '../schema/environment-sections';
import { stateBackends } from '../state-backends';
import { environmentJsonSchema, schemaAt, type JsonSchema } from '../schema/json-schema';
import { once } from '../../values/once';
import type { ConfigNode } from '../yaml/tree';

const secretFields = ['environment_variables', 'task_command', 'state_backend'] as const;

/** Names that other tools use for {@link secretFields}, without `-` and `_`, and in lower case. */
const namesElsewhere: ReadonlySet<string> = new Set(
  [
    'args cmd command commands entrypoint exec run script',
    'env environment environmentvars envfile envfrom envvars variables vars',
    'backend remotestate terraform tfstate',
  ].flatMap((names) => names.split(' ')),
);

/** Names of state backends, and words for their state, which a user can write where only `state_backend` can be. */
const misplacedBackend: ReadonlySet<string> = new Set(
  ['state', 'states', 'statefile', 'storage_backend', ...Object.keys(stateBackends)].map((name) =>
    name.replaceAll('_', ''),
  ),
);

/**
 * Names of all fields of the configuration, except for the arguments of `state_backend`. Some of these arguments are named
 * `env` or `command`, which are names of secret fields in other tools.
 */
const knownFields = once(
  (): ReadonlySet<string> =>
    new Set(
      Object.entries(environmentJsonSchema().properties ?? {}).flatMap(([name, schema]) =>
        name === 'state_backend' ? [] : [name, ...namesIn(schema)],
      ),
    ),
);

function namesIn(schema: JsonSchema | boolean | undefined): readonly string[] {
  if (typeof schema !== 'object') return [];
  const { properties = {}, additionalProperties, items, anyOf = [] } = schema;
  return [
    ...Object.keys(properties),
    ...[...Object.values(properties), additionalProperties, ...[items].flat(), ...anyOf].flatMap(namesIn),
  ];
}

/** Returns the names of all fields whose values may be shown. */
export const publicFields = once((): readonly string[] =>
  [...knownFields()].filter((name) => !isSecretField(name)),
);

/**
 * Returns whether the element at an index of a path is the name of a job. Users choose this name, so it does not show
 * whether the values in the job are secret.
 */
export function isJobName(path: Path, index: number): boolean {
  return index === 1 && jobSectionNames.some((section) => section === path[0]);
}

/** Returns whether the value of a field is a task or a list of tasks, each a map with a command. */
export function isTaskField(name: string): boolean {
  return /^(on_failure|steps|parallel)$/.test(name);
}

/** Returns whether the schema has a field with this name, and the values of the field may be shown. */
export function isPublicField(name: string): boolean {
  return knownFields().has(name) && !isSecretField(name);
}

/**
 * Returns whether the values of a field are never shown: environment variables, commands, the state backend, names of
 * secrets, and likely misspellings of these.
 */
export function isSecretField(name: string): boolean {
  if (secretFields.some((field) => field === name) || isSecretName(name)) return true;
  if (knownFields().has(name)) return false;
  return (
    namesElsewhere.has(name.toLowerCase().replace(/[-_.\s]/g, '')) ||
    suggestField(name, secretFields) !== undefined
  );
}

/**
 * Returns whether a value of the wrong form can contain a secret. These values can:
 *
 * - a text or a list where the schema has a task, or a map of tasks. A task has a command and environment variables
 * - a text where the schema has a list of tasks
 * - a text such as `PASSWORD:x`, a name with a colon, where the schema has a map
 */
export function hasSecretForm(node: ConfigNode, path: Path): boolean {
  const schema = schemaAt(path);
  if (node.kind === 'map' || schema === undefined || path.length === 0) return false;
  const { items, additionalProperties, properties } = schema;
  if (node.kind === 'scalar' && properties !== undefined && /(^|\s)[\w-]+:/.test(String(node.value)))
    return true;
  return (
    isTask(schema) || isTask(additionalProperties) || (node.kind === 'scalar' && [items].flat().some(isTask))
  );
}

function isTask(schema: JsonSchema | boolean | undefined): boolean {
  if (typeof schema !== 'object') return false;
  return secretFields.some((field) => Object.hasOwn(schema.properties ?? {}, field));
}

/** Returns whether a field outside jobs is probably a state backend that is not in `state_backend`. */
export function isMisplacedBackend(name: string): boolean {
  return misplacedBackend.has(name.toLowerCase().replace(/[-_.\s]/g, ''));
}

/**
 * Returns whether messages may show the values of an unknown field. They may if the user probably meant a public field:
 * the field belongs to another map, was renamed, is misspelt, or has the name that another tool uses.
 *
 * @param path - The path of the map.
 * @param known - Names of the fields of the map.
 */
export function isPublicMistake(
  path: Path,
  name: string,
  value: ConfigNode,
  known: readonly string[],
): boolean {
  if (isSecretField(name)) return false;
  // Outside jobs, a state backend without state_backend: its values can be passwords.
  const isOutsideJobs = path[0] !== 'job_defaults' && !jobSectionNames.some((section) => section === path[0]);
  if (isOutsideJobs && isMisplacedBackend(name)) return false;
  const intended = [
    name,
    newNameOf(path, name),
    fieldIn(neighbourHint(path, name, value)),
    suggestField(name, known),
  ];
  return intended.some((field) => field !== undefined && isPublicField(field));
}
