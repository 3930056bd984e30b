export interface Mutation {
  /** `States.Run.Retry[0].MaxAttempts = -1`. */
  readonly name: string;
  readonly definition: unknown;
}

const values: readonly unknown[] = [null, 'x', -1, 0.5, true, [], {}];

type Node = Readonly<Record<string, unknown>> | readonly unknown[];

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

/** Returns copies of the JSON with one change each: a value removed or replaced, or an unknown field added. */
export function mutations(json: unknown): readonly Mutation[] {
  return [...walk(json, '', (replaced) => replaced)];
}

function* walk(node: unknown, path: string, wrap: (value: unknown) => unknown): Generator<Mutation> {
  if (!isNode(node)) return;
  const entries = Object.entries(node);
  if (!Array.isArray(node)) {
    yield {
      name: `${path}: an unknown field`,
      definition: wrap(Object.fromEntries([...entries, ['Unknown', 'field']])),
    };
  }
  for (const [key, value] of entries) {
    const here = Array.isArray(node) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const put = (replaced: readonly unknown[]) =>
      wrap(
        Array.isArray(node)
          ? entries.flatMap(([other, kept]) => (other === key ? replaced : [kept]))
          : Object.fromEntries(
              entries.flatMap(([other, kept]) =>
                other === key ? replaced.map((one) => [other, one]) : [[other, kept]],
              ),
            ),
      );
    yield { name: `${here} removed`, definition: put([]) };
    for (const other of values) {
      if (JSON.stringify(other) !== JSON.stringify(value)) {
        yield { name: `${here} = ${JSON.stringify(other)}`, definition: put([other]) };
      }
    }
    yield* walk(value, here, (inner) => put([inner]));
  }
}
