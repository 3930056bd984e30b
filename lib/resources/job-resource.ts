/** What the resources of one job have in common. */
import type { EnvConfig } from '../config/env-config';
import { jobAddress, type JobPart, type jobParts } from '../jobs/addresses';
import { sectionOfType, type Job } from '../jobs/job';
import type { ProtectedRole } from '../jobs/queue-worker/queue-worker';
import type { RoleKind } from '../jobs/resource-names';
import { describeResource, type ConstructPath, type PlainResource, type ResourceOptions } from './resource';
import type { Arguments } from './resource-types';

/** The inputs of a job's resources. */
export interface JobContext<Of extends Job = Job> {
  /** The configuration of the environment. */
  readonly config: EnvConfig;
  /** The job that the resources belong to. */
  readonly job: Of;
  /** The shared resources that the job's resources need. */
  readonly shared: SharedDependencies;
}

/**
 * Addresses of shared resources that must exist before a job's resource. ARNs are plain strings, so Terraform can't see
 * these dependencies.
 */
export interface SharedDependencies {
  /** AWS checks some permissions of a role when a resource that uses it is created. */
  readonly role: (kind: RoleKind) => readonly string[];
  /** The table of active runs. */
  readonly lockTable: readonly string[];
  /** The permission of a role's tasks to protect themselves. */
  readonly protection: (role: ProtectedRole) => readonly string[];
  /** The group of the environment's schedules. */
  readonly scheduleGroup: readonly string[];
}

type TypeOf<Part extends JobPart> = (typeof jobParts)[Part]['type'];

/** The part of a job that a resource is. */
export interface PartOfJob<Part extends JobPart> {
  /** The part, which decides the type of the resource. */
  readonly part: Part;
  /**
   * Tells resources of one type apart.
   *
   * @default the job has one resource of the part
   */
  readonly key?: string | undefined;
  /** The ids of the constructs below the job's. */
  readonly path: ConstructPath;
}

/** Describes a resource of a job. */
export function describeJobResource<Part extends JobPart>(
  job: Job,
  { part, key, path }: PartOfJob<Part>,
  resourceArguments: Arguments<TypeOf<Part>>,
  options?: ResourceOptions,
): PlainResource<TypeOf<Part>> {
  return describeResource(jobAddress(job, part, key), inJob(job, path), resourceArguments, options);
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
