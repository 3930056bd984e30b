/** Calls of the AWS CLI. */
import type { DeferredString } from '../../values/deferred-values';
import { quote, quoteDeferred } from './quote-for-shell';

/**
 * A bash command. Words in capital letters, such as `RUN` for the ARN of a run, are placeholders. The description of the
 * command explains them.
 */
export interface JobCommand {
  /** Action of the command, as a verb phrase without a period. */
  readonly does: string;
  /** Bash command; it can have several lines. */
  readonly command: string;
}

/** Renders a call of the AWS CLI in a region, with one option on each line. */
export type AwsCli = (call: string, ...options: readonly string[]) => string;

/** Returns a function that renders calls of the AWS CLI in a region, with one option on each line. */
export function awsIn(region: string): AwsCli {
  return (call, ...options) => [`aws ${call}`, `--region ${quote(region)}`, ...options].join(' \\\n  ');
}

/** Returns the command that counts the messages of a queue. */
export function countMessages(aws: AwsCli, url: DeferredString): string {
  return aws(
    'sqs get-queue-attributes',
    `--queue-url ${quoteDeferred(url)}`,
    '--attribute-names ApproximateNumberOfMessages ApproximateNumberOfMessagesNotVisible',
  );
}

/** Returns the command that receives messages with all attributes. Failed deliveries have their cause in attributes. */
export function receiveAll(aws: AwsCli, url: DeferredString): string {
  return aws(
    'sqs receive-message',
    `--queue-url ${quoteDeferred(url)}`,
    '--max-number-of-messages 10',
    '--visibility-timeout 60',
    '--attribute-names All',
    '--message-attribute-names All',
  );
}
