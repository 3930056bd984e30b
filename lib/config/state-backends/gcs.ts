import { z } from 'zod';
import { secret, text, textList, withoutSecret } from './arguments';

/**
 * An object in a Google Cloud Storage bucket.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/gcs
 */
export const gcs = z.strictObject({
  bucket: text('Name of the bucket.'),
  prefix: text('Folder of the states in the bucket. The state is <prefix>/<workspace>.tfstate.').optional(),
  credentials: withoutSecret(
    text(
      'Path of a service account’s key file. The file’s contents, which Terraform takes too, are a secret.',
    ),
    (value) => /^\s*\{|"private_key"|PRIVATE KEY/.test(value),
    'give the path of the key file, or leave it out and set the environment variable GOOGLE_BACKEND_CREDENTIALS or GOOGLE_CREDENTIALS, which Terraform reads instead',
  ).optional(),
  access_token: secret('GOOGLE_OAUTH_ACCESS_TOKEN', 'OAuth 2.0 access token'),
  impersonate_service_account: text('E-mail address of the service account to act as.').optional(),
  impersonate_service_account_delegates: textList(
    'E-mail addresses of the service accounts on the way to the one to act as.',
  ).optional(),
  encryption_key: secret('GOOGLE_ENCRYPTION_KEY', 'Key of one’s own to encrypt with. 32 bytes in base64'),
  kms_encryption_key: text(
    'Cloud KMS key to encrypt with. projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<name>.',
  ).optional(),
  storage_custom_endpoint: text('URL of the Cloud Storage API, where it is not the usual one.').optional(),
});

export const gcsLocation = ['bucket', 'prefix', 'storage_custom_endpoint'] as const;
