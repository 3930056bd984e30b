import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsed } from '../../__tests__/support/stack-json';
import { asRecord } from '../../__tests__/support/stack-json';
import type { Aws } from './aws';
import { queueUrl, receiveMessages } from './queues';

const page = join(__dirname, '..', '..', 'docs', 'alarms.md');

/** An SQS queue that is subscribed to an SNS topic. */
export class Subscriber {
  private constructor(
    private readonly aws: Aws,
    private readonly url: string,
  ) {}

  /** Creates the topic `jobs` with the policy that docs/alarms.md has, and a queue that is subscribed to it. */
  static async create(aws: Aws): Promise<Subscriber> {
    const [, policy = ''] =
      /```json\n(\{[^`]*sns:Publish[^`]*\})\n```/.exec(readFileSync(page, 'utf8')) ?? [];
    const topic = await aws.query('sns', 'CreateTopic', { Name: 'jobs' }, 'TopicArn');
    await aws.query('sns', 'SetTopicAttributes', {
      TopicArn: topic,
      AttributeName: 'Policy',
      AttributeValue: policy,
    });
    await aws.json('sqs', 'CreateQueue', { QueueName: 'notified' });
    await aws.query('sns', 'Subscribe', {
      TopicArn: topic,
      Protocol: 'sqs',
      Endpoint: `arn:aws:sqs:${aws.region}:${aws.accountId}:notified`,
    });
    return new Subscriber(aws, await queueUrl(aws, 'notified'));
  }

  /** Deletes the messages that have arrived. */
  async forget(): Promise<void> {
    await receiveMessages(this.aws, this.url, Infinity, 1);
  }

  /**
   * Waits for a message, and returns the subject and the text of all messages that arrive until a second after it.
   *
   * @param seconds The maximum wait.
   */
  async messages(seconds = 20): Promise<readonly Notified[]> {
    const first = await receiveMessages(this.aws, this.url, 1, seconds);
    const others = await receiveMessages(this.aws, this.url, Infinity, 1);
    return [...first, ...others].map(({ body }) => {
      const { Subject, Message } = asRecord(parsed(body));
      return { subject: String(Subject), text: String(Message) };
    });
  }
}

/** A message of SNS. */
export interface Notified {
  /** The subject of an email. */
  readonly subject: string;
  /** The text. */
  readonly text: string;
}
