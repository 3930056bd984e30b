import { z } from 'zod';
import { argumentMap, boolean, enumOf, nonEmptyString, secret, wholeNumber } from './arguments';

const roleArn = nonEmptyString(
  'ARN of the RAM role to assume. Default: ALICLOUD_ASSUME_ROLE_ARN.',
  'acs:ram::100000000000:role/terraform',
);
const sessionName = nonEmptyString(
  'Name of the session. Default: ALICLOUD_ASSUME_ROLE_SESSION_NAME, or else terraform.',
  'terraform',
);
const policy = nonEmptyString(
  'Policy that restricts the permissions of the session, as JSON.',
  '{"Version":"2012-10-17","Statement":[]}',
);
const sessionExpiration = wholeNumber('Lifetime of the credentials in seconds, 900 to 3600. Default: 3600.', {
  minimum: 900,
  maximum: 3600,
  example: 900,
});

const assumeRole = argumentMap(
  'RAM role to assume. Deprecated: use assume_role_role_arn and the other assume_role_ arguments.',
  {
    role_arn: roleArn.optional(),
    session_name: sessionName.optional(),
    policy: policy.optional(),
    session_expiration: sessionExpiration.optional(),
  },
);

/**
 * An object in a bucket of Alibaba Cloud OSS.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/oss
 */
export const oss = z.strictObject({
  bucket: nonEmptyString('Name of the bucket. Required.', 'tfstate'),
  region: nonEmptyString('Region of the bucket. Default: ALICLOUD_REGION.', 'cn-beijing').optional(),
  prefix: nonEmptyString('Folder of the state in the bucket. Default: env:.', 'app')
    .regex(/^(?!\.?\/)/, 'must not begin with / or ./')
    .optional(),
  key: nonEmptyString('Name of the object in the folder. Default: terraform.tfstate.', 'terraform.tfstate')
    .regex(/^(?!\/).*(?<!\/)$/s, 'must not begin or end with /')
    .optional(),
  encrypt: boolean('Whether OSS encrypts the object. Default: false.', true).optional(),
  acl: enumOf(
    ['private', 'public-read', 'public-read-write'],
    'ACL of the object: private, public-read or public-read-write. Default: the ACL of the bucket.',
    'private',
  ).optional(),
  tablestore_endpoint: nonEmptyString(
    'URL of the Table Store instance for locking. Default: ALICLOUD_TABLESTORE_ENDPOINT.',
    'https://jobs.cn-beijing.ots.aliyuncs.com',
  ).optional(),
  tablestore_table: nonEmptyString(
    'Table Store table that locks the state. Default: no locking.',
    'statelock',
  ).optional(),
  endpoint: nonEmptyString(
    'URL of the OSS API. Default: ALICLOUD_OSS_ENDPOINT, or else the API of the region.',
    'https://oss-cn-beijing.aliyuncs.com',
  ).optional(),
  sts_endpoint: nonEmptyString(
    'Host of the STS API. Default: ALICLOUD_STS_ENDPOINT.',
    'sts.cn-beijing.aliyuncs.com',
  ).optional(),
  access_key: secret('ALICLOUD_ACCESS_KEY', 'ID of the access key'),
  secret_key: secret('ALICLOUD_SECRET_KEY', 'Secret of the access key'),
  security_token: secret('ALICLOUD_SECURITY_TOKEN', 'Token of temporary credentials'),
  ecs_role_name: nonEmptyString(
    'RAM role of the virtual machine that runs Terraform. Default: ALICLOUD_ECS_ROLE_NAME.',
    'terraform',
  ).optional(),
  profile: nonEmptyString(
    'Profile in the shared credentials file. Default: ALICLOUD_PROFILE.',
    'default',
  ).optional(),
  shared_credentials_file: nonEmptyString(
    'Path of the shared credentials file. Default: ~/.aliyun/config.json.',
    '~/.aliyun/config.json',
  ).optional(),
  assume_role_role_arn: roleArn.optional(),
  assume_role_session_name: sessionName.optional(),
  assume_role_policy: policy.optional(),
  assume_role_session_expiration: sessionExpiration.optional(),
  assume_role: assumeRole.optional(),
});

export const ossLocation = ['bucket', 'prefix', 'key'] as const;
