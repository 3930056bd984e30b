/** The configurations of the benchmark. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `half`: half scheduled jobs and half file upload jobs (every second one of these through a state machine), in one
 * environment. `third`: a third each of scheduled jobs, file upload jobs and queue workers, in one environment.
 * `environments`: like `half`, in `defaults.yml`, with three environments that override a little.
 */
export type Shape = 'half' | 'third' | 'environments';

/**
 * Writes a configuration.
 *
 * @param folder - The folder, which is created.
 * @param changed - The number of jobs that have a different timeout, for reviews.
 */
export function writeConfiguration(folder: string, shape: Shape, count: number, changed = 0): void {
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(filesOf(shape, count, changed)))
    writeFileSync(join(folder, file), text);
}

function filesOf(shape: Shape, count: number, changed: number): Readonly<Record<string, string>> {
  const half = Math.floor(count / 2);
  switch (shape) {
    case 'half': {
      const jobs = section('scheduled_jobs', count - half, scheduledJob(changed));
      return { 'dev.yml': common + bucketOf('dev') + jobs + section('file_upload_jobs', half, uploadJob) };
    }
    case 'third': {
      const third = Math.floor(count / 3);
      const jobs = [
        section('scheduled_jobs', count - 2 * third, scheduledJob(changed)),
        section('file_upload_jobs', third, uploadJob),
        section('queue_worker_jobs', third, worker),
      ];
      return { 'dev.yml': common + bucketOf('dev') + jobs.join('') };
    }
    case 'environments': {
      const jobs = section('scheduled_jobs', count - half, scheduledJob(changed));
      return {
        'defaults.yml': common + jobs + section('file_upload_jobs', half, uploadJob),
        'dev.yml': `${bucketOf('dev')}scheduled_jobs:\n  scheduled-0: { state: DISABLED }\n`,
        'prod.yml': `${bucketOf('prod')}scheduled_jobs:\n  scheduled-0: { timeout_seconds: 7200 }\n`,
        'staging.yml': `${bucketOf('staging')}scheduled_jobs:\n  scheduled-0: { state: DISABLED }\n`,
      };
    }
  }
}

const common = `app_name: app
project_name: platform
region: us-east-1
account_id: "123456789012"
service:
  subnet_ids: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]
  security_group_ids: [sg-0123456789abcdef0]
  task_role_arn: arn:aws:iam::123456789012:role/task
  execution_role_arn: arn:aws:iam::123456789012:role/execution
`;

function bucketOf(environment: string): string {
  return `storage: { bucket_name: ${environment}-uploads }\n`;
}

function section(name: string, count: number, jobOf: (index: number) => string): string {
  if (count === 0) return '';
  return `${name}:\n${Array.from({ length: count }, (_, index) => jobOf(index)).join('')}`;
}

function scheduledJob(changed: number): (index: number) => string {
  return (index) => `  scheduled-${index}:
    description: Job ${index}
    task_command: [bin/job, --number, "${index}"]
    schedule_expression: cron(${index % 60} ${Math.floor(index / 60) % 24} * * ? *)
    timeout_seconds: ${index < changed ? 7200 : 3600}
    retry: { max_attempts: 2, interval_seconds: 60 }
`;
}

function uploadJob(index: number): string {
  return `  upload-${index}:
    task_command: [bin/import, <bucket_name>, <object_key>]
    path_prefix: in/${index}/
${index % 2 === 0 ? '    timeout_seconds: 3600\n' : ''}`;
}

function worker(index: number): string {
  return `  worker-${index}:
    task_command: [bin/worker, "${index}"]
    max_processing_seconds: 60
    min_tasks: 0
    max_tasks: 4
`;
}
