/**
 * Every field of the origins, and what happens to it. A value can have another outcome than its field, for example because
 * env-config rejects it.
 *
 * @see https://github.com/Songmu/ecschedule/blob/v0.20.0/rule.go
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html
 */
import type { SourceFormat } from './read-files';

/** What happens to a field. */
export type FieldRule =
  | { readonly kind: 'carried'; readonly to: string }
  | { readonly kind: 'changed'; readonly to: string | undefined; readonly reason: string }
  | { readonly kind: 'not possible'; readonly reason: string };

/** Fields by their paths. In a path, `*` is an item of a list, or a name that the user chooses. */
type Rules = Readonly<Record<string, FieldRule>>;

const carried = (to: string): FieldRule => ({ kind: 'carried', to });
const unneeded = (reason: string): FieldRule => ({ kind: 'changed', to: undefined, reason });
const changed = (to: string, reason: string): FieldRule => ({ kind: 'changed', to, reason });
const impossible = (reason: string): FieldRule => ({ kind: 'not possible', reason });

const role = unneeded('Terraform creates the role that starts the job');
const targetId = unneeded('Terraform chooses the ID of the target');
const jobName = unneeded('the name is the key of the job');
const deadLetters = changed(
  'delivery.dead_letter_queue',
  'Terraform creates a queue for the job; read this queue instead',
);
const group = impossible('a task gets the group of its family; filter tasks by the tag background-jobs:job');
const propagateTags = impossible(
  'a task gets the tags of env-config; write the tags of the task definition in tags',
);
const placement = impossible('a task runs on Fargate, which has no placement');

/** The fields of an override, which ECS has in one document. */
const containerOverrides = {
  'containerOverrides.*.name': carried('service.container_name'),
  'containerOverrides.*.command': carried('task_command'),
  'containerOverrides.*.environment': carried('environment_variables'),
  'containerOverrides.*.cpu': impossible(
    'the container can use the CPU of the whole task; write cpu and memory of the task',
  ),
  'containerOverrides.*.memory': impossible(
    'the container can use the memory of the whole task; write cpu and memory of the task',
  ),
  'containerOverrides.*.memoryReservation': impossible(
    'a job has no reservation; write cpu and memory of the task',
  ),
} satisfies Rules;

const below = (prefix: string, rules: Rules): Rules =>
  Object.fromEntries(Object.entries(rules).map(([path, rule]) => [`${prefix}.${path}`, rule]));

const ecscheduleRule: Rules = {
  name: jobName,
  description: carried('description'),
  scheduleExpression: carried('schedule_expression'),
  disabled: carried('state'),
  targetId,
  taskDefinition: carried('service.task_definition_family'),
  taskCount: unneeded('each run starts one task'),
  'taskOverride.cpu': carried('cpu'),
  'taskOverride.memory': carried('memory'),
  ...containerOverrides,
  role,
  group,
  'capacityProviderStrategy.*': carried('capacity_provider'),
  launch_type: unneeded('a job always runs on Fargate'),
  platform_version: unneeded('a task runs on the latest platform version, 1.4.0'),
  'network_configuration.aws_vpc_configuration.subnets': carried('service.subnet_ids'),
  'network_configuration.aws_vpc_configuration.security_groups': carried('service.security_group_ids'),
  'network_configuration.aws_vpc_configuration.assign_public_ip': carried('service.assign_public_ip'),
  'dead_letter_config.sqs': deadLetters,
  propagateTags,
  region: carried('region'),
  cluster: carried('service.cluster_name'),
  trackingId: unneeded('ecschedule finds its own rules with it'),
};

const ecsParameters: Rules = {
  TaskDefinitionArn: carried('service.task_definition_family'),
  TaskCount: unneeded('each run starts one task'),
  LaunchType: unneeded('a job always runs on Fargate'),
  PlatformVersion: unneeded('a task runs on the latest platform version, 1.4.0'),
  'NetworkConfiguration.awsvpcConfiguration.Subnets': carried('service.subnet_ids'),
  'NetworkConfiguration.awsvpcConfiguration.SecurityGroups': carried('service.security_group_ids'),
  'NetworkConfiguration.awsvpcConfiguration.AssignPublicIp': carried('service.assign_public_ip'),
  'CapacityProviderStrategy.*': carried('capacity_provider'),
  Group: group,
  PropagateTags: propagateTags,
  Tags: impossible('a task gets the tags of env-config; write them in tags'),
  EnableECSManagedTags: impossible('a task gets the tags of env-config, and no tags of ECS'),
  EnableExecuteCommand: impossible('a task of a job has no ECS Exec'),
  PlacementConstraints: placement,
  PlacementStrategy: placement,
  ReferenceId: unneeded('ECS stores this ID with the task, and does not use it'),
};

