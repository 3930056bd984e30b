import { iamArn } from '../../aws/arns';
import type { DeferredString } from '../../values/deferred-values';
import type { EnvironmentJobs } from '../environment';
import { policyActions, type PermissionRequirement } from './need';

/**
 * Roles may only be made with the boundary that the configuration names, only our policies may be attached to them,
 * and each may only be passed to the service that assumes it.
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
      why: 'keep the roles that start and run the jobs',
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
            why: 'make those roles, with the boundary and never without',
          },
        ]),
    {
      sid: 'Policies',
      ...policyActions,
      resources: policyArns,
      why: 'keep the policies of those roles',
    },
    {
      sid: 'AttachPolicies',
      read: [],
      write: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
      resources: roleArns,
      conditions: { ArnEquals: { 'iam:PolicyARN': policyArns } },
      why: 'attach those policies, and no others, to those roles',
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
        why: `have ${principal} assume its roles, and nobody else`,
      };
    }),
  ];
}
