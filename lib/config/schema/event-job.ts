import { z } from 'zod';
import { delivery } from './delivery';
import { fileUploadJobFields } from './file-upload-job';
import { runJobFields } from './job';
import { commandFields } from './task';
import { field } from './values';

/** The matchers of one field of the event. At least one must match. */
const matchers = (example: string) =>
  z.array(z.unknown(), {
    error: ({ input }) => `must be a list, even with one element: [${typeof input === 'string' ? input : example}]`,
  });

const nested = z.record(z.string(), z.unknown());

/**
 * Pattern of the top-level fields of an event. Rules outside this schema check the matchers and the content of `detail`.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
const eventPattern = z.strictObject({
  source: field(
    matchers('shop.orders').optional(),
    'Sender of the event. AWS services have names such as aws.ecs.',
    ['shop.orders'],
  ),
  'detail-type': field(
    matchers('OrderPlaced').optional(),
    'Type of the event, which its sender chooses.',
    ['OrderPlaced', 'OrderChanged'],
  ),
  detail: field(
    nested.optional(),
    'Fields of the event’s detail. The value of a field is a list of matchers, or a map of further fields.',
    { status: ['PAID'], total: [{ numeric: ['>', 100] }], customer: { country: [{ 'anything-but': ['US'] }] } },
  ),
  account: field(matchers('"123456789012"').optional(), 'Account of the sender, 12 digits in quotes.', ['123456789012']),
  region: field(matchers('us-east-1').optional(), 'Region of the sender.', ['us-east-1']),
  resources: field(
    matchers('arn:aws:s3:::reports').optional(),
    'ARNs of the resources that the event is about. One of them must match.',
    [{ prefix: 'arn:aws:ecs:us-east-1:123456789012:service/' }],
  ),
  id: field(matchers('a1b2').optional(), 'ID of the event.', [{ prefix: 'a' }]),
  time: field(matchers('"2027-01-01T00:00:00Z"').optional(), 'Time of the event, in UTC.', [{ prefix: '2027-' }]),
  version: field(matchers('"0"').optional(), 'Version of the event’s structure, always "0".', ['0']),
  'replay-name': field(
    matchers('{exists: false}').optional(),
    'Name of the replay, if an archive sends the event again. [{exists: false}] excludes replays.',
    [{ exists: false }],
  ),
  $or: field(
    z.array(nested).min(2, 'must have at least two patterns').optional(),
    'Alternatives: a list of patterns. One of them must match. detail may have $or too.',
    [{ source: ['shop.orders'] }, { source: ['shop.returns'] }],
  ),
});

/** Fields that only event jobs have. `runJobFields` has the fields of every job except queue workers. */
export const eventJobFields = {
  event_bus_name: field(
    fileUploadJobFields.event_bus_name,
    'Event bus, in this account and region, that receives the events. Default: default, the bus for the events of AWS services.',
    'orders',
  ),
  event_pattern: field(
    eventPattern,
    'Pattern of the events that start the job. Every field must match. In a list of matchers, one must match. A matcher is a text, a number, true, false, null, or an operator. Operators are prefix, suffix, equals-ignore-case, wildcard, anything-but, numeric, exists and cidr. Required. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html',
    { source: ['shop.orders'], 'detail-type': ['OrderPlaced'], detail: { total: [{ numeric: ['>', 100] }] } },
  ),
  delivery,
  target: fileUploadJobFields.target,
} as const;

/**
 * A job that an event starts.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-what-is.html
 */
export const eventJob = z.strictObject({ ...eventJobFields, ...runJobFields, ...commandFields });
export type EventJobConfig = z.output<typeof eventJob>;
