/**
 * Measures the time of a synthesis, divided by the time of only parsing the same YAML, and by the time of a synthesis with
 * cdktf. Times differ between machines and between runs; the ratios differ much less.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { synthesizeWithCdktf } from '../lib/constructs/synthesize-with-cdktf';
import { synthesize } from '../lib/resources/stack/synthesize';
import { loadEnvironments } from '../lib/jobs/load-environments';

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
} finally {
  rmSync(folder, { recursive: true, force: true });
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

/** Returns an environment with this number of jobs. */
function configuration(count: number): string {
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
      '    timeout_seconds: 3600',
    );
  }
  lines.push('file_upload_jobs:');
  for (let index = 0; index < count / 2; index += 1) {
    lines.push(
      `  upload-${index}:`,
      '    task_command: [bin/import, <bucket_name>, <object_key>]',
      `    path_prefix: in/${index}/`,
    );
    if (index % 2 === 0) lines.push('    timeout_seconds: 3600');
  }
  return `${lines.join('\n')}\n`;
}
