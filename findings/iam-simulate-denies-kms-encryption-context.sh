#!/usr/bin/env bash
# @cloud-copilot/iam-simulate 0.1.173: a statement whose condition names a key of KMS's encryption context, such as
# kms:EncryptionContext:aws:sqs:arn, allows nothing, also if the request has the same value. The simulation drops the key
# from the request. So a policy that AWS allows looks like a policy that denies, and no result reports the dropped key.
#
# Seen: Allowed for the condition on kms:ViaService, ImplicitlyDenied for the two conditions on the encryption context.
# https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @cloud-copilot/iam-simulate@0.1.173 >/dev/null 2>&1

cat >run.mjs <<'JS'
import { runSimulation } from '@cloud-copilot/iam-simulate';

const accountId = '111122223333';
const resource = `arn:aws:kms:us-east-1:${accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const statement = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: resource };
const keyStatement = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'kms:*', Resource: '*' };
const policyOf = (one) => ({ Version: '2012-10-17', Statement: [one] });

for (const [key, value] of [
  ['kms:ViaService', 'sqs.us-east-1.amazonaws.com'],
  ['kms:EncryptionContext:aws:sqs:arn', `arn:aws:sqs:us-east-1:${accountId}:jobs`],
  ['kms:EncryptionContext:tenant', 'blue'],
]) {
  const principal = `arn:aws:iam::${accountId}:role/worker`;
  const request = { principal, action: 'kms:Decrypt', resource: { resource, accountId }, contextVariables: { [key]: value } };
  const policy = policyOf({ ...statement, Condition: { StringEquals: { [key]: value } } });
  const result = await runSimulation(
    {
      request,
      identityPolicies: [{ name: 'worker', policy }],
      resourcePolicy: policyOf(keyStatement),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  console.log(key, result.overallResult);
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
[ "$seen" = 'kms:ViaService Allowed
kms:EncryptionContext:aws:sqs:arn ImplicitlyDenied
kms:EncryptionContext:tenant ImplicitlyDenied' ]
