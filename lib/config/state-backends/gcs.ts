import { z } from 'zod';
import { nonEmptyString, secret, stringList, withoutSecret } from './arguments';

/**
 * An object in a Google Cloud Storage bucket.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/gcs
 */
export const gcs = z.strictObject({
  bucket: nonEmptyString('Name of the bucket. Required.', 'tfstate'),
  prefix: nonEmptyString(
    'Folder of the states in the bucket. The object of a state is <prefix>/<workspace>.tfstate.',
    'app',
  ).optional(),
  credentials: withoutSecret(
    nonEmptyString(
      'Path of the key file of a service account, and not its content.',
      '/etc/terraform/key.json',
    ),
    (value) => /^\s*\{|"private_key"|PRIVATE KEY/.test(value),
    'set the path of the key file, or remove credentials and set the environment variable GOOGLE_BACKEND_CREDENTIALS or GOOGLE_CREDENTIALS, which Terraform reads',
  ).optional(),
  access_token: secret('GOOGLE_OAUTH_ACCESS_TOKEN', 'OAuth 2.0 access token'),
  impersonate_service_account: nonEmptyString(
    'E-mail address of the service account to impersonate.',
    'terraform@example.iam.gserviceaccount.com',
  ).optional(),
  impersonate_service_account_delegates: stringList(
    'E-mail addresses of the service accounts in the delegation chain to the impersonated account.',
    ['jobs@example.iam.gserviceaccount.com'],
  ).optional(),
  encryption_key: secret('GOOGLE_ENCRYPTION_KEY', 'Customer-supplied encryption key, 32 bytes in base64'),
  kms_encryption_key: nonEmptyString(
    'Cloud KMS key that encrypts the state, projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<name>.',
    'projects/example/locations/global/keyRings/jobs/cryptoKeys/state',
  ).optional(),
  storage_custom_endpoint: nonEmptyString(
    'URL of the Cloud Storage API. Default: the public endpoint.',
    'https://storage.example.com/storage/v1/b',
  ).optional(),
});

export const gcsLocation = ['bucket', 'prefix', 'storage_custom_endpoint'] as const;
