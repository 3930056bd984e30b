import { once } from '../../values/once';
import { fieldOf, isList, isObject } from '../../values/json';
import type { PlanResource } from './plan-resource';

/** Returns the arguments that the configuration sets for a resource; `undefined` if it has no such resource. */
export type ConfiguredArguments = (resource: PlanResource) => ReadonlySet<string> | undefined;

/**
 * Returns a function that finds the configured arguments of a resource. Its first call reads the `configuration` of the
 * plan. A resource also has attributes that only its provider sets and changes.
 *
 * @param rootModule - The field `root_module` of the `configuration`.
 */
export function readConfiguredArguments(rootModule: unknown): ConfiguredArguments {
  const read = once(() => {
    const found = new Map<string, ReadonlySet<string>>();
    readModule(rootModule, '', found);
    return found;
  });
  return ({ moduleAddress, type, name }) => {
    const modulePath = moduleAddress.replace(/\["(?:[^"\\]|\\.)*"\]|\[\d+\]/g, '');
    return read().get(`${modulePath}|${type}.${name}`);
  };
}

function readModule(module: unknown, modulePath: string, found: Map<string, ReadonlySet<string>>): void {
  const resources = fieldOf(module, 'resources');
  for (const resource of isList(resources) ? resources : []) {
    const expressions = fieldOf(resource, 'expressions');
    const prefix = fieldOf(resource, 'mode') === 'data' ? 'data.' : '';
    const address = `${prefix}${String(fieldOf(resource, 'type'))}.${String(fieldOf(resource, 'name'))}`;
    found.set(`${modulePath}|${address}`, new Set(isObject(expressions) ? Object.keys(expressions) : []));
  }
  const calls = fieldOf(module, 'module_calls');
  for (const [name, call] of isObject(calls) ? Object.entries(calls) : [])
    readModule(fieldOf(call, 'module'), `${modulePath === '' ? '' : `${modulePath}.`}module.${name}`, found);
}
