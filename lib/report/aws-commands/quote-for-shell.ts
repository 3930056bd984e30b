import { escapeControlCharacters } from '../../text/escape-control-characters';
import { escapeWorkflowCommands } from '../../text/workflow-commands';
import type { DeferredString } from '../../values/deferred-values';

/**
 * Quotes a text for bash, on one line. In single quotes, only the single quote itself is special. Characters that must not
 * be printed become bytes in `$'…'`, so that the command has the same argument.
 */
export function quote(text: string): string {
  if (escapeWorkflowCommands(escapeControlCharacters(text)) !== text)
    return `$'${Array.from(text, quoteCharacter).join('')}'`;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Returns a character for `$'…'`: letters, digits and harmless signs of ASCII as they are, and the bytes of all others. */
function quoteCharacter(character: string): string {
  if (/^[\w ,./=@{}"-]$/.test(character)) return character;
  return Array.from(Buffer.from(character), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}

/**
 * Quotes a value as JSON for bash. JSON has escapes for the characters that must not be printed.
 *
 * @param value - The value, which `JSON.stringify` can write.
 */
export function quoteJson(value: unknown): string {
  return quote(escapeWorkflowCommands(escapeControlCharacters(JSON.stringify(value))));
}

/**
 * Quotes a text for bash. If the account is not known yet, a command in the result looks it up when the shell runs. The
 * account is the only deferred part of an ARN.
 */
export function quoteDeferred(text: DeferredString): string {
  if (typeof text === 'string') return quote(text);
  return text.parts
    .map((part) =>
      typeof part === 'string'
        ? quote(part)
        : '"$(aws sts get-caller-identity --query Account --output text)"',
    )
    .join('');
}
