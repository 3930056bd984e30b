import { z } from 'zod';
import { secretElsewhere, text, textList, textMap } from './arguments';

const arn = /^arn:[^:]+:[^:]+:[^:]*:[^:]*:/.source;

const roleArn = text('ARN of the IAM role, arn:aws:iam::123456789012:role/name.').regex(
  new RegExp(`${arn}role/.+$`),
  'must be the ARN of a role, such as arn:aws:iam::123456789012:role/name',
);

const policyArn = z
  .string()
  .regex(
    new RegExp(`${arn}policy/.+$`),
    'must be the ARN of a policy, such as arn:aws:iam::123456789012:policy/name',
  );

/** AWS’s own limits of session names and source identities, which Terraform checks before it asks AWS. */
function sessionText(description: string) {
  return text(description).regex(
    /^[\w+=,.@-]{2,64}$/,
    'must be 2 to 64 letters, digits and characters of _+=,.@-',
  );
}

/** What both ways of taking on a role have in common. */
const session = {
  role_arn: roleArn,
  duration: text(
    'How long the credentials are valid. Such as 1h30m, from 15m to 12h; default is the role’s own.',
  )
    .refine(isSessionDuration, { error: 'must be a duration from 15m to 12h, such as 45m or 1h30m' })
    .optional(),
  policy: text('IAM policy that narrows what the session may do. JSON.')
    .refine(isJsonObject, { error: 'must be the JSON of an IAM policy, an object in braces' })
    .optional(),
  policy_arns: textList('ARNs of IAM policies that narrow what the session may do.', policyArn).optional(),
  session_name: sessionText('Name of the session, as CloudTrail shows it. 2 to 64 characters.').optional(),
} as const;

/** The role for reading and writing the state, taken on with the credentials that Terraform finds. */
export const assumeRole = z
  .strictObject({
    ...session,
    external_id: text('External id that the role’s trust policy asks for. 2 to 1224 characters.')
      .regex(/^[\w+=,.@:/-]{2,1224}$/, 'must be 2 to 1224 letters, digits and characters of _+=,.@:/-')
      .optional(),
    source_identity: sessionText('Source identity that the session carries. 2 to 64 characters.').optional(),
    tags: textMap('Session tags.').optional(),
    transitive_tag_keys: textList(
      'Keys of the session tags that are passed on to later sessions.',
    ).optional(),
  })
  .describe('IAM role to take on before the state is read or written.');

/** The role for reading and writing the state, taken on with the token of an OIDC provider, such as a CI system. */
export const assumeRoleWithWebIdentity = z
  .strictObject({
    ...session,
    web_identity_token: secretElsewhere(
      'name a file that holds it in web_identity_token_file',
      'Token of the OIDC provider',
    ),
    // Terraform wants the token or the file, and does not look at AWS_WEB_IDENTITY_TOKEN_FILE before it says so.
    web_identity_token_file: text(
      'File that holds the token of the OIDC provider. 4 characters or more.',
    ).min(4, 'must be a path of 4 characters or more'),
  })
  .describe('IAM role to take on with the token of an OIDC provider, before the state is read or written.');

/** As Go reads durations, in which units may be repeated and have fractions. */
function isSessionDuration(value: string): boolean {
  if (!/^(?:\d+(?:\.\d*)?(?:h|m|s|ms))+$/.test(value)) return false;
  const minutes = [...value.matchAll(/([\d.]+)(ms|[hms])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (minutesPer.get(unit) ?? 0),
    0,
  );
  return minutes >= 15 && minutes <= 12 * 60;
}

const minutesPer: ReadonlyMap<string | undefined, number> = new Map([
  ['h', 60],
  ['m', 1],
  ['s', 1 / 60],
  ['ms', 1 / 60_000],
]);

function isJsonObject(value: string): boolean {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}
