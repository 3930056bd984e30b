import { z } from 'zod';
import { isObject } from '../../values/json';
import { argumentMap, nonEmptyString, secretElsewhere, stringList, stringMap } from './arguments';

const arn = /^arn:[^:]+:[^:]+:[^:]*:[^:]*:/.source;

const policyArn = z
  .string()
  .regex(
    new RegExp(`${arn}policy/.+$`),
    'must be the ARN of a policy, such as arn:aws:iam::123456789012:policy/name',
  );

/** Returns the schema of a session name or a source identity, which have the same limits in STS. */
function sessionName(description: string, example: string) {
  return nonEmptyString(description, example).regex(
    /^[\w+=,.@-]{2,64}$/,
    'must have 2 to 64 characters: letters, digits and _+=,.@-',
  );
}

/** Arguments that `assume_role` and `assume_role_with_web_identity` share. */
function sessionArguments(example: {
  readonly role: string;
  readonly duration: string;
  readonly session: string;
}) {
  return {
    role_arn: nonEmptyString(
      'ARN of the IAM role. Required.',
      `arn:aws:iam::123456789012:role/${example.role}`,
    ).regex(
      new RegExp(`${arn}role/.+$`),
      'must be the ARN of a role, such as arn:aws:iam::123456789012:role/name',
    ),
    duration: nonEmptyString(
      'Lifetime of the credentials, 15m to 12h, such as 1h30m. Default: the lifetime that the role sets.',
      example.duration,
    )
      .refine(isSessionDuration, { error: 'must be a duration from 15m to 12h, such as 45m or 1h30m' })
      .optional(),
    policy: nonEmptyString(
      'IAM policy that restricts the permissions of the session, as JSON.',
      '{"Version":"2012-10-17","Statement":[]}',
    )
      .refine(isJsonObject, { error: 'must be an IAM policy as JSON, which is an object in braces' })
      .optional(),
    policy_arns: stringList(
      'ARNs of IAM policies that restrict the permissions of the session.',
      ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      policyArn,
    ).optional(),
    session_name: sessionName(
      'Name of the session in CloudTrail, 2 to 64 characters.',
      example.session,
    ).optional(),
  } as const;
}

/** A role that Terraform assumes with the credentials that it finds. */
export const assumeRole = argumentMap('IAM role to assume before Terraform reads or writes the state.', {
  ...sessionArguments({ role: 'terraform', duration: '1h30m', session: 'terraform' }),
  external_id: nonEmptyString(
    'External ID that the role’s trust policy requires, 2 to 1224 characters.',
    'jobs/1',
  )
    .regex(/^[\w+=,.@:/-]{2,1224}$/, 'must have 2 to 1224 characters: letters, digits and _+=,.@:/-')
    .optional(),
  source_identity: sessionName('Source identity of the session, 2 to 64 characters.', 'terraform').optional(),
  tags: stringMap('Session tags.', { team: 'benefits' }).optional(),
  transitive_tag_keys: stringList('Keys of the session tags that later sessions inherit.', [
    'team',
  ]).optional(),
});

/** A role that Terraform assumes with the token of an OIDC provider, such as a CI system. */
export const assumeRoleWithWebIdentity = argumentMap(
  'IAM role to assume with the token of an OIDC provider before Terraform reads or writes the state.',
  {
    ...sessionArguments({ role: 'ci', duration: '15m', session: 'ci' }),
    web_identity_token: secretElsewhere(
      'set web_identity_token_file to the path of a file with the token',
      'Token of the OIDC provider',
    ),
    // Required, because Terraform rejects the configuration before it would read AWS_WEB_IDENTITY_TOKEN_FILE.
    web_identity_token_file: nonEmptyString(
      'Path of a file with the token of the OIDC provider, at least 4 characters. Required.',
      '/etc/terraform/token',
    ).min(4, 'must be a path of at least 4 characters'),
  },
);

/** Returns whether a text is a duration of Go from 15 minutes to 12 hours. Go allows repeated units and fractions. */
function isSessionDuration(value: string): boolean {
  if (!/^(?:\d+(?:\.\d*)?(?:h|m|s|ms))+$/.test(value)) return false;
  const minutes = [...value.matchAll(/([\d.]+)(ms|[hms])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (minutesPerUnit.get(unit) ?? 0),
    0,
  );
  return minutes >= 15 && minutes <= 12 * 60;
}

const minutesPerUnit: ReadonlyMap<string | undefined, number> = new Map([
  ['h', 60],
  ['m', 1],
  ['s', 1 / 60],
  ['ms', 1 / 60_000],
]);

function isJsonObject(value: string): boolean {
  try {
    return isObject(JSON.parse(value));
  } catch {
    return false;
  }
}
