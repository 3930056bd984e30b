import { asList, asRecord, at } from '../../__tests__/support/stack-json';
import type { Aws } from './aws';

/** A message from a queue. */
export interface Message {
  /** The message body. */
  readonly body: string;
  /** The message group ID in a FIFO queue. */
  readonly group: string | undefined;
}

/** Returns the URL of a queue. */
export async function queueUrl(aws: Aws, name: string): Promise<string> {
  return String((await aws.json('sqs', 'GetQueueUrl', { QueueName: name }))['QueueUrl']);
}

/** Sends messages in batches of ten. */
export async function sendMessages(aws: Aws, url: string, bodies: readonly string[]): Promise<void> {
  for (let from = 0; from < bodies.length; from += 10) {
    const entries = bodies
      .slice(from, from + 10)
      .map((body, index) => ({ Id: String(index), MessageBody: body }));
    await aws.json('sqs', 'SendMessageBatch', { QueueUrl: url, Entries: entries });
  }
}

/** Returns the number of messages in a queue, including those in flight. */
export async function messageCount(aws: Aws, url: string): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];
  const { Attributes } = await aws.json('sqs', 'GetQueueAttributes', {
    QueueUrl: url,
    AttributeNames: names,
  });
  return names.reduce((sum, name) => sum + Number(at(Attributes, name)), 0);
}

/**
 * Receives and deletes messages.
 *
 * @param count The number of messages to wait for.
 * @param seconds The maximum wait. @default 30
 * @returns The messages: fewer than `count` after the maximum wait, more if the last batch has more.
 */
export async function receiveMessages(
  aws: Aws,
  url: string,
  count: number,
  seconds = 30,
): Promise<readonly Message[]> {
  const received: Message[] = [];
  const until = Date.now() + seconds * 1000;
  while (received.length < count && Date.now() < until) {
    const { Messages } = await aws.json('sqs', 'ReceiveMessage', {
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 1,
      AttributeNames: ['All'],
    });
    for (const message of asList(Messages ?? []).map(asRecord)) {
      const { MessageGroupId: group } = asRecord(message['Attributes']);
      received.push({
        body: String(message['Body']),
        group: typeof group === 'string' ? group : undefined,
      });
      await aws.json('sqs', 'DeleteMessage', { QueueUrl: url, ReceiptHandle: message['ReceiptHandle'] });
    }
  }
  return received;
}
