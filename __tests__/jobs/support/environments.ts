import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnvironmentJobs } from '../../../lib/jobs/environment';
import { isRunJob, type Job, type RunJob } from '../../../lib/jobs/job';
import type { EcsClusterTarget, StateMachineTarget } from '../../../lib/jobs/run/targets';
import { renderIssues } from '../../../lib/report/issues/text';
import { loadEnvironments, type LoadedEnvironments } from '../../../lib/jobs/load-environments';

type Fields = Readonly<Record<string, unknown>>;

/** The required fields of an environment, without lookups. */
export const baseConfig = {
  app_name: 'app',
  project_name: 'platform',
  region: 'us-east-1',
  account_id: '123456789012',
  service: {
    subnet_ids: ['subnet-1'],
    security_group_ids: ['sg-1'],
    task_role_arn: 'arn:aws:iam::123456789012:role/task',
    execution_role_arn: 'arn:aws:iam::123456789012:role/execution',
  },
} as const;

/** The same configuration with lookups for every optional value. */
export const lookedUpConfig = {
  app_name: 'app',
  project_name: 'platform',
  region: 'us-east-1',
  service: { subnet_tags: { tier: 'private' }, security_group_names: ['app'] },
} as const;

/** Loads a folder with this configuration in `test.yml`, as the program does. JSON is YAML. */
export function load(config: Fields): LoadedEnvironments {
  const folder = mkdtempSync(join(tmpdir(), 'background-jobs-test-'));
  try {
    // YAML rejects raw control characters, and JSON escapes only half of them.
    const text = JSON.stringify(config).replace(
      /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    writeFileSync(join(folder, 'test.yml'), text);
    return loadEnvironments(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Returns the environment of these sections over {@link baseConfig}; throws if the configuration is invalid. */
export function environmentOf(sections: Fields, base: Fields = baseConfig): EnvironmentJobs {
  const { environments, issues } = load({ ...base, ...sections });
  const [environment] = environments;
  if (environment === undefined || issues.length > 0) throw new Error(renderIssues(issues.slice(0, 5)));
  return environment;
}

/** Returns the issues of these sections: the path and the message of each. */
export function issuesOf(sections: Fields): readonly string[] {
  return load({ ...baseConfig, ...sections }).issues.map(({ path, message }) => `${path}: ${message}`);
}

/** Returns an upload job with these fields. */
export function uploadJob(fields: Fields): RunJob {
  const [job] = environmentOf({ file_upload_jobs: { job: fields } }).jobs;
  return runJob(job);
}

/** Returns a job that has runs. */
export function runJob(job: Job | undefined): RunJob {
  if (job === undefined || !isRunJob(job)) throw new TypeError('no job whose runs end');
  return job;
}

export function ecsClusterTarget(job: Job): EcsClusterTarget {
  const { target } = runJob(job);
  if (target.kind !== 'ecs_cluster') throw new TypeError(`the target is ${target.kind}`);
  return target;
}

export function stateMachineTarget(job: Job): StateMachineTarget {
  const { target } = runJob(job);
  if (target.kind !== 'state_machine') throw new TypeError(`the target is ${target.kind}`);
  return target;
}

/** Returns an S3 event with all of its fields. */
export function objectCreatedEvent(key: string, bucketName = 'platform-app-test') {
  return {
    version: '0',
    id: '17793124-05d4-b198-2fde-7ededc63b103',
    'detail-type': 'Object Created',
    source: 'aws.s3',
    account: '123456789012',
    time: '2026-03-01T03:04:05Z',
    region: 'us-east-1',
    resources: [`arn:aws:s3:::${bucketName}`],
    detail: {
      version: '0',
      bucket: { name: bucketName },
      object: { key, size: 5, etag: 'b1946ac92492d2347c6235b4d2611184', sequencer: '00617F08299329D189' },
      'request-id': 'N4N7GDK58NMKJ12R',
      requester: '123456789012',
      'source-ip-address': '1.2.3.4',
      reason: 'PutObject',
    },
  };
}
