import type { TerraformResource, ITerraformDependable } from 'cdktf';
import type { EnvConfig } from '../config/env-config';
import { sectionOfType, type Job } from '../jobs/job';
import type { RoleKind } from '../jobs/resource-names';
import type { ProtectedRole } from '../jobs/queue-worker/queue-worker';
import type { TerraformText } from './terraform-text';

/** What the resources of every job in a stack need besides the job. */
export interface JobContext {
  readonly config: EnvConfig;
  readonly terraform: TerraformText;
  /** What has to exist before a resource that uses the role: Terraform can't see it, since ARNs are plain strings. */
  readonly roleDependables: (kind: RoleKind) => readonly ITerraformDependable[];
  /** The same of the table of locks. */
  readonly locksReady: readonly ITerraformDependable[];
  /** And of what lets tasks with that role protect themselves. */
  readonly protectionReady: (role: ProtectedRole) => readonly ITerraformDependable[];
}

/**
 * Gives a resource its address: the section and the name of its job, whatever constructs lie between. A job has at most
 * one resource of a type, or several with a key each, and job names are unique in an environment.
 */
export function setAddress<Resource extends TerraformResource>(
  resource: Resource,
  job: Job,
  key?: string,
): Resource {
  const suffix = key === undefined ? '' : `-${key}`;
  resource.overrideLogicalId(`${sectionOfType[job.type]}_${job.name}${suffix}`);
  return resource;
}
