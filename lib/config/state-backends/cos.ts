import { z } from 'zod';
import { argumentMap, boolean, enumOf, nonEmptyString, secret, wholeNumber } from './arguments';

const assumeRole = argumentMap('CAM role to assume before Terraform reads or writes the state.', {
  role_arn: nonEmptyString(
    'ARN of the role. Default: TENCENTCLOUD_ASSUME_ROLE_ARN.',
    'qcs::cam::uin/100000000000:roleName/terraform',
  ).optional(),
  session_name: nonEmptyString(
    'Name of the session. Default: TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME.',
    'terraform',
  ).optional(),
  session_duration: wholeNumber('Lifetime of the credentials in seconds, 0 to 43200. Default: 7200.', {
    minimum: 0,
    maximum: 43_200,
    example: 3600,
  }).optional(),
  policy: nonEmptyString(
    'Policy that restricts the permissions of the session, as JSON.',
    '{"Version":"2012-10-17","Statement":[]}',
  ).optional(),
  external_id: nonEmptyString('External ID that the role requires.', 'jobs').optional(),
});

/**
 * An object in a bucket of Tencent Cloud Object Storage.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/cos
 */
export const cos = z.strictObject({
  bucket: nonEmptyString(
    'Name of the bucket, which ends with the account’s APPID. Required.',
    'tfstate-1250000000',
  ),
  region: nonEmptyString('Region of the bucket. Default: TENCENTCLOUD_REGION.', 'ap-guangzhou').optional(),
  prefix: nonEmptyString('Folder of the state in the bucket.', 'app')
    .regex(/^(?!\.?\/)/, 'must not begin with / or ./')
    .optional(),
  key: nonEmptyString('Name of the object in the folder. Default: terraform.tfstate.', 'terraform.tfstate')
    .regex(/^(?!\/).*(?<!\/)$/s, 'must not begin or end with /')
    .optional(),
  encrypt: boolean('Whether COS encrypts the object. Default: true.', true).optional(),
  acl: enumOf(
    ['private', 'public-read'],
    'ACL of the object, private or public-read. Default: private.',
    'private',
  ).optional(),
  accelerate: boolean('Whether to use global acceleration. Default: false.', false).optional(),
  endpoint: nonEmptyString(
    'URL of COS in the internal network of the region, https://cos-internal.<region>.tencentcos.cn.',
    'https://cos-internal.ap-guangzhou.tencentcos.cn',
  )
    .regex(
      /^https?:\/\/cos-internal\.[^.]+\.tencentcos\.cn$/,
      'must be cos-internal.<region>.tencentcos.cn after http:// or https://',
    )
    .optional(),
  domain: nonEmptyString(
    'Root domain of Tencent Cloud’s API. Default: tencentcloudapi.com.',
    'tencentcloudapi.com',
  ).optional(),
  secret_id: secret('TENCENTCLOUD_SECRET_ID', 'ID of the secret key'),
  secret_key: secret('TENCENTCLOUD_SECRET_KEY', 'Secret key'),
  security_token: secret('TENCENTCLOUD_SECURITY_TOKEN', 'Token of temporary credentials'),
  profile: nonEmptyString(
    'Profile in the shared credentials. Default: TENCENTCLOUD_PROFILE, or else default.',
    'default',
  ).optional(),
  shared_credentials_dir: nonEmptyString(
    'Folder of the shared credentials. Default: ~/.tccli.',
    '~/.tccli',
  ).optional(),
  cam_role_name: nonEmptyString(
    'CAM role of the virtual machine that runs Terraform. Default: TENCENTCLOUD_CAM_ROLE_NAME.',
    'terraform',
  ).optional(),
  assume_role: assumeRole.optional(),
});

export const cosLocation = ['bucket', 'region', 'prefix', 'key'] as const;
