/** The plans of the benchmark. */
import type { EnvironmentJobs } from '../../lib/jobs/environment';
import { planConfigurations } from '../../lib/review/configurations/configurations';

/** Returns the JSON of a plan with the size of Terraform's: it has each resource four times. */
export function planOf(before: EnvironmentJobs | undefined, after: EnvironmentJobs | undefined): string {
  const { changes } = planConfigurations({ name: 'dev', before, after }, new Date(0));
  const valuesOf = (side: 'before' | 'after') => ({
    root_module: {
      resources: changes.map((change) => ({ address: change.address, values: change[side] })),
    },
  });
  return JSON.stringify({
    format_version: '1.2',
    timestamp: '2027-03-01T12:00:00Z',
    complete: true,
    errored: false,
    planned_values: valuesOf('after'),
    prior_state: { values: valuesOf('before') },
    resource_changes: changes.map((change) => ({
      address: change.address,
      mode: 'managed',
      type: change.type,
      name: change.address.slice(change.type.length + 1),
      change: {
        actions: change.action === 'replace' ? ['delete', 'create'] : [change.action],
        before: change.before ?? null,
        after: change.after ?? null,
        after_unknown: {},
      },
    })),
  });
}
