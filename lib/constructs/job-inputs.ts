import { DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';
import type { Construct } from 'constructs';
import { DeferredInput, inputNames, type Input, type Inputs } from '../resources/inputs/inputs';
import { Expression } from '../resources/terraform-values';

/**
 * Values that replace those of env-config. Each text, and each item of a list, may be a token, such as an attribute of a
 * resource in your stack. A value without tokens must follow the rules of the field in env-config. Terraform and AWS check
 * tokens.
 */
export interface JobInputs {
  /**
   * The ID of the account: 12 digits, or a token. It is used if env-config has no `account_id`.
   *
   * @default `account_id` of env-config, or the account of the provider
   */
  readonly accountId?: string;
  /**
   * The ID of the VPC. Lookups of subnets and security groups are limited to it.
   *
   * @default `vpc_id` or `vpc_tags` of env-config
   */
  readonly vpcId?: string;
  /**
   * The IDs of the tasks' subnets, 1 to 16.
   *
   * @default the subnets of env-config
   */
  readonly subnetIds?: readonly string[];
  /**
   * The IDs of the tasks' security groups, 1 to 5.
   *
   * @default the security groups of env-config
   */
  readonly securityGroupIds?: readonly string[];
  /**
   * The name of the ECS cluster of the tasks, and not its ARN.
   *
   * @default `cluster_name` of env-config, or the name of the service
   */
  readonly clusterName?: string;
  /**
   * The family of the service's task definition, without a revision.
   *
   * @default `task_definition_family` of env-config, or the name of the service
   */
  readonly taskDefinitionFamily?: string;
  /**
   * The ARN of the service's task role.
   *
   * @default `task_role_arn` of env-config, or the role of the service's task definition
   */
  readonly taskRoleArn?: string;
  /**
   * The ARN of the service's execution role.
   *
   * @default `execution_role_arn` of env-config, or the role of the service's task definition
   */
  readonly executionRoleArn?: string;
}

/** Resolves the tokens of the inputs in a scope. Values with tokens become expressions. */
export function resolveInputs(scope: Construct, inputs: JobInputs): Inputs {
  return Object.fromEntries(
    inputNames.flatMap((name) => {
      const value = inputs[name];
      return value === undefined ? [] : [[name, inputOf(resolve(scope, value))]];
    }),
  );
}

function inputOf(resolved: unknown): Input {
  const items: readonly unknown[] = Array.isArray(resolved) ? resolved : [resolved];
  const texts = items.map(String);
  const known = new Map([...texts.entries()].filter(([, text]) => !isTemplate(text)));
  if (known.size < texts.length) return new DeferredInput(new Expression([expressionOf(resolved)]), known);
  return Array.isArray(resolved) ? texts : texts.join('');
}

/** Whether Terraform would replace a part of a text. */
function isTemplate(text: string): boolean {
  return /[$%]\{/.test(text);
}

function resolve(scope: Construct, value: string | readonly string[]): unknown {
  const resolver = new DefaultTokenResolver(new StringConcat());
  const resolved: unknown = Tokenization.resolve(value, { scope, resolver, preparing: true });
  return resolved;
}

/** Returns a resolved value as Terraform syntax. A resolved string is a template: `${aws_vpc.main.id}`, or plain text. */
function expressionOf(resolved: unknown): string {
  if (Array.isArray(resolved)) return `[${resolved.map(expressionOf).join(', ')}]`;
  const parts = templateParts(String(resolved));
  const [first] = parts;
  if (parts.length === 1 && first?.kind === 'interpolation') return first.syntax.slice(2, -1);
  const inner = parts.map(({ kind, syntax }) =>
    kind === 'interpolation' ? syntax : JSON.stringify(syntax).slice(1, -1),
  );
  return `"${inner.join('')}"`;
}

interface TemplatePart {
  readonly kind: 'text' | 'interpolation';
  readonly syntax: string;
}

/**
 * Splits a Terraform template into its texts and interpolations. Quotes inside an interpolation are syntax; quotes in a
 * text are part of the text.
 */
function templateParts(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let rest = template;
  while (rest !== '') {
    const start = /(?<!\$)\$\{/.exec(rest)?.index ?? rest.length;
    if (start > 0) parts.push({ kind: 'text', syntax: rest.slice(0, start) });
    rest = rest.slice(start);
    const end = interpolationEnd(rest);
    if (end > 0) parts.push({ kind: 'interpolation', syntax: rest.slice(0, end) });
    rest = rest.slice(end);
  }
  return parts;
}

/** Returns the position after the brace that closes the interpolation at the start of a template. */
function interpolationEnd(template: string): number {
  let depth = 0;
  let isQuoted = false;
  for (const { 0: token, index } of template.matchAll(/\\.|["{}]/gs)) {
    if (token === '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (token === '{') depth += 1;
    if (token === '}') depth -= 1;
    if (token === '}' && depth === 0) return index + 1;
  }
  return template.length;
}
