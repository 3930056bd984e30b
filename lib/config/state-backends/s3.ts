import { z } from 'zod';
import {
  boolean,
  enumOf,
  nonEmptyString,
  secret,
  stringList,
  wholeNumber,
  withoutPassword,
} from './arguments';
import { notTogether } from './backend-rules';
import { endpointArguments, endpointRules } from './s3-endpoints';
import { assumeRole, assumeRoleWithWebIdentity } from './s3-roles';

const keyId = '(?:[a-f0-9]{8}-[a-f0-9]{4}-[1-5][a-f0-9]{3}-[ab89][a-f0-9]{3}-[a-f0-9]{12}|mrk-[a-f0-9]{32})';
const alias = 'alias/[a-zA-Z0-9/_-]+';
const kmsKeyPattern = new RegExp(
  `^(?:${keyId}|${alias}|arn:[^:]+:[^:]+:[^:]*:[^:]*:(?:key/${keyId}|${alias}))$`,
);

const proxy = 'http://proxy.example.com:3128';

/**
 * An object in an S3 bucket, or in storage with an S3-compatible API.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export const s3 = z
  .strictObject({
    bucket: nonEmptyString('Name of the bucket. Required.', 'platform-tf-state'),
    key: nonEmptyString('Key of the state’s object in the bucket. Required.', 'app/dev/jobs.tfstate').regex(
      /^(?!\/)(?!.*\/\/).*[^/\s].*(?<!\/)$/,
      'must not begin or end with /, and must not contain //; remove the extra slashes',
    ),
    // Terraform would also read AWS_REGION, but the location of the state must not depend on the machine.
    region: nonEmptyString('AWS region of the bucket. Required.', 'us-east-1'),
    use_lockfile: boolean(
      'Whether to lock the state with a second object, <key>.tflock. Default: false.',
      true,
    ).optional(),
    encrypt: boolean(
      'Whether S3 encrypts the objects of the state and the lock. Default: false.',
      true,
    ).optional(),
    kms_key_id: nonEmptyString(
      'KMS key that encrypts the objects: its ARN, its ID, or alias/name.',
      'arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-8234-123456789012',
      'alias/state',
    )
      .regex(kmsKeyPattern, 'must be the ARN or the ID of a KMS key, or alias/name')
      .optional(),
    sse_customer_key: secret(
      'AWS_SSE_CUSTOMER_KEY',
      'Key for server-side encryption (SSE-C), 44 characters of base64',
    ),
    acl: nonEmptyString('Canned ACL of the objects.', 'bucket-owner-full-control').optional(),
    workspace_key_prefix: nonEmptyString(
      'Prefix of the keys of workspaces other than the default workspace. Default: env:.',
      'workspaces',
    )
      .regex(/^(?!\/).*(?<!\/)$/, 'must not begin or end with /; remove the slash')
      .optional(),
    dynamodb_table: nonEmptyString(
      'DynamoDB table that locks the state. Deprecated: use use_lockfile.',
      'statelock',
    ).optional(),

    access_key: secret('AWS_ACCESS_KEY_ID', 'Access key ID'),
    secret_key: secret('AWS_SECRET_ACCESS_KEY', 'Secret access key'),
    token: secret('AWS_SESSION_TOKEN', 'Session token of temporary credentials'),
    profile: nonEmptyString('Profile in the shared AWS files with the credentials.', 'jobs').optional(),
    shared_config_files: stringList('Paths of shared AWS configuration files. Default: ~/.aws/config.', [
      '~/.aws/config',
    ]).optional(),
    shared_credentials_files: stringList(
      'Paths of shared AWS credentials files. Default: ~/.aws/credentials.',
      ['~/.aws/credentials'],
    ).optional(),
    shared_credentials_file: nonEmptyString(
      'Path of a shared AWS credentials file. Deprecated: use shared_credentials_files.',
      '~/.aws/credentials',
    ).optional(),
    assume_role: assumeRole.optional(),
    assume_role_with_web_identity: assumeRoleWithWebIdentity.optional(),
    allowed_account_ids: stringList(
      'IDs of AWS accounts in which Terraform may run, 12 digits in quotes. Can’t be combined with forbidden_account_ids.',
      ['123456789012'],
    ).optional(),
    forbidden_account_ids: stringList(
      'IDs of AWS accounts in which Terraform must not run, 12 digits in quotes. Can’t be combined with allowed_account_ids.',
      ['123456789012'],
    ).optional(),

    ...endpointArguments,

    http_proxy: withoutPassword(
      nonEmptyString('URL of the proxy for HTTP.', proxy),
      'set the environment variable HTTP_PROXY, which Terraform reads',
    ).optional(),
    https_proxy: withoutPassword(
      nonEmptyString('URL of the proxy for HTTPS.', proxy),
      'set the environment variable HTTPS_PROXY, which Terraform reads',
    ).optional(),
    no_proxy: nonEmptyString(
      'Hosts that Terraform accesses without the proxy, separated by commas.',
      'localhost,.example.com',
    ).optional(),
    custom_ca_bundle: nonEmptyString(
      'Path of a file with additional CA certificates.',
      '/etc/terraform/ca.pem',
    ).optional(),
    insecure: boolean('Whether to accept invalid certificates. Default: false.', false).optional(),
    max_retries: wholeNumber('Maximum number of retries of a request. Default: 5.', {
      example: 8,
    }).optional(),
    retry_mode: enumOf(
      ['standard', 'adaptive'],
      'Strategy for retries of requests, standard or adaptive.',
      'adaptive',
    ).optional(),

    skip_credentials_validation: boolean(
      'Whether to skip the validation of credentials with STS. Default: false.',
      true,
    ).optional(),
    skip_metadata_api_check: boolean(
      'Whether to skip requests to the EC2 metadata service. Default: false.',
      true,
    ).optional(),
    skip_region_validation: boolean(
      'Whether to accept regions that Terraform does not know. Default: false.',
      true,
    ).optional(),
    skip_requesting_account_id: boolean(
      'Whether to skip requests for the ID of the account. Default: false.',
      true,
    ).optional(),
    skip_s3_checksum: boolean(
      'Whether to upload objects without a checksum. Default: false.',
      true,
    ).optional(),
  })
  .check(
    ...endpointRules,
    notTogether('shared_credentials_files', 'shared_credentials_file'),
    notTogether('allowed_account_ids', 'forbidden_account_ids'),
  );

/**
 * Arguments that locate the state. Endpoints are included because names of buckets are unique only within one provider.
 * `workspace_key_prefix` is excluded because the default workspace does not use it.
 */
export const s3Location = ['bucket', 'key', 'endpoint', 'endpoints'] as const;
