import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { runCaptured, type Outcome } from '../../scripts/docs/run-captured';

/** Runs the program in this process. */
export function run(...programArguments: readonly string[]): Outcome {
  return runCaptured(programArguments);
}

/** A temporary folder. The test must remove it. */
export class TemporaryFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'background-jobs-test-'));

  /** Writes files. The keys are paths relative to the folder. */
  write(files: Readonly<Record<string, string>>): this {
    for (const [path, content] of Object.entries(files)) {
      const target = join(this.path, path);
      mkdirSync(join(target, '..'), { recursive: true });
      writeFileSync(target, content);
    }
    return this;
  }

  /** Returns the content of all files by path. */
  files(below = '.'): Readonly<Record<string, string>> {
    const folder = join(this.path, below);
    return Object.fromEntries(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
        .map((path) => [relative(folder, path), readFileSync(path, 'utf8')]),
    );
  }

  /** Deletes the folder. */
  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A small valid configuration with two environments, a scheduled job and a file upload job. */
export const smallConfig = {
  'env-config/defaults.yml': `app_name: app
region: us-east-1
account_id: "123456789012"
service:
  subnet_ids: [subnet-1]
  security_group_ids: [sg-1]
  task_role_arn: arn:aws:iam::123456789012:role/task
  execution_role_arn: arn:aws:iam::123456789012:role/execution
scheduled_jobs:
  nightly:
    task_command: [bin/nightly]
    schedule_expression: cron(0 4 * * ? *)
file_upload_jobs:
  import:
    source_bucket: uploads
    task_command: [bin/import, <object_key>]
ignore_checks:
  no-timeout: Nothing hangs in a test
  assumed-notification: There are no buckets in a test
  shared-trigger: There are no uploads in a test
state_backend: { local: {} }
alarms: false
`,
  'env-config/dev.yml': '',
  'env-config/prod.yml': 'scheduled_jobs: { nightly: { state: DISABLED } }\n',
} as const;
