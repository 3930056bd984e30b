/** The jobs of template-infra's shape, before and after their adoption. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TemporaryFolder } from '../../__tests__/support/run-program';
import { runCaptured } from '../../scripts/docs/run-captured';
import type { EnvironmentJobs } from '../../lib/jobs/environment';
import { loadEnvironments } from '../../lib/jobs/load-environments';

/** The account of the emulator. */
export const accountId = '123456789012';
/** The cluster, which has the name of the service. */
export const cluster = 'app-e2e';
/** The bucket of the upload job. */
export const bucket = 'adopted-uploads';

/** The times of two schedules: one is due before the adoption, and one is due later. */
export interface ScheduleTimes {
  readonly early: string;
  readonly late: string;
}

/** Returns the files of the old root, with its jobs. */
export function oldRoot(variables: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const folder = join(__dirname, '..', 'template-infra');
  const files = ['main.tf', 'modules/service/main.tf', 'modules/service/roles.tf'];
  return {
    ...Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')])),
    'jobs.auto.tfvars.json': JSON.stringify(variables),
  };
}

/** Returns the jobs of the old root. The job `stays` is not adopted. */
export function oldJobs({ early, late }: ScheduleTimes) {
  return {
    file_upload_jobs: {
      import: {
        source_bucket: bucket,
        path_prefix: 'in/',
        task_command: ['bin/import', '<bucket_name>', '<object_key>'],
      },
    },
    scheduled_jobs: {
      early: { task_command: ['early'], schedule_expression: `at(${early})` },
      late: { task_command: ['late'], schedule_expression: `at(${late})` },
      stays: { task_command: ['stays'], schedule_expression: 'cron(0 4 * * ? *)' },
    },
  };
}

/** The jobs that stay in the old root. */
export const remainingJobs = {
  file_upload_jobs: {},
  scheduled_jobs: { stays: { task_command: ['stays'], schedule_expression: 'cron(0 4 * * ? *)' } },
};

const configuration = ({ early, late }: ScheduleTimes): string => `
app_name: app
region: us-east-1
account_id: "${accountId}"
state_backend: { local: {} }
alarms: false
service:
  schedule_group_name: default
  subnet_ids: [subnet-1]
  security_group_ids: [sg-1]
  task_role_arn: arn:aws:iam::${accountId}:role/app-e2e-app
  execution_role_arn: arn:aws:iam::${accountId}:role/app-e2e-task-executor
storage: { bucket_name: ${bucket} }
file_upload_jobs:
  import:
    path_prefix: in/
    target: state_machine
    task_command: [bin/import, <bucket_name>, <object_key>]
scheduled_jobs:
  early: { task_command: [early], schedule_expression: "at(${early})" }
  late: { task_command: [late], schedule_expression: "at(${late})" }
`;

/** A folder with the configuration of the adopted jobs. */
export class AdoptedJobs {
  private readonly folder = new TemporaryFolder();

  constructor(times: ScheduleTimes) {
    this.folder.write({ 'env-config/e2e.yml': configuration(times) });
  }

  /** Loads the environment. */
  environment(): EnvironmentJobs {
    const [environment] = loadEnvironments(join(this.folder.path, 'env-config')).environments;
    if (environment === undefined) throw new Error('the configuration has no environment');
    return environment;
  }

  /** Runs `adopt`, and returns the files that it writes. */
  adopt(state: string, ...options: readonly string[]): Readonly<Record<string, string>> {
    this.folder.write({ 'state.json': state });
    const path = (name: string) => join(this.folder.path, name);
    const { status, out, error } = runCaptured([
      'adopt',
      ...['--config', path('env-config'), '--state', path('state.json'), '--out', path('adoption')],
      ...options,
    ]);
    if (status !== 0) throw new Error(out + error);
    return this.folder.files('adoption');
  }

  /** Deletes the folder. */
  remove(): void {
    this.folder.remove();
  }
}
