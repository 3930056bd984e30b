import { z } from 'zod';
import { regions } from '../../aws/regions';
import { maximumIamPathCharacters, iamPathPattern } from '../../aws/iam/limits';
import { alarmsOfEnvironment } from './alarms';
import { eventJobFields } from './event-job';
import { fileUploadJobFields } from './file-upload-job';
import { ignoreChecks } from './check-codes';
import { runJobFields } from './job';
import { queueWorkerJobFields } from './queue-worker-job';
import { supportedProviderVersions } from '../provider-versions';
import { scheduledJobFields } from './scheduled-job';
import { jobSections } from './environment-sections';
import { service } from './service';
import { stateBackend } from './state-backend';
import { resourceTags } from './tags';
import { accountId, appName, bucketName, field, jobNamePattern, kmsKeyArn, name, policyArn, providerVersion } from './values';

/**
 * Fields of all kinds of jobs. A job inherits only the fields that jobs of its kind have. If several kinds have a
 * field, it must have the same schema in each kind.
 */
const jobDefaults = z
  .strictObject({ ...runJobFields, ...scheduledJobFields, ...fileUploadJobFields, ...queueWorkerJobFields, event_pattern: eventJobFields.event_pattern })
  .partial();

/**
 * Returns the schema of a section, which is a map of jobs by name. The pattern of job names is only for editors;
 * {@link jobName} checks the names.
 */
function jobsByName<Job extends z.ZodType>(job: Job) {
  return z.record(z.string(), job).meta({ propertyNames: { pattern: jobNamePattern.source } }).optional();
}

/** An environment: defaults.yml, merged with the environment's own file. */
export const environment = z.strictObject({
  app_name: field(appName, 'Name of the application. Required.', 'app'),
  project_name: field(
    name.optional(),
    'Name of the project. It is part of the default of storage.bucket_name.',
    'platform',
  ),
  region: field(
    z.enum(regions),
    'AWS region of the cluster and of all created resources. Required.',
    'us-east-1',
    'us-gov-west-1',
  ),
  account_id: field(
    accountId.optional(),
    'ID of the AWS account, 12 digits in quotes. A plan with credentials of another account fails (allowed_account_ids of the provider). Default: the account of the credentials, which is looked up at plan. https://registry.terraform.io/providers/hashicorp/aws/latest/docs',
    '123456789012',
  ),
  aws_provider_version: field(
    providerVersion.optional(),
    `Version constraint of the provider hashicorp/aws, to narrow the supported range. Default: ${supportedProviderVersions}; without a lock file, terraform init installs the newest version in this range. https://developer.hashicorp.com/terraform/language/expressions/version-constraints`,
    '~> 6.60',
  ),
  tags: field(resourceTags.optional(), 'Tags of all resources that support tags, and of the tasks, at most 48. Each resource also gets the tag background-jobs:service with the name of the service, and each task the tag background-jobs:job with the name of its job. Keys have 1 to 128 characters and values 1 to 256: letters, digits, spaces and _ . : / = + - @. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html', { team: 'benefits' }),
  state_backend: field(
    stateBackend.optional(),
    'State backend of Terraform: a map with the name of exactly one backend and its arguments. Default: local. https://developer.hashicorp.com/terraform/language/backend',
    {
      s3: {
        bucket: 'platform-tf-state',
        key: 'app/dev/jobs.tfstate',
        region: 'us-east-1',
        use_lockfile: true,
        encrypt: true,
      },
    },
  ),
  service: field(service, 'ECS service whose image and configuration the jobs use. Required.', {
    name: 'app-dev',
    subnet_ids: ['subnet-0a1b2c3d', 'subnet-4e5f6a7b'],
    security_group_ids: ['sg-0a1b2c3d'],
  }),
  storage: field(
    z
      .strictObject({
        bucket_name: field(
          bucketName.optional(),
          'Bucket of upload jobs without source_bucket. Default: <project_name>-<app_name>-<environment>.',
          'platform-app-dev',
        ),
        eventbridge_notification: field(
          z.enum(['manage', 'assume']).default('assume'),
          'Management of the bucket’s EventBridge notifications, which upload jobs require. assume: the bucket’s owner has enabled them. manage: Terraform enables them with an aws_s3_bucket_notification, which replaces all other notifications of the bucket. A bucket can have only one such resource. Default: assume. https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-event-notifications-eventbridge.html',
          'manage',
        ),
      })
      .optional(),
    'Default bucket of upload jobs.',
    { bucket_name: 'platform-app-dev' },
  ),
  job_defaults: field(
    jobDefaults.optional(),
    'Defaults for the fields of jobs of every kind. A value in a job overrides the default, null removes it, and maps merge.',
    { timeout_seconds: 3600 },
  ),
  iam: field(
    z
      .strictObject({
        permissions_boundary_arn: field(
          policyArn.optional(),
          'Permissions boundary of all created roles, for accounts that require one.',
          'arn:aws:iam::123456789012:policy/boundary',
        ),
        path: field(
          z
            .string()
            .regex(iamPathPattern, 'must begin and end with /, such as /jobs/')
            .max(maximumIamPathCharacters, `must have at most ${maximumIamPathCharacters} characters`)
            .optional(),
          'Path of all created roles and policies. It must begin and end with /. Default: /.',
          '/jobs/',
        ),
      })
      .optional(),
    'Permissions boundary and path of the created IAM roles, for accounts that require them.',
    { path: '/jobs/' },
  ),
  kms_key_arn: field(
    kmsKeyArn.optional(),
    'KMS key that encrypts log groups, queues, schedules and the data of state machines. Its policy must allow logs.<region>.amazonaws.com and, for logs of state machines, delivery.logs.amazonaws.com. queue.kms_key_arn lists the requirements of queues. Default: keys that AWS owns.',
    'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  ),
  alarms: alarmsOfEnvironment,
  tracing: field(z.boolean().default(false), 'Whether X-Ray traces state machines. Default: false.', true),
  ignore_checks: field(
    ignoreChecks.optional(),
    'Checks to ignore in this environment: the code of each, with a reason. docs/checks.md lists the codes.',
    { 'folder-placeholders': 'every import accepts an empty file' },
  ),
  file_upload_jobs: field(
    jobsByName(jobSections.file_upload_jobs),
    'Jobs that a new object in a bucket triggers. Each key is the name of a job.',
    { etl: { task_command: ['bin/etl', '<object_key>'], path_prefix: 'uploads/' } },
  ),
  scheduled_jobs: field(
    jobsByName(jobSections.scheduled_jobs),
    'Jobs that a schedule triggers. Each key is the name of a job.',
    { nightly: { task_command: ['bin/rails', 'reports:send'], schedule_expression: 'cron(0 4 * * ? *)' } },
  ),
  queue_worker_jobs: field(
    jobsByName(jobSections.queue_worker_jobs),
    'ECS services whose tasks process the messages of a queue. Each key is the name of a job.',
    { claims: { task_command: ['bin/worker'], max_processing_seconds: 120, max_tasks: 10 } },
  ),
  event_jobs: field(
    jobsByName(jobSections.event_jobs),
    'Jobs that an event on an EventBridge bus triggers. Each key is the name of a job.',
    {
      'ship-order': {
        event_pattern: { source: ['shop.orders'], 'detail-type': ['OrderPlaced'] },
        task_command: ['bin/ship', '<$.detail.order.id>'],
      },
    },
  ),
});
