import { envelopeValues } from '../../aws/events/envelope';
import { isSmallEventPattern } from '../../aws/events/validate-event-pattern';
import { runValues, type Placeholders } from '../placeholders';
import { eventPathReference, parseEventPath } from './event-paths';

/**
 * Returns the placeholders of an event job.
 *
 * @param pattern - The pattern of the job, valid or not.
 */
export function eventPlaceholders(pattern: unknown): Placeholders {
  const valid = isSmallEventPattern(pattern) ? pattern : undefined;
  return {
    values: { ...envelopeValues, ...runValues },
    literals: {},
    isClosed: true,
    path: (text) => {
      const parsed = parseEventPath(text);
      return parsed.ok ? eventPathReference(parsed.names, valid) : parsed.reason;
    },
  };
}
