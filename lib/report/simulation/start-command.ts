import type { Text } from '../../aws/lookups';
import type { EnvironmentJobs } from '../../jobs/environment';
import type { SimulatedRun } from './simulate-upload';

/**
 * The AWS CLI's command that starts a job's state machine with the event, as its rule would: for bash, in which whatever
 * a key holds stays what it is. `undefined` for a job that a rule alone starts, of which nothing keeps track.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/stepfunctions/start-execution.html
 */
export function startCommand({ config }: EnvironmentJobs, { job, event }: SimulatedRun): string | undefined {
  const { target } = job;
  if (target.kind !== 'state_machine') return undefined;
  return [
    'aws stepfunctions start-execution',
    `--region ${quoted(config.region)}`,
    `--state-machine-arn ${quotedText(target.arn)}`,
    `--input ${quoted(JSON.stringify(event))}`,
  ].join(' \\\n  ');
}

/** Within single quotes, bash takes everything as it is but a single quote. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What is looked up at plan is asked for by the command: the account, which is all that an ARN lacks. */
function quotedText(text: Text): string {
  if (typeof text === 'string') return quoted(text);
  return text.parts
    .map((part) =>
      typeof part === 'string'
        ? quoted(part)
        : '"$(aws sts get-caller-identity --query Account --output text)"',
    )
    .join('');
}
