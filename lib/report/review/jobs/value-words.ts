/** Values of a plan in words. A value that may be a secret is never shown. */
import { isHidden } from '../../../review/jobs/plan-values';
import { isPlanList, sensitiveValue, type PlanValue } from '../../../review/planned-environment';
import { describeDuration } from '../../../text/durations';
import { maskSecrets } from '../../../text/mask-secrets';
import { isSecretName, mayHoldSecret } from '../../../text/may-hold-secret';
import { lookupNames } from '../../../values/deferred-values';
import { joinWords } from '../join-words';
import { words, type Words } from '../words';

/** The words for a value that may be a secret. */
export const secretWords: Words = ['(hidden, because it may be a secret)'];

/** The words for values that Terraform looks up, by the text of the lookup: `<subnet_ids>` is `subnet ids`. */
const lookedUp: ReadonlyMap<string, string> = new Map(
  lookupNames.map((name) => [`<${name}>`, name.replaceAll('_', ' ')] as const),
);

/** The words for a side of a row whose value is too long, or has no words. An empty side means that nothing exists. */
export const notShown: Words = ['not shown'];

/** Returns a value as words. */
export function valueWords(value: PlanValue | undefined): Words {
  if (value === undefined || value === null) return ['none'];
  if (isHidden(value))
    return [value === sensitiveValue ? 'hidden, because it is sensitive' : 'known after the apply'];
  if (typeof value === 'string') return textWords(value);
  if (typeof value === 'number') return [String(value)];
  if (typeof value === 'boolean') return [value ? 'yes' : 'no'];
  if (isPlanList(value)) return value.length === 0 ? ['none'] : joinWords(value.map(valueWords));
  return mapWords(value);
}

function mapWords(map: { readonly [name: string]: PlanValue }): Words {
  const fields = Object.entries(map);
  if (fields.length === 0) return ['none'];
  return joinWords(
    fields.map(([name, value]) =>
      isSecretName(name) ? words`${name} = ${secretWords}` : words`${name} = ${valueWords(value)}`,
    ),
  );
}

/** Returns a text as words: the text itself, or {@link secretWords} if it may be a secret. */
export function textWords(text: string): Words {
  if (text === '') return ['empty'];
  const name = lookedUp.get(text);
  if (name !== undefined) return [`looked up in AWS: the ${name}`];
  return mayBeSecret(text) ? secretWords : words`${text}`;
}

/** Whether a text may hold a secret. An ARN never holds one, whatever the names in it are. */
export function mayBeSecret(text: string): boolean {
  if (maskSecrets(text) !== text) return true;
  return !text.startsWith('arn:') && mayHoldSecret(text);
}

/** Returns seconds as a duration; any other value unchanged. */
export function durationWords(value: PlanValue | undefined): Words {
  const seconds = numberOf(value);
  return seconds === undefined || !Number.isInteger(seconds)
    ? valueWords(value)
    : [describeDuration(seconds)];
}

/** Returns a number, or the whole number in a text; `undefined` for any other value. */
export function numberOf(value: PlanValue | undefined): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}

/** Returns the name at the end of an ARN, as words: the queue, the topic or the role. */
export function nameOfArn(value: PlanValue | undefined): Words {
  if (typeof value !== 'string' || !value.startsWith('arn:')) return valueWords(value);
  const resource = value.split(':').slice(5).join(':');
  return textWords(resource === '' ? value : resource);
}

/** Returns phrases without duplicates. */
export function distinctLines(lines: readonly Words[]): readonly Words[] {
  return [...new Map(lines.map((line) => [JSON.stringify(line), line])).values()];
}

/** Whether two lists of phrases are equal. */
export function sameLines(a: readonly Words[], b: readonly Words[]): boolean {
  return a.length === b.length && a.every((line, index) => sameWords(line, b[index] ?? []));
}

function sameWords(a: Words, b: Words): boolean {
  return a.length === b.length && a.every((part, index) => samePart(part, b[index]));
}

function samePart(a: Words[number], b: Words[number] | undefined): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  return a.code === b?.code;
}
