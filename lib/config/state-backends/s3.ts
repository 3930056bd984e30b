import { z } from 'zod';
import { flag, oneOf, secret, text, textList, wholeNumber, withoutPassword } from './arguments';
import { notTogether } from './backend-rules';
import { assumeRole, assumeRoleWithWebIdentity } from './s3-roles';

const keyId = '(?:[a-f0-9]{8}-[a-f0-9]{4}-[1-5][a-f0-9]{3}-[ab89][a-f0-9]{3}-[a-f0-9]{12}|mrk-[a-f0-9]{32})';
const alias = 'alias/[a-zA-Z0-9/_-]+';
const kmsKeyPattern = new RegExp(
  `^(?:${keyId}|${alias}|arn:[^:]+:[^:]+:[^:]*:[^:]*:(?:key/${keyId}|${alias}))$`,
);

function url(description: string) {
  return withoutPassword(text(description), 'let Terraform read credentials where the AWS SDK does');
}

const endpoints = z
  .strictObject({
    dynamodb: url('URL of the DynamoDB API. Deprecated along with dynamodb_table.').optional(),
    iam: url('URL of the IAM API.').optional(),
    s3: url('URL of the S3 API.').optional(),
    sso: url('URL of the IAM Identity Center API.').optional(),
    sts: url('URL of the STS API.').optional(),
  })
  .describe('URLs of AWS APIs, where they are not the usual ones.');

/**
 * An object in an S3 bucket, or in storage with an API like S3’s.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export const s3 = z
  .strictObject({
    bucket: text('Name of the bucket.'),
    key: text('Key of the state’s object in the bucket. Such as app/prod/terraform.tfstate.').regex(
      /^(?!\/)(?!.*\/\/).*[^/\s].*(?<!\/)$/,
      'must not begin or end with / and not hold //: remove the superfluous slashes',
    ),
    // Terraform also takes it from AWS_REGION; where the state is must not depend on the machine.
    region: text('AWS region of the bucket. Such as us-east-1.'),
    use_lockfile: flag(
      'Whether to lock the state by an object beside it, <key>.tflock. Default false.',
    ).optional(),
    encrypt: flag('Whether S3 encrypts the objects of state and lock. Default false.').optional(),
    kms_key_id: text('KMS key to encrypt with. Its ARN, its id, or alias/name.')
      .regex(kmsKeyPattern, 'must be the ARN or the id of a KMS key, or alias/name')
      .optional(),
    sse_customer_key: secret(
      'AWS_SSE_CUSTOMER_KEY',
      'Key to encrypt with on the server, SSE-C. 44 characters of base64',
    ),
    acl: text('Canned ACL of the objects. Such as bucket-owner-full-control.').optional(),
    workspace_key_prefix: text('Beginning of the keys of workspaces other than default. Default env:.')
      .regex(/^(?!\/).*(?<!\/)$/, 'must not begin or end with /: remove the slash')
      .optional(),
    dynamodb_table: text('DynamoDB table to lock the state with. Deprecated: use use_lockfile.').optional(),

    access_key: secret('AWS_ACCESS_KEY_ID', 'Access key id'),
    secret_key: secret('AWS_SECRET_ACCESS_KEY', 'Secret access key'),
    token: secret('AWS_SESSION_TOKEN', 'Session token of temporary credentials'),
    profile: text('Profile of the shared AWS files to take credentials from.').optional(),
    shared_config_files: textList(
      'Paths of shared AWS configuration files. Default ~/.aws/config.',
    ).optional(),
    shared_credentials_files: textList(
      'Paths of shared AWS credentials files. Default ~/.aws/credentials.',
    ).optional(),
    shared_credentials_file: text(
      'Path of a shared AWS credentials file. Deprecated: use shared_credentials_files.',
    ).optional(),
    assume_role: assumeRole.optional(),
    assume_role_with_web_identity: assumeRoleWithWebIdentity.optional(),
    allowed_account_ids: textList(
      'AWS accounts in which Terraform may run. 12 digits each, in quotes.',
    ).optional(),
    forbidden_account_ids: textList(
      'AWS accounts in which Terraform must not run. 12 digits each, in quotes.',
    ).optional(),

    endpoints: endpoints.optional(),
    dynamodb_endpoint: url('URL of the DynamoDB API. Deprecated: use endpoints.dynamodb.').optional(),
    endpoint: url('URL of the S3 API. Deprecated: use endpoints.s3.').optional(),
    iam_endpoint: url('URL of the IAM API. Deprecated: use endpoints.iam.').optional(),
    sts_endpoint: url('URL of the STS API. Deprecated: use endpoints.sts.').optional(),
    sts_region: text('AWS region of the STS API. Default is that of the bucket.').optional(),
    ec2_metadata_service_endpoint: text('URL of the EC2 metadata service. Scheme and host.')
      .regex(
        /^[a-zA-Z][a-zA-Z\d+.-]*:\/\/[^/?#]+/,
        'must be a URL with scheme and host, such as http://169.254.169.254',
      )
      .optional(),
    ec2_metadata_service_endpoint_mode: oneOf(
      ['IPv4', 'IPv6'],
      'How the EC2 metadata service is reached. IPv4 or IPv6.',
    ).optional(),
    use_dualstack_endpoint: flag(
      'Whether to use AWS endpoints that have IPv6 too. Default false.',
    ).optional(),
    use_fips_endpoint: flag('Whether to use AWS endpoints that comply with FIPS. Default false.').optional(),
    use_path_style: flag(
      'Whether the bucket is in the path of URLs, not in the host. Default false.',
    ).optional(),
    force_path_style: flag(
      'Whether the bucket is in the path of URLs. Deprecated: use use_path_style.',
    ).optional(),

    http_proxy: withoutPassword(
      text('URL of the proxy for HTTP.'),
      'set the environment variable HTTP_PROXY, which Terraform reads instead',
    ).optional(),
    https_proxy: withoutPassword(
      text('URL of the proxy for HTTPS.'),
      'set the environment variable HTTPS_PROXY, which Terraform reads instead',
    ).optional(),
    no_proxy: text('Hosts that are reached without the proxy. Separated by commas.').optional(),
    custom_ca_bundle: text('Path of a file with root certificates to trust.').optional(),
    insecure: flag('Whether certificates are left unchecked. Default false.').optional(),
    max_retries: wholeNumber('How often a failed request is repeated. Default 5.').optional(),
    retry_mode: oneOf(
      ['standard', 'adaptive'],
      'How requests are repeated. standard or adaptive.',
    ).optional(),

    skip_credentials_validation: flag(
      'Whether credentials are not checked by STS. Default false.',
    ).optional(),
    skip_metadata_api_check: flag(
      'Whether the EC2 metadata service is left alone. Default false.',
    ).optional(),
    skip_region_validation: flag(
      'Whether regions that Terraform does not know are taken. Default false.',
    ).optional(),
    skip_requesting_account_id: flag('Whether the account’s id is not asked for. Default false.').optional(),
    skip_s3_checksum: flag('Whether objects are uploaded without a checksum. Default false.').optional(),
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
 * Without `workspace_key_prefix`: the default workspace’s state does not depend on it. With the endpoints, as only AWS
 * has a name of a bucket once.
 */
export const s3Location = ['bucket', 'key', 'endpoint', 'endpoints'] as const;
