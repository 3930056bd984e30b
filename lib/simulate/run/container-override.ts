import { fieldOf, isList } from '../../values/json';

/** Override of a task, as ECS receives it. */
export interface ContainerOverride {
  readonly container: string;
  readonly command: readonly string[];
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  /** CPU units and MiB of the task; `undefined` if the task definition's values apply. */
  readonly cpu: string | undefined;
  readonly memory: string | undefined;
  /** Characters of the override as JSON. */
  readonly size: number;
}

/**
 * Reads the overrides of RunTask. Their names are camelCase in ECS's API, and PascalCase in Step Functions.
 */
export function readOverrides(overrides: unknown): ContainerOverride {
  const [container] = listOf(field(overrides, 'containerOverrides'));
  return {
    container: textOf(field(container, 'name')) ?? '',
    command: listOf(field(container, 'command')).map(exactText),
    environment: listOf(field(container, 'environment')).map((variable) => ({
      name: exactText(field(variable, 'name')),
      value: exactText(field(variable, 'value')),
    })),
    cpu: textOf(field(overrides, 'cpu')),
    memory: textOf(field(overrides, 'memory')),
    size: JSON.stringify(overrides).length,
  };
}

/** Reads a field by its camelCase or PascalCase name. */
function field(value: unknown, name: string): unknown {
  return fieldOf(value, name) ?? fieldOf(value, `${name.charAt(0).toUpperCase()}${name.slice(1)}`);
}

function listOf(value: unknown): readonly unknown[] {
  return isList(value) ? value : [];
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : exactText(value);
}

/** Returns a value as text. ECS accepts only strings here, so another value is shown as JSON. */
function exactText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
