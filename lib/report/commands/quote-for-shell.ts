import type { DeferredString } from '../../values/deferred-values';

/** Within single quotes, bash takes everything as it is but a single quote. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What is looked up at plan is asked for by the command: the account, which is all that an ARN lacks. */
export function quotedText(text: DeferredString): string {
  if (typeof text === 'string') return quoted(text);
  return text.parts
    .map((part) =>
      typeof part === 'string'
        ? quoted(part)
        : '"$(aws sts get-caller-identity --query Account --output text)"',
    )
    .join('');
}
