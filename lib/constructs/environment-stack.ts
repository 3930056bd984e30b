import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification';
import { SchedulerScheduleGroup } from '@cdktf/provider-aws/lib/scheduler-schedule-group';
import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import type { EnvironmentJobs } from '../jobs/environment';
import type { Job, JobType } from '../jobs/job';
import { FileUploadJobResources } from './file-upload/file-upload-job';
import type { JobContext } from './job-context';
import { LockTable } from './run/lock-table';
import { Lookups } from './data-sources';
import { QueueWorkerJobResources } from './queue-worker/queue-worker-job';
import { ScheduledJobResources } from './scheduled/scheduled-job';
import { SharedRole } from './shared-role';
import { SharedTaskProtection } from './queue-worker/scale-in-protection';
import { StateBackend } from './state-backend';
import { literalMap, TerraformText } from './terraform-text';

/** The versions of hashicorp/aws that what we write is valid in: both majors that are in use. */
export const awsProviderVersions = '>= 5.100.0, < 7.0.0';

export interface EnvironmentStackProps {
  readonly environment: EnvironmentJobs;
}

/** One environment: a stack, and thereby a state, of its own. */
export class EnvironmentStack extends TerraformStack {
  constructor(scope: Construct, id: string, { environment }: EnvironmentStackProps) {
    super(scope, id);
    const { config, jobs, roles } = environment;
    new AwsProvider(this, 'aws', { region: config.region });
    // The bindings would pin the one version that they were made from.
    this.addOverride('terraform.required_providers.aws', {
      source: 'hashicorp/aws',
      version: awsProviderVersions,
    });
    new StateBackend(this, 'state_backend', { backend: config.stateBackend, environmentName: config.name });
    if (jobs.length === 0) return;

    new Lookups(this, 'lookups', { config, jobs });
    const terraform = new TerraformText((lookup) => Lookups.expressionOf(lookup));
    const rolesScope = new Construct(this, 'roles');
    const dependables = new Map(
      roles.map((role) => [
        role.kind,
        new SharedRole(rolesScope, role.kind, { config, role, terraform }).dependables,
      ]),
    );
    const { lockTableName, taskProtection } = environment;
    const locks =
      lockTableName === undefined
        ? undefined
        : new LockTable(this, 'job_locks', { config, name: lockTableName });
    const protection =
      taskProtection === undefined
        ? undefined
        : new SharedTaskProtection(this, 'task_protection', {
            config,
            protection: taskProtection,
            terraform,
          });
    const context: JobContext = {
      config,
      terraform,
      roleDependables: (kind) => dependables.get(kind) ?? [],
      locksReady: locks?.dependables ?? [],
      protectionReady: (role) => protection?.dependables(role) ?? [],
    };
    this.placeJobs(environment, context);
  }

  private placeJobs(
    { jobs, scheduleGroupName, managedBucket, config }: EnvironmentJobs,
    context: JobContext,
  ): void {
    const tags = literalMap(config.tags);
    const scopes = {
      file_upload_job: new Construct(this, 'file_upload_jobs'),
      scheduled_job: new Construct(this, 'scheduled_jobs'),
      queue_worker_job: new Construct(this, 'queue_worker_jobs'),
    } satisfies Record<JobType, Construct>;
    const group =
      scheduleGroupName === undefined
        ? undefined
        : new SchedulerScheduleGroup(scopes.scheduled_job, 'schedule group', {
            name: scheduleGroupName,
            ...(tags === undefined ? {} : { tags }),
          });
    group?.overrideLogicalId('scheduled_jobs');
    if (managedBucket !== undefined) {
      const notification = new S3BucketNotification(scopes.file_upload_job, 'bucket notification', {
        bucket: managedBucket,
        eventbridge: true,
      });
      notification.overrideLogicalId('storage');
    }
    for (const job of jobs) this.placeJob(job, context, scopes[job.type], group);
  }

  private placeJob(
    job: Job,
    context: JobContext,
    scope: Construct,
    group: SchedulerScheduleGroup | undefined,
  ): void {
    // A construct keeps its children in a plain object, where names such as `constructor` are taken.
    const id = job.name in {} ? `job ${job.name}` : job.name;
    switch (job.type) {
      case 'file_upload_job':
        new FileUploadJobResources(scope, id, { context, job });
        return;
      case 'scheduled_job':
        if (group === undefined) throw new TypeError('a scheduled job without a schedule group');
        new ScheduledJobResources(scope, id, { context, job, group });
        return;
      case 'queue_worker_job':
        new QueueWorkerJobResources(scope, id, { context, job, group });
    }
  }
}

/** The cdktf app of these environments, which writes below `outdir`; by default where cdktf's own command says. */
export function buildApp(environments: readonly EnvironmentJobs[], outdir?: string): App {
  const app = new App(outdir === undefined ? {} : { outdir });
  for (const environment of environments) new EnvironmentStack(app, environment.config.name, { environment });
  return app;
}
