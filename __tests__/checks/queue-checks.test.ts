import { describeChecks, key, schedules, upload, worker } from './support/check-helpers';

const topic = 'arn:aws:sns:us-east-1:123456789012:orders';

/** Returns a worker with a FIFO queue whose messages come from a schedule. */
const sending = (
  schedule_expression: string,
  message: Readonly<Record<string, string>> | undefined,
  flexible_time_window_minutes?: number,
) =>
  worker({ queue: { fifo: true }, schedule: { schedule_expression, message, flexible_time_window_minutes } });

describeChecks([
  {
    code: 'assumed-key-policy',
    finds: [
      [
        worker({ queue: { kms_key_arn: key('own'), subscribe_topic_arns: [topic] }, file_upload: {} }),
        `queue_worker_jobs.work.queue.kms_key_arn: the policy of the KMS key that encrypts app-test-work is unknown; this policy must allow EventBridge and SNS to use the key; to check the policy, look for events.amazonaws.com and sns.amazonaws.com in the output of "aws kms get-key-policy --key-id ${key('own')} --policy-name default --output text"`,
      ],
      [
        { kms_key_arn: key('all'), ...worker({ queue: { subscribe_topic_arns: [topic] } }) },
        `kms_key_arn: the policy of the KMS key that encrypts app-test-work is unknown; this policy must allow SNS to use the key; to check the policy, look for sns.amazonaws.com in the output of "aws kms get-key-policy --key-id ${key('all')} --policy-name default --output text"`,
      ],
      [
        worker({ queue: { kms_key_arn: key('own') }, file_upload: {} }),
        `queue_worker_jobs.work.queue.kms_key_arn: the policy of the KMS key that encrypts app-test-work is unknown; this policy must allow EventBridge to use the key; to check the policy, look for events.amazonaws.com in the output of "aws kms get-key-policy --key-id ${key('own')} --policy-name default --output text"`,
      ],
      [
        {
          kms_key_arn: key('all'),
          ...worker({ file_upload: { delivery: { dead_letter_queue: true } } }),
          file_upload_jobs: { other: upload({ delivery: { dead_letter_queue: true } }) },
        },
        `kms_key_arn: the policy of the KMS key that encrypts app-test-work and 2 more is unknown; this policy must allow EventBridge to use the key; to check the policy, look for events.amazonaws.com in the output of "aws kms get-key-policy --key-id ${key('all')} --policy-name default --output text"`,
      ],
    ],
    passes: [
      worker({ queue: { subscribe_topic_arns: [topic] } }),
      // The Scheduler and state machines use the key as their roles.
      { kms_key_arn: key('all'), ...worker({ schedule: { schedule_expression: 'rate(1 day)' } }) },
      {
        kms_key_arn: key('all'),
        ...worker({ queue: { fifo: true, message_group_id: '<object_key>' }, file_upload: {} }),
      },
      { kms_key_arn: key('all'), file_upload_jobs: { job: upload() } },
      worker({ file_upload: {} }),
    ],
  },
  {
    code: 'subscribed-to-own-alarms',
    finds: [
      [
        { alarms: { sns_topic_arn: topic }, ...worker({ queue: { subscribe_topic_arns: [topic] } }) },
        `queue_worker_jobs.work.queue.subscribe_topic_arns: the queue receives the messages of ${topic}, which the alarms of this worker notify`,
      ],
    ],
    passes: [
      { alarms: { sns_topic_arn: `${topic}s` }, ...worker({ queue: { subscribe_topic_arns: [topic] } }) },
      {
        alarms: { sns_topic_arn: topic },
        ...worker({ alarms: false, queue: { subscribe_topic_arns: [topic] } }),
      },
      worker({ queue: { subscribe_topic_arns: [topic] } }),
    ],
  },
  {
    code: 'low-receive-count',
    finds: [
      [
        worker({ queue: { max_receive_count: 2 } }),
        'queue_worker_jobs.work.queue.max_receive_count: a task that stops before it finishes a message uses up 1 of 2 receives',
      ],
      [
        worker({ queue: { max_receive_count: 1 }, capacity_provider: 'FARGATE_SPOT' }),
        'queue_worker_jobs.work.queue.max_receive_count: a Spot task that stops before it finishes a message uses up the only receive',
      ],
    ],
    passes: [worker({ queue: { max_receive_count: 3 } }), worker(), schedules(1)],
  },
  {
    code: 'short-stop-timeout',
    finds: [
      [
        worker({ stop_timeout_seconds: 30 }),
        'queue_worker_jobs.work.stop_timeout_seconds: a deployment kills a task 30 seconds after SIGTERM, but a message can take 60 seconds; an interrupted message uses up 1 of 5 receives',
      ],
      [
        worker({ stop_timeout_seconds: 59, queue: { max_receive_count: 1 } }),
        'queue_worker_jobs.work.stop_timeout_seconds: a deployment kills a task 59 seconds after SIGTERM, but a message can take 60 seconds; an interrupted message uses up its only receive',
      ],
    ],
    passes: [
      worker(),
      worker({ stop_timeout_seconds: 60 }),
      worker({ scale_in_protection: true }),
      schedules(1),
    ],
  },
  {
    code: 'expires-before-dead-letter',
    finds: [
      [
        worker({ queue: { message_retention_seconds: 599 } }),
        'queue_worker_jobs.work.queue.message_retention_seconds: SQS deletes a message after 599 seconds, but 5 receives of a message that fails can take 600 seconds',
      ],
      [
        worker({ queue: { message_retention_seconds: 129, max_receive_count: 1, delay_seconds: 10 } }),
        'queue_worker_jobs.work.queue.message_retention_seconds: SQS deletes a message after 129 seconds, but 1 receive of a message that fails can take 130 seconds',
      ],
    ],
    passes: [worker({ queue: { message_retention_seconds: 600 } }), worker(), schedules(1)],
  },
  {
    code: 'one-message-group',
    finds: [
      [
        worker({ queue: { fifo: true }, file_upload: {} }),
        'queue_worker_jobs.work.queue.message_group_id: all uploads share the message group work, so only one of 4 tasks works at a time',
      ],
      [
        worker({
          queue: { fifo: true, message_group_id: 'all' },
          file_upload: {},
          max_tasks: 1,
          scheduled_scaling: [{ schedule_expression: 'rate(1 day)', min_tasks: 1, max_tasks: 2 }],
        }),
        'queue_worker_jobs.work.queue.message_group_id: all uploads share the message group all, so only one of 2 tasks works at a time',
      ],
      [
        // A state machine composes this message.
        worker({ queue: { fifo: true }, file_upload: { message: { id: 'x <event_id>' } } }),
        'queue_worker_jobs.work.queue.message_group_id: all uploads share the message group work, so only one of 4 tasks works at a time',
      ],
    ],
    passes: [
      worker({ queue: { fifo: true, message_group_id: '<object_key>' }, file_upload: {} }),
      worker({ queue: { fifo: true }, file_upload: {}, max_tasks: 1 }),
      worker({
        queue: { fifo: true },
        file_upload: {},
        send_from_role_arns: ['arn:aws:iam::123456789012:role/web'],
      }),
      worker({ queue: { fifo: true }, schedule: { schedule_expression: 'rate(1 day)' } }),
      worker({ file_upload: {} }),
    ],
  },
  {
    code: 'deduplicated-message',
    finds: [
      [
        worker({
          queue: { fifo: true },
          file_upload: { message: { key: '<object_key>', at: '<event_time>' } },
        }),
        'queue_worker_jobs.work.file_upload.message: two uploads of the same key within five minutes send the same message',
      ],
      [
        sending('rate(1 minute)', { import: 'all' }),
        'queue_worker_jobs.work.schedule.message: rate(1 minute) sends an identical message again after 60 seconds',
      ],
      [
        sending('rate(6 minutes)', { import: 'all' }, 5),
        'queue_worker_jobs.work.schedule.message: rate(6 minutes) sends an identical message again after 60 seconds',
      ],
      [
        sending('cron(0/5 * * * ? *)', {}),
        'queue_worker_jobs.work.schedule.message: cron(0/5 * * * ? *) sends an identical message again after 300 seconds',
      ],
      [
        sending('cron(58,2 23,0 * * ? *)', { import: 'all' }),
        'queue_worker_jobs.work.schedule.message: cron(58,2 23,0 * * ? *) sends an identical message again after 240 seconds',
      ],
    ],
    passes: [
      worker({ queue: { fifo: true }, file_upload: {} }),
      worker({ file_upload: { message: { key: '<object_key>' } } }),
      worker({ queue: { fifo: true }, file_upload: { message: { key: '<object_key>', n: 'x<sequencer>' } } }),
      worker({ queue: { fifo: true }, file_upload: { message: { event: '<event_id>' } } }),
      // The default message contains the scheduled time.
      sending('rate(1 minute)', undefined),
      sending('rate(1 minute)', { import: 'all', of: 'x <scheduled_time>' }),
      sending('rate(6 minutes)', { import: 'all' }),
      sending('cron(0/6 * * * ? *)', { import: 'all' }),
      sending('at(2030-01-01T00:00:00)', { import: 'all' }),
      worker({ schedule: { schedule_expression: 'rate(1 minute)', message: { import: 'all' } } }),
    ],
  },
]);
