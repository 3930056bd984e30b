import { valueAt } from '../../values/event-templates';
import type { InputTransformer } from './input-transformer';
import { templateParts } from './input-template-parts';

/** What the predefined variables that are no part of the event stand for. */
export interface PredefinedValues {
  readonly ruleArn: string;
  readonly ruleName: string;
  /** ISO 8601: when EventBridge received the event. */
  readonly ingestionTime: string;
}

/**
 * What EventBridge sends to the target for an event: inside quotes a string goes in as it is, elsewhere every value
 * is JSON. A path that finds nothing gives an empty text. `undefined` when the result is no JSON: such an event is
 * dropped without a word.
 *
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
