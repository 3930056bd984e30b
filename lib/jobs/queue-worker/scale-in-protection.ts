/** The permissions of workers' tasks to set their own scale-in protection. */
import { arn, iamArn, type Location } from '../../aws/arns';
import { Lookup, deferredString, type DeferredString } from '../../values/deferred-values';
import { policyDocument } from '../../aws/iam/policies';
import type { EnvConfig } from '../../config/env-config';
import type { QueueWorkerJobConfig } from '../../config/schema/queue-worker-job';
import { notOfAnotherService } from '../own-resources';
import { roleKey, taskProtectionPolicyName } from '../resource-names';
import type { NamedPolicy, ProtectedRole, QueueWorkerJob } from './queue-worker';
import { compare } from '../../text/compare';

/**
 * The policy for scale-in protection, shared by all workers of an environment and attached once to each of their
 * roles. IAM's default maximum is ten policies for each role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export interface TaskProtection {
  /** The policy that allows tasks to read and to set their protection. */
  readonly policy: NamedPolicy;
  /** The roles that the policy is attached to: the service's own role first, then the others by key. */
  readonly roles: readonly ProtectedRole[];
  /**
   * The name of the service's role if Terraform looks the role up; otherwise `undefined`. A looked-up role can be
   * compared with the other roles only during a plan.
   */
  readonly roleKnownAtPlan: DeferredString | undefined;
}

/**
 * Returns the task role of a worker. The name of the role identifies the role, because role names are unique in an
 * account even without the path.
 */
export function protectedRole({ service }: EnvConfig, job: QueueWorkerJobConfig): ProtectedRole {
  const own = nameOf(service.taskRoleArn);
  const roleName = nameOf(job.task_role_arn) ?? own;
  if (roleName === undefined)
    return { key: undefined, roleName: deferredString`${new Lookup('task_role_name')}` };
  return { key: roleName === own ? undefined : roleKey(roleName), roleName };
}

/** Returns the last part of the ARN, which is the role's name. */
function nameOf(roleArn: string | undefined): string | undefined {
  return roleArn?.replace(/^.*\//, '');
}

/** Builds the policy and its roles; `undefined` if no worker uses scale-in protection. */
export function buildTaskProtection(
  config: EnvConfig,
  location: Location,
  workers: readonly QueueWorkerJob[],
): TaskProtection | undefined {
  const roles = [
    ...new Map(workers.flatMap(({ protection: role }) => (role ? [[role.key, role] as const] : []))).values(),
  ].sort((a, b) => compare(a.key ?? '', b.key ?? ''));
  if (roles.length === 0) return undefined;
  const name = taskProtectionPolicyName(config);
  return {
    policy: {
      name,
      arn: iamArn(location, 'policy', config.iamPath, name),
      description: `Lets the tasks of queue workers of ${config.service.name} protect themselves while they work`,
      policy: policyDocument([
        {
          sid: 'ProtectTasks',
          actions: ['ecs:GetTaskProtection', 'ecs:UpdateTaskProtection'],
          resources: [arn(location, 'ecs', deferredString`task/${config.service.clusterName}/*`)],
          conditions: notOfAnotherService(config),
        },
      ]),
    },
    roles,
    roleKnownAtPlan:
      config.service.taskRoleArn === undefined
        ? roles.find(({ key }) => key === undefined)?.roleName
        : undefined,
  };
}
