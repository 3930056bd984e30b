/** The values that describe an adoption: what happens to each resource of an old state. */
import type { StateResource } from './state';

/** What happens to a resource of the old state. */
export type Outcome =
  /** The generated configuration has the same resource of AWS. */
  | {
      readonly kind: 'adopted';
      /** The address in the generated configuration. */
      readonly to: string;
      /** The ID of the `import` block. */
      readonly importId: string;
      /** The argument that makes Terraform replace the resource; `undefined` if it is changed in place. */
      readonly replacedBecause: string | undefined;
    }
  /** The resource stays in AWS, and no configuration manages it any more. */
  | { readonly kind: 'kept'; readonly reason: string }
  /** The resource stays in the old configuration. */
  | { readonly kind: 'left'; readonly reason: string }
  /** The user must act before the adoption. */
  | { readonly kind: 'blocked'; readonly reason: string };

/** A resource of the old state, and what happens to it. */
export interface OldResource {
  /** The resource. */
  readonly resource: StateResource;
  /** What happens to it. */
  readonly outcome: Outcome;
}

/** An old trigger of a job that gets a trigger with another name. Both would start runs. */
export interface SecondTrigger {
  /** The address of the old trigger. */
  readonly address: string;
  /** The name of the job that has the same purpose. */
  readonly jobName: string;
  /** The name of the old trigger, with its group or bus. */
  readonly oldName: string;
  /** The name of the new trigger, with its group or bus. */
  readonly newName: string;
  /** The change of env-config that keeps the name; `undefined` if no field can keep it. */
  readonly remedy: string | undefined;
}

/** The adoption of the jobs of one environment. */
export interface Adoption {
  /** The name of the environment. */
  readonly environment: string;
  /** All resources of the old state, in its order. */
  readonly resources: readonly OldResource[];
  /** The keys of the adopted jobs in the old configuration; empty if it has no `for_each`. */
  readonly oldKeys: readonly string[];
  /** The addresses of generated resources that no old resource becomes: Terraform creates them. */
  readonly created: readonly string[];
  /** The old triggers that would start runs beside new ones. */
  readonly secondTriggers: readonly SecondTrigger[];
}
