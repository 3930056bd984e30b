/**
 * The input transformer of an EventBridge target: paths into the event, and a template in which `<name>` is replaced by the
 * value at a path.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
import {
  eventReferences,
  soleReference,
  type EventTemplate,
  type EventReference,
} from '../../values/event-templates';

/**
 * The paths and the template of a target.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html
 */
export interface InputTransformer {
  /** JSONPaths by the names of the placeholders in the template. */
  readonly inputPaths: Readonly<Record<string, string>>;
  /** JSON with placeholders. */
  readonly inputTemplate: string;
}

/** JSON whose leaves are texts with values of the event. {@link explainInvalidInTemplate} rejects texts of several parts. */
export type TemplateJson =
  | EventTemplate
  | number
  | boolean
  | { readonly list: readonly TemplateJson[] }
  | { readonly fields: readonly (readonly [name: string, value: TemplateJson])[] };
/**
 * The placeholders that need no path. A path must not have one of these names.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html#eb-transform-input-predefined
 */
export const predefinedVariables = [
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
] as const;

/** EventBridge reads `<` and `>` as the brackets of a placeholder. They can't be escaped. */
const bracket = /[<>]/;

/** The reason for which a template can't contain a text. */
export type TemplateProblem =
  'part-of-text' | 'bracket' | 'number' | 'any-type' | 'optional' | 'from-execution';

/**
 * Explains why an input template can't contain a text.
 *
 * - `part-of-text`: EventBridge does not escape a value inside a longer string, so a quote in a key would end the string.
 * - `bracket`: literal brackets can't be escaped.
 * - `number`: EventBridge inserts a number without quotes, and overrides of ECS must be strings.
 * - `any-type`: EventBridge can insert a value of any type, and overrides of ECS must be strings.
 * - `optional`: a template has no default for a value that the event lacks.
 * - `from-execution`: the value comes from the execution of a state machine, which a rule does not have.
 *
 * @param eventText - The text, which is one string of the template.
 * @returns `undefined` if a template can contain the text.
 */
export function explainInvalidInTemplate(eventText: EventTemplate): TemplateProblem | undefined {
  if (typeof eventText === 'string') return bracket.test(eventText) ? 'bracket' : undefined;
  const values = eventReferences(eventText);
  if (values.some(({ fromExecution }) => fromExecution === true)) return 'from-execution';
  if (values.some(({ presence }) => presence === 'optional')) return 'optional';
  if (values.some(({ kind }) => kind === 'number')) return 'number';
  if (values.some(({ kind }) => kind === 'any')) return 'any-type';
  return soleReference(eventText) === undefined ? 'part-of-text' : undefined;
}

/**
 * Returns the transformer that renders a JSON value.
 *
 * @param json - The JSON, with values of the event.
 * @throws TypeError if {@link explainInvalidInTemplate} rejects one of its texts.
 */
export function inputTransformer(json: TemplateJson): InputTransformer {
  const values = new Map<string, EventReference>();
  const render = (node: TemplateJson): string => {
    if (typeof node === 'number' || typeof node === 'boolean') return JSON.stringify(node);
    if (typeof node === 'object' && 'list' in node) return `[${node.list.map(render).join(',')}]`;
    if (typeof node === 'object' && 'fields' in node) {
      return `{${node.fields.map(([name, value]) => `${JSON.stringify(name)}:${render(value)}`).join(',')}}`;
    }
    if (explainInvalidInTemplate(node) !== undefined) {
      throw new TypeError(`an input template can't contain ${JSON.stringify(node)}`);
    }
    const value = soleReference(node);
    if (value === undefined) return JSON.stringify(node);
    values.set(value.name, value);
    return `<${value.name}>`;
  };
  const inputTemplate = render(json);
  return {
    inputPaths: Object.fromEntries(
      [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, v.path]),
    ),
    inputTemplate,
  };
}
