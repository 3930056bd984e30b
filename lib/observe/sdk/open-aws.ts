/** Opens the reader of AWS that calls the AWS SDK. */
import type { AwsReader } from '../aws-reader';
import { readEcs } from './ecs';
import { loadSdk } from './load-sdk';
import { readLogs } from './logs';
import type { OnCall } from './read-call';
import { readServices } from './services';
import { readStateMachines } from './state-machines';

/** The maximum number of attempts of a request. The SDK slows down while AWS throttles. */
const maximumAttempts = 6;
const connectionTimeoutMilliseconds = 5000;
const requestTimeoutMilliseconds = 30_000;

/**
 * Opens a reader of a region. It uses the credentials that the AWS CLI uses: environment variables, profiles, and the
 * roles of containers and machines.
 *
 * @param onCall - Called before each request.
 */
export async function openAws(region: string, onCall: OnCall = () => undefined): Promise<AwsReader> {
  const sdk = await loadSdk();
  const settings = {
    region,
    maxAttempts: maximumAttempts,
    retryMode: 'adaptive',
    requestHandler: {
      connectionTimeout: connectionTimeoutMilliseconds,
      requestTimeout: requestTimeoutMilliseconds,
    },
  };
  return {
    ...readStateMachines(sdk, settings, onCall),
    ...readEcs(sdk, settings, onCall),
    ...readLogs(sdk, settings, onCall),
    ...readServices(sdk, settings, onCall),
  };
}
