import { z } from 'zod';
import { flag, oneOf, secret, text, wholeNumber } from './arguments';

const assumeRole = z
  .strictObject({
    role_arn: text('ARN of the role. Default TENCENTCLOUD_ASSUME_ROLE_ARN.').optional(),
    session_name: text('Name of the session. Default TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME.').optional(),
    session_duration: wholeNumber(
      'How long the credentials are valid. Seconds, 0 to 43200; default 7200.',
      0,
      43_200,
    ).optional(),
    policy: text('Policy that narrows what the session may do. JSON.').optional(),
    external_id: text('External id that the role asks for.').optional(),
  })
  .describe('CAM role to take on before the state is read or written.');

/**
 * An object in a bucket of Tencent Cloud Object Storage.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/cos
 */
export const cos = z.strictObject({
  bucket: text('Name of the bucket, with the account’s APPID at its end.'),
  region: text('Region of the bucket. Such as ap-guangzhou; default TENCENTCLOUD_REGION.').optional(),
  prefix: text('Folder of the state in the bucket.')
    .regex(/^(?!\.?\/)/, 'must not begin with / or ./: remove it')
    .optional(),
  key: text('Name of the state’s object in the folder. Default terraform.tfstate.')
    .regex(/^(?!\/).*(?<!\/)$/s, 'must not begin or end with /: remove the slash')
    .optional(),
  encrypt: flag('Whether COS encrypts the object. Default true.').optional(),
  acl: oneOf(
    ['private', 'public-read'],
    'ACL of the object. private or public-read; default private.',
  ).optional(),
  accelerate: flag('Whether the bucket is reached by global acceleration. Default false.').optional(),
  endpoint: text(
    'URL of the bucket’s region in the internal network. https://cos-internal.<region>.tencentcos.cn.',
  )
    .regex(
      /^https?:\/\/cos-internal\.[^.]+\.tencentcos\.cn$/,
      'must be http:// or https:// and cos-internal.<region>.tencentcos.cn',
    )
    .optional(),
  domain: text('Root domain of Tencent Cloud’s API. Default tencentcloudapi.com.').optional(),
  secret_id: secret('TENCENTCLOUD_SECRET_ID', 'Id of the secret key'),
  secret_key: secret('TENCENTCLOUD_SECRET_KEY', 'Secret key'),
  security_token: secret('TENCENTCLOUD_SECURITY_TOKEN', 'Token of temporary credentials'),
  profile: text('Profile of the shared credentials. Default TENCENTCLOUD_PROFILE, or default.').optional(),
  shared_credentials_dir: text('Folder of the shared credentials. Default ~/.tccli.').optional(),
  cam_role_name: text(
    'CAM role of the virtual machine to sign in as. Default TENCENTCLOUD_CAM_ROLE_NAME.',
  ).optional(),
  assume_role: assumeRole.optional(),
});

export const cosLocation = ['bucket', 'region', 'prefix', 'key'] as const;
