/** Which resource in AWS a resource of a state, or of the generated configuration, is. */
import { defaultNames, importIdRules, type ManagedType } from '../resources/import-ids';
import type { TerraformResource } from '../resources/resource';
import { toSnakeCase } from '../resources/terraform-json';
import { Expression, JsonText, Template } from '../resources/terraform-values';
import { StringWithLookups } from '../values/deferred-values';
import type { StateResource } from './state';

/** Returns whether this program generates resources of a type. */
export function isManagedType(type: string): type is ManagedType {
  return Object.hasOwn(importIdRules, type);
}

/** Returns a text that is equal for the same resource in AWS; `undefined` if a value is not known. */
export function identityOf(
  type: ManagedType,
  valueOf: (argument: string) => string | undefined,
): string | undefined {
  const names = importIdRules[type].identity;
  const values = names.map((name) => valueOf(name));
  if (names.length === 0 || values.some((value) => value === undefined || value === '')) return undefined;
  return JSON.stringify([type, ...values]);
}

/** Returns the value of an argument of a state's resource, as a text. */
export function stateValue({ values }: Pick<StateResource, 'values'>, argument: string): string | undefined {
  const value = values[argument];
  return normalized(argument, typeof value === 'string' ? value : undefined);
}

/**
 * Returns the value of an argument of a generated resource, as a text. Only texts are read, and not references.
 *
 * @param resource - The resource.
 * @param argument - The name of the argument in Terraform.
 * @param accountId - The account of the state, which replaces the account that Terraform looks up.
 */
export function generatedValue(
  resource: TerraformResource,
  argument: string,
  accountId: string | undefined,
): string | undefined {
  const [, value] = Object.entries(resource.arguments).find(([name]) => toSnakeCase(name) === argument) ?? [];
  const text: unknown = value;
  if (text instanceof Expression || text instanceof Template || text instanceof JsonText) return undefined;
  if (typeof text === 'string') return normalized(argument, text);
  if (text instanceof StringWithLookups)
    return normalized(argument, text.toString().replaceAll('<account_id>', accountId ?? '<account_id>'));
  return normalized(argument, undefined);
}

/** Fills in the names that AWS gives by default. A cluster is its name, and not its ARN. */
function normalized(argument: string, value: string | undefined): string | undefined {
  if (value === undefined || value === '') return defaultNames[argument];
  if (argument === 'cluster') return value.slice(value.lastIndexOf('/') + 1);
  // An event bus of the account can be written with its ARN.
  if (argument === 'event_bus_name') return value.replace(/^arn:[^/]*:event-bus\//, '');
  return value;
}

/**
 * Returns the ID of an `import` block for a resource of a state.
 *
 * @returns `undefined` if the provider can't import the resource, or a part of the ID is missing or sensitive.
 */
export function importIdOf(resource: StateResource): string | undefined {
  const { type, sensitive } = resource;
  const names = isManagedType(type) ? importIdRules[type].importId : undefined;
  if (names === undefined) return undefined;
  const parts = names.flatMap((name) => {
    const value = stateValue(resource, name);
    return name === 'event_bus_name' && value === defaultNames[name] ? [] : [value];
  });
  if (names.some((name) => sensitive[name] === true)) return undefined;
  const known = parts.filter((part) => part !== undefined && !/\p{C}/u.test(part));
  return known.length === parts.length ? known.join('/') : undefined;
}

/** Returns the ARN of a resource of a state; `undefined` if it has none. */
export function arnOf({ type, values: { arn } }: StateResource): string | undefined {
  // The argument arn of a target is the ARN of the resource that the rule invokes.
  return typeof arn === 'string' && type !== 'aws_cloudwatch_event_target' ? arn : undefined;
}
