import { z } from 'zod';
import { regions } from '../../aws/regions';
import { maximumIamPathCharacters, iamPathPattern } from '../../aws/iam/roles';
import { stateBackends } from '../state-backends';
import { eventJob, eventJobFields } from './event-job';
import { fileUploadJob, fileUploadJobFields } from './file-upload-job';
import { ignoreChecks } from './ignore-checks';
import { runJobFields } from './job';
import { queueWorkerJob, queueWorkerJobFields } from './queue-worker-job';
import { scheduledJob, scheduledJobFields } from './scheduled-job';
import { service } from './service';
import { backendExamples } from './state-backend-examples';
import { accountId, bucketName, field, jobNamePattern, kmsKeyArn, name, policyArn, resourceTags, snsTopicArn } from './values';

/** Backends by name, each optional: that exactly one is given is a rule of its own. */
const stateBackend = z.strictObject({
  local: field(stateBackends.local.schema.optional(), 'A file on the machine that runs Terraform. https://developer.hashicorp.com/terraform/language/backend/local', backendExamples.local),
  azurerm: field(stateBackends.azurerm.schema.optional(), 'A blob in an Azure storage account. https://developer.hashicorp.com/terraform/language/backend/azurerm', backendExamples.azurerm),
  cloud: field(stateBackends.cloud.schema.optional(), 'A workspace of HCP Terraform or Terraform Enterprise: the block cloud. https://developer.hashicorp.com/terraform/cli/cloud/settings', backendExamples.cloud),
  consul: field(stateBackends.consul.schema.optional(), 'A key in the store of Consul. https://developer.hashicorp.com/terraform/language/backend/consul', backendExamples.consul),
  cos: field(stateBackends.cos.schema.optional(), 'An object in a bucket of Tencent Cloud Object Storage. https://developer.hashicorp.com/terraform/language/backend/cos', backendExamples.cos),
  gcs: field(stateBackends.gcs.schema.optional(), 'An object in a Google Cloud Storage bucket. https://developer.hashicorp.com/terraform/language/backend/gcs', backendExamples.gcs),
  http: field(stateBackends.http.schema.optional(), 'A REST service that keeps the state. https://developer.hashicorp.com/terraform/language/backend/http', backendExamples.http),
  kubernetes: field(stateBackends.kubernetes.schema.optional(), 'A secret in a Kubernetes cluster. https://developer.hashicorp.com/terraform/language/backend/kubernetes', backendExamples.kubernetes),
  oss: field(stateBackends.oss.schema.optional(), 'An object in a bucket of Alibaba Cloud OSS. https://developer.hashicorp.com/terraform/language/backend/oss', backendExamples.oss),
  pg: field(stateBackends.pg.schema.optional(), 'A row in a table of a PostgreSQL database. https://developer.hashicorp.com/terraform/language/backend/pg', backendExamples.pg),
  remote: field(stateBackends.remote.schema.optional(), 'A workspace of HCP Terraform or Terraform Enterprise, in the way before cloud. https://developer.hashicorp.com/terraform/language/backend/remote', backendExamples.remote),
  s3: field(stateBackends.s3.schema.optional(), 'An object in an S3 bucket, or in storage with an API like S3’s. https://developer.hashicorp.com/terraform/language/backend/s3', backendExamples.s3),
} satisfies Record<keyof typeof stateBackends, z.ZodType>);

/** Any field of any kind of job; a job takes those that its kind has. Kinds differ in no field of the same name. */
const jobDefaults = z
  .strictObject({ ...runJobFields, ...scheduledJobFields, ...eventJobFields, ...fileUploadJobFields, ...queueWorkerJobFields })
  .partial();

/** The kinds of jobs: the section of the file, and the fields that one of them has. */
export const jobSections = {
  file_upload_jobs: fileUploadJob,
  scheduled_jobs: scheduledJob,
  queue_worker_jobs: queueWorkerJob,
  event_jobs: eventJob,
} as const;
export type JobSection = keyof typeof jobSections;
export const jobSectionNames = [
  'file_upload_jobs',
  'scheduled_jobs',
  'queue_worker_jobs',
  'event_jobs',
] as const satisfies readonly JobSection[];

/** Jobs of one kind. Their names are checked apart from the schema, and said in it for editors. */
function jobsByName<Job extends z.ZodType>(job: Job) {
  return z.record(z.string(), job).meta({ propertyNames: { pattern: jobNamePattern.source } }).optional();
}

