import { asList, asRecord, at } from '../../__tests__/support/stack-json';
import type { Aws } from './aws';

/** A message that waited in a queue. */
export interface Message {
  readonly body: string;
  /** Where the queue is FIFO. */
  readonly group: string | undefined;
}

/** The address of a queue. */
export async function queueUrl(aws: Aws, name: string): Promise<string> {
  return String((await aws.json('sqs', 'GetQueueUrl', { QueueName: name }))['QueueUrl']);
}

/** Sends messages, ten at a time. */
export async function sendMessages(aws: Aws, url: string, bodies: readonly string[]): Promise<void> {
  for (let from = 0; from < bodies.length; from += 10) {
    const entries = bodies
      .slice(from, from + 10)
      .map((body, index) => ({ Id: String(index), MessageBody: body }));
    await aws.json('sqs', 'SendMessageBatch', { QueueUrl: url, Entries: entries });
  }
}

/** How many messages are in a queue, those that somebody has received among them. */
export async function messageCount(aws: Aws, url: string): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];
  const { Attributes } = await aws.json('sqs', 'GetQueueAttributes', {
    QueueUrl: url,
    AttributeNames: names,
  });
  return names.reduce((sum, name) => sum + Number(at(Attributes, name)), 0);
}

/** Takes as many messages out of a queue, or those that come in a time that is long enough for them all. */
export async function takeMessages(
  aws: Aws,
  url: string,
  count: number,
  seconds = 30,
): Promise<readonly Message[]> {
  const taken: Message[] = [];
  const until = Date.now() + seconds * 1000;
  while (taken.length < count && Date.now() < until) {
    const { Messages } = await aws.json('sqs', 'ReceiveMessage', {
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 1,
      AttributeNames: ['All'],
    });
    for (const message of asList(Messages ?? []).map(asRecord)) {
      const { MessageGroupId: group } = asRecord(message['Attributes']);
      taken.push({
        body: String(message['Body']),
        group: typeof group === 'string' ? group : undefined,
      });
      await aws.json('sqs', 'DeleteMessage', { QueueUrl: url, ReceiptHandle: message['ReceiptHandle'] });
    }
  }
  return taken;
}
