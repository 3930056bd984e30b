import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnvConfig } from '../../../lib/config/env-config';
import { readConfig } from '../../../lib/config/reading/read-config';

/** Texts or bytes of files, by file name. */
export type Files = Readonly<Record<string, string | Buffer>>;

/** The required fields of an environment, without lookups at plan. */
export const base = `app_name: app
region: us-east-1
account_id: '123456789012'
service:
  subnet_ids: [subnet-1]
  security_group_ids: [sg-1]
`;

/** The base with a job. A test can add fields of the job at the end. */
export const baseWithJob = `${base}scheduled_jobs:
  nightly:
    schedule_expression: rate(1 hour)
    task_command: [bin/nightly]
`;

/** Calls `use` with a temporary folder that has these files, and returns its result. */
export function inFolder<Result>(files: Files, use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'env-config-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Returns the issues of the files, each in one line: `dev.yml:1:2 region the message`. */
export function issuesOf(files: Files): readonly string[] {
  return inFolder(files, (folder) =>
    readConfig(folder).issues.map(({ file, line, column, path, message }) =>
      [`${file.slice(folder.length + 1)}:${line}:${column}`, path, message]
        .filter((part) => part !== '')
        .join(' '),
    ),
  );
}

/**
 * Returns the configuration of the environment `dev`.
 *
 * @throws Error if it has an issue.
 */
export function devOf(files: Files): EnvConfig {
  return inFolder(files, (folder) => {
    const { environments, issues } = readConfig(folder);
    const config = environments.find(({ name }) => name === 'dev')?.config;
    if (config === undefined) throw new Error(`dev is invalid: ${JSON.stringify(issues)}`);
    return config;
  });
}
