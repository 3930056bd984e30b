import { hiddenText } from './hidden-text';
import { isSecretValue, mayHaveSecretForm, secretForms } from './secret-patterns';

/**
 * The start of a secret in printed text: not after a letter or digit, except for the last character of an escape. JSON
 * writes a line break as `\n`, bash writes a byte as `\x0a`, and annotations of workflows write it as `%0A`.
 */
const start = String.raw`(?:(?<!\w)|(?<=\\(?:[bfnrt]|u[0-9a-fA-F]{4}|x[0-9a-f]{2})|%[0-9A-F]{2}))`;

/**
 * The rest of a private key: base64, headers such as `Proc-Type: 4,ENCRYPTED`, escapes of white space, and the last line. It
 * has no quote and no single backslash, so that JSON stays JSON.
 */
const restOfKey = String.raw`(?:[A-Za-z0-9+/=:, ]|-(?!----)|\\+(?:[nrt]|x[0-9a-f]{2}))*(?:-----END [A-Z ]*-----)?`;

const anySecret = new RegExp(
  secretForms
    .map(({ pattern: { source }, isStart = false }) => {
      // `\b` at the end of a pattern needs no change, because an escape begins with a backslash or `%`.
      const printed = source.replace(/\\b(?!$)/g, () => start);
      return isStart ? `${printed}${restOfKey}` : printed;
    })
    .join('|'),
  'g',
);

/** A password in a URL. The parts have no quote and no backslash, so that JSON stays JSON. */
const urlPassword = /([a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@?#"'\\]*:)([^\s/@?#"'\\]+)(?=@)/gi;

/**
 * Replaces secrets in printed text by `…`: secrets of a documented form, and passwords in URLs. If the text is JSON, the
 * result is JSON.
 */
export function maskSecrets(text: string): string {
  return maskForms(text).replace(urlPassword, (found, before: string, password: string) =>
    isSecretValue(password) ? `${before}${hiddenText}` : found,
  );
}

function maskForms(text: string): string {
  if (!mayHaveSecretForm(text)) return text;
  return text.replace(anySecret, (found, ...groups: readonly unknown[]) => {
    const offset = groups.find((group) => typeof group === 'number') ?? 0;
    // The first letter of `npm_` can belong to an escape: `\npm_`.
    return isEscaped(text, offset) ? `${found.charAt(0)}${hiddenText}` : hiddenText;
  });
}

/** Returns whether the character at an offset follows an odd number of backslashes. */
function isEscaped(text: string, offset: number): boolean {
  let first = offset;
  while (text[first - 1] === '\\') first -= 1;
  return (offset - first) % 2 === 1;
}
