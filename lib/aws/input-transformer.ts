/**
 * The input transformer of an EventBridge target: paths into the event, and a template in which `<name>` stands for
 * what a path found.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
import { valueAt, wholeValue, type EventText, type EventValue } from './event-values';

export interface InputTransformer {
  /** Name → JSONPath; only the names that the template has. */
  readonly inputPaths: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/** JSON with texts of the event as leaves. An `EventText` of several parts is no leaf of a template. */
export type TemplateJson =
  | EventText
  | number
  | boolean
  | { readonly list: readonly TemplateJson[] }
  | { readonly fields: readonly (readonly [name: string, value: TemplateJson])[] };

/** The characters that a template may have. */
export const inputTemplateSize = 8192;

/** What `<` and `>` around a name of these characters mean to EventBridge can't be escaped. */
const bracket = /[<>]/;

/**
 * Why a text can't stand in a template, or `undefined`. A value inside a longer string is put there without JSON's
 * escapes, so that a quote in an object's key ends the string; only a value that is the whole of a text is encoded.
 */
export function refuseInTemplate(eventText: EventText): 'part-of-text' | 'bracket' | undefined {
  if (typeof eventText === 'string') return bracket.test(eventText) ? 'bracket' : undefined;
  return wholeValue(eventText) === undefined ? 'part-of-text' : undefined;
}

/** The transformer that renders to this JSON. Texts that {@link refuseInTemplate} refuses are a mistake of the caller's. */
export function inputTransformer(json: TemplateJson): InputTransformer {
  const values = new Map<string, EventValue>();
  const render = (node: TemplateJson): string => {
    if (typeof node === 'number' || typeof node === 'boolean') return JSON.stringify(node);
    if (typeof node === 'object' && 'list' in node) return `[${node.list.map(render).join(',')}]`;
    if (typeof node === 'object' && 'fields' in node) {
      return `{${node.fields.map(([name, value]) => `${JSON.stringify(name)}:${render(value)}`).join(',')}}`;
    }
    if (refuseInTemplate(node) !== undefined) {
      throw new TypeError(`an input template can't hold ${JSON.stringify(node)}`);
    }
    const value = wholeValue(node);
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

/**
 * What EventBridge sends to the target for an event: inside quotes a string goes in as it is, elsewhere every value
 * is JSON. `undefined` when the result is no JSON: such an event is dropped without a word.
 */
export function renderInput(transformer: InputTransformer, event: unknown): unknown {
  let insideQuotes = false;
  const rendered = transformer.inputTemplate.replace(
    /\\.|"|<([A-Za-z0-9_-]+)>/gs,
    (found: string, name: string | undefined) => {
      if (found === '"') insideQuotes = !insideQuotes;
      const path = name === undefined ? undefined : transformer.inputPaths[name];
      if (path === undefined) return found;
      const value = valueAt(event, path);
      if (insideQuotes && typeof value === 'string') return value;
      return JSON.stringify(value ?? '');
    },
  );
  try {
    return JSON.parse(rendered);
  } catch {
    return undefined;
  }
}
