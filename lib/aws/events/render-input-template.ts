import { valueAt } from '../../values/event-templates';
import type { InputTransformer } from './input-transformer';
import { templateParts } from './input-template-parts';

/** The values of predefined variables that are not part of the event. */
export interface PredefinedValues {
  /** `aws.events.rule-arn` */
  readonly ruleArn: string;
  /** `aws.events.rule-name` */
  readonly ruleName: string;
  /** `aws.events.event.ingestion-time`, the time when EventBridge received the event, in ISO 8601. */
  readonly ingestionTime: string;
}

/**
 * Renders the input that EventBridge sends to a target.
 *
 * Inside quotes, EventBridge inserts a string without escapes. Elsewhere, it inserts each value as JSON. A path without a
 * value renders as an empty string.
 *
 * @param transformer - The transformer of the target.
 * @param event - The event, JSON of any form.
 * @param values - The predefined variables.
 * @default values empty strings
 * @returns The input; `undefined` if it is not valid JSON. EventBridge then drops the event silently.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function renderInput(
  transformer: InputTransformer,
  event: unknown,
  values?: PredefinedValues,
): unknown {
  const paths = new Map(Object.entries(transformer.inputPaths));
  const rendered = templateParts(transformer.inputTemplate).map((part) => {
    if (part.kind === 'text') return part.text;
    const path = paths.get(part.name);
    const value = path === undefined ? predefined(part.name, event, values) : (valueAt(event, path) ?? '');
    return part.insideQuotes && typeof value === 'string' ? value : JSON.stringify(value);
  });
  try {
    return JSON.parse(rendered.join(''));
  } catch {
    return undefined;
  }
}

function predefined(name: string, event: unknown, values: PredefinedValues | undefined): unknown {
  switch (name) {
    case 'aws.events.event':
      return withoutDetail(event);
    case 'aws.events.event.json':
      return event;
    case 'aws.events.rule-arn':
      return values?.ruleArn ?? '';
    case 'aws.events.rule-name':
      return values?.ruleName ?? '';
    case 'aws.events.event.ingestion-time':
      return values?.ingestionTime ?? '';
    default:
      return '';
  }
}

function withoutDetail(event: unknown): unknown {
  if (typeof event !== 'object' || event === null) return event;
  return Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'detail'));
}
