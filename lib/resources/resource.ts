/** Terraform resources and data sources as plain values. */
import type { ResourceAddress } from '../jobs/addresses';
import type { Arguments, ResourceType } from './resource-types';
import type { Expression, TerraformBlock, TerraformString } from './terraform-values';

/** A resource or a data source of one type. */
export interface PlainResource<Type extends ResourceType> {
  /** The type of the resource; a data source has `data.` in front. */
  readonly type: Type;
  /** Terraform's name of the resource, which cdktf calls its logical id. */
  readonly name: string;
  /** The address, `<type>.<name>`. */
  readonly address: string;
  /** The ids of the constructs from the scope of the jobs down to the resource. */
  readonly path: ConstructPath;
  /** The arguments, by their names in the binding. */
  readonly arguments: Arguments<Type>;
  /**
   * The address of the resource in an earlier release. Terraform moves it in the state.
   *
   * @default the resource has always had its address
   * @see https://developer.hashicorp.com/terraform/language/modules/develop/refactoring
   */
  readonly movedFrom?: string | undefined;
  /** Addresses of the resources that Terraform must create first. */
  readonly dependsOn: readonly string[];
  /**
   * The lifecycle rules.
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

/** The ids of constructs, from the scope of the jobs down to a construct. */
export type ConstructPath = readonly [...scopes: string[], id: string];

/**
 * The lifecycle rules of a resource.
 *
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle
 */
export interface Lifecycle {
  /**
   * The arguments that Terraform must not change, by Terraform's names.
   *
   * @default Terraform updates every argument
   */
  readonly ignoreChanges?: readonly string[];
  /**
   * Addresses of resources or attributes. If one of them changes, Terraform replaces this resource.
   *
   * @default no other resource causes a replacement
   */
  readonly replaceTriggeredBy?: readonly string[];
  /**
   * Conditions that must be true before Terraform evaluates the resource.
   *
   * @default no condition
   */
  readonly precondition?: readonly Condition[];
  /**
   * Conditions that must be true after Terraform has evaluated the resource.
   *
   * @default no condition
   */
  readonly postcondition?: readonly Condition[];
}

/**
 * A custom condition.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/custom-conditions
 */
export interface Condition {
  /** An expression that returns a boolean. */
  readonly condition: Expression;
  /** The message that Terraform prints if the condition is false. */
  readonly errorMessage: TerraformString;
}

/**
 * A block that Terraform repeats.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks
 */
export interface DynamicBlock {
  /** The list. Terraform creates one block for each of its items. */
  readonly forEach: Expression;
  /** The arguments of each block, by Terraform's names. They refer to the item as `<block>.value`. */
  readonly content: TerraformBlock;
  /**
   * Dynamic blocks inside each of the blocks, by name.
   *
   * @default no such block
   */
  readonly dynamicBlocks?: Readonly<Record<string, DynamicBlock>>;
}

/** An output of the stack. */
export interface TerraformOutputValue {
  /** The name of the output, unique in the stack. */
  readonly name: string;
  /** The ids of the constructs from the scope of the jobs down to the output. */
  readonly path: ConstructPath;
  /** The value of the output. */
  readonly value: TerraformString;
}

/** The optional parts of a resource. */
export type ResourceOptions = Partial<
  Pick<PlainResource<ResourceType>, 'dependsOn' | 'lifecycle' | 'dynamicBlocks' | 'movedFrom'>
>;

/** Describes a resource or a data source. */
export function describeResource<Type extends ResourceType>(
  { type, name }: ResourceAddress<Type>,
  path: ConstructPath,
  resourceArguments: Arguments<Type>,
  { dependsOn = [], lifecycle, dynamicBlocks, movedFrom }: ResourceOptions = {},
): PlainResource<Type> {
  return {
    type,
    name,
    address: `${type}.${name}`,
    path,
    arguments: resourceArguments,
    movedFrom,
    dependsOn,
    lifecycle,
    dynamicBlocks,
  };
}
