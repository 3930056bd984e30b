/** The values whose differences have no row in a review, each with the reason. */
import type { PlanObject, PlanValue } from '../planned-environment';
import { sameValue } from '../same-value';
import type { ChangedValue } from './changed-values';
import { generatedArguments } from './configured-arguments';
import type { ValuePath } from './cursor';
import { isEmpty, jsonOf } from './plan-values';

/** The reasons why a difference has no row. */
const reasons = {
  computed: 'AWS or the provider computes it; nobody configures it',
  repeated: 'it repeats the tags, also those that Terraform marks as sensitive',
  permissions: 'the table of permissions shows it',
  repetition: 'it repeats the kinds of the jobs, which other rows show',
  terraform: 'it changes only what Terraform does, and nothing in AWS',
} as const;
type Reason = keyof typeof reasons;

/** Arguments and attributes of any resource, by name. */
const noise: Readonly<Record<string, Reason>> = {
  alarm_arns: 'computed',
  arn: 'computed',
  arn_without_revision: 'computed',
  attachment_count: 'computed',
  create_date: 'computed',
  creation_date: 'computed',
  dashboard_arn: 'computed',
  id: 'computed',
  last_modification_date: 'computed',
  policy_id: 'computed',
  revision: 'computed',
  revision_id: 'computed',
  state_machine_version_arn: 'computed',
  status: 'computed',
  stream_arn: 'computed',
  stream_label: 'computed',
  unique_id: 'computed',
  url: 'computed',
  version_description: 'computed',
  tags_all: 'repeated',
  policy: 'permissions',
  assume_role_policy: 'permissions',
  timeouts: 'terraform',
  output: 'computed',
};

/**
 * Returns the reason why a value that differs has no row; `undefined` if it must have a row.
 *
 * @param type - The type of the resource.
 * @param path - The path to the value in the arguments of the resource.
 */
export function reasonForNoise(type: string, [name]: ValuePath): string | undefined {
  // The argument `arn` of a target is the ARN of the resource that the rule invokes, so it is not computed.
  if (type === 'aws_cloudwatch_event_target' && name === 'arn') return undefined;
  if (type === 'aws_iam_role' && name === 'description') return reasons.repetition;
  if (typeof name !== 'string' || !Object.hasOwn(noise, name)) return undefined;
  const reason = noise[name];
  return reason === undefined ? undefined : reasons[reason];
}

/** The defaults of the provider that are not `false`, of arguments that this program never sets. */
const otherDefaults: Readonly<Record<string, PlanValue>> = {
  max_session_duration: 3600,
  scheduling_strategy: 'REPLICA',
  // This program sets it only to `true`.
  skip_destroy: false,
};

/**
 * Whether an argument changes from nothing to the default of the provider. An older provider, which did not have the
 * argument, wrote such a state. In AWS, nothing changes.
 */
export function isProviderDefault({ path, before, after }: ChangedValue): boolean {
  const [name, ...below] = path;
  if (typeof name !== 'string' || below.length > 0 || !isEmpty(before)) return false;
  if (Object.hasOwn(otherDefaults, name)) return otherDefaults[name] === after;
  return after === false && !generatedArguments.has(name);
}

/** Whether the sides of a resource differ only in defaults of the provider. A hidden value may differ in AWS. */
export function differOnlyInDefaults(before: PlanObject, after: PlanObject): boolean {
  let found = false;
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const old = before[name] ?? null;
    const current = after[name] ?? null;
    if (isProviderDefault({ path: [name], before: old, after: current })) found = true;
    else if (!sameValue(old, current) || jsonOf(old) === undefined) return false;
  }
  return found;
}
