/**
 * Phrases of a review. Values from a plan are separate from our own words, so that each format can show a value as
 * code, and no value can become Markdown or HTML.
 */

/** A value from a plan or a configuration: the name of a job, an argument, an ARN. */
export interface CodeWord {
  /** The value, without escapes. A format escapes it. */
  readonly code: string;
}

/** A phrase or a sentence: our own words, which hold no character with a meaning in Markdown, and values. */
export type Words = readonly (string | CodeWord)[];

/**
 * Builds a phrase. A string in `${}` is a value and is shown as code. A number is part of the text, and other words are
 * inserted as they are.
 *
 * @example
 * ```ts
 * words`${job.name} runs ${2} times`; // [{ code: 'nightly' }, ' runs 2 times']
 * ```
 */
export function words(texts: TemplateStringsArray, ...values: readonly (string | number | Words)[]): Words {
  const joined: (string | CodeWord)[] = [];
  const add = (part: string | CodeWord): void => {
    const last = joined.at(-1);
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
    else joined.push(part);
  };
  texts.forEach((text, index) => {
    if (text !== '') add(text);
    valueWords(values[index]).forEach(add);
  });
  return joined;
}

/** Returns a phrase as text without marks. The text may hold line breaks and control characters of values. */
export function plainText(phrase: Words): string {
  return phrase.map((part) => (typeof part === 'string' ? part : part.code)).join('');
}

function valueWords(value: string | number | Words | undefined): Words {
  if (value === undefined) return [];
  if (typeof value === 'string') return [{ code: value }];
  return typeof value === 'number' ? [String(value)] : value;
}
