/**
 * The changes of the resources of an environment, as plain values. Plans of Terraform and pairs of configurations are
 * both converted to these values.
 */
import type { AddressedResource } from '../jobs/addresses';

/** Stands for a value that Terraform knows only after the apply. */
export const unknownValue = Symbol('known after apply');
/** Stands for a value that Terraform marks as sensitive. The value itself is dropped as soon as the plan is read. */
export const sensitiveValue = Symbol('sensitive');

/** A value of an argument. Blocks are lists of objects, as in a plan. */
export type PlanValue =
  | null
  | boolean
  | number
  | string
  | typeof unknownValue
  | typeof sensitiveValue
  | readonly PlanValue[]
  | PlanObject;
/** The arguments of a resource or of a block, by their names in Terraform. */
export interface PlanObject {
  readonly [name: string]: PlanValue;
}

/** Whether a value is a list. */
export function isPlanList(value: PlanValue | undefined): value is readonly PlanValue[] {
  return Array.isArray(value);
}

/** Whether a value is an object: a block, a map, or JSON. */
export function isPlanObject(value: PlanValue | undefined): value is PlanObject {
  return typeof value === 'object' && value !== null && !isPlanList(value);
}

/** The action of Terraform on a resource. `forget` removes the resource from the state, and keeps it in AWS. */
export type PlannedAction = 'create' | 'update' | 'delete' | 'replace' | 'forget' | 'read' | 'no-op';

/** The change of one resource. */
export interface ResourceChange {
  /** The address in the plan, with the addresses of modules: `module.jobs["eu"].aws_sqs_queue.jobs_pages`. */
  readonly address: string;
  /** The type of the resource; a data source has `data.` in front. */
  readonly type: string;
  /** The job and the part, or the shared part; `undefined` if this program does not create such a resource. */
  readonly owner: AddressedResource | undefined;
  /** The action of Terraform. */
  readonly action: PlannedAction;
  /** The arguments and attributes before the change; `undefined` if the resource does not exist before it. */
  readonly before: PlanObject | undefined;
  /** The arguments and attributes after the change; `undefined` if the resource does not exist after it. */
  readonly after: PlanObject | undefined;
  /** The paths of the arguments that force a replacement: `group_name`, `target[0].arn`. */
  readonly replacedBecauseOf: readonly string[];
  /**
   * Whether a replacement creates the new resource before it deletes the old one.
   *
   * @default false
   */
  readonly isCreatedFirst?: boolean;
  /** Terraform's `action_reason`, such as `replace_because_tainted`; `undefined` if the plan has none. */
  readonly reason: string | undefined;
  /** The address in the state before the change, if it moves; `undefined` otherwise. */
  readonly previousAddress: string | undefined;
  /** The id of the resource in AWS that Terraform imports; `undefined` if it imports none. */
  readonly importId: string | undefined;
  /** Whether the change deletes an old object that an earlier, failed replacement left. */
  readonly isDeposed: boolean;
}

/** The planned changes of an environment. */
export interface PlannedEnvironment {
  /** The name of the environment. */
  readonly name: string;
  /** The source of the changes. Only a plan depends on the real state in AWS. */
  readonly source: 'plan' | 'configurations';
  /** The instant after which next runs are shown: the time of the plan. */
  readonly at: Date;
  /** Whether planning failed, or resources were left out. Such a plan does not show every change. */
  readonly gap: 'failed' | 'targeted' | undefined;
  /** The resources of this program, also those without a change, in the order of their addresses. */
  readonly changes: readonly ResourceChange[];
  /** The changes of resources that this program did not create, in the order of their addresses. */
  readonly otherChanges: readonly ResourceChange[];
  /** The changes that were made in AWS outside Terraform since the last apply. */
  readonly drift: readonly ResourceChange[];
}
