/** Calls AWS, and explains failures in one sentence. */
import { AwsReadError } from '../aws-reader';

/** An action on a resource, as IAM names both. */
export interface ReadCall {
  /** The action, such as `sqs:GetQueueAttributes`. */
  readonly action: string;
  /** The ARN of the resource; `*` if the action has none. */
  readonly resource: string;
}

/** Called before each request, for example by a test that compares the requests with a policy. */
export type OnCall = (call: ReadCall) => void;

const accessDenied = ['AccessDenied', 'AccessDeniedException', 'AuthorizationError', 'UnauthorizedOperation'];
const invalidCredentials = [
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'TokenProviderError',
  'UnrecognizedClientException',
];
const throttled = [
  'LimitExceededException',
  'RequestThrottled',
  'RequestThrottledException',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
];

/**
 * Calls AWS.
 *
 * @param missing - The names of the errors which mean that the resource does not exist.
 * @returns The response; `undefined` if the resource does not exist.
 * @throws AwsReadError if the call fails.
 */
export type CallAws = <Response>(
  call: ReadCall,
  send: () => Promise<Response>,
  missing?: readonly string[],
) => Promise<Response | undefined>;

/** Returns a function that calls AWS, and that passes each call to `onCall` before the request. */
export function callerOf(onCall: OnCall): CallAws {
  return async (call, send, missing = []) => {
    onCall(call);
    try {
      return await send();
    } catch (error) {
      const { name, message } = errorTexts(error);
      if (missing.includes(name)) return undefined;
      throw new AwsReadError(explainFailure(call, name, message));
    }
  };
}

function explainFailure({ action, resource }: ReadCall, name: string, message: string): string {
  if (accessDenied.includes(name)) {
    return `the credentials lack the permission ${action} on ${resource}; background-jobs permissions --for status prints the policy that status needs`;
  }
  if (invalidCredentials.includes(name)) {
    return `AWS has no valid credentials for ${action} (${name}: ${message}); log in, or set AWS_PROFILE or the variables of the credentials`;
  }
  if (throttled.includes(name))
    return `AWS throttled ${action}, even after retries; wait a minute, or name one job or one environment`;
  return `${action} on ${resource} failed (${name}: ${message})`;
}

/** Returns the name and the message of an error. The name of an error of the network is its code. */
function errorTexts(error: unknown): { readonly name: string; readonly message: string } {
  if (!(error instanceof Error)) return { name: 'unknown error', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const { name, message } = error;
  return {
    name: name === 'Error' ? (code ?? name) : name,
    message: message === '' ? (code ?? name) : message,
  };
}
