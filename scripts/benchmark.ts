/**
 * Measures the time of a synthesis, divided by the time of only parsing the same YAML, and by the time of a synthesis with
 * cdktf. Measures the time of a review, divided by the time of only parsing the same plan. Times differ between machines and between runs; the ratios differ much less.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { synthesizeWithCdktf } from '../lib/constructs/synthesize-with-cdktf';
import { synthesize } from '../lib/resources/stack/synthesize';
import type { EnvironmentJobs } from '../lib/jobs/environment';
import { loadEnvironments } from '../lib/jobs/load-environments';
import { reviewFormats } from '../lib/report/review/formats/formats';
import { reviewEnvironments } from '../lib/report/review/review-environment';
import { planConfigurations } from '../lib/review/configurations/configurations';
import { readPlan } from '../lib/review/plan/read-plan';

const rounds = 5;
const folder = mkdtempSync(join(tmpdir(), 'background-jobs-benchmark-'));
try {
  process.stdout.write(
    `best of ${rounds}; jobs: half scheduled, half file upload (half of those through a state machine)\n`,
  );
  process.stdout.write('jobs   YAML alone   check   check/YAML   synth   synth/YAML   with cdktf/synth\n');
  for (const count of [10, 100, 1000]) {
    const text = configuration(count);
    const config = join(folder, String(count));
    mkdirSync(config);
    writeFileSync(join(config, 'dev.yml'), text);
    const parsing = minimumTime(() => parse(text));
    const checking = minimumTime(() => loadEnvironments(config));
    const synthesising = minimumTime(() => synthesize(loadEnvironments(config).environments));
    const withCdktf = minimumTime(() => synthesizeWithCdktf(loadEnvironments(config).environments));
    const cells = [
      String(count).padEnd(4),
      milliseconds(parsing).padStart(12),
      milliseconds(checking).padStart(7),
      (checking / parsing).toFixed(1).padStart(12),
      milliseconds(synthesising).padStart(7),
      (synthesising / parsing).toFixed(1).padStart(12),
      (withCdktf / synthesising).toFixed(1).padStart(18),
    ];
    process.stdout.write(`${cells.join(' ')}\n`);
  }
  measureReviews();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Measures the review of a plan of 1,000 jobs. */
function measureReviews(): void {
  process.stdout.write('\nchanged jobs of 1000   plan      JSON.parse   review   review/JSON.parse\n');
  for (const changed of [0, 10, 1000]) {
    const plan = planOf(environmentOf(1000, 0), environmentOf(1000, changed));
    const parsing = minimumTime(() => {
      JSON.parse(plan);
    });
    const reviewing = minimumTime(() => {
      const read = readPlan(plan, { name: 'dev', now: new Date(0) });
      if (read.ok) reviewFormats.markdown(reviewEnvironments(read.value), undefined);
    });
    const cells = [
      String(changed).padEnd(22),
      `${(plan.length / 2 ** 20).toFixed(0)} MiB`.padEnd(8),
      milliseconds(parsing).padStart(11),
      milliseconds(reviewing).padStart(8),
      (reviewing / parsing).toFixed(1).padStart(19),
    ];
    process.stdout.write(`${cells.join(' ')}\n`);
  }
}

/** Returns an environment in which some jobs have another timeout or schedule. */
function environmentOf(count: number, changed: number): EnvironmentJobs | undefined {
  const config = mkdtempSync(join(folder, 'review-'));
  writeFileSync(join(config, 'dev.yml'), configuration(count, changed));
  return loadEnvironments(config).environments[0];
}

/** Returns a plan with the size of Terraform's: it has each resource four times. */
function planOf(before: EnvironmentJobs | undefined, after: EnvironmentJobs | undefined): string {
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
      change: { actions: [change.action], before: change.before, after: change.after, after_unknown: {} },
    })),
  });
}

/** Returns the minimum time of several rounds, in milliseconds. */
function minimumTime(work: () => unknown): number {
  const times = Array.from({ length: rounds }, () => {
    const start = process.hrtime.bigint();
    work();
    return Number(process.hrtime.bigint() - start) / 1e6;
  });
  return Math.min(...times);
}

function milliseconds(time: number): string {
  return `${time.toFixed(0)} ms`;
}

/** Returns an environment with this number of jobs. Some of them have another timeout. */
function configuration(count: number, changed = 0): string {
  const lines = [
    'app_name: app',
    'region: us-east-1',
    'account_id: "123456789012"',
    'service:',
    '  subnet_ids: [subnet-1]',
    '  security_group_ids: [sg-1]',
    '  task_role_arn: arn:aws:iam::123456789012:role/task',
    '  execution_role_arn: arn:aws:iam::123456789012:role/execution',
    'storage: { bucket_name: uploads }',
    'scheduled_jobs:',
  ];
  for (let index = 0; index < count / 2; index += 1) {
    lines.push(
      `  scheduled-${index}:`,
      '    task_command: [bin/job, --all]',
      '    schedule_expression: cron(0 4 * * ? *)',
      `    timeout_seconds: ${index < changed / 2 ? 7200 : 3600}`,
    );
  }
  lines.push('file_upload_jobs:');
  for (let index = 0; index < count / 2; index += 1) {
    lines.push(
      `  upload-${index}:`,
      '    task_command: [bin/import, <bucket_name>, <object_key>]',
      `    path_prefix: in/${index}/`,
    );
    if (index % 2 === 0) lines.push(`    timeout_seconds: ${index < changed / 2 ? 7200 : 3600}`);
  }
  return `${lines.join('\n')}\n`;
}
