/** Encryption with the environment's KMS key. */
import type { DeferredString } from '../values/deferred-values';

/** Time in seconds for which SQS and Step Functions reuse a data key. It is the default of both services. */
const dataKeyReuseSeconds = 300;

/** Returns the arguments that encrypt a queue with a KMS key, or with SQS's own keys. */
export function queueEncryption(kmsKeyArn: DeferredString | undefined) {
  return kmsKeyArn === undefined
    ? { sqsManagedSseEnabled: true }
    : { kmsMasterKeyId: kmsKeyArn, kmsDataKeyReusePeriodSeconds: dataKeyReuseSeconds };
}

/** Returns the argument that encrypts a state machine with a KMS key; `undefined` for AWS's own keys. */
export function stateMachineEncryption(kmsKeyArn: DeferredString | undefined) {
  return kmsKeyArn === undefined
    ? undefined
    : {
        type: 'CUSTOMER_MANAGED_KMS_KEY',
        kmsKeyId: kmsKeyArn,
        kmsDataKeyReusePeriodSeconds: dataKeyReuseSeconds,
      };
}
