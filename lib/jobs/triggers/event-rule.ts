import { defaultEventBus } from '../../aws/events/event-buses';
import type { EventPattern } from '../../aws/events/event-patterns';
import { objectPattern } from '../../aws/s3/object-events';
import type { DeliveryConfig } from '../../config/schema/delivery';
import type { BuildContext } from '../build-context';
import { ruleArn } from '../resource-names';
import { buildDelivery } from './delivery';
import type { Enablement, EventRule, EventSource } from './triggers';

/** The parts of an EventBridge rule that come from its job. */
export interface EventRuleOptions<Source extends EventSource> {
  /** The description of the job. */
  readonly description: string | undefined;
  /** Whether the rule invokes its target. */
  readonly state: Enablement;
  /** The events that the rule matches. */
  readonly source: Source;
  /** The fields of the configuration that every rule has. */
  readonly configured: EventRuleConfig;
  /** The name of the dead-letter queue, which exists only if the configuration has `dead_letter_queue: true`. */
  readonly deadLetterQueueName: string;
}

/** The fields of the configuration that every rule has, whatever events it matches. */
export interface EventRuleConfig {
  /**
   * The name of the event bus.
   *
   * @default the account's default bus
   */
  readonly event_bus_name?: string | undefined;
  /**
   * The retries and the dead-letter queue.
   *
   * @default EventBridge's own limits, and no dead-letter queue
   */
  readonly delivery?: DeliveryConfig | undefined;
}

/** Builds the EventBridge rule of a job. */
export function buildRule<Source extends EventSource>(
  { location }: Pick<BuildContext, 'location'>,
  name: string,
  { description, state, source, configured, deadLetterQueueName }: EventRuleOptions<Source>,
): EventRule<Source> {
  const eventBusName = configured.event_bus_name ?? defaultEventBus;
  return {
    name,
    description,
    state,
    eventBusName,
    eventPattern: patternOf(source),
    source,
    delivery: buildDelivery(configured.delivery, {
      location,
      queueName: deadLetterQueueName,
      ruleArn: ruleArn(location, eventBusName, name),
    }),
  };
}

function patternOf(source: EventSource): EventPattern {
  switch (source.kind) {
    case 'objects':
      return objectPattern(source.event, source.filter);
    case 'pattern':
      return source.pattern;
  }
}
