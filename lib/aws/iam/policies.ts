import type { DeferredString, DeferredList } from '../../values/deferred-values';

/**
 * A statement of a policy, or of the trust policy of a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html
 */
export interface Statement {
  /** The ID of the statement: letters and digits. */
  readonly sid: string;
  /**
   * The service that may assume a role, such as `scheduler.amazonaws.com`.
   *
   * @default no service
   */
  readonly principalService?: string;
  /**
   * The ARNs of the roles to which the statement of a resource-based policy applies.
   *
   * @default no roles
   */
  readonly principalRoles?: readonly DeferredString[];
  /**
   * `*` if the statement applies to every principal. Such a statement must have the effect `Deny`.
   *
   * @default the statement does not apply to every principal
   */
  readonly principal?: '*';
  /**
   * `Deny` for a statement that denies the actions.
   *
   * @default 'Allow'
   */
  readonly effect?: 'Deny';
  /** The actions, such as `ecs:RunTask`. */
  readonly actions: readonly string[];
  /**
   * The ARNs of the resources to which the statement applies.
   *
   * @default the statement has no `Resource` element, as a role's trust policy requires
   */
  readonly resources?: DeferredList | readonly DeferredString[];
  /**
   * The conditions, all of which must hold.
   *
   * @default no conditions
   */
  readonly conditions?: Conditions;
}

/**
 * Conditions by operator and condition key. A condition with several values holds if one of them matches.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export type Conditions = Readonly<
  Record<string, Readonly<Record<string, DeferredString | readonly DeferredString[]>>>
>;

/**
 * Escapes a text for an ARN in a policy, where `*` and `?` are wildcards and `${…}` is a variable.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars
 */
export function literalInPolicy(text: string): string {
  return text.replace(/[*?$]/g, (character) => `\${${character}}`);
}

/**
 * Returns the length of a policy in characters as AWS counts them: without white space. The policy must not have
 * lookups.
 */
export function policySize(policy: PolicyDocument): number {
  return JSON.stringify(policy).replace(/\s/g, '').length;
}

/** A policy as IAM's JSON. */
export type PolicyDocument = {
  readonly Version: '2012-10-17';
  readonly Statement: readonly { readonly [key: string]: PolicyValue }[];
};
type PolicyValue =
  DeferredString | DeferredList | readonly DeferredString[] | { readonly [key: string]: PolicyValue };

/**
 * Returns a policy with these statements.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export function policyDocument(statements: readonly Statement[]): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: statements.map(
      ({ sid, effect, principal, principalRoles, principalService, actions, resources, conditions }) => ({
        Sid: sid,
        Effect: effect ?? 'Allow',
        ...(principal === undefined ? {} : { Principal: principal }),
        ...(principalRoles === undefined ? {} : { Principal: { AWS: principalRoles } }),
        ...(principalService === undefined ? {} : { Principal: { Service: principalService } }),
        Action: actions,
        ...(resources === undefined ? {} : { Resource: resources }),
        ...(conditions === undefined ? {} : { Condition: conditions }),
      }),
    ),
  };
}

/**
 * Returns a statement that denies all requests without TLS.
 *
 * @param service - The prefix of the service's actions: `sqs`.
 * @param resource - The ARN of the resource.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
 */
export function denyWithoutTls(service: string, resource: DeferredString): Statement {
  return {
    sid: 'DenyWithoutTls',
    effect: 'Deny',
    principal: '*',
    actions: [`${service}:*`],
    resources: [resource],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

/**
 * Returns the trust policy of a role that an AWS service assumes. The service can assume the role only for resources of this
 * account with these ARNs, which prevents the confused deputy problem.
 *
 * @param service - The principal of the service: `scheduler.amazonaws.com`.
 * @param accountId - The account of the resources.
 * @param sourceArns - The ARNs, or patterns of ARNs, of the resources for which the service assumes the role.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function trustPolicy(
  service: string,
  accountId: DeferredString,
  sourceArns: readonly DeferredString[],
): PolicyDocument {
  const [sourceArn = '', ...others] = sourceArns;
  return policyDocument([
    {
      sid: 'AssumeRole',
      principalService: service,
      actions: ['sts:AssumeRole'],
      conditions: {
        StringEquals: { 'aws:SourceAccount': accountId },
        ArnLike: { 'aws:SourceArn': others.length === 0 ? sourceArn : sourceArns },
      },
    },
  ]);
}

/**
 * Returns conditions under which a KMS key is used only through one service in one region.
 *
 * @param service - The name of the service in its endpoint: `sqs`.
 * @param region - The region of the service.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function viaService(service: string, region: string): Conditions {
  // The wildcard is the DNS suffix of the partition.
  return { StringLike: { 'kms:ViaService': `${service}.${region}.*` } };
}
