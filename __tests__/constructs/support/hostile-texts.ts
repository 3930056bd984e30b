import { synthesizeWithCdktf } from '../../../lib/constructs/synthesize-with-cdktf';
import { stackFile, synthesize } from '../../../lib/resources/stack/synthesize';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { baseWithJob, inFolder } from '../../config/support/folders';
import { textPlaces, type TextPlace } from '../../config/support/text-places';
import { asRecord, at } from '../../support/stack-json';

/** Texts to which cdktf, Terraform, JSON, JavaScript, a terminal or AWS gives a meaning. */
export const hostileTexts: readonly string[] = [
  ...[
    'Any Map Token Value',
    '-8.109562212591379e+298',
    'x-82e297',
    '&{TfToken[TOKEN.2]} #{TfToken[TOKEN.1]}',
  ],
  ...['background_jobs_hidden_value_0_', '$${x} %%{y} ${aws_iam_role.x.arn} %{ if true }x%{ endif }'],
  ...['//', 'constructor', 'withinArray', '\\ \' " {} [ ] \u0007\u0085\u2028 🙈 é', '1'.repeat(3000)],
];

/** The places of texts that can reach Terraform. Reasons to ignore a check or to allow code can't. */
export const hostilePlaces = textPlaces.filter(
  ({ name }) => !/ignore_checks|allow_code_placeholder/.test(name),
);

/** The result of {@link tryText}. */
export type Outcome = 'rejected' | 'written' | 'lost';

/**
 * Writes a text at a place of the schema, and synthesizes the configuration if `validate` accepts it.
 *
 * @returns `lost` if the JSON does not contain the text as Terraform reads it.
 * @throws Error if the synthesis fails, or differs from the output without cdktf.
 */
export function tryText(place: TextPlace, text: string): Outcome {
  const content = yamlOf(place.fileWith(text));
  return inFolder({ 'defaults.yml': baseWithJob, 'dev.yml': content }, (folder) => {
    const { environments, issues } = loadEnvironments(folder);
    if (issues.some(({ severity }) => severity === 'error')) return 'rejected';
    const [environment] = environments;
    if (environment === undefined) throw new Error(`${place.name}: no environment and no issue`);
    const json = synthesize([environment]).find(({ path }) => path === stackFile('dev'))?.content ?? '';
    const stack: unknown = JSON.parse(json);
    const { resource, data } = asRecord(stack);
    const written = synthesizeWithCdktf([environment]).find(({ path }) => path === stackFile('dev'))?.content;
    if (written !== json)
      throw new Error(`${place.name}: ${JSON.stringify(text)} differs from the output without cdktf`);
    const texts = [...textsOf({ resource, data }).map(unescaped), ...textsOf(at(stack, 'terraform'))];
    return texts.some((one) => decoded(one).some((part) => part.includes(text))) ? 'written' : 'lost';
  });
}

/** Writes JSON in which YAML finds no character that it rejects. */
function yamlOf(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Returns all strings and keys of plain data. */
function textsOf(tree: unknown): readonly string[] {
  if (typeof tree === 'string') return [tree];
  if (Array.isArray(tree)) return tree.flatMap(textsOf);
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) => [key, ...textsOf(value)]);
}

/** Returns a string of Terraform's JSON as Terraform reads it. */
function unescaped(text: string): string {
  return text.replaceAll('%{if true}%{endif}', '').replace(/([$%])\1\{/g, '$1{');
}

/** Returns a text, and all texts in it if it is JSON or an expression of Terraform. */
function decoded(text: string): readonly string[] {
  if (text.startsWith('${')) return [text, ...quotedTexts(text)];
  if (!/^[[{]/.test(text)) return [text];
  try {
    // The placeholders of an input template are outside quotes.
    const json: unknown = JSON.parse(text.replace(/(?<=[[,:])<(\w+)>/g, '"<$1>"'));
    return [text, ...textsOf(json).flatMap(decoded)];
  } catch {
    return [text];
  }
}

/**
 * Returns the quoted strings of an expression. The escapes in them are those of JSON.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings
 */
function quotedTexts(expression: string): readonly string[] {
  return [...expression.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([quoted]) => String(JSON.parse(quoted)));
}
