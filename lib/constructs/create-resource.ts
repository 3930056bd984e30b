/** Creates the constructs of the provider's bindings from plain resources. */
import {
  TerraformOutput,
  TerraformResource as TerraformManagedResource,
  Token,
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
import { resourceClasses, type ResourceConstruct } from './resource-classes';

/** Creates the construct of a resource at its path below the scope. */
export function createResource<Type extends ResourceType>(
  scope: Construct,
  resource: TerraformResource<Type>,
  text: TerraformText,
): ResourceConstruct {
  const { name, path, dependsOn, lifecycle, movedFrom, dynamicBlocks = {} } = resource;
  const ResourceClass = resourceClasses[resource.type];
  const construct = new ResourceClass(
    scopeOf(scope, path),
    idOf(path),
    bindingConfig(resource, writerOf(text)),
  );
  construct.overrideLogicalId(name);
  if (movedFrom !== undefined && construct instanceof TerraformManagedResource) {
    construct.moveFromId(movedFrom);
    // If a resource has a move, cdktf starts `terraform version` while it synthesizes, and fails on a machine without
    // Terraform. `moved` blocks need Terraform 1.1, and the output needs a later version anyway.
    construct.hasResourceMove = () => undefined;
  }
  if (dependsOn.length > 0) construct.dependsOn = [...dependsOn];
  if (lifecycle !== undefined) construct.lifecycle = lifecycleOf(lifecycle, text);
  for (const [block, content] of Object.entries(dynamicBlocks))
    construct.addOverride(`dynamic.${block}`, dynamicBlockOf(content, writerOf(text)));
  return construct;
}

/** Creates an output at its path below the scope. */
export function createOutput(
  scope: Construct,
  { name, path, value }: TerraformOutputValue,
  text: TerraformText,
): void {
  const output = new TerraformOutput(scopeOf(scope, path), idOf(path), { value: text.string(value) });
  output.overrideLogicalId(name);
}

/** Returns the scope of a construct, and creates the scopes that are missing. */
export function scopeOf(scope: Construct, path: ConstructPath): Construct {
  return path.slice(0, -1).reduce<Construct>((parent, id) => {
    const child = parent.node.tryFindChild(id);
    return child instanceof Construct ? child : new Construct(parent, id);
  }, scope);
}

/** Returns the id of a construct in its scope. */
export function idOf(path: ConstructPath): string {
  return path.at(-1) ?? '';
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

function writerOf(text: TerraformText): ArgumentWriter {
  return { text, name: (argument) => argument, list: (interpolation) => Token.asList(interpolation) };
}

function lifecycleOf(
  { ignoreChanges, replaceTriggeredBy, precondition, postcondition }: Lifecycle,
  text: TerraformText,
): TerraformResourceLifecycle {
  const rendered = (conditions: readonly Condition[]) =>
    conditions.map(({ condition, errorMessage }) => ({
      condition: text.interpolation(condition),
      errorMessage: text.string(errorMessage),
    }));
  return {
    ...(ignoreChanges === undefined ? {} : { ignoreChanges: [...ignoreChanges] }),
    // Terraform requires addresses without `${…}` here.
    ...(replaceTriggeredBy === undefined ? {} : { replaceTriggeredBy: [...replaceTriggeredBy] }),
    ...(precondition === undefined ? {} : { precondition: rendered(precondition) }),
    ...(postcondition === undefined ? {} : { postcondition: rendered(postcondition) }),
  };
}

function dynamicBlockOf(
  { forEach, content, dynamicBlocks }: DynamicBlock,
  writer: ArgumentWriter,
): Record<string, unknown> {
  const rendered = renderBlock(content, writer);
  if (dynamicBlocks !== undefined) {
    const inner = Object.entries(dynamicBlocks).map(
      ([name, block]) => [name, dynamicBlockOf(block, writer)] as const,
    );
    rendered['dynamic'] = Object.fromEntries(inner);
  }
  return { for_each: writer.text.interpolation(forEach), content: rendered };
}
