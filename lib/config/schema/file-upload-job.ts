import { z } from 'zod';
import { maximumObjectKeyBytes } from '../../aws/s3/buckets';
import { deliveryLimits, eventBusNamePattern } from '../../aws/events/event-buses';
import { parseWildcard } from '../../aws/events/match-value';
import { maximumComparedNumber } from '../../aws/events/event-patterns';
import { creationReasons } from '../../aws/s3/object-events';
import { runJobFields } from './job';
import { bucketName, field, oneOrMany } from './values';

/** Why a text is no part of a key, or `undefined`. */
function refuseKeyPart(text: string): string | undefined {
  if (text === '') return 'at least 1 character; leave it out for every key';
  return Buffer.byteLength(text) <= maximumObjectKeyBytes ? undefined : `a key has at most ${maximumObjectKeyBytes} bytes`;
}

function refuseKeyPattern(text: string): string | undefined {
  const parsed = parseWildcard(text);
  if (!parsed.ok) return parsed.reason;
  const parts = parsed.value;
  if (parts.length === 1) return 'no * in it: it is the key of a single object; give path_prefix or path_suffix, or put a *';
  return refuseKeyPart(parts.join(''));
}

const everyKey = { none: 'at least one is needed; leave it out for every key' } as const;

const { maximumEventAgeSeconds, maximumRetryAttempts } = deliveryLimits;

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-event-delivery.html */
const delivery = z.strictObject({
  maximum_event_age_seconds: field(
    z
      .int('a whole number of seconds')
      .min(maximumEventAgeSeconds.minimum, `at least ${maximumEventAgeSeconds.minimum} seconds`)
      .max(maximumEventAgeSeconds.maximum, `at most ${maximumEventAgeSeconds.maximum} seconds: a day`)
      .optional(),
    'How long EventBridge tries to hand the event over, 60 to 86400 seconds. Default 86400: a day.',
    3600,
  ),
  maximum_retry_attempts: field(
    z
      .int('a whole number')
      .min(maximumRetryAttempts.minimum, 'at least 0')
      .max(maximumRetryAttempts.maximum, `at most ${maximumRetryAttempts.maximum}`)
      .optional(),
    'How often EventBridge tries again, 0 to 185 times. Default 185.',
    20,
  ),
  dead_letter_queue: field(
    z.boolean().default(false),
    'true: an event that could not be handed over is kept for 14 days in a queue of the job’s own, <service>-<job>-dead-letters. Default false: it is lost.',
    true,
  ),
});

const bytes = z
  .int('a whole number of bytes')
  .min(0, 'at least 0 bytes')
  .max(maximumComparedNumber, `at most ${maximumComparedNumber}: event patterns compare with no larger number`);

/** Which new objects are meant, and how hard EventBridge tries to hand each of them over. */
export const uploadFields = {
  source_bucket: field(
    bucketName.optional(),
    'The bucket whose new objects start the job; it must send its events to EventBridge. Default: storage.bucket_name.',
    'platform-app-dev',
  ),
  path_prefix: field(
    oneOrMany(refuseKeyPart, everyKey).optional(),
    'What the keys of those objects begin with, as S3 has them: without a leading slash. Of a list, one. Default: every key.',
    'uploads/',
    ['claims/', 'appeals/'],
  ),
  path_suffix: field(
    oneOrMany(refuseKeyPart, everyKey).optional(),
    'What the keys end with, capitals and small letters apart. Of a list, one. With path_prefix, both hold: the suffix comes behind the prefix. Default: every key.',
    '.csv',
    ['.csv', '.CSV'],
  ),
  path_pattern: field(
    oneOrMany(refuseKeyPattern, everyKey).optional(),
    'What the keys look like, instead of prefix and suffix: * is any text, slashes included; \\* is an asterisk and \\\\ a backslash. Of a list, one. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-wildcard-matching',
    'claims/*/scan-*.pdf',
  ),
  minimum_size_bytes: field(
    bytes.optional(),
    'The size of the smallest object that starts the job; 1 leaves out empty ones. Default: any size.',
    1,
  ),
  maximum_size_bytes: field(
    bytes.optional(),
    'The size of the largest object that starts the job. Default: any size.',
    104_857_600,
  ),
  reasons: field(
    z
      .array(z.literal(creationReasons, { error: `one of ${creationReasons.join(', ')}` }))
      .min(1, 'at least one is needed; leave it out for all of them')
      .optional(),
    'How the object was created: PutObject, CopyObject, CompleteMultipartUpload, POST (a form in a browser). Default: however it was.',
    ['PutObject', 'CompleteMultipartUpload'],
  ),
  after_malware_scan: field(
    z.boolean().default(false),
    'true: the job starts when GuardDuty’s Malware Protection for S3, which the bucket must have, has found no threat in the object, and not before. Default false: when the object is created.',
    true,
  ),
  event_bus_name: field(
    z
      .string()
      .regex(eventBusNamePattern, 'the name of an event bus of this account and region, not its ARN: letters, digits, . - _ /')
      .optional(),
    'The event bus of this account and region that the events come over, where a rule in the bucket’s own account or region sends them to another. Default: default, on which the events of buckets of this account and region are.',
    'uploads-from-partners',
  ),
  delivery: field(
    delivery.optional(),
    'How hard EventBridge tries to start the task or the state machine. It says nothing of a task that fails: that is retry.',
    { maximum_event_age_seconds: 3600, dead_letter_queue: true },
  ),
} as const;

/** What a file upload job has beside the fields of every job. */
export const fileUploadJobFields = {
  ...uploadFields,
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
export const fileUploadJob = z.strictObject({ ...fileUploadJobFields, ...runJobFields });
export type FileUploadJobConfig = z.output<typeof fileUploadJob>;
