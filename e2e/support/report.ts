import { appendFileSync } from 'node:fs';

/** The promises that the e2e suite tests, in the order of its report. */
export const promises = {
  apply: 'an environment is applied, planned without changes, and destroyed',
  applyWithLookups: 'the same, with lookups of account, network and roles',
  applyModule: 'the same, through a module in a configuration in HCL',
  permissions: 'the printed permissions allow every call',
  leastPermissions: 'the printed permissions are all needed',
  models: 'calls and limits match AWS’s service models',
  changes: 'a change affects only its own job',
  interruptedApply: 'the next apply completes an interrupted one',
  uploads: 'an upload starts exactly the matching jobs, with its key',
  events: 'an event starts exactly the matching jobs, with its values',
  runs: 'a run ends with the result of its task',
  schedules: 'a schedule starts its job',
  alarms: 'the subscriber of the topic gets one message for each failure',
  status: 'the status shows runs, queues and logs',
  hclRoot: 'a job runs in a cluster that a configuration in HCL creates',
  adoption: 'old jobs are adopted; no run is missed, and none starts twice',
  workers: 'triggers send messages, and a worker processes them',
  state: 'the state is stored, shared with a second clone, and locked',
  changeover: 'a rule is turned off and its job on, and both are never on',
  leaving: 'the JSON is edited by hand and converted to HCL, without this program',
  cdktf: 'cdktf deploys the same state as Terraform',
  scanner: 'checkov finds only what the docs explain',
} as const;

/** A row of the report, or part of one. The report adds the counts of entries with the same promise and subject. */
export interface ReportEntry {
  /** The promise that the test checked. */
  readonly promise: keyof typeof promises;
  /** The fixture, service or other subject of the promise. */
  readonly subject: string;
  /** Counts by description: `{ resources: 12 }`. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Adds an entry to the report. A test calls it after its assertions. */
export function report(entry: ReportEntry): void {
  const path = process.env['E2E_REPORT'];
  if (path !== undefined) appendFileSync(path, `${JSON.stringify(entry)}\n`);
}
