/**
 * Loads the clients of the AWS SDK. They are optional peer dependencies: only `status` needs them, so they are loaded
 * when it runs, and users of other commands do not install them.
 */
import type * as cloudwatch from '@aws-sdk/client-cloudwatch';
import type * as logs from '@aws-sdk/client-cloudwatch-logs';
import type * as ecs from '@aws-sdk/client-ecs';
import type * as scheduler from '@aws-sdk/client-scheduler';
import type * as sfn from '@aws-sdk/client-sfn';
import type * as sqs from '@aws-sdk/client-sqs';
import type * as sts from '@aws-sdk/client-sts';
import { AwsReadError } from '../aws-reader';

/** The packages that `status` needs. */
export const sdkPackages = [
  '@aws-sdk/client-cloudwatch',
  '@aws-sdk/client-cloudwatch-logs',
  '@aws-sdk/client-ecs',
  '@aws-sdk/client-scheduler',
  '@aws-sdk/client-sfn',
  '@aws-sdk/client-sqs',
  '@aws-sdk/client-sts',
] as const;

/** The loaded packages by service. */
export interface Sdk {
  /** Reads alarms. */
  readonly cloudwatch: typeof cloudwatch;
  /** Reads the lines of a log. */
  readonly logs: typeof logs;
  /** Reads services and tasks. */
  readonly ecs: typeof ecs;
  /** Reads schedules. */
  readonly scheduler: typeof scheduler;
  /** Reads state machines and executions. */
  readonly sfn: typeof sfn;
  /** Reads queues. */
  readonly sqs: typeof sqs;
  /** Reads the account of the credentials. */
  readonly sts: typeof sts;
}

/**
 * Checks that the packages are installed.
 *
 * @param resolve - Returns the path of a package, or throws an error if the package is missing.
 * @throws AwsReadError if a package is missing.
 */
export function checkSdk(resolve: (name: string) => string): void {
  const missing = sdkPackages.filter((name) => {
    try {
      resolve(name);
      return false;
    } catch {
      return true;
    }
  });
  if (missing.length === 0) return;
  throw new AwsReadError(
    `status reads AWS with the AWS SDK, which is not installed beside background-jobs; run npm install --save-dev ${missing.join(' ')}`,
  );
}

/**
 * Loads all packages.
 *
 * @throws AwsReadError if a package is missing.
 */
export async function loadSdk(): Promise<Sdk> {
  checkSdk((name) => require.resolve(name));
  return {
    cloudwatch: await import('@aws-sdk/client-cloudwatch'),
    logs: await import('@aws-sdk/client-cloudwatch-logs'),
    ecs: await import('@aws-sdk/client-ecs'),
    scheduler: await import('@aws-sdk/client-scheduler'),
    sfn: await import('@aws-sdk/client-sfn'),
    sqs: await import('@aws-sdk/client-sqs'),
    sts: await import('@aws-sdk/client-sts'),
  };
}
