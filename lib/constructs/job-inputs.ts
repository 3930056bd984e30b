import { DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';
import type { Construct } from 'constructs';
import type { KnownValueName, KnownValues } from '../resources/lookups';
import { Expression } from '../resources/terraform-values';

/** Values that env-config may leave out. Each may be a token, such as an attribute of a resource in your stack. */
export interface JobInputs {
  /** @default `account_id` of env-config, or the account of the provider */
  readonly accountId?: string;
  /** @default subnets of env-config */
  readonly subnetIds?: readonly string[];
  /** @default security groups of env-config */
  readonly securityGroupIds?: readonly string[];
  /** @default `task_role_arn` of env-config, or the role of the service's task definition */
  readonly taskRoleArn?: string;
  /** @default `execution_role_arn` of env-config, or the role of the service's task definition */
  readonly executionRoleArn?: string;
}

/** Resolves the tokens of the inputs in a scope, and returns the values as expressions. */
export function knownValuesOf(scope: Construct, inputs: JobInputs): KnownValues {
  const values: Readonly<Record<KnownValueName, string | readonly string[] | undefined>> = {
    account_id: inputs.accountId,
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

/** A resolved value as Terraform syntax. A resolved string is a template already: `${aws_vpc.main.id}` or plain text. */
function expressionOf(resolved: unknown): string {
  if (Array.isArray(resolved)) return `[${resolved.map(expressionOf).join(', ')}]`;
  const text = String(resolved);
  return soleInterpolation(text) ?? JSON.stringify(text);
}

/** The expression of a string that is one interpolation and nothing else. */
function soleInterpolation(text: string): string | undefined {
  return /^\$\{([^{}"]*)\}$/.exec(text)?.[1];
}