const target: Rules = {
  Id: targetId,
  Arn: carried('service.cluster_name'),
  RoleArn: role,
  ...below('Input', {
    cpu: carried('cpu'),
    memory: carried('memory'),
    taskRoleArn: carried('task_role_arn'),
    executionRoleArn: impossible('all jobs have the same execution role; write service.execution_role_arn'),
    'ephemeralStorage.sizeInGiB': carried('ephemeral_storage_gib'),
    ...containerOverrides,
  }),
  Input: unneeded('the input is empty'),
  InputPath: impossible('a job has a fixed command, and does not read the event of its schedule'),
  InputTransformer: impossible('a job has a fixed command, and does not read the event of its schedule'),
  ...below('EcsParameters', ecsParameters),
  'DeadLetterConfig.Arn': deadLetters,
  'RetryPolicy.MaximumRetryAttempts': carried('delivery.maximum_retry_attempts'),
  'RetryPolicy.MaximumEventAgeInSeconds': carried('delivery.maximum_event_age_seconds'),
};

/** What happens to each field of each kind of file. */
export const fieldRules: Readonly<Record<SourceFormat, Rules>> = {
  ecschedule: {
    region: carried('region'),
    cluster: carried('service.cluster_name'),
    trackingId: unneeded('ecschedule finds its own rules with it'),
    role,
    rules: unneeded('there is no rule'),
    ...below('rules.*', ecscheduleRule),
    plugins: unneeded('the program does not evaluate templates'),
  },
  rules: {
    Rules: unneeded('there is no rule'),
    ...below('Rules.*', {
      Name: jobName,
      Arn: changed('account_id', 'the account and the region of the rule'),
      Description: carried('description'),
      ScheduleExpression: carried('schedule_expression'),
      State: carried('state'),
      EventBusName: unneeded('a schedule has no event bus'),
      RoleArn: role,
      EventPattern: impossible('a scheduled job has no event pattern; write a second job in event_jobs'),
      ManagedBy: impossible('an AWS service manages the rule'),
      ...below('Targets.*', target),
    }),
  },
  targets: { Targets: unneeded('the rule has no target'), ...below('Targets.*', target) },
  schedule: {
    Name: jobName,
    GroupName: unneeded('Terraform chooses the group of the schedule'),
    Arn: changed('account_id', 'the account and the region of the schedule'),
    Description: carried('description'),
    ScheduleExpression: carried('schedule_expression'),
    ScheduleExpressionTimezone: carried('schedule_expression_timezone'),
    StartDate: carried('start_date'),
    EndDate: carried('end_date'),
    State: carried('state'),
    'FlexibleTimeWindow.Mode': unneeded('flexible_time_window_minutes alone turns the window on'),
    'FlexibleTimeWindow.MaximumWindowInMinutes': carried('flexible_time_window_minutes'),
    ActionAfterCompletion: unneeded('Terraform keeps the schedule after its last run'),
    KmsKeyArn: impossible('all schedules have the same key; write kms_key_arn'),
    CreationDate: unneeded('AWS sets the date'),
    LastModificationDate: unneeded('AWS sets the date'),
    ...below('Target', target),
  },
  schedules: { Schedules: unneeded('the file of the schedule has the value') },
};

const steps = Object.fromEntries(
  Object.entries(fieldRules).map(([format, rules]) => [
    format,
    Object.entries(rules).map(([path, rule]) => ({ path: path.split('.'), rule })),
  ]),
);

/** Fields whose values have parts with any names. Below other fields, only the items of lists are values. */
const anyParts =
  /^(?:plugins|Schedules)$|(?:\.environment|EventPattern|InputTransformer|Tags|Placement\w+|capacityProviderStrategy\.\*|CapacityProviderStrategy\.\*)$/;

/** Returns the rule of the field that has a leaf; `undefined` if the origin has no such field. */
export function ruleOfLeaf(format: SourceFormat, path: readonly string[]): FieldRule | undefined {
  return (steps[format] ?? [])
    .filter(
      (each) =>
        each.path.length <= path.length &&
        each.path.every((step, index) => step === '*' || step === path[index]) &&
        (anyParts.test(each.path.join('.')) ||
          path.slice(each.path.length).every((step) => /^\d+$/.test(step))),
    )
    .toSorted((a, b) => b.path.length - a.path.length)[0]?.rule;
}
