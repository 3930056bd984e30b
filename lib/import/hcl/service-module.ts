import { evaluate } from './evaluate';
import type { HclExpression } from './expression';
import type { HclModule } from './read-module';
import { unknown, type HclValue } from './values';

/** What template-infra's module of the service says about jobs. */
export interface ServiceModule {
  /** Whether upload jobs run in a state machine. `undefined` if the module was not found. */
  readonly hasUploadStateMachine: boolean | undefined;
  /** Returns the defaults of fields of jobs: `optional(number, 1024)` in the type of a variable. */
  readonly fieldDefaults: (section: string) => ReadonlyMap<string, HclValue>;
}

/** Reads what the module says about jobs. */
export function describeServiceModule(module: HclModule | undefined): ServiceModule {
  if (module === undefined) return { hasUploadStateMachine: undefined, fieldDefaults: () => new Map() };
  return {
    hasUploadStateMachine: module.resources.has('aws_sfn_state_machine.file_upload_jobs'),
    fieldDefaults: (section) => defaultsOf(module.variableTypes.get(section)),
  };
}

/** Reads `map(object({ cpu = optional(number, 1024) }))`. */
function defaultsOf(type: HclExpression | undefined): ReadonlyMap<string, HclValue> {
  const defaults = new Map<string, HclValue>();
  const fields = parameterOf('object', parameterOf('map', type));
  if (fields?.kind !== 'object') return defaults;
  for (const { key, value } of fields.entries) {
    if (typeof key !== 'string' || value.kind !== 'call' || value.name !== 'optional') continue;
    const [, expression] = value.parameters;
    if (expression !== undefined) defaults.set(key, evaluate(expression, noScope));
  }
  return defaults;
}

function parameterOf(name: string, expression: HclExpression | undefined): HclExpression | undefined {
  return expression?.kind === 'call' && expression.name === name ? expression.parameters[0] : undefined;
}

/** Defaults in types can't refer to anything. */
const noScope = {
  find: () => ({ value: unknown('a default can refer to nothing'), used: 0 }),
  leafOf: () => undefined,
} as const;
