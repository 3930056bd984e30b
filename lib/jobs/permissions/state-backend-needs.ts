import type { z } from 'zod';
import { literalInPolicy, viaService } from '../../aws/iam/policies';
import { partitionOf } from '../../aws/regions';
import type { EnvConfig } from '../../config/env-config';
import { stateBackends } from '../../config/state-backends';
import type { PermissionRequirement } from './need';

/** The permissions that Terraform needs for its state, and the role that has these permissions. */
export interface StateBackendNeeds {
  /** The role that Terraform assumes to read and write its state; `undefined` if Terraform uses the deployer's permissions. */
  readonly roleArn: string | undefined;
  /** The permissions to read, write and lock the state. */
  readonly needs: readonly PermissionRequirement[];
  /** The permissions that the deployer needs to assume the role. */
  readonly assume: readonly PermissionRequirement[];
}

type S3Arguments = z.infer<typeof stateBackends.s3.schema>;

/**
 * Returns the permissions for an environment's state backend. Only `s3` needs AWS permissions. Terraform also locks the
 * state while it plans.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required
 */
export function stateBackendNeeds({ stateBackend }: EnvConfig): StateBackendNeeds {
  if (stateBackend.name !== 's3') return { roleArn: undefined, needs: [], assume: [] };
  const s3 = stateBackends.s3.schema.parse(stateBackend.arguments);
  const { assume_role: role, assume_role_with_web_identity: webIdentity } = s3;
  return {
    roleArn: role?.role_arn ?? webIdentity?.role_arn,
    needs: [...objectNeeds(s3), ...lockTableNeeds(s3), ...keyNeeds(s3)],
    // AssumeRoleWithWebIdentity needs no IAM permission: only the role's trust policy decides.
    assume:
      role === undefined || webIdentity !== undefined
        ? []
        : [
            {
              sid: 'StateRole',
              read: [
                'sts:AssumeRole',
                ...(role.source_identity === undefined ? [] : ['sts:SetSourceIdentity']),
                ...(role.tags === undefined ? [] : ['sts:TagSession']),
              ],
              write: [],
              resources: [role.role_arn],
              why: 'assume the role that reads and writes the Terraform state',
            },
          ],
  };
}

function objectNeeds(s3: S3Arguments): readonly PermissionRequirement[] {
  const bucket = `arn:${partitionOf(s3.region)}:s3:::${literalInPolicy(s3.bucket)}`;
  const object = `${bucket}/${literalInPolicy(s3.key)}`;
  const put = ['s3:PutObject', ...(s3.acl === undefined ? [] : ['s3:PutObjectAcl'])];
  return [
    {
      sid: 'StateBucket',
      read: ['s3:ListBucket'],
      write: [],
      resources: [bucket],
      why: 'find the Terraform state',
    },
    {
      sid: 'State',
      read: ['s3:GetObject'],
      write: put,
      resources: [object],
      why: 'read the Terraform state, and write it in an apply',
    },
    ...(s3.use_lockfile === true
      ? [
          {
            sid: 'StateLock',
            read: ['s3:DeleteObject', 's3:GetObject', ...put],
            write: [],
            resources: [`${object}.tflock`],
            why: 'lock the Terraform state, also in a plan',
          },
        ]
      : []),
  ];
}

/**
 * Returns the permissions for the table that locks the state. The ARN in the statement has `*` as its account, because
 * the configuration does not contain the account of the state.
 */
function lockTableNeeds({ dynamodb_table: table, region }: S3Arguments): readonly PermissionRequirement[] {
  if (table === undefined) return [];
  return [
    {
      sid: 'StateLockTable',
      read: ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem'],
      write: [],
      resources: [`arn:${partitionOf(region)}:dynamodb:${region}:*:table/${literalInPolicy(table)}`],
      why: 'lock the Terraform state, also in a plan',
    },
  ];
}

/**
 * Returns the permissions for the KMS key of the state. S3 uses the key with the permissions of the caller.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
function keyNeeds(s3: S3Arguments): readonly PermissionRequirement[] {
  if (s3.kms_key_id === undefined) return [];
  // With a lock file, a plan also writes an encrypted object.
  const plansWrite = s3.use_lockfile === true;
  const { resource, conditions } = keyOf(s3.kms_key_id, s3.region);
  return [
    {
      sid: 'UseStateKey',
      read: ['kms:Decrypt', ...(plansWrite ? ['kms:GenerateDataKey'] : [])],
      write: plansWrite ? [] : ['kms:GenerateDataKey'],
      resources: [resource],
      conditions: { ...viaService('s3', s3.region), ...conditions },
      why: 'let S3 decrypt and encrypt the Terraform state',
    },
  ];
}

/**
 * Returns the `Resource` and the conditions of a statement that allows the use of a KMS key. A `Resource` matches keys
 * by ARN only, so an alias becomes a condition.
 */
function keyOf(key: string, region: string) {
  const partition = partitionOf(region);
  const alias = /(?:^|:)(alias\/.+)$/.exec(key)?.[1];
  if (alias !== undefined) {
    return {
      resource: `arn:${partition}:kms:${region}:*:key/*`,
      conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } },
    };
  }
  return {
    resource: key.startsWith('arn:') ? key : `arn:${partition}:kms:${region}:*:key/${key}`,
    conditions: {},
  };
}
