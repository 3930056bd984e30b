/**
 * Loads the clients of the AWS SDK. They are optional peer dependencies: only `status` needs them, so they are loaded
 * when it runs, and users of other commands do not install them.
 */
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

/** The clients by service. */
export type Sdk = Awaited<ReturnType<typeof loadSdk>>;

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
export async function loadSdk() {
  checkSdk((name) => require.resolve(name));
  const [cloudwatch, logs, ecs, scheduler, sfn, sqs, sts] = await Promise.all([
    import('@aws-sdk/client-cloudwatch'),
    import('@aws-sdk/client-cloudwatch-logs'),
    import('@aws-sdk/client-ecs'),
    import('@aws-sdk/client-scheduler'),
    import('@aws-sdk/client-sfn'),
    import('@aws-sdk/client-sqs'),
    import('@aws-sdk/client-sts'),
  ]);
  return { cloudwatch, logs, ecs, scheduler, sfn, sqs, sts };
}
