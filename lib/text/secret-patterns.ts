/** A form of secrets that its vendor documents. */
interface SecretForm {
  /** The secret in messages, with its article. */
  readonly what: string;
  readonly pattern: RegExp;
  /**
   * Whether the pattern is only the start of the secret, and the rest follows in any length.
   *
   * @default false
   */
  readonly isStart?: boolean;
  /** Vendor's page about the form. */
  readonly page: string;
}

/**
 * Secrets that a unique prefix identifies. A pattern also requires the characters after the prefix. A part that another part
 * follows has a maximum length, so that the search takes linear time.
 */
export const secretForms: readonly SecretForm[] = [
  {
    what: 'a private key',
    pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----/,
    isStart: true,
    page: 'https://datatracker.ietf.org/doc/html/rfc7468',
  },
  {
    what: 'an access key of AWS',
    pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/,
    page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes',
  },
  {
    what: 'a token of GitHub',
    pattern: /\b(?:gh[pousr]_\w{36,}|github_pat_\w{36,})/,
    page: 'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github',
  },
  {
    what: 'a token of GitLab',
    pattern: /\bgl(?:pat|dt|rt|ptt|ft|imt|agent|soat|cbt|ffct|oas)-[\w-]{20,}/,
    page: 'https://docs.gitlab.com/security/tokens/#token-prefixes',
  },
  {
    what: 'a token of Slack',
    pattern: /\bxox[abeoprs]-[\w-]{10,}|\bxapp-\d-[\w-]{10,}|hooks\.slack\.com\/services\/T\w+\/B\w+\/\w+/,
    page: 'https://docs.slack.dev/authentication/tokens',
  },
  {
    what: 'a key of Stripe',
    pattern: /\b(?:[sr]k_(?:live|test)_\w{16,}|whsec_\w{16,})/,
    page: 'https://docs.stripe.com/keys',
  },
  {
    what: 'a key of SendGrid',
    pattern: /\bSG\.[\w-]{20,24}\.[\w-]{39,50}/,
    page: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
  },
  {
    what: 'a token of npm',
    pattern: /\bnpm_[A-Za-z0-9]{36}\b/,
    page: 'https://docs.npmjs.com/about-access-tokens',
  },
  { what: 'a token of PyPI', pattern: /\bpypi-[\w-]{50,}/, page: 'https://pypi.org/help/#apitoken' },
  {
    what: 'a key of Google Cloud',
    pattern: /\bAIza[\w-]{35}|\bGOCSPX-[\w-]{20,}/,
    page: 'https://docs.cloud.google.com/docs/authentication/api-keys',
  },
  {
    what: 'a key of Azure',
    pattern: /\b(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,}=*/,
    page: 'https://learn.microsoft.com/en-us/azure/storage/common/storage-configure-connection-string',
  },
  {
    what: 'a signed URL of Azure',
    pattern: /[?&]sig=[\w%+/]{20,}/,
    page: 'https://learn.microsoft.com/en-us/azure/storage/common/storage-sas-overview',
  },
  {
    what: 'a key of OpenAI',
    pattern: /\bsk-(?:proj|svcacct|admin)-[\w-]{20,}/,
    page: 'https://platform.openai.com/docs/api-reference/authentication',
  },
  {
    what: 'a key of Anthropic',
    pattern: /\bsk-ant-[\w-]{20,}/,
    page: 'https://docs.claude.com/en/api/overview',
  },
  {
    what: 'a token of Hugging Face',
    pattern: /\bhf_[A-Za-z0-9]{30,}/,
    page: 'https://huggingface.co/docs/hub/security-tokens',
  },
  {
    what: 'a token of HashiCorp Vault',
    pattern: /\bhv[sbr]\.[\w-]{20,}/,
    page: 'https://developer.hashicorp.com/vault/docs/concepts/tokens',
  },
  {
    what: 'a token of DigitalOcean',
    pattern: /\bdo[opr]_v1_[0-9a-f]{64}/,
    page: 'https://docs.digitalocean.com/reference/api/create-personal-access-token/',
  },
  {
    what: 'a token of Shopify',
    pattern: /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/,
    page: 'https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens',
  },
  {
    what: 'a JSON Web Token',
    pattern: /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,}\.[\w-]{10,}/,
    page: 'https://datatracker.ietf.org/doc/html/rfc7519',
  },
];

/**
 * A password in a URL, such as `postgres://app:secret@db/app`. The length of the scheme is limited, so that the search takes
 * linear time.
 */
const urlWithPassword = /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@?#]*:([^\s/@?#]+)@/i;
/** A password in a connection string or an option: `Password=secret;`, `--password=secret`. */
const namedPassword =
  /(?:^|[\s;&?,-])(?:[a-z]+[_-])?(?:password|passwd|pwd|secret|token|api[_-]?key)=([^\s;&,]{6,})/i;

/** Last words of a name whose value is a secret. `PASSWORD_FILE` and `TOKEN_URL` name something else. */
const secretName =
  /(?:^|_|-)(?:PASSWORD|PASSWD|PWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|API_?KEY|ACCESS_KEY|SECRET_KEY|PRIVATE_KEY|SECRET_ACCESS_KEY|ENCRYPTION_KEY|SECRET_KEY_BASE)$/i;

/**
 * Finds every text that one of {@link secretForms} finds, and a few more. V8 searches for it sixty times faster, because it
 * compares nothing with the characters before a secret.
 */
const maybeSecret = new RegExp(
  secretForms.map(({ pattern: { source } }) => source.replace(/\\b(?!$)/g, '')).join('|'),
);

/** Returns whether a text can have a secret of a documented form. Most texts have none, and need no further search. */
export function mayHaveSecretForm(text: string): boolean {
  return maybeSecret.test(text);
}

/** Returns the kind of secret in a text, for messages; `undefined` if there is none. The text itself is never returned. */
export function secretIn(text: string): string | undefined {
  const form = mayHaveSecretForm(text) ? secretForms.find(({ pattern }) => pattern.test(text)) : undefined;
  if (form !== undefined) return form.what;
  const inUrl = urlWithPassword.exec(text)?.[1];
  if (inUrl !== undefined && isSecretValue(inUrl)) return 'a password in a URL';
  const named = namedPassword.exec(text)?.[1];
  return named !== undefined && isSecretValue(named) ? 'a password' : undefined;
}

/** Returns the kind of secret in a variable, according to its value or its name; `undefined` if there is none. */
export function secretInVariable(name: string, value: string): string | undefined {
  const found = secretIn(value);
  if (found !== undefined) return found;
  const isReference = /^(arn:|https?:|ssm:|\/|\.{1,2}\/)|^(true|false|yes|no|none|null|\d{1,5})$/i.test(
    value,
  );
  return secretName.test(name) && value.length >= 6 && !isReference && isSecretValue(value)
    ? 'a secret, according to its name'
    : undefined;
}

/** Returns whether a text can be a secret. A placeholder, a variable or a mask is not. */
export function isSecretValue(text: string): boolean {
  return !/^<.*>$|^\$\{?\w+\}?$|^\{\{.*\}\}$|^[*x.…]+$|^%\w+%$/i.test(text);
}