/** One environment: defaults.yml with the environment's own file merged over it. */
export const environment = z.strictObject({
  app_name: field(name, 'The application’s name. Required.', 'app'),
  project_name: field(
    name.optional(),
    'The project’s name: the beginning of the default of storage.bucket_name.',
    'platform',
  ),
  region: field(
    z.enum(regions),
    'The AWS region of the cluster and of everything that is made. Required.',
    'us-east-1',
    'us-gov-west-1',
  ),
  account_id: field(
    accountId.optional(),
    'The AWS account, 12 digits in quotes. Default: looked up at plan.',
    '123456789012',
  ),
  tags: field(resourceTags.optional(), 'Tags of every resource that takes tags: at most 50, with keys of up to 128 and values of 1 to 256 letters, digits, spaces and _ . : / = + - @, as IAM and the other services take them. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html', { team: 'benefits' }),
  state_backend: field(
    stateBackend.optional(),
    'Where Terraform keeps the state: exactly one of its standard backends, with the backend’s own arguments. Default: local. https://developer.hashicorp.com/terraform/language/backend',
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
  service: field(service, 'The ECS service whose image and configuration every job runs with. Required.', {
    name: 'app-dev',
    subnet_ids: ['subnet-0a1b2c3d', 'subnet-4e5f6a7b'],
    security_group_ids: ['sg-0a1b2c3d'],
  }),
  storage: field(
    z
      .strictObject({
        bucket_name: field(
          bucketName.optional(),
          'The bucket of upload jobs that name none. Default <project_name>-<app_name>-<environment>.',
          'platform-app-dev',
        ),
        eventbridge_notification: field(
          z.enum(['manage', 'assume']).default('assume'),
          'assume: whoever owns the bucket has it send its events to EventBridge, which no job starts without. manage: it is switched on here, as aws_s3_bucket_notification; a bucket has one such resource, which replaces every other notification of the bucket. Default assume. https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-event-notifications-eventbridge.html',
          'manage',
        ),
      })
      .optional(),
    'The application’s bucket.',
    { bucket_name: 'platform-app-dev' },
  ),
  job_defaults: field(
    jobDefaults.optional(),
    'Fields for every job that has them: a job’s own value wins, its null removes the default, maps merge.',
    { timeout_seconds: 3600 },
  ),
  iam: field(
    z
      .strictObject({
        permissions_boundary_arn: field(
          policyArn.optional(),
          'A policy that bounds every role that is made, for accounts that demand one.',
          'arn:aws:iam::123456789012:policy/boundary',
        ),
        path: field(
          z
            .string()
            .regex(iamPathPattern, 'a path begins and ends with a slash: /jobs/')
            .max(maximumIamPathCharacters, `at most ${maximumIamPathCharacters} characters`)
            .optional(),
          'The path of every role and policy that is made. Default /.',
          '/jobs/',
        ),
      })
      .optional(),
    'What an account demands of roles.',
    { path: '/jobs/' },
  ),
  kms_key_arn: field(
    kmsKeyArn.optional(),
    'A KMS key that encrypts log groups, the data of state machines, and schedules. Its policy must let CloudWatch Logs use it (logs.REGION.amazonaws.com, and delivery.logs.amazonaws.com for the logs of state machines). Default: keys of AWS’s own.',
    'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  ),
  alarms: field(
    z
      .strictObject({
        sns_topic_arn: field(
          snsTopicArn,
          'The topic of this account and region that alarms are sent to. Its policy must let cloudwatch.amazonaws.com publish, and so must the policy of a key that encrypts it.',
          'arn:aws:sns:us-east-1:123456789012:jobs',
        ),
      })
      .optional(),
    'Who is told when something is wrong: there are alarms where there is someone to tell. So far they watch the queues of queue_worker_jobs.',
    { sns_topic_arn: 'arn:aws:sns:us-east-1:123456789012:jobs' },
  ),
  tracing: field(z.boolean().default(false), 'X-Ray tracing of state machines. Default false.', true),
  ignore_checks: field(
    ignoreChecks.optional(),
    'Checks whose advice is not wanted in this environment, each with the reason. docs/checks.md lists them.',
    { 'folder-placeholders': 'every import ends well for an empty file' },
  ),
  file_upload_jobs: field(
    jobsByName(fileUploadJob),
    'Jobs that a new object in a bucket starts, by name.',
    { etl: { task_command: ['bin/etl', '<object_key>'], path_prefix: 'uploads/' } },
  ),
  scheduled_jobs: field(
    jobsByName(scheduledJob),
    'Jobs that a schedule starts, by name.',
    { nightly: { task_command: ['bin/rails', 'reports:send'], schedule_expression: 'cron(0 4 * * ? *)' } },
  ),
  queue_worker_jobs: field(
    jobsByName(queueWorkerJob),
    'Services whose tasks take their work from a queue, by name.',
    { claims: { task_command: ['bin/worker'], max_processing_seconds: 120, max_tasks: 10 } },
  ),
  event_jobs: field(
    jobsByName(eventJob),
    'Jobs that an event of an EventBridge bus starts, by name.',
    {
      'ship-order': {
        event_pattern: { source: ['shop.orders'], 'detail-type': ['OrderPlaced'] },
        task_command: ['bin/ship', '<$.detail.order.id>'],
      },
    },
  ),
});
