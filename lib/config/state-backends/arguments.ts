import { z } from 'zod';
import { isList } from '../../values/json';
import { field, integer } from '../schema/values';

/** Returns the schema of a text that must not be empty. An optional argument must be omitted, not set to `''`. */
export function nonEmptyString(description: string, ...examples: readonly string[]): z.ZodString {
  const schema = z
    .string()
    .min(1, { error: 'must not be empty; set a value, or remove the argument', abort: true });
  return field(schema, description, ...examples);
}

/** Returns the schema of `true` or `false`. */
export function boolean(description: string, example: boolean): z.ZodBoolean {
  return field(z.boolean(), description, example);
}

interface IntegerOptions {
  readonly example: number;
  /**
   * Minimum value.
   *
   * @default 0
   */
  readonly minimum?: number;
  /**
   * Maximum value.
   *
   * @default no maximum
   */
  readonly maximum?: number;
}

/** Returns the schema of a whole number. */
export function wholeNumber(description: string, options: IntegerOptions): z.ZodInt {
  const { example, minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = options;
  return field(integer({ minimum, maximum }), description, example);
}

/** Returns the schema of a text that must be one of the values. */
export function enumOf<const Values extends readonly [string, ...string[]]>(
  values: Values,
  description: string,
  example: Values[number],
) {
  return field(z.enum(values, { error: `must be one of ${values.join(', ')}` }), description, example);
}

/** Returns the schema of a list of texts. */
export function stringList(description: string, example: readonly string[], item: z.ZodString = listItem) {
  return field(z.array(item), description, example);
}

/** Returns the schema of a map of texts with any keys. */
export function stringMap(description: string, example: Readonly<Record<string, string>>) {
  return field(z.record(z.string(), z.string()), description, example);
}

const listItem = z.string().min(1, 'must not be empty; set a value, or remove the item');

/**
 * Returns the schema of a map of arguments. The example of the map consists of the first example of each argument.
 */
export function argumentMap<Shape extends z.ZodRawShape>(description: string, shape: Shape) {
  const example = Object.entries(shape).flatMap(([name, argument]) =>
    examplesOf(argument)
      .slice(0, 1)
      .map((value) => [name, value] as const),
  );
  return field(z.strictObject(shape), description, Object.fromEntries(example));
}

function examplesOf(argument: z.core.$ZodType): readonly unknown[] {
  if (argument instanceof z.ZodOptional) return examplesOf(argument.unwrap());
  const examples = z.globalRegistry.get(argument)?.['examples'];
  return isList(examples) ? examples : [];
}

/**
 * Returns the schema of an argument that must not be in the YAML, because Terraform reads it from an environment
 * variable. The schema has the argument only so that its message explains the fix, instead of “unknown field”.
 */
export function secret(environmentVariable: string, description: string) {
  return secretElsewhere(
    `set the environment variable ${environmentVariable}, which Terraform reads`,
    description,
  );
}

/**
 * Returns the schema of {@link secret} for an argument without an environment variable.
 *
 * @param fix - Imperative without a period, as the end of a message.
 */
export function secretElsewhere(fix: string, description: string): z.ZodOptional<z.ZodNever> {
  return z
    .never({ error: `${notInFile}; remove it and ${fix}` })
    .optional()
    .describe(`${description}. A secret, which must not be in this file: ${fix}.`);
}

const notInFile = 'a secret must not be in a committed file';

/** Returns whether an argument must not be in the YAML. */
export function isSecret(argument: z.core.$ZodType): boolean {
  return argument instanceof z.ZodOptional && argument.unwrap() instanceof z.ZodNever;
}

/**
 * Rejects texts that contain a secret. `params.secret` of the issue keeps the value out of the output.
 *
 * @param fix - Imperative without a period, as the end of a message.
 */
export function withoutSecret(argument: z.ZodString, hasSecret: (value: string) => boolean, fix: string) {
  return argument.refine((value) => !hasSecret(value), {
    error: `${notInFile}; ${fix}`,
    params: { secret: true },
    // Messages of later checks would print the value.
    abort: true,
  });
}

/** Rejects URLs with a password, such as `https://user:password@host`. */
export function withoutPassword(argument: z.ZodString, fix: string) {
  return withoutSecret(argument, urlHasPassword, `remove the password and ${fix}`);
}

/** Rejects URLs with a password, or with a token in the query, such as `?private_token=…`. */
export function withoutPasswordOrToken(argument: z.ZodString, fix: string) {
  return withoutSecret(
    argument,
    (url) => urlHasPassword(url) || urlHasToken(url),
    `remove the password or token and ${fix}`,
  );
}

/** Returns whether the query of a URL has a token, such as `?private_token=…`. */
function urlHasToken(url: string): boolean {
  const [, ...parameters] = url.split(/[?&]/);
  return parameters.some((parameter) => {
    const [beforeFragment = ''] = parameter.split('#', 1);
    const [name = '', ...value] = beforeFragment.split('=');
    return value.some((part) => part !== '') && /token|secret|password|passwd|key|sig|signature/i.test(name);
  });
}

/** Rejects the PEM of a certificate that contains its private key. */
export function withoutPrivateKey(argument: z.ZodString, environmentVariable: string) {
  return withoutSecret(
    argument,
    (value) => /PRIVATE KEY/i.test(value),
    `remove the private key and set the environment variable ${environmentVariable}, which Terraform reads`,
  );
}

/**
 * Returns whether a URL, with or without a scheme, has a password before the host.
 *
 * `new URL` would miss passwords with an unescaped `/` or `#`, because they make the URL invalid. A port number differs
 * from a password by the `/`, `?` or `#` after it, and an IPv6 address by its bracket.
 */
export function urlHasPassword(url: string): boolean {
  // The test for @ and `trimStart` keep the time linear. The pattern alone could take quadratic time.
  if (!url.includes('@')) return false;
  return /^(?:[a-z][a-z\d+.-]*:)?(?:\/\/)?[^/?#@[]*:(?!\d*[/?#])[^@]+@/i.test(url.trimStart());
}
