/** The inputs, addresses and paths that the resources of one job share. */
import type { EnvConfig } from '../config/env-config';
import { jobAddress, type JobPart, type jobParts } from '../jobs/addresses';
import { formerJobAddress } from '../jobs/former-addresses';
import { sectionOfType, type Job } from '../jobs/job';
import type { ProtectedRole } from '../jobs/queue-worker/queue-worker';
import type { DeferredString } from '../values/deferred-values';
import type { RoleKind } from '../jobs/resource-names';
import { describeResource, type ConstructPath, type PlainResource, type ResourceOptions } from './resource';
import type { Arguments } from './resource-types';

/** The inputs of a job's resources. */
export interface JobContext<Of extends Job = Job> {
  /** The checked configuration of the environment. */
  readonly config: EnvConfig;
  /** The job. */
  readonly job: Of;
  /** The name of the environment's bucket in event patterns; `undefined` if the environment has no bucket. */
  readonly bucket: DeferredString | undefined;
  /** The addresses of the shared resources. */
  readonly shared: SharedDependencies;
}

/**
 * Addresses of shared resources that must exist before a job's resource. ARNs are plain strings, so Terraform can't see
 * these dependencies.
 */
export interface SharedDependencies {
  /**
   * Returns the addresses of the resources that give a role its permissions. AWS checks some permissions of a role when
   * Terraform creates a resource that uses the role.
   */
  readonly role: (kind: RoleKind) => readonly string[];
  /** The address of the lock table; empty if the environment has none. */
  readonly lockTable: readonly string[];
  /** Returns the address of the attachment that lets tasks with a role use scale-in protection. */
  readonly protection: (role: ProtectedRole) => readonly string[];
  /** The address of the schedule group; empty if the environment has none. */
  readonly scheduleGroup: readonly string[];
}

type TypeOf<Part extends JobPart> = (typeof jobParts)[Part]['type'];

/** Identifies a resource among the resources of its job. */
export interface PartOfJob<Part extends JobPart> {
  /** The name of the part. */
  readonly part: Part;
  /**
   * The key that distinguishes the resource from the other resources of the same part.
   *
   * @default none: the job has only one resource of the part
   */
  readonly key?: string | undefined;
  /** The ids of the constructs below the job's construct, down to the resource. The last id is the resource's own. */
  readonly path: ConstructPath;
}

/** Describes a resource of a job. */
export function describeJobResource<Part extends JobPart>(
  job: Job,
  { part, key, path }: PartOfJob<Part>,
  resourceArguments: Arguments<TypeOf<Part>>,
  options?: Omit<ResourceOptions, 'movedFrom'>,
): PlainResource<TypeOf<Part>> {
  return describeResource(jobAddress(job, part, key), inJob(job, path), resourceArguments, {
    ...options,
    movedFrom: formerJobAddress(job, part, key),
  });
}

/** Returns a path below the construct of a job. */
export function inJob(job: Job, path: ConstructPath): ConstructPath {
  return [...constructPathOf(job), ...path];
}

/** Returns the path of a job's construct below the scope of all jobs. */
export function constructPathOf({ type, name }: Job): readonly [section: string, id: string] {
  // A construct keeps its children in a plain object, where names such as `constructor` are taken.
  return [sectionOfType[type], name in {} ? `job ${name}` : name];
}
