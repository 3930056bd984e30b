import { iamArn } from '../../aws/arns';
import type { DeferredString } from '../../values/deferred-values';
import type { EnvironmentJobs } from '../environment';
import { policyActions, type PermissionRequirement } from './need';

/**
 * Returns the permissions for the environment's roles. Conditions restrict them. A role can be created only with the
 * permissions boundary of the configuration. Only the environment's policies can be attached to a role, and a role can
 * be passed only to the service that assumes it.
 */
export function roleNeeds({ config, location, roles }: EnvironmentJobs): readonly PermissionRequirement[] {
  const arnOf = (kind: 'role' | 'policy', name: string): DeferredString =>
    iamArn(location, kind, config.iamPath, name);
  const roleArns = roles.map(({ name }) => arnOf('role', name));
  const policyArns = roles.map(({ policyArn }) => policyArn);
  const boundary = config.permissionsBoundaryArn;
  const principals = [...new Set(roles.map(({ principal }) => principal))];
  return [
    {
      sid: 'Roles',
      read: ['iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
      write: [
        ...(boundary === undefined ? ['iam:CreateRole'] : []),
        'iam:DeleteRole',
        'iam:ListInstanceProfilesForRole',
        'iam:TagRole',
        'iam:UntagRole',
        'iam:UpdateAssumeRolePolicy',
        'iam:UpdateRoleDescription',
      ],
      resources: roleArns,
      why: 'manage the roles that start and run the jobs',
    },
    ...(boundary === undefined
      ? []
      : [
          {
            sid: 'BoundedRoles',
            read: [],
            write: ['iam:CreateRole', 'iam:PutRolePermissionsBoundary'],
            resources: roleArns,
            conditions: { StringEquals: { 'iam:PermissionsBoundary': boundary } },
            why: 'create the roles of the jobs, only with the permissions boundary',
          },
        ]),
    {
      sid: 'Policies',
      ...policyActions,
      resources: policyArns,
      why: 'manage the policies of the roles that start and run the jobs',
    },
    {
      sid: 'AttachPolicies',
      read: [],
      write: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
      resources: roleArns,
      conditions: { ArnEquals: { 'iam:PolicyARN': policyArns } },
      why: 'attach the generated policies, and no others, to the roles of the jobs',
    },
    ...principals.map((principal) => {
      const [service = ''] = principal.split('.');
      return {
        sid: `PassRolesTo${service.charAt(0).toUpperCase()}${service.slice(1)}`,
        read: [],
        write: ['iam:PassRole'],
        resources: roles
          .filter((role) => role.principal === principal)
          .map(({ name }) => arnOf('role', name)),
        conditions: { StringEquals: { 'iam:PassedToService': principal } },
        why: `pass the roles of the jobs to ${principal} only`,
      };
    }),
  ];
}
