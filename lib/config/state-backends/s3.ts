import { z } from 'zod';
import {
  argumentMap,
  boolean,
  enumOf,
  nonEmptyString,
  secret,
  stringList,
  wholeNumber,
  withoutPassword,
} from './arguments';
import { notTogether } from './backend-rules';
import { assumeRole, assumeRoleWithWebIdentity } from './s3-roles';

const keyId = '(?:[a-f0-9]{8}-[a-f0-9]{4}-[1-5][a-f0-9]{3}-[ab89][a-f0-9]{3}-[a-f0-9]{12}|mrk-[a-f0-9]{32})';
const alias = 'alias/[a-zA-Z0-9/_-]+';
const kmsKeyPattern = new RegExp(
  `^(?:${keyId}|${alias}|arn:[^:]+:[^:]+:[^:]*:[^:]*:(?:key/${keyId}|${alias}))$`,
);

function url(description: string, example: string) {
  return withoutPassword(
    nonEmptyString(description, example),
    'configure credentials where the AWS SDK reads them',
  );
}

const proxy = 'http://proxy.example.com:3128';

const apis = {
  dynamodb: 'https://dynamodb.us-east-1.amazonaws.com',
  iam: 'https://iam.us-east-1.amazonaws.com',
  s3: 'https://s3.us-east-1.amazonaws.com',
  sso: 'https://sso.us-east-1.amazonaws.com',
  sts: 'https://sts.us-east-1.amazonaws.com',
} as const;

const endpoints = argumentMap('Custom URLs of AWS APIs. Default: the public endpoints.', {
  dynamodb: url(
    'URL of the DynamoDB API. Deprecated, together with dynamodb_table.',
    apis.dynamodb,
  ).optional(),
  iam: url('URL of the IAM API.', apis.iam).optional(),
  s3: url('URL of the S3 API.', apis.s3).optional(),
  sso: url('URL of the IAM Identity Center API.', apis.sso).optional(),
  sts: url('URL of the STS API.', apis.sts).optional(),
});

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
      'KMS key that encrypts the objects: its ARN, its id, or alias/name.',
      'arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-8234-123456789012',
      'alias/state',
    )
      .regex(kmsKeyPattern, 'must be the ARN or the id of a KMS key, or alias/name')
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

    access_key: secret('AWS_ACCESS_KEY_ID', 'Access key id'),
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
      'Ids of AWS accounts in which Terraform may run, 12 digits in quotes. Can’t be combined with forbidden_account_ids.',
      ['123456789012'],
    ).optional(),
    forbidden_account_ids: stringList(
      'Ids of AWS accounts in which Terraform must not run, 12 digits in quotes. Can’t be combined with allowed_account_ids.',
      ['123456789012'],
    ).optional(),

    endpoints: endpoints.optional(),
    dynamodb_endpoint: url(
      'URL of the DynamoDB API. Deprecated: use endpoints.dynamodb.',
      apis.dynamodb,
    ).optional(),
    endpoint: url('URL of the S3 API. Deprecated: use endpoints.s3.', apis.s3).optional(),
    iam_endpoint: url('URL of the IAM API. Deprecated: use endpoints.iam.', apis.iam).optional(),
    sts_endpoint: url('URL of the STS API. Deprecated: use endpoints.sts.', apis.sts).optional(),
    sts_region: nonEmptyString(
      'AWS region of the STS API. Default: the region of the bucket.',
      'us-east-1',
    ).optional(),
    ec2_metadata_service_endpoint: nonEmptyString(
      'URL of the EC2 metadata service, with scheme and host.',
      'http://169.254.169.254',
    )
      .regex(
        /^[a-zA-Z][a-zA-Z\d+.-]*:\/\/[^/?#]+/,
        'must be a URL with scheme and host, such as http://169.254.169.254',
      )
      .optional(),
    ec2_metadata_service_endpoint_mode: enumOf(
      ['IPv4', 'IPv6'],
      'IP version of the EC2 metadata service, IPv4 or IPv6.',
      'IPv4',
    ).optional(),
    use_dualstack_endpoint: boolean(
      'Whether to use AWS endpoints that also support IPv6. Default: false.',
      false,
    ).optional(),
    use_fips_endpoint: boolean(
      'Whether to use AWS endpoints that comply with FIPS. Default: false.',
      false,
    ).optional(),
    use_path_style: boolean(
      'Whether URLs have the bucket in their path instead of their host. Default: false.',
      true,
    ).optional(),
    force_path_style: boolean(
      'Whether URLs have the bucket in their path. Deprecated: use use_path_style.',
      true,
    ).optional(),

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
      'Whether to skip requests for the id of the account. Default: false.',
      true,
    ).optional(),
    skip_s3_checksum: boolean(
      'Whether to upload objects without a checksum. Default: false.',
      true,
    ).optional(),
  })
  .check(
    notTogether('endpoints.dynamodb', 'dynamodb_endpoint'),
    notTogether('endpoints.iam', 'iam_endpoint'),
    notTogether('endpoints.s3', 'endpoint'),
    notTogether('endpoints.sts', 'sts_endpoint'),
    notTogether('use_path_style', 'force_path_style'),
    notTogether('shared_credentials_files', 'shared_credentials_file'),
    notTogether('allowed_account_ids', 'forbidden_account_ids'),
  );

/**
 * Arguments that locate the state. Endpoints are included because names of buckets are unique only within one provider.
 * `workspace_key_prefix` is excluded because the default workspace does not use it.
 */
export const s3Location = ['bucket', 'key', 'endpoint', 'endpoints'] as const;
