import { z } from 'zod';

/** A text; an argument that is not needed is left out, not set to `''`. */
export function text(description: string): z.ZodString {
  return z
    .string()
    .min(1, { error: 'is empty: give a value, or leave it out', abort: true })
    .describe(description);
}

/** `true` or `false`. */
export function flag(description: string): z.ZodBoolean {
  return z.boolean().describe(description);
}

/** A whole number from `minimum` to `maximum`. */
export function wholeNumber(description: string, minimum = 0, maximum = Number.MAX_SAFE_INTEGER): z.ZodInt {
  return z
    .int()
    .min(minimum, `at least ${minimum} is allowed`)
    .max(maximum, `at most ${maximum} is allowed`)
    .describe(description);
}

/** One of a few texts that Terraform itself tells apart. */
export function oneOf<const Values extends readonly [string, ...string[]]>(
  values: Values,
  description: string,
) {
  return z.enum(values, { error: `one of ${values.join(', ')} is allowed` }).describe(description);
}

/** A list of texts. */
export function textList(description: string, item: z.ZodString = listItem) {
  return z.array(item).describe(description);
}

/** A map of texts; the keys are the user's own. */
export function textMap(description: string) {
  return z.record(z.string(), z.string()).describe(description);
}

const listItem = z.string().min(1, 'is empty: give a value, or remove it from the list');

/**
 * An argument that must never be in the YAML, because Terraform reads it from an environment variable.
 *
 * It is part of the schema, so that the mistake is answered with the way out and not with “unknown field”.
 */
export function secret(environmentVariable: string, description: string) {
  return never(
    `set the environment variable ${environmentVariable}, which Terraform reads instead`,
    description,
  );
}

/** Like `secret`, where Terraform has no environment variable for exactly this argument. */
export function secretElsewhere(instead: string, description: string) {
  return never(instead, description);
}

function never(instead: string, description: string): z.ZodOptional<z.ZodNever> {
  return z
    .never({ error: `${notInFile}; leave it out and ${instead}` })
    .optional()
    .describe(`${description}. A secret, never in this file: ${instead}.`);
}

const notInFile = 'a secret does not belong into a file that is committed';

/** Whether an argument must never be in the YAML. */
export function isSecret(argument: z.core.$ZodType): boolean {
  return argument instanceof z.ZodOptional && argument.unwrap() instanceof z.ZodNever;
}

/** The text, refused when it carries a secret. The issue's `params.secret` keeps the value out of what is printed. */
export function withoutSecret(
  argument: z.ZodString,
  carriesSecret: (value: string) => boolean,
  instead: string,
) {
  return argument.refine((value) => !carriesSecret(value), {
    error: `${notInFile}: ${instead}`,
    params: { secret: true },
    // The other checks of the text would otherwise print it.
    abort: true,
  });
}

/** The URL, refused when it carries a password as in `https://user:password@host`. */
export function withoutPassword(argument: z.ZodString, instead: string) {
  return withoutSecret(argument, urlCarriesPassword, `leave out the password and ${instead}`);
}

/** The URL, refused when it carries a password, or a token in its query as in `?private_token=…`. */
export function withoutPasswordOrToken(argument: z.ZodString, instead: string) {
  return withoutSecret(
    argument,
    (url) =>
      urlCarriesPassword(url) ||
      /[?&][^=&#]*(token|secret|password|passwd|key|sig|signature)[^=&#]*=[^&#]/i.test(url),
    `leave out the password or token and ${instead}`,
  );
}

/** The PEM of a certificate, refused when a private key is pasted along with it. */
export function withoutPrivateKey(argument: z.ZodString, environmentVariable: string) {
  return withoutSecret(
    argument,
    (value) => /PRIVATE KEY/i.test(value),
    `leave out the private key and set the environment variable ${environmentVariable}, which Terraform reads instead`,
  );
}

/**
 * Whether there is a password before the host, with or without a scheme.
 *
 * Not by `new URL`: a password with an unescaped `/` or `#` makes a URL invalid, and must still not be missed. Port
 * numbers are told from passwords by the `/` that follows them, addresses in brackets by the bracket.
 */
export function urlCarriesPassword(url: string): boolean {
  return /^\s*(?:[a-z][a-z\d+.-]*:)?(?:\/\/)?[^/?#@[]*:(?!\d*[/?#])[^@]+@/i.test(url);
}
