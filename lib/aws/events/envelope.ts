/**
 * The fields at the top level of an event, and the placeholders for two of these fields.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/events-structure.html
 */
import type { EventReference } from '../../values/event-templates';

interface EnvelopeField {
  readonly type: 'text' | 'list' | 'object';
  /** `optional`: only some events have the field. */
  readonly presence: 'always' | 'optional';
  /** The maximum length of the value in characters, if its type is `text`; `undefined` if AWS documents no limit. */
  readonly maximumLength: number | undefined;
}

/** The fields at the top level of an event. A replay of an archive adds `replay-name`. */
export const envelopeFields = {
  version: { type: 'text', presence: 'always', maximumLength: 1 },
  id: { type: 'text', presence: 'always', maximumLength: 36 },
  'detail-type': { type: 'text', presence: 'always', maximumLength: undefined },
  source: { type: 'text', presence: 'always', maximumLength: undefined },
  account: { type: 'text', presence: 'always', maximumLength: 12 },
  time: { type: 'text', presence: 'always', maximumLength: 24 },
  region: { type: 'text', presence: 'always', maximumLength: 32 },
  resources: { type: 'list', presence: 'always', maximumLength: undefined },
  detail: { type: 'object', presence: 'always', maximumLength: undefined },
  'replay-name': { type: 'text', presence: 'optional', maximumLength: 64 },
} as const satisfies Readonly<Record<string, EnvelopeField>>;
export type EnvelopeFieldName = keyof typeof envelopeFields;

/** Whether events have a field of this name at their top level. */
export function isEnvelopeField(name: string): name is EnvelopeFieldName {
  return Object.hasOwn(envelopeFields, name);
}

/** The placeholders for values that every event has. */
export const envelopeValues = {
  event_id: { name: 'event_id', path: '$.id', maximumLength: 36, kind: 'text', presence: 'always' },
  event_time: { name: 'event_time', path: '$.time', maximumLength: 24, kind: 'text', presence: 'always' },
} as const satisfies Readonly<Record<string, EventReference>>;
