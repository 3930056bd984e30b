import { z } from 'zod';
import { flag, oneOf, secret, text, wholeNumber } from './arguments';

const roleArn = 'ARN of the RAM role to take on. Default ALICLOUD_ASSUME_ROLE_ARN.';
const sessionName = 'Name of the session. Default ALICLOUD_ASSUME_ROLE_SESSION_NAME, or terraform.';
const policy = 'Policy that narrows what the session may do. JSON.';
const expiration = () =>
  wholeNumber('How long the credentials are valid. Seconds, 900 to 3600; default 3600.', 900, 3600);

const assumeRole = z
  .strictObject({
    role_arn: text(roleArn).optional(),
    session_name: text(sessionName).optional(),
    policy: text(policy).optional(),
    session_expiration: expiration().optional(),
  })
  .describe('RAM role to take on. Deprecated: use assume_role_role_arn and the arguments beside it.');

/**
 * An object in a bucket of Alibaba Cloud OSS.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/oss
 */
export const oss = z.strictObject({
  bucket: text('Name of the bucket.'),
  region: text('Region of the bucket. Such as cn-beijing; default ALICLOUD_REGION.').optional(),
  prefix: text('Folder of the state in the bucket. Default env:.')
    .regex(/^(?!\.?\/)/, 'must not begin with / or ./: remove it')
    .optional(),
  key: text('Name of the state’s object in the folder. Default terraform.tfstate.')
    .regex(/^(?!\/).*(?<!\/)$/s, 'must not begin or end with /: remove the slash')
    .optional(),
  encrypt: flag('Whether OSS encrypts the object. Default false.').optional(),
  acl: oneOf(
    ['private', 'public-read', 'public-read-write'],
    'ACL of the object. private, public-read or public-read-write; default is the bucket’s.',
  ).optional(),
  tablestore_endpoint: text(
    'URL of the Table Store instance that locks. Default ALICLOUD_TABLESTORE_ENDPOINT.',
  ).optional(),
  tablestore_table: text('Table Store table to lock the state with. Default is no locking.').optional(),
  endpoint: text('URL of the OSS API. Default ALICLOUD_OSS_ENDPOINT, or the region’s.').optional(),
  sts_endpoint: text('URL of the STS API. Default ALICLOUD_STS_ENDPOINT.').optional(),
  access_key: secret('ALICLOUD_ACCESS_KEY', 'Id of the access key'),
  secret_key: secret('ALICLOUD_SECRET_KEY', 'Secret of the access key'),
  security_token: secret('ALICLOUD_SECURITY_TOKEN', 'Token of temporary credentials'),
  ecs_role_name: text(
    'RAM role of the virtual machine to sign in as. Default ALICLOUD_ECS_ROLE_NAME.',
  ).optional(),
  profile: text('Profile of the shared credentials file. Default ALICLOUD_PROFILE.').optional(),
  shared_credentials_file: text(
    'Path of the shared credentials file. Default ~/.aliyun/config.json.',
  ).optional(),
  assume_role_role_arn: text(roleArn).optional(),
  assume_role_session_name: text(sessionName).optional(),
  assume_role_policy: text(policy).optional(),
  assume_role_session_expiration: expiration().optional(),
  assume_role: assumeRole.optional(),
});

export const ossLocation = ['bucket', 'prefix', 'key'] as const;
