/** The fields of a task in the configuration. The compiler reports each table that lacks a field. */
import type { TemplateJson } from '../../../aws/events/input-transformer';
import type { RunJobConfig } from '../../../config/schema/job';
import type { overrideFields, taskFields } from '../../../config/schema/task';
import { compare } from '../../../text/compare';
import type { EventTemplate } from '../../../values/event-templates';

/** The fields that RunTask's overrides contain. */
export type OverrideFieldName = 'task_command' | Exclude<keyof typeof overrideFields, 'capacity_provider'>;

/** The fields that each step may have and that are not part of the overrides. */
type OtherFieldName = Exclude<keyof typeof taskFields, OverrideFieldName>;

/** Every field that a step may have for its task. */
export type TaskFieldName = OverrideFieldName | OtherFieldName;

/** The fields with which a job configures all of its tasks, and a step configures only its own task. */
type TaskFields = Pick<RunJobConfig, TaskFieldName>;

/** The configuration of a task. */
export type TaskConfig = Omit<TaskFields, 'task_command'> & { task_command: string[] };

/** The fields whose values may have placeholders. */
interface TextValues {
  task_command: readonly EventTemplate[];
  /** The variables, in the order of their names. */
  environment_variables: readonly { readonly name: string; readonly value: EventTemplate }[];
}

/** The fields whose values are the same for every event. */
export type PlainFieldName = Exclude<OverrideFieldName, keyof TextValues>;

type OverrideValues = TextValues & Pick<TaskConfig, PlainFieldName>;

/**
 * The values that override a service's task definition, by the names of the configuration's fields.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html
 */
export type TaskOverrides = Readonly<OverrideValues> & { readonly containerName: string };

/** A position in RunTask's overrides. */
export interface OverridePlace<Value> {
  /** Whether the path begins in the override of the task or in the override of its container. */
  readonly level: 'task' | 'container';
  /** The nested field names in ECS's spelling. Two fields with the same `level` must not have the same first name. */
  readonly path: readonly [string, ...string[]];
  /** Returns the value as ECS gets it; `undefined` to leave the field out. */
  readonly encode: (value: Value) => TemplateJson | undefined;
}

interface TaskField<Field extends TaskFieldName> {
  /** Returns the field's value for a step. The step may inherit the value from the job. */
  readonly inherit: (step: TaskFields, job: TaskFields) => TaskConfig[Field];
}

interface OverrideField<Field extends OverrideFieldName> extends TaskField<Field> {
  /** Returns the field's value for a task. The function `parse` finds the placeholders in the task's texts. */
  readonly value: (config: TaskConfig, parse: (text: string) => EventTemplate) => OverrideValues[Field];
  /** Every place in the overrides that gets the value. `simulate` reads the value from the first place. */
  readonly places: readonly [
    OverridePlace<NonNullable<OverrideValues[Field]>>,
    ...OverridePlace<NonNullable<OverrideValues[Field]>>[],
  ];
}

/** The fields of RunTask's overrides, in the order of the output. */
export const overrideTable: { readonly [Field in OverrideFieldName]: OverrideField<Field> } = {
  task_command: {
    inherit: (step) => step.task_command ?? [],
    value: (config, parse) => config.task_command.map(parse),
    places: [{ level: 'container', path: ['command'], encode: (command) => ({ list: command }) }],
  },
  environment_variables: {
    inherit: (step, job) => ({ ...job.environment_variables, ...step.environment_variables }),
    value: (config, parse) =>
      // The order in the file has no effect, so it must not change a plan.
      Object.entries(config.environment_variables ?? {})
        .sort(([a], [b]) => compare(a, b))
        .map(([name, value]) => ({ name, value: parse(value) })),
    places: [{ level: 'container', path: ['environment'], encode: environmentList }],
  },
  cpu: {
    inherit: (step, job) => sizeOf(step, job).cpu,
    value: ({ cpu }) => cpu,
    places: [{ level: 'task', path: ['cpu'], encode: (cpu) => cpu.toString() }],
  },
  memory: {
    inherit: (step, job) => sizeOf(step, job).memory,
    value: ({ memory }) => memory,
    places: [
      { level: 'task', path: ['memory'], encode: (memory) => memory.toString() },
      // Without this override, the container would keep the memory limit of the task definition.
      { level: 'container', path: ['memory'], encode: (memory) => memory },
    ],
  },
  ephemeral_storage_gib: {
    ...plainField('ephemeral_storage_gib'),
    places: [{ level: 'task', path: ['ephemeralStorage', 'sizeInGiB'], encode: (gib) => gib }],
  },
  task_role_arn: {
    ...plainField('task_role_arn'),
    places: [{ level: 'task', path: ['taskRoleArn'], encode: (roleArn) => roleArn }],
  },
};

const otherTable: { readonly [Field in OtherFieldName]: TaskField<Field> } = {
  // A capacity provider is a parameter of RunTask itself, not of its overrides.
  capacity_provider: { inherit: (step, job) => step.capacity_provider ?? job.capacity_provider },
  timeout_seconds: { inherit: (step, job) => step.timeout_seconds ?? job.timeout_seconds },
  retry: { inherit: (step, job) => step.retry ?? job.retry },
};

function plainField<Field extends PlainFieldName>(field: Field) {
  return {
    inherit: (step: TaskFields, job: TaskFields) => step[field] ?? job[field],
    value: (config: TaskConfig) => config[field],
  };
}

/**
 * Returns the size of a step's task. Fargate supports only certain pairs of CPU and memory, so a step inherits either
 * both or neither.
 */
function sizeOf(step: TaskFields, job: TaskFields): Pick<TaskFields, 'cpu' | 'memory'> {
  return step.cpu === undefined ? job : step;
}

function environmentList(variables: TextValues['environment_variables']): TemplateJson | undefined {
  if (variables.length === 0) return undefined;
  return {
    list: variables.map(({ name, value }) => ({
      fields: [
        ['name', name],
        ['value', value],
      ],
    })),
  };
}

/** The names of the fields of RunTask's overrides, in the order of the output. */
export const overrideFieldNames = Object.keys(overrideTable).filter((name) => isField(name, overrideTable));

function isField<Table extends object>(name: PropertyKey, table: Table): name is keyof Table {
  return Object.hasOwn(table, name);
}

/** Returns the configuration of a step's task, with the fields that it inherits from the job. */
export function mergeJobDefaults(job: TaskFields, step: TaskFields): TaskConfig {
  const table: { readonly [Field in TaskFieldName]: TaskField<Field> } = { ...overrideTable, ...otherTable };
  const merged: TaskConfig = { task_command: [] };
  const set = <Field extends TaskFieldName>(field: Field, value: TaskConfig[Field]): void => {
    merged[field] = value;
  };
  for (const name of Object.keys(table)) if (isField(name, table)) set(name, table[name].inherit(step, job));
  return merged;
}

/** Builds the overrides of a task. The function `parse` finds the placeholders in the task's texts. */
export function buildOverrides(
  containerName: string,
  config: TaskConfig,
  parse: (text: string) => EventTemplate,
): TaskOverrides {
  const values: OverrideValues = { task_command: [], environment_variables: [] };
  const set = <Field extends OverrideFieldName>(field: Field, value: OverrideValues[Field]): void => {
    values[field] = value;
  };
  for (const name of overrideFieldNames) set(name, overrideTable[name].value(config, parse));
  return { containerName, ...values };
}
