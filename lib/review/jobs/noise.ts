/** Values that differ without a meaning for a reviewer of the jobs, each with the reason. */
import type { ValuePath } from './cursor';

/** The reasons for which no row shows a value that differs. */
const reasons = {
  computed: 'AWS or the provider computes it; nobody configures it',
  repeated: 'it repeats the tags, also those that Terraform marks as sensitive',
  permissions: 'the table of permissions shows it',
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
 * Returns why a value that differs gets no row; `undefined` if it must get one.
 *
 * @param type - The type of the resource.
 * @param path - The path to the value in the arguments of the resource.
 */
export function reasonForNoise(type: string, [name]: ValuePath): string | undefined {
  // The ARN of a target is what the rule starts, and not the ARN of the resource.
  if (type === 'aws_cloudwatch_event_target' && name === 'arn') return undefined;
  if (typeof name !== 'string' || !Object.hasOwn(noise, name)) return undefined;
  const reason = noise[name];
  return reason === undefined ? undefined : reasons[reason];
}
