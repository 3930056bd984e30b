import { z } from 'zod';
import { eventBusNamePattern } from '../../aws/events/event-buses';
import { fileUploadJobFields } from './file-upload-job';
import { runJobFields } from './job';
import { field } from './values';

/** What one field of the event may be: matchers, one of which must match. */
const matchers = (example: string) =>
  z.array(z.unknown(), {
    error: ({ input }) =>
      `must be a list, even with one element: [${typeof input === 'object' ? example : String(input)}]`,
  });

const nested = z.record(z.string(), z.unknown());

/**
 * The fields at the top of an event, each with what it must be. Rules check the lists, and what is in `detail`.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
const eventPattern = z.strictObject({
  source: field(
    matchers('shop.orders').optional(),
    'The sender of the event. Services of AWS have names such as aws.ecs.',
    ['shop.orders'],
  ),
  'detail-type': field(
    matchers('OrderPlaced').optional(),
    'The kind of event, as its sender calls it.',
    ['OrderPlaced', 'OrderChanged'],
  ),
  detail: field(
    nested.optional(),
    'The fields of the event’s detail: each is a list of matchers, or a map of further fields.',
    { status: ['PAID'], total: [{ numeric: ['>', 100] }], customer: { country: [{ 'anything-but': ['US'] }] } },
  ),
  account: field(matchers('"123456789012"').optional(), 'The account of the sender, in quotes.', ['123456789012']),
  region: field(matchers('us-east-1').optional(), 'The region of the sender.', ['us-east-1']),
  resources: field(
    matchers('arn:aws:s3:::reports').optional(),
    'The ARNs of the resources that the event is about: one of them must match.',
    [{ prefix: 'arn:aws:ecs:us-east-1:123456789012:service/' }],
  ),
  id: field(matchers('a1b2').optional(), 'The id of the event.', [{ prefix: 'a' }]),
  time: field(matchers('"2027-01-01T00:00:00Z"').optional(), 'The time of the event, in UTC.', [{ prefix: '2027-' }]),
  version: field(matchers('"0"').optional(), 'The version of the event’s structure: "0" so far.', ['0']),
  'replay-name': field(
    matchers('{exists: false}').optional(),
    'The name of the replay, in an event that an archive sends again. exists: false excludes replays.',
    [{ exists: false }],
  ),
  $or: field(
    z.array(nested).min(2, 'must have at least two patterns').optional(),
    'Alternatives: a list of patterns, one of which must match. detail may have $or too.',
    [{ source: ['shop.orders'] }, { source: ['shop.returns'] }],
  ),
});

/** The fields of an event job beside those of every job. */
export const eventJobFields = {
  event_bus_name: field(
    z
      .string()
      .regex(eventBusNamePattern, 'must be the name of an event bus in this account and region, not its ARN: letters, digits, . - _ /')
      .optional(),
    'The event bus of this account and region that receives the events. Default: default, which also receives the events of AWS’s services.',
    'orders',
  ),
  event_pattern: field(
    eventPattern,
    'The events that start the job. Each field must match, and in a list of matchers one of them. A matcher is a text, a number, true, false, null or an operator: prefix, suffix, equals-ignore-case, wildcard, anything-but, numeric, exists, cidr. Required. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html',
    { source: ['shop.orders'], 'detail-type': ['OrderPlaced'], detail: { total: [{ numeric: ['>', 100] }] } },
  ),
  delivery: fileUploadJobFields.delivery,
  target: fileUploadJobFields.target,
} as const;

/**
 * A job that an event starts.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-what-is.html
 */
export const eventJob = z.strictObject({ ...eventJobFields, ...runJobFields });
export type EventJobConfig = z.output<typeof eventJob>;
