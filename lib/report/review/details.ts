/** The differences of long texts: definitions, policies, event patterns and inputs. */
import { samePolicies } from '../../review/permissions/compare-policies';
import {
  isPlanList,
  isPlanObject,
  sensitiveValue,
  unknownValue,
  type PlannedEnvironment,
  type PlanObject,
  type PlanValue,
  type ResourceChange,
} from '../../review/planned-environment';
import { haveSameBehaviour } from '../../review/same-behaviour';
import { parseText } from '../../review/parse-text';
import { compare } from '../../text/compare';
import { isList, isObject } from '../../values/json';
import { once } from '../../values/once';
import { lineDifference } from './details/line-difference';
import { readableSides } from './details/readable-json';
import { withLookupsInWords } from './permissions/lookups-in-words';
import type { DifferenceLine, ReviewedDetail } from './view';
import { words, type Words } from './words';

/** The maximum number of lines of one difference. */
const maximumLines = 200;

/** An argument with a long text, of one type of resource. */
interface LongArgument {
  readonly kind: ReviewedDetail['kind'];
  /** The names of the blocks and of the argument. */
  readonly path: readonly string[];
  /** The argument and its resource in words, without the name of the resource. */
  readonly what: Words;
  /** The name of the argument that has the resource's name. */
  readonly name: string;
  /** Returns whether two texts mean the same. */
  readonly isSame: (before: string, after: string) => boolean;
}

const longArguments: Readonly<Record<string, readonly LongArgument[]>> = {
  aws_sfn_state_machine: [
    {
      kind: 'definition',
      path: ['definition'],
      what: words`the definition of the state machine`,
      name: 'name',
      isSame: haveSameBehaviour,
    },
  ],
  aws_ecs_task_definition: [
    {
      kind: 'definition',
      path: ['container_definitions'],
      what: words`the containers of the task definition`,
      name: 'family',
      isSame: isSameJson,
    },
  ],
  aws_cloudwatch_dashboard: [
    {
      kind: 'definition',
      path: ['dashboard_body'],
      what: words`the dashboard`,
      name: 'dashboard_name',
      isSame: isSameJson,
    },
  ],
  aws_iam_policy: [
    { kind: 'policy', path: ['policy'], what: words`the policy`, name: 'name', isSame: samePolicies },
  ],
  aws_iam_role: [
    {
      kind: 'policy',
      path: ['assume_role_policy'],
      what: words`the trust policy of the role`,
      name: 'name',
      isSame: samePolicies,
    },
  ],
  aws_sqs_queue: [
    {
      kind: 'policy',
      path: ['policy'],
      what: words`the policy of the queue`,
      name: 'name',
      isSame: samePolicies,
    },
  ],
  aws_sns_topic_subscription: [
    {
      kind: 'pattern',
      path: ['filter_policy'],
      what: words`the filter policy of the subscription to the topic`,
      name: 'topic_arn',
      isSame: isSamePattern,
    },
  ],
  aws_cloudwatch_event_rule: [
    {
      kind: 'pattern',
      path: ['event_pattern'],
      what: words`the event pattern of the rule`,
      name: 'name',
      isSame: isSamePattern,
    },
  ],
  aws_cloudwatch_event_target: [
    {
      kind: 'pattern',
      path: ['input'],
      what: words`the input of the rule`,
      name: 'rule',
      isSame: isSameJson,
    },
    {
      kind: 'pattern',
      path: ['input_transformer', 'input_template'],
      what: words`the input of the rule`,
      name: 'rule',
      isSame: isSameJson,
    },
  ],
  aws_scheduler_schedule: [
    {
      kind: 'pattern',
      path: ['target', 'input'],
      what: words`the input of the schedule`,
      name: 'name',
      isSame: isSameJson,
    },
  ],
};

/**
 * Returns the differences of long texts. Texts with the same meaning have none. A created or deleted resource has no
 * difference either, because one side has no text.
 */
export function reviewDetails({ changes }: PlannedEnvironment): readonly ReviewedDetail[] {
  return changes
    .filter(({ action, isDeposed }) => (action === 'update' || action === 'replace') && !isDeposed)
    .flatMap((change) =>
      (longArguments[change.type] ?? []).flatMap((argument) => detailsOf(change, argument)),
    );
}

