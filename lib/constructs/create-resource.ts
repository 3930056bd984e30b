/** Creates the constructs of the provider's bindings from plain resources. */
import {
  TerraformOutput,
  TerraformResource as TerraformManagedResource,
  Token,
  type TerraformProvider,
  type TerraformResourceLifecycle,
} from 'cdktf';
import { Construct } from 'constructs';
import { renderBlock, type ArgumentWriter } from '../resources/render-arguments';
import type {
  Condition,
  ConstructPath,
  DynamicBlock,
  Lifecycle,
  TerraformOutputValue,
  TerraformResource,
} from '../resources/resource';
import type { ResourceConfigs, ResourceType } from '../resources/resource-types';
import type { TerraformText } from '../resources/terraform-text';
import type { Expression } from '../resources/terraform-values';
import type { HiddenValues } from './hidden-values';
import { resourceClasses, type ResourceConstruct } from './resource-classes';

/** The values that all constructs of a scope share. */
export interface ConstructContext {
  /** The scope of the constructs. */
  readonly scope: Construct;
  /** The renderer of strings. */
  readonly text: TerraformText;
  /** The values that cdktf must not search for tokens. */
  readonly hidden: HiddenValues;
  /** The provider of the constructs; `undefined` for the default provider of the stack. */
  readonly provider: TerraformProvider | undefined;
}

/** Creates the construct of a resource at its path below the scope. */
export function createResource<Type extends ResourceType>(
  context: ConstructContext,
  resource: TerraformResource<Type>,
): ResourceConstruct {
  const { hidden, provider, text } = context;
  const { name, path, dependsOn, lifecycle, movedFrom, dynamicBlocks = {} } = resource;
  const ResourceClass = resourceClasses[resource.type];
  const texts = new Set<string>();
  const writer = writerOf(context, texts);
  const construct = new ResourceClass(...placeOf(context, path), bindingConfig(resource, writer));
  construct.overrideLogicalId(hidden.hideName(`${text.addressPrefix}${name}`));
  if (provider !== undefined && resource.type !== 'terraform_data') construct.provider = provider;
  // No earlier release had a prefix, so a resource with a prefix has no former address.
  const hasFormerAddress = movedFrom !== undefined && text.addressPrefix === '';
  if (hasFormerAddress && construct instanceof TerraformManagedResource) {
    construct.moveFromId(writer.address(movedFrom));
    // If a resource has a move, cdktf starts `terraform version` while it synthesizes, and fails on a machine without
    // Terraform. `moved` blocks need Terraform 1.1, and the output needs a later version anyway.
    construct.hasResourceMove = () => undefined;
  }
  if (dependsOn.length > 0) construct.dependsOn = dependsOn.map(writer.address);
  if (lifecycle !== undefined) construct.lifecycle = lifecycleOf(lifecycle, writer);
  for (const [block, content] of Object.entries(dynamicBlocks))
    construct.addOverride(`dynamic.${block}`, dynamicBlockOf(content, writer));
  hidden.hideIn(construct, texts);
  return construct;
}

/** Creates an output at its path below the scope. */
export function createOutput(context: ConstructContext, { name, path, value }: TerraformOutputValue): void {
  const texts = new Set<string>();
  const output = new TerraformOutput(...placeOf(context, path), {
    value: writerOf(context, texts).string(value),
  });
  output.overrideLogicalId(context.hidden.hideName(`${context.text.addressPrefix}${name}`));
  context.hidden.hideIn(output, texts);
}

/** Returns the scope and the id of a construct at a path, and creates the scopes that are missing. */
export function placeOf(
  { scope, hidden }: ConstructContext,
  path: ConstructPath,
): readonly [scope: Construct, id: string] {
  const ids = path.map((id) => hidden.hideName(id));
  const parent = ids.slice(0, -1).reduce<Construct>((above, id) => {
    const child = above.node.tryFindChild(id);
    return child instanceof Construct ? child : new Construct(above, id);
  }, scope);
  return [parent, ids.at(-1) ?? ''];
}

/**
 * Returns the arguments as the binding accepts them. The type `Arguments` is derived from the binding's type: it has plain
 * values instead of strings and lists. Rendering converts the plain values back. The compiler can't check this, so the
 * overload asserts the type of the result.
 */
function bindingConfig<Type extends ResourceType>(
  resource: TerraformResource<Type>,
  writer: ArgumentWriter,
): ResourceConfigs[Type];
function bindingConfig(resource: TerraformResource, writer: ArgumentWriter): unknown {
  return renderBlock(resource.arguments, writer);
}

interface ConstructWriter extends ArgumentWriter {
  /** Returns the address of a resource or an attribute. */
  readonly address: (address: string) => string;
  /** Renders an expression, in `${…}`. */
  readonly interpolation: (expression: Expression) => string;
}

/**
 * Returns a writer for the arguments of one construct.
 *
 * @param texts - Gets every text that is rendered.
 */
function writerOf({ text, hidden }: ConstructContext, texts: Set<string>): ConstructWriter {
  const collect = (rendered: string): string => {
    texts.add(rendered);
    return rendered;
  };
  return {
    string: (value) => collect(text.string(value)),
    address: (address) => collect(text.address(address)),
    interpolation: (expression) => collect(text.interpolation(expression)),
    name: (argument) => argument,
    // cdktf also searches the text of this token for other tokens. So the token must already contain the substitute.
    list: (list) => Token.asList(hidden.hideName(text.list(list))),
    map: (map) => Token.asStringMap(hidden.hideName(text.map(map))),
  };
}

function lifecycleOf(
  { ignoreChanges, replaceTriggeredBy, precondition, postcondition }: Lifecycle,
  writer: ConstructWriter,
): TerraformResourceLifecycle {
  const rendered = (conditions: readonly Condition[]) =>
    conditions.map(({ condition, errorMessage }) => ({
      condition: writer.interpolation(condition),
      errorMessage: writer.string(errorMessage),
    }));
  return {
    ...(ignoreChanges === undefined ? {} : { ignoreChanges: [...ignoreChanges] }),
    // Terraform requires addresses without `${…}` here.
    ...(replaceTriggeredBy === undefined
      ? {}
      : { replaceTriggeredBy: replaceTriggeredBy.map(writer.address) }),
    ...(precondition === undefined ? {} : { precondition: rendered(precondition) }),
    ...(postcondition === undefined ? {} : { postcondition: rendered(postcondition) }),
  };
}

function dynamicBlockOf(
  { forEach, content, dynamicBlocks }: DynamicBlock,
  writer: ConstructWriter,
): Record<string, unknown> {
  const rendered = renderBlock(content, writer);
  if (dynamicBlocks !== undefined) {
    const inner = Object.entries(dynamicBlocks).map(
      ([name, block]) => [name, dynamicBlockOf(block, writer)] as const,
    );
    rendered['dynamic'] = Object.fromEntries(inner);
  }
  return { for_each: writer.interpolation(forEach), content: rendered };
}
