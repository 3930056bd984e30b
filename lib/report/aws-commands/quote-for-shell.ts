import type { DeferredString } from '../../values/deferred-values';

/** Quotes a text for bash. In single quotes, only the single quote itself is special. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
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
