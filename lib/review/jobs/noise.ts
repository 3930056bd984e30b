/** The values whose differences have no row in a review, each with the reason. */
import type { ValuePath } from './cursor';

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
