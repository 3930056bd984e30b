/** A resource or data source in a stack's Terraform JSON. */
export interface StackResource {
  /** The Terraform type, such as `aws_iam_role`. */
  readonly type: string;
  /** The address, such as `aws_sfn_state_machine.jobs_nightly`; that of a data source begins with `data.`. */
  readonly address: string;
  /** The arguments in the JSON. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Returns the resources and data sources of a stack, sorted by address. */
export function resourcesOf(stack: string): readonly StackResource[] {
  const parsed = asRecord(JSON.parse(stack));
  return (['resource', 'data'] as const)
    .flatMap((block) =>
      Object.entries(asRecord(parsed[block] ?? {})).flatMap(([type, byName]) =>
        Object.entries(asRecord(byName)).map(([name, values]) => ({
          type,
          address: `${block === 'data' ? 'data.' : ''}${type}.${name}`,
          values: asRecord(values),
        })),
      ),
    )
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}

/**
 * Returns the value as a map of unknown values.
 *
 * @throws TypeError if it is not an object.
 */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError(`not a map: ${JSON.stringify(value)}`);
  return Object.fromEntries(Object.entries(value));
}

/**
 * Returns the value as a list of unknown values.
 *
 * @throws TypeError if it is not an array.
 */
export function asList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`not a list: ${JSON.stringify(value)}`);
  return value.map((item: unknown) => item);
}

/** Returns the value at a path of keys and indexes. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (found, step) => (typeof step === 'number' ? asList(found)[step] : asRecord(found)[step]),
    value,
  );
}

/** Parses a string of JSON. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string') throw new TypeError(`not a string: ${JSON.stringify(value)}`);
  return JSON.parse(value);
}
