/**
 * The input transformer of an EventBridge target: paths into the event, and a template in which `<name>` stands for
 * what a path found.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
import {
  eventReferences,
  soleReference,
  type EventTemplate,
  type EventReference,
} from '../../values/event-templates';

export interface InputTransformer {
  /** Name → JSONPath; only the names that the template has. */
  readonly inputPaths: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/** JSON with texts of the event as leaves. An `EventText` of several parts is no leaf of a template. */
export type TemplateJson =
  | EventTemplate
  | number
  | boolean
  | { readonly list: readonly TemplateJson[] }
  | { readonly fields: readonly (readonly [name: string, value: TemplateJson])[] };

/** The characters that a template may have. */
export const maximumInputTemplateBytes = 8192;

/** The paths that a transformer may have. */
export const maximumInputPaths = 100;

/** Characters of the name of a path, and of the path. */
export const maximumInputPathCharacters = 256;

/**
 * The names that stand for something without a path; no path can have them.
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

/** What `<` and `>` around a name of these characters mean to EventBridge can't be escaped. */
const bracket = /[<>]/;

/** Why a text can't stand in a template. */
export type TemplateProblem =
  'part-of-text' | 'bracket' | 'number' | 'any-type' | 'sometimes-absent' | 'of-run';

/**
 * Why a text can't stand in a template, or `undefined`. A value inside a longer string is put there without JSON's
 * escapes, so that a quote in an object's key ends the string; only a value that is the whole of a text is encoded, and
 * what is a number in the event is then one in the override, where ECS takes texts. A value that the event lacks is
 * none that a template could fill in otherwise; and a rule has no run.
 */
export function explainInvalidInTemplate(eventText: EventTemplate): TemplateProblem | undefined {
  if (typeof eventText === 'string') return bracket.test(eventText) ? 'bracket' : undefined;
  const values = eventReferences(eventText);
  if (values.some(({ fromExecution: isOfRun }) => isOfRun === true)) return 'of-run';
  if (values.some(({ presence }) => presence === 'sometimes')) return 'sometimes-absent';
  if (values.some(({ kind }) => kind === 'number')) return 'number';
  if (values.some(({ kind }) => kind === 'any')) return 'any-type';
  return soleReference(eventText) === undefined ? 'part-of-text' : undefined;
}

/** The transformer that renders to this JSON. Texts that {@link explainInvalidInTemplate} refuses are a mistake of the caller's. */
export function inputTransformer(json: TemplateJson): InputTransformer {
  const values = new Map<string, EventReference>();
  const render = (node: TemplateJson): string => {
    if (typeof node === 'number' || typeof node === 'boolean') return JSON.stringify(node);
    if (typeof node === 'object' && 'list' in node) return `[${node.list.map(render).join(',')}]`;
    if (typeof node === 'object' && 'fields' in node) {
      return `{${node.fields.map(([name, value]) => `${JSON.stringify(name)}:${render(value)}`).join(',')}}`;
    }
    if (explainInvalidInTemplate(node) !== undefined) {
      throw new TypeError(`an input template can't hold ${JSON.stringify(node)}`);
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
