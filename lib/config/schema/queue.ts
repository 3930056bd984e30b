import { z } from 'zod';
import {
  maximumDelaySeconds,
  maximumVisibilityTimeoutSeconds,
  maxReceiveCountRange,
  maximumMessageGroupCharacters,
  messageGroupIdPattern,
  retentionSeconds,
} from '../../aws/queues';
import { uploadFields } from './file-upload-job';
import { explainInvalidScheduleExpression, scheduledJobFields } from './scheduled-job';
import { topicSubscriptions } from './topic-subscription';
import { field, integer, kmsKeyArn } from './values';

/**
 * Settings of a worker's queue and of its dead-letter queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
export const queue = z.strictObject({
  visibility_timeout_seconds: field(
    integer({
      minimum: 0,
      maximum: maximumVisibilityTimeoutSeconds,
      unit: 'seconds',
      maximumNote: '12 hours',
    }).optional(),
    'Time in seconds for which a received message is hidden from other tasks. After this time, the message can be received again. Must be at least max_processing_seconds plus stop_timeout_seconds, and at most 43200. Default: this sum. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html',
    300,
  ),
  message_retention_seconds: field(
    integer({
      minimum: retentionSeconds.minimum,
      maximum: retentionSeconds.maximum,
      unit: 'seconds',
      maximumNote: '14 days',
    }).default(retentionSeconds.default),
    'Time in seconds, 60 to 1209600, after which SQS deletes a message. SQS deletes a dead letter 14 days after the message was sent, or in a FIFO queue 14 days after it became a dead letter. Default: 345600 (four days).',
    1_209_600,
  ),
  max_receive_count: field(
    integer(maxReceiveCountRange).default(maxReceiveCountRange.default),
    'Number of times, 1 to 1000, that a message can be received without being deleted. After that, the message goes to the dead-letter queue. Default: 5.',
    3,
  ),
  fifo: field(
    z.boolean().default(false),
    'Whether the queue is a FIFO queue. A FIFO queue delivers the messages of a group in order, one at a time. For five minutes, it drops further messages with the same content. The names of the queue and of its dead-letter queue then end with .fifo. If this field changes, Terraform replaces both queues, and SQS deletes their messages. Default: false.',
    true,
  ),
  message_group_id: field(
    z
      .string()
      .regex(
        messageGroupIdPattern,
        `must be a message group of 1 to ${maximumMessageGroupCharacters} letters, digits and punctuation characters, without spaces`,
      )
      .optional(),
    'Message group of the messages from file_upload and schedule. With <object_key>, the group is a hash of the object key, so that tasks process different keys at the same time. A state machine between the rule and the queue computes the hash. Messages from schedule then have the default group. Programs that send messages must set MessageGroupId themselves. Default: the job’s name.',
    'claims',
    '<object_key>',
  ),
  high_throughput: field(
    z.boolean().default(false),
    'Whether a FIFO queue has high throughput. Its quota then applies to each message group, and a message is a duplicate only in its own group. Requires fifo and several groups. Default: false. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/high-throughput-fifo.html',
    true,
  ),
  delay_seconds: field(
    integer({ minimum: 0, maximum: maximumDelaySeconds, unit: 'seconds' }).default(0),
    'Time in seconds, 0 to 900, before a new message can be received. Default: 0.',
    30,
  ),
  kms_key_arn: field(
    kmsKeyArn.optional(),
    'KMS key that encrypts the queue and its dead-letter queue. Its policy must allow kms:Decrypt for the roles of the worker and of the senders, and kms:GenerateDataKey for the senders. With file_upload, it must allow both actions for events.amazonaws.com. With subscribe_topic_arns, it must allow them for sns.amazonaws.com. Default: the environment’s kms_key_arn, or else a key of SQS. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html',
    'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  ),
  subscribe_topic_arns: topicSubscriptions,
});

const messageBody = z.record(z.string().min(1, 'must have at least 1 character'), z.string());

/** A single schedule expression; {@link scheduledJobFields} allows a list. */
export const scheduleExpression = field(
  z.string(),
  'Schedule: cron(minutes hours day-of-month month day-of-week year), rate(number unit) or at(yyyy-mm-ddThh:mm:ss). Required. https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html',
  'cron(0 8 ? * MON-FRI *)',
).check(({ value, issues }) => {
  const reason = explainInvalidScheduleExpression(value);
  if (reason !== undefined) issues.push({ code: 'custom', message: reason, input: value });
});

/** Trigger that sends a message for each new object. */
export const queueFileUpload = z.strictObject({
  ...uploadFields,
  message: field(
    messageBody.optional(),
    'Body of the message, a JSON object of texts, with the placeholders of file upload jobs. A state machine builds the message if a placeholder is only part of a text, or is not in every event. Default: the unchanged S3 event. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html',
    { bucket: '<bucket_name>', key: '<object_key>' },
  ),
});

const { schedule_expression_timezone, start_date, end_date, flexible_time_window_minutes, delivery } =
  scheduledJobFields;

/** Trigger that sends a message at each time of a schedule. */
export const queueSchedule = z.strictObject({
  schedule_expression: scheduleExpression,
  schedule_expression_timezone,
  start_date,
  end_date,
  flexible_time_window_minutes,
  delivery,
  message: field(
    messageBody.optional(),
    'Body of the message, a JSON object of texts, which can contain <scheduled_time>. Default: { scheduled_time: <scheduled_time> }.',
    { import: 'all', of: '<scheduled_time>' },
  ),
});