function detailsOf(change: ResourceChange, argument: LongArgument): readonly ReviewedDetail[] {
  const { before, after } = change;
  if (before === undefined || after === undefined) return [];
  const old = valueAt(before, argument.path);
  const current = valueAt(after, argument.path);
  if (!isDifferent(old, current, argument)) return [];
  const lines = once(() => linesOf(old, current));
  return [
    {
      kind: argument.kind,
      title: titleOf(change, argument),
      // A comment has no space for most differences of a large change, so only those that a format shows are computed.
      get lines() {
        return lines();
      },
    },
  ];
}

function isDifferent(
  before: PlanValue | undefined,
  after: PlanValue | undefined,
  { isSame }: LongArgument,
): boolean {
  if (before === sensitiveValue || after === sensitiveValue || after === unknownValue) return true;
  const [old, current] = [textOf(before), textOf(after)];
  return old !== current && (old === '' || current === '' || !isSame(old, current));
}

/** Returns the lines of the difference of two values that are not the same. */
function linesOf(before: PlanValue | undefined, after: PlanValue | undefined): readonly DifferenceLine[] {
  if (before === sensitiveValue || after === sensitiveValue)
    return [{ sign: '…', text: 'Terraform hides this text, because the text is marked as sensitive' }];
  if (after === unknownValue)
    return [{ sign: '…', text: 'Terraform knows the new text only after the apply' }];
  const [old, current] = [textOf(before), textOf(after)];
  const sides = readableSides(withLookupsInWords(old), withLookupsInWords(current));
  const lines = lineDifference(sides.before, sides.after, maximumLines);
  // The lines show the JSON inside a string like other JSON.
  if (lines.some(({ sign }) => sign !== ' ' && sign !== '…')) return lines;
  return [{ sign: '…', text: 'Only the formatting of the JSON inside a string changes' }];
}

function textOf(value: PlanValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function titleOf({ address, owner, before, after }: ResourceChange, { what, name }: LongArgument): Words {
  const value = after?.[name] ?? before?.[name];
  const title = words`${what} ${typeof value === 'string' ? value : address}`;
  return owner?.kind === 'job' ? words`${owner.jobName}: ${title}` : title;
}

/** Returns the value at a path of blocks. A block is a list with one item. */
function valueAt(values: PlanObject, [name, ...rest]: readonly string[]): PlanValue | undefined {
  const value = name === undefined ? undefined : values[name];
  if (rest.length === 0) return value;
  const block = isPlanList(value) ? value[0] : value;
  // A hidden block has no values inside.
  if (block === unknownValue || block === sensitiveValue) return block;
  return isPlanObject(block) ? valueAt(block, rest) : undefined;
}

function isSameJson(before: string, after: string): boolean {
  const [old, current] = [jsonKey(before, false), jsonKey(after, false)];
  if (old !== undefined && current !== undefined) return old === current;
  // A template of an input is not JSON, because it has placeholders.
  const sides = readableSides(before, after);
  return JSON.stringify(sides.before) === JSON.stringify(sides.after);
}

/** The order of the alternatives of an event pattern has no meaning. */
function isSamePattern(before: string, after: string): boolean {
  const old = jsonKey(before, true);
  return old !== undefined && old === jsonKey(after, true);
}

/** Returns the same text for JSON that differs only in the order of keys; `undefined` for a text that is not JSON. */
function jsonKey(text: string, isPattern: boolean): string | undefined {
  const value = parseText(text);
  return value === undefined ? undefined : valueKey(value, isPattern);
}

/**
 * Returns the same text for values that differ only in the order of keys.
 *
 * @param isUnordered - Whether the order of the items of lists has no meaning either.
 */
function valueKey(value: unknown, isUnordered: boolean): string {
  if (isList(value)) {
    const items = value.map((item) => valueKey(item, isUnordered));
    return `[${(isUnordered ? items.sort(compare) : items).join()}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  // Each operator of a numeric range belongs to the number after it.
  const entries = Object.entries(value).map(
    ([key, inner]) => `${JSON.stringify(key)}:${valueKey(inner, isUnordered && key !== 'numeric')}`,
  );
  return `{${entries.sort(compare).join()}}`;
}
