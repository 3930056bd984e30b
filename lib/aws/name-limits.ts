import { shortHash } from '../text/short-hash';

/** What a service takes as a name. */
interface NameRule {
  readonly what: string;
  readonly maximumLength: number;
  readonly page: string;
}

/**
 * The longest name of each kind of resource that we make. The characters that all of them take are letters, digits,
 * `-` and `_`: what we build names from is limited to those.
 */
export const nameRules = {
  rule: {
    what: 'an EventBridge rule',
    maximumLength: 64,
    page: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html',
  },
  target: {
    what: 'the id of an EventBridge target',
    maximumLength: 64,
    page: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html',
  },
  schedule: {
    what: 'a schedule',
    maximumLength: 64,
    page: 'https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html',
  },
  scheduleGroup: {
    what: 'a schedule group',
    maximumLength: 64,
    page: 'https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateScheduleGroup.html',
  },
  stateMachine: {
    what: 'a state machine',
    maximumLength: 80,
    page: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html',
  },
  queue: {
    what: 'a queue',
    maximumLength: 80,
    page: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html',
  },
  role: {
    what: 'a role',
    maximumLength: 64,
    page: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html',
  },
  policy: {
    what: 'a policy',
    maximumLength: 128,
    page: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html',
  },
} as const satisfies Record<string, NameRule>;
export type NamedResource = keyof typeof nameRules;

/** Letters, digits, `-` and `_`: what every service above takes. */
export const commonNamePattern = /^[A-Za-z0-9_-]+$/;

/** Characters of the description of a rule or a schedule. */
export const maximumDescriptionCharacters = 512;

/** Why a name is refused for its length, or `undefined`. */
export function explainInvalidLength(resource: NamedResource, name: string): string | undefined {
  const { what, maximumLength } = nameRules[resource];
  if (name.length <= maximumLength) return undefined;
  return `the name of ${what} has at most ${maximumLength} characters, and ${name} has ${name.length}`;
}

/**
 * A name within the limit: what is too long loses its end to eight characters of its own hash. For names that nobody
 * types, such as those of roles.
 */
export function shorten(resource: NamedResource, name: string): string {
  const { maximumLength } = nameRules[resource];
  if (name.length <= maximumLength) return name;
  const hash = shortHash(name);
  return `${name.slice(0, maximumLength - hash.length - 1)}-${hash}`;
}
