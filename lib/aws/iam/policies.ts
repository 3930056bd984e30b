import type { DeferredString, DeferredList } from '../../values/deferred-values';

/** Who may assume a role, or what a role may do. */
export interface Statement {
  /** Letters and digits alone. */
  readonly sid: string;
  readonly principalService?: string;
  /** Roles, in policies of resources. */
  readonly principalRoles?: readonly DeferredString[];
  /** Everybody: in what denies. */
  readonly principal?: '*';
  /** `Allow` by default. */
  readonly effect?: 'Deny';
  readonly actions: readonly string[];
  /** Absent in trust policies. */
  readonly resources?: DeferredList | readonly DeferredString[];
  readonly conditions?: Conditions;
}

/** Operator → condition key → value. */
export type Conditions = Readonly<
  Record<string, Readonly<Record<string, DeferredString | readonly DeferredString[]>>>
>;

/**
 * A text in an ARN of a policy that matches itself alone: `*` and `?` are wildcards there, and `${…}` is a variable.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars
 */
export function literalInPolicy(text: string): string {
  return text.replace(/[*?$]/g, (character) => `\${${character}}`);
}

/** The characters, white space apart, that a managed policy may have: AWS counts what is left after its own rendering. */
export const maximumManagedPolicyCharacters = 6144;

/** The characters of a policy that holds no lookups, as AWS counts them. */
export function policySize(policy: PolicyDocument): number {
  return JSON.stringify(policy).replace(/\s/g, '').length;
}

export type PolicyDocument = {
  readonly Version: '2012-10-17';
  readonly Statement: readonly { readonly [key: string]: PolicyValue }[];
};
type PolicyValue =
  DeferredString | DeferredList | readonly DeferredString[] | { readonly [key: string]: PolicyValue };

/**
 * A policy as IAM reads it.
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

/** Nobody, whoever it is, talks to the resource over a connection without TLS. */
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
 * The trust policy of a role that a service of AWS assumes on behalf of one kind of our resources, and of no other
 * account's: the guard against a confused deputy.
 *
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
 * The key may be used through one service of one region alone.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function viaService(service: string, region: string): Conditions {
  // What follows is the partition's own domain.
  return { StringLike: { 'kms:ViaService': `${service}.${region}.*` } };
}
