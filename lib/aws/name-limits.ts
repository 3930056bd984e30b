import { shortHash } from '../text/short-hash';

/** The limit of a service for the names of one type of resource. */
interface NameRule {
  /** The type of resource in messages, with its article: `a queue`. */
  readonly resource: string;
  /** The maximum length of a name, in characters. */
  readonly maximumLength: number;
  /** AWS's page with the limit. */
  readonly page: string;
}

/**
 * The maximum length of the names of each type of resource. Each entry has its page below https://docs.aws.amazon.com/.
 *
 * The services of all these resources accept letters, digits, `-` and `_` in names. Generated names have no other
 * characters, except the dot in the names of rules that report failed runs.
 */
export const nameLimits = {
  rule: {
    resource: 'an EventBridge rule',
    maximumLength: 64,
    page: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html',
  },
  target: {
    resource: 'the ID of an EventBridge target',
    maximumLength: 64,
    page: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html',
  },
  schedule: {
    resource: 'a schedule',
    maximumLength: 64,
    page: 'https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html',
  },
  scheduleGroup: {
    resource: 'a schedule group',
    maximumLength: 64,
    page: 'https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateScheduleGroup.html',
  },
  stateMachine: {
    resource: 'a state machine',
    maximumLength: 80,
    page: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html',
  },
  queue: {
    resource: 'a queue',
    maximumLength: 80,
    page: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html',
  },
  role: {
    resource: 'a role',
    maximumLength: 64,
    page: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html',
  },
  policy: {
    resource: 'a policy',
    maximumLength: 128,
    page: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html',
  },
  dashboard: {
    resource: 'a dashboard',
    maximumLength: 255,
    page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html',
  },
} as const satisfies Record<string, NameRule>;
/** A type of resource with a generated name. */
export type NamedResource = keyof typeof nameLimits;

/**
 * Matches names of letters, digits, `-` and `_`. The services of all resources in {@link nameLimits} accept these
 * names.
 */
export const commonNamePattern = /^[A-Za-z0-9_-]+$/;

/**
 * The maximum length of the description of a rule or schedule.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export const maximumDescriptionCharacters = 512;

/**
 * Explains why a name is too long, and by how many characters.
 *
 * @param type - The type of the resource.
 * @param name - The name.
 * @param source - The field that the user must shorten, because the name contains its value: `service.name`.
 * @returns `undefined` if the length is allowed.
 */
export function explainInvalidLength(type: NamedResource, name: string, source: string): string | undefined {
  const { resource, maximumLength } = nameLimits[type];
  const excess = name.length - maximumLength;
  if (excess <= 0) return undefined;
  const characters = excess === 1 ? '1 character' : `${excess} characters`;
  return `${name} has ${name.length} characters; the name of ${resource} must have at most ${maximumLength} characters; shorten ${source} by at least ${characters}`;
}

/**
 * Shortens a name that is too long: eight characters of its hash replace its end. Use this function only for names that
 * users do not type, such as the names of roles.
 *
 * @param type - The type of the resource.
 * @param name - The name.
 */
export function shorten(type: NamedResource, name: string): string {
  const { maximumLength } = nameLimits[type];
  if (name.length <= maximumLength) return name;
  const hash = shortHash(name);
  return `${name.slice(0, maximumLength - hash.length - 1)}-${hash}`;
}
