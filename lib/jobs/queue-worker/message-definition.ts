/** The definition of a state machine that sends a message. It is for messages that an EventBridge target can't build. */
import { integrationArn, type Location } from '../../aws/arns';
import { eventReferences, type EventReference } from '../../values/event-templates';
import type { Json, DeferredString } from '../../values/deferred-values';
import type { Catcher, Retrier, StateMachineDefinition } from '../../aws/state-machines/definition';
import { eventTextExpression, defaultValueStates } from '../../aws/state-machines/intrinsic-functions';
import type { Delivery } from '../triggers/triggers';
import type { MessageField } from './queue-worker';
import { failedState } from '../run/definition/failure-states';
import { statesByName, type NamedState } from '../run/definition/fragments';
import { deliveryLimits } from '../../aws/events/limits';

/** The values that the definition needs. */
export interface MessageDefinitionProps {
  /** The partition, the region and the account of the queues. */
  readonly location: Location;
  /** The comment of the definition; `undefined` for no comment. */
  readonly description: string | undefined;
  /** The URL of the worker's queue. */
  readonly queueUrl: DeferredString;
  /**
   * The message group; `undefined` for a standard queue. If it is a reference, each message's group is the hash of the
   * referenced value.
   */
  readonly messageGroup: string | EventReference | undefined;
  /** The fields of the message; `undefined` if the message is the unchanged event. */
  readonly message: readonly MessageField[] | undefined;
  /** The limits of the retries; `undefined` for EventBridge's defaults. */
  readonly delivery: Delivery | undefined;
  /** The URL of the queue for events whose retries are exhausted; `undefined` if such events are lost. */
  readonly undeliveredUrl: DeferredString | undefined;
}

const sendState = 'SendMessage';
const keepState = 'SendToUndeliveredQueue';

/**
 * Builds a definition that sends the message. The execution retries for as long as EventBridge would retry the
 * delivery.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html
 */
export function messageDefinition(props: MessageDefinitionProps): StateMachineDefinition {
  const { location, description, queueUrl, message, messageGroup, undeliveredUrl } = props;
  const defaults = defaultValueStates(
    (message ?? []).flatMap(([, text]) => eventReferences(text)),
    sendState,
  );
  const retriers = retriersOf(props.delivery);
  const states: readonly NamedState[] = [
    ...defaults,
    [
      sendState,
      {
        Type: 'Task',
        Resource: integrationArn(location, 'sqs:sendMessage'),
        Parameters: {
          QueueUrl: queueUrl,
          ...(message === undefined ? { 'MessageBody.$': '$' } : { MessageBody: bodyTemplate(message) }),
          ...groupParameter(messageGroup),
        },
        ...(retriers.length === 0 ? {} : { Retry: retriers }),
        ...(undeliveredUrl === undefined ? {} : { Catch: [toUndelivered] }),
        End: true,
      },
    ],
    ...(undeliveredUrl === undefined ? [] : keepUndelivered(location, undeliveredUrl)),
  ];
  return {
    ...(description === undefined ? {} : { Comment: description }),
    StartAt: defaults[0]?.[0] ?? sendState,
    States: statesByName(states),
  };
}

function bodyTemplate(message: readonly MessageField[]): {
  readonly [name: string]: Json;
} {
  return Object.fromEntries(
    message.map(([field, text]) =>
      typeof text === 'string' ? [field, text] : [`${field}.$`, eventTextExpression(text)],
    ),
  );
}

/**
 * Returns the parameter for the message group. The group of an object key is the hash of the key, because a key can be
 * too long for a group ID, or have invalid characters.
 */
function groupParameter(group: MessageDefinitionProps['messageGroup']): { readonly [name: string]: string } {
  if (group === undefined) return {};
  return typeof group === 'string'
    ? { MessageGroupId: group }
    : { 'MessageGroupId.$': `States.Hash(${group.path}, 'SHA-256')` };
}

const toUndelivered: Catcher = {
  ErrorEquals: ['States.TaskFailed'],
  ResultPath: '$.failure',
  Next: keepState,
};

/**
 * Builds the states that send the event unchanged to the queue for undelivered events, as EventBridge would. Afterwards
 * the execution fails.
 */
function keepUndelivered(location: Location, queueUrl: DeferredString): readonly NamedState[] {
  return [
    [
      keepState,
      {
        Type: 'Task',
        Resource: integrationArn(location, 'sqs:sendMessage'),
        Parameters: {
          QueueUrl: queueUrl,
          'MessageBody.$': '$$.Execution.Input',
          MessageAttributes: { ERROR_CODE: { DataType: 'String', 'StringValue.$': '$.failure.Error' } },
        },
        Retry: [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 2, MaxAttempts: 6, BackoffRate: 2 }],
        ResultPath: null,
        Next: failedState,
      },
    ],
    [failedState, { Type: 'Fail', ErrorPath: '$.failure.Error', CausePath: '$.failure.Cause' }],
  ];
}

const waits = { first: 2, rate: 2, maximum: 480 } as const;

function retriersOf(delivery: Delivery | undefined): readonly Retrier[] {
  const { maximumEventAgeSeconds, maximumRetryAttempts } = deliveryLimits;
  const attempts = attemptsWithin(
    delivery?.maximumEventAgeSeconds ?? maximumEventAgeSeconds.default,
    delivery?.maximumRetryAttempts ?? maximumRetryAttempts.default,
  );
  if (attempts === 0) return [];
  return [
    {
      ErrorEquals: ['States.TaskFailed'],
      IntervalSeconds: waits.first,
      MaxAttempts: attempts,
      BackoffRate: waits.rate,
      MaxDelaySeconds: waits.maximum,
    },
  ];
}

/** Returns the number of retries before the event is too old, at most `maximumAttempts`. */
export function attemptsWithin(seconds: number, maximumAttempts: number): number {
  const begins = Array.from({ length: maximumAttempts }, (_, index) =>
    Math.min(waits.first * waits.rate ** index, waits.maximum),
  );
  let waited = 0;
  return begins.filter((wait) => {
    waited += wait;
    return waited <= seconds;
  }).length;
}
