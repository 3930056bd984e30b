import { appendFileSync } from 'node:fs';

/** The promises of the e2e suite, in the order in which its report has them. */
export const promises = {
  apply: 'applied, planned again, destroyed',
  applyLookedUp: 'the same, with everything looked up',
  permissions: 'the printed permissions are enough',
  leastPermissions: 'the printed permissions are no more than is used',
  models: 'what is called is what AWS’s own models of its API take',
  changes: 'a change touches its own job alone',
  brokenOff: 'an apply that was broken off goes on',
  uploads: 'an upload starts the jobs that match, with its key',
  runs: 'a run ends as its task ends',
  schedules: 'a schedule fires',
  workers: 'a queue is filled, and a worker empties it',
  state: 'the state is kept, seen by a clean clone, and locked',
  cdktf: 'cdktf diff and deploy end in the same state as Terraform',
  scanner: 'checkov finds nothing but what the README explains',
} as const;

/** A line of the report, or a part of one: counts of the same promise and subject are added up. */
export interface Counted {
  readonly promise: keyof typeof promises;
  /** A fixture, or whatever else the promise is about. */
  readonly subject: string;
  /** What was counted, in words: `{ resources: 12 }`. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Adds to the report, once what is counted was seen to hold. */
export function report(counted: Counted): void {
  const path = process.env['BENCH_REPORT'];
  if (path !== undefined) appendFileSync(path, `${JSON.stringify(counted)}\n`);
}
