import { z } from 'zod';
import { objectKeyBytes } from '../../aws/buckets';
import { jobFields } from './job';
import { bucketName, field } from './values';

/** What a file upload job has beside the fields of every job. */
export const fileUploadJobFields = {
  source_bucket: field(
    bucketName.optional(),
    'The bucket whose new objects start the job; it must send its events to EventBridge. Default: storage.bucket_name.',
    'platform-app-dev',
  ),
  path_prefix: field(
    z
      .string()
      .min(1, 'at least 1 character; leave it out for every key')
      .refine((prefix) => Buffer.byteLength(prefix) <= objectKeyBytes, `a key has at most ${objectKeyBytes} bytes`)
      .optional(),
    'What the keys of those objects begin with, as S3 has them: without a leading slash. Default: every key.',
    'uploads/',
  ),
  target: field(
    z.enum(['ecs_cluster', 'state_machine']).optional(),
    'ecs_cluster: the rule starts the task itself. state_machine: through a state machine, which sees how the task ends. Default: ecs_cluster, unless the job asks for what only a state machine can do.',
    'state_machine',
  ),
} as const;

/**
 * A job that a new object in a bucket starts.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export const fileUploadJob = z.strictObject({ ...fileUploadJobFields, ...jobFields });
export type FileUploadJobConfig = z.output<typeof fileUploadJob>;
