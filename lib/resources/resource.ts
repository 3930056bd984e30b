/** Terraform resources and data sources as plain values. */
import type { ResourceAddress } from '../jobs/addresses';
import type { Arguments, ResourceType } from './resource-types';
import type { Expression, TerraformBlock, TerraformString } from './terraform-values';

/** A resource or a data source of one type. */
export interface PlainResource<Type extends ResourceType> {
  readonly type: Type;
  /** Terraform's name of the resource, which cdktf calls its logical id. */
  readonly name: string;
  /** `<type>.<name>` */
  readonly address: string;
  /** The ids of the constructs from the scope of the jobs down to the resource. */
  readonly path: ConstructPath;
  readonly arguments: Arguments<Type>;
  /** Addresses of the resources that Terraform must create first. */
  readonly dependsOn: readonly string[];
  /** @default Terraform's own lifecycle */
  readonly lifecycle?: Lifecycle | undefined;
  /** Blocks that Terraform repeats for each item of a list, by name. @default no such block */
  readonly dynamicBlocks?: Readonly<Record<string, DynamicBlock>> | undefined;
}

/** A resource or a data source of any type. */
export type TerraformResource<Type extends ResourceType = ResourceType> = {
  readonly [Each in Type]: PlainResource<Each>;
}[Type];

export type ConstructPath = readonly [...scopes: string[], id: string];

/** @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle */
export interface Lifecycle {
  /** Terraform's names of arguments that it must not change. */
  readonly ignoreChanges?: readonly string[];
  /** Addresses of resources whose change replaces this one. */
  readonly replaceTriggeredBy?: readonly string[];
  readonly precondition?: readonly Condition[];
  readonly postcondition?: readonly Condition[];
}

/** @see https://developer.hashicorp.com/terraform/language/expressions/custom-conditions */
export interface Condition {
  readonly condition: Expression;
  readonly errorMessage: TerraformString;
}

/** @see https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks */
export interface DynamicBlock {
  readonly forEach: Expression;
  readonly content: TerraformBlock;
  /** Dynamic blocks inside the content, by name. @default no such block */
  readonly dynamicBlocks?: Readonly<Record<string, DynamicBlock>>;
}

/** An output of the stack. */
export interface TerraformOutputValue {
  readonly name: string;
  readonly path: ConstructPath;
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
