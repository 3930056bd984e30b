import { fieldOf, isList } from '../../values/json';

/** What a container is started with, as ECS receives it. */
export interface ContainerOverride {
  readonly container: string;
  readonly command: readonly string[];
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  /** CPU units and MiB of the task; absent, what its task definition says. */
  readonly cpu: string | undefined;
  readonly memory: string | undefined;
  /** Characters of the override, as JSON. */
  readonly size: number;
}

/**
 * Reads the overrides of RunTask: with the small first letters of ECS's own API, or with the capitals that Step Functions
 * has instead.
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

/** The field with a small first letter, or with a capital one. */
function field(value: unknown, name: string): unknown {
  return fieldOf(value, name) ?? fieldOf(value, `${name.charAt(0).toUpperCase()}${name.slice(1)}`);
}

function listOf(value: unknown): readonly unknown[] {
  return isList(value) ? value : [];
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : exactText(value);
}

/** ECS takes texts alone here: anything else would be refused, and is shown as what it is. */
function exactText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
