/** Encryption with the environment's KMS key. */

/** Seconds that SQS and Step Functions reuse a data key: the default of both. */
const dataKeyReuseSeconds = 300;

/** Returns the arguments that encrypt a queue with a KMS key, or with SQS's own keys. */
export function queueEncryption(kmsKeyArn: string | undefined) {
  return kmsKeyArn === undefined
    ? { sqsManagedSseEnabled: true }
    : { kmsMasterKeyId: kmsKeyArn, kmsDataKeyReusePeriodSeconds: dataKeyReuseSeconds };
}

/** Returns the argument that encrypts a state machine with a KMS key; `undefined` for AWS's own keys. */
export function stateMachineEncryption(kmsKeyArn: string | undefined) {
  return kmsKeyArn === undefined
    ? undefined
    : {
        type: 'CUSTOMER_MANAGED_KMS_KEY',
        kmsKeyId: kmsKeyArn,
        kmsDataKeyReusePeriodSeconds: dataKeyReuseSeconds,
      };
}
