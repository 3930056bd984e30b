import {
  overrideFieldNames,
  overrideTable,
  type OverrideFieldName,
  type PlainFieldName,
} from '../../jobs/run/ecs-task/task-fields';
import { fieldOf, itemsOf } from '../../values/json';

/**
 * The values of the override for fields that can't contain placeholders, by the names of these fields in the
 * configuration. `undefined` if the value of the task definition applies.
 */
type PlainValues = { readonly [Field in PlainFieldName]?: string | undefined };

/** The override of a task and its container, as ECS gets it. */
export interface ContainerOverride extends PlainValues {
  /** The name of the container. */
  readonly container: string;
  /** Program and its arguments. */
  readonly command: readonly string[];
  /** Environment variables, in the order of the override. */
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  /** The length of the override as JSON, in characters. */
  readonly size: number;
}

/**
 * Reads the overrides of RunTask, in the spelling of ECS's API or of Step Functions.
 *
 * @param overrides - The overrides as JSON.
 */
export function readOverrides(overrides: unknown): ContainerOverride {
  const [container] = itemsOf(field(overrides, 'containerOverrides'));
  const valueOf = (name: OverrideFieldName): unknown => {
    const [{ level, path }] = overrideTable[name].places;
    return path.reduce(field, level === 'task' ? overrides : container);
  };
  const values: { -readonly [Field in keyof PlainValues]: PlainValues[Field] } = {};
  for (const name of overrideFieldNames)
    if (name !== 'task_command' && name !== 'environment_variables') values[name] = textOf(valueOf(name));
  return {
    ...values,
    container: textOf(field(container, 'name')) ?? '',
    command: itemsOf(valueOf('task_command')).map(exactText),
    environment: itemsOf(valueOf('environment_variables')).map((variable) => ({
      name: exactText(field(variable, 'name')),
      value: exactText(field(variable, 'value')),
    })),
    size: JSON.stringify(overrides).length,
  };
}

/** Reads a field by its camelCase or PascalCase name. */
function field(value: unknown, name: string): unknown {
  return fieldOf(value, name) ?? fieldOf(value, `${name.charAt(0).toUpperCase()}${name.slice(1)}`);
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : exactText(value);
}

/** Returns a string unchanged, and any other value as JSON. ECS would reject such a value, but the output still shows it. */
function exactText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
