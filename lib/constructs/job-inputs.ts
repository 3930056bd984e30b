import { DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';
import type { Construct } from 'constructs';
import type { KnownValueName, KnownValues } from '../resources/lookups';
import { Expression } from '../resources/terraform-values';

/** Values that are optional in env-config. Each may be a token, such as an attribute of a resource in your stack. */
export interface JobInputs {
  /**
   * The ID of the account: 12 digits, or a token.
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
   * The IDs of the tasks' subnets.
   *
   * @default the subnets of env-config
   */
  readonly subnetIds?: readonly string[];
  /**
   * The IDs of the tasks' security groups.
   *
   * @default the security groups of env-config
   */
  readonly securityGroupIds?: readonly string[];
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

/** Resolves the tokens of the inputs in a scope, and returns the values as expressions. */
export function knownValuesOf(scope: Construct, inputs: JobInputs): KnownValues {
  const values: Readonly<Record<KnownValueName, string | readonly string[] | undefined>> = {
    account_id: inputs.accountId,
    vpc_id: inputs.vpcId,
    subnet_ids: inputs.subnetIds,
    security_group_ids: inputs.securityGroupIds,
    task_role_arn: inputs.taskRoleArn,
    execution_role_arn: inputs.executionRoleArn,
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, new Expression([expressionOf(resolve(scope, value))])]],
    ),
  );
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
