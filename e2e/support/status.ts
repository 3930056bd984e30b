import { asRecord, asList, at, parsed } from '../../__tests__/support/stack-json';
import { captureReading } from '../../scripts/docs/run-captured';
import type { Emulator } from './emulator';

/** The status of a job, as JSON. */
export interface PrintedStatus {
  /** The exit status of the program. */
  readonly exit: number;
  /** The fields of each job, by the name of the job. */
  readonly jobs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * Runs `background-jobs status` in this process. The AWS SDK sends its requests to the emulator.
 *
 * @param accountId The account, which the emulator gets as the access key.
 */
export async function printedStatus(
  { url }: Emulator,
  accountId: string,
  ...programArguments: readonly string[]
): Promise<PrintedStatus> {
  const variables = {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: accountId,
    AWS_SECRET_ACCESS_KEY: 'none',
    AWS_CONFIG_FILE: '/none',
    AWS_SHARED_CREDENTIALS_FILE: '/none',
  };
  const before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
  Object.assign(process.env, variables);
  try {
    const { status, out, error } = await captureReading(
      ['status', ...programArguments, '--format', 'json'],
      {},
    );
    if (error !== '') throw new Error(error);
    const [environment] = asList(at(parsed(out), 'environments'));
    const jobs = asList(at(environment, 'jobs')).map(asRecord);
    return { exit: status, jobs: Object.fromEntries(jobs.map((job) => [String(job['name']), job])) };
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }
}
