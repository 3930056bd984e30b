import { asList, asRecord, at } from '../stack-json';

/**
 * Returns the part of a plan that a review reads, so that it can be stored: without versions, the time, and the values
 * that it repeats in `planned_values` and `prior_state`.
 */
export function storedPlan(plan: unknown): string {
  const { format_version, complete, errored, resource_changes, resource_drift, configuration } =
    asRecord(plan);
  const stored = {
    format_version,
    timestamp: '2027-03-01T12:00:00Z',
    complete,
    errored,
    planned_values: {},
    resource_changes: changesOf(resource_changes),
    resource_drift: changesOf(resource_drift),
    configuration: {
      root_module: {
        resources: asList(at(configuration, 'root_module', 'resources') ?? [])
          .map(asRecord)
          .map(({ mode, type, name, expressions }) => ({
            mode,
            type,
            name,
            expressions: Object.fromEntries(Object.keys(asRecord(expressions ?? {})).map((key) => [key, {}])),
          })),
      },
    },
  };
  return `${JSON.stringify(stored, undefined, 1)}\n`;
}

function changesOf(changes: unknown): readonly unknown[] | undefined {
  return changes === undefined
    ? undefined
    : asList(changes).map((change) => ({ ...asRecord(change), provider_name: undefined }));
}
