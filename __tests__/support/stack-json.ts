/** A stack's Terraform JSON, read for tests. */
export interface StackResource {
  readonly type: string;
  /** `aws_sfn_state_machine.scheduled_jobs_nightly`, with `data.` before it for data sources. */
  readonly address: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The resources and data sources of a stack, by address. */
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

/** The value as a map of unknown values; throws when it is none. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError(`no map: ${JSON.stringify(value)}`);
  return Object.fromEntries(Object.entries(value));
}

/** The value as a list of unknown values; throws when it is none. */
export function asList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`no list: ${JSON.stringify(value)}`);
  return value.map((item: unknown) => item);
}

/** What stands at a path of keys and indexes. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (found, step) => (typeof step === 'number' ? asList(found)[step] : asRecord(found)[step]),
    value,
  );
}

/** A string that holds JSON, parsed. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string') throw new TypeError(`no string: ${JSON.stringify(value)}`);
  return JSON.parse(value);
}
