/** Terraform resources and data sources as plain values. */
import type { ResourceAddress } from '../jobs/addresses';
import type { Arguments, ResourceType } from './resource-types';
import type { Expression, TerraformBlock, TerraformString } from './terraform-values';

/** A resource or a data source of one type. */
export interface PlainResource<Type extends ResourceType> {
  /** The beginning of the address; data sources have `data.` in front. */
  readonly type: Type;
  /** Terraform's name of the resource, which cdktf calls its logical id. */
  readonly name: string;
  /** `<type>.<name>` */
  readonly address: string;
  /** The ids of the constructs from the scope of the jobs down to the resource. */
  readonly path: ConstructPath;
  /** The arguments by their names in the bindings. */
  readonly arguments: Arguments<Type>;
  /** Addresses of the resources that Terraform must create first. */
  readonly dependsOn: readonly string[];
  /**
   * Changes of Terraform's lifecycle, and conditions.
   *
   * @default Terraform's own lifecycle
   */
  readonly lifecycle?: Lifecycle | undefined;
  /**
   * Blocks that Terraform repeats for each item of a list, by name.
   *
   * @default no such block
   */
  readonly dynamicBlocks?: Readonly<Record<string, DynamicBlock>> | undefined;
}

/** A resource or a data source of any type. */
export type TerraformResource<Type extends ResourceType = ResourceType> = {
  readonly [Each in Type]: PlainResource<Each>;
}[Type];

export type ConstructPath = readonly [...scopes: string[], id: string];

/**
 * The lifecycle of a resource.
 *
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle
 */
export interface Lifecycle {
  /**
   * Terraform's names of arguments that it must not change.
   *
   * @default Terraform changes every argument
   */
  readonly ignoreChanges?: readonly string[];
  /**
   * Addresses of resources whose change replaces this one.
   *
   * @default no other resource replaces this one
   */
  readonly replaceTriggeredBy?: readonly string[];
  /**
   * Conditions that Terraform checks before it creates or updates the resource.
   *
   * @default no condition
   */
  readonly precondition?: readonly Condition[];
  /**
   * Conditions that Terraform checks after it created, updated or read the resource.
   *
   * @default no condition
   */
  readonly postcondition?: readonly Condition[];
}

/**
 * A condition, and the message if it is false.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/custom-conditions
 */
export interface Condition {
  /** An expression that returns a boolean. */
  readonly condition: Expression;
  /** The message for the user of Terraform. */
  readonly errorMessage: TerraformString;
}

/**
 * A block that Terraform repeats for each item of a list.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks
 */
export interface DynamicBlock {
  /** The list. */
  readonly forEach: Expression;
  /** The arguments by Terraform's names. */
  readonly content: TerraformBlock;
  /**
   * Dynamic blocks inside the content, by name.
   *
   * @default no such block
   */
  readonly dynamicBlocks?: Readonly<Record<string, DynamicBlock>>;
}

/** An output of the stack. */
export interface TerraformOutputValue {
  /** The name, which is unique in the stack. */
  readonly name: string;
  /** The ids of the constructs from the scope of the jobs down to the output. */
  readonly path: ConstructPath;
  /** The value that Terraform prints. */
  readonly value: TerraformString;
}

/** The optional parts of a resource. */
export type ResourceOptions = Partial<
  Pick<PlainResource<ResourceType>, 'dependsOn' | 'lifecycle' | 'dynamicBlocks'>
>;

/** Describes a resource or a data source. */
export function describeResource<Type extends ResourceType>(
  { type, name }: ResourceAddress<Type>,
  path: ConstructPath,
  resourceArguments: Arguments<Type>,
  { dependsOn = [], lifecycle, dynamicBlocks }: ResourceOptions = {},
): PlainResource<Type> {
  return {
    type,
    name,
    address: `${type}.${name}`,
    path,
    arguments: resourceArguments,
    dependsOn,
    lifecycle,
    dynamicBlocks,
  };
}
