import { join } from 'node:path';
import { readFileSync, readdirSync } from 'node:fs';
import type { EnvironmentJobs } from '../../../lib/jobs/environment';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { exampleConfig } from '../../support/fixtures';
import { TemporaryFolder } from '../../support/run-program';

/** A change of the production environment of the example. */
export interface Pair {
  /** The name of the folder with the plan and its review. */
  readonly name: string;
  /** Changes the text of a file; `undefined` for an environment that does not exist. */
  readonly before: ((text: string) => string) | undefined;
  /** Changes the text of a file; `undefined` for an environment that does not exist. */
  readonly after: ((text: string) => string) | undefined;
  /** Words that the first screen of the review must have. */
  readonly firstScreen: readonly string[];
}

const same = (text: string): string => text;

/** The pairs whose plans are stored. */
export const pairs: readonly Pair[] = [
  {
    name: 'schedule',
    before: same,
    after: (text) => text.replace('cron(0 6 ? * MON *)', 'cron(30 7 ? * MON *)'),
    firstScreen: ['1 job changes', 'At 07:30 AM, only on Monday', 'the job runs one more time than usual'],
  },
  {
    name: 'first-apply',
    before: undefined,
    after: same,
    firstScreen: [
      '2 jobs are added; roles get new permissions',
      'claims/incoming/*',
      '`bin/rails` `claims:import`',
    ],
  },
  {
    name: 'everything-deleted',
    before: same,
    after: undefined,
    firstScreen: ['2 jobs are deleted', 'all its log events are lost', 'no run starts any more'],
  },
  {
    name: 'renamed-job',
    before: same,
    after: (text) => text.replaceAll('send-weekly-report', 'send-weekly-figures'),
    firstScreen: [
      '1 job is deleted, 1 is added',
      'the added job `send-weekly-figures` has the same settings',
      'all its log events are lost',
    ],
  },
  {
    name: 'upload-prefix-and-size',
    before: same,
    after: (text) => text.replace('claims/incoming/', 'claims/new/').replace('memory: 8192', 'memory: 16384'),
    firstScreen: ['1 job changes', 'no longer starts the job', '16 GB memory', 'USD for each hour'],
  },
  {
    name: 'no-change',
    before: same,
    after: same,
    firstScreen: ['no changes'],
  },
];

/** Returns the production environment of the example after a change of its files. */
export function exampleAfter(change: ((text: string) => string) | undefined): EnvironmentJobs | undefined {
  if (change === undefined) return undefined;
  const files = readdirSync(exampleConfig).map((name): readonly [string, string] => [
    name,
    change(readFileSync(join(exampleConfig, name), 'utf8')),
  ]);
  const folder = new TemporaryFolder().write(Object.fromEntries(files));
  try {
    const { environments, issues } = loadEnvironments(folder.path, ['prod']);
    if (environments[0] === undefined) throw new Error(JSON.stringify(issues));
    return environments[0];
  } finally {
    folder.remove();
  }
}

/** Returns the path of a stored file of a pair. */
export function pairFile(pair: Pair, file: 'plan.json' | 'review.md'): string {
  return join(__dirname, '..', 'pairs', pair.name, file);
}
