/**
 * The types of resources and data sources, with the arguments that the bindings of the provider allow. The imports are
 * only types: the program does not load the bindings.
 */
import type { AppautoscalingPolicyConfig } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import type { AppautoscalingScheduledActionConfig } from '@cdktf/provider-aws/lib/appautoscaling-scheduled-action';
import type { AppautoscalingTargetConfig } from '@cdktf/provider-aws/lib/appautoscaling-target';
import type { CloudwatchDashboardConfig } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import type { CloudwatchEventRuleConfig } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import type { CloudwatchEventTargetConfig } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import type { CloudwatchLogGroupConfig } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { CloudwatchMetricAlarmConfig } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { DataAwsCallerIdentityConfig } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import type { DataAwsEcsTaskDefinitionConfig } from '@cdktf/provider-aws/lib/data-aws-ecs-task-definition';
import type { DataAwsRegionConfig } from '@cdktf/provider-aws/lib/data-aws-region';
import type { DataAwsSecurityGroupsConfig } from '@cdktf/provider-aws/lib/data-aws-security-groups';
import type { DataAwsSubnetConfig } from '@cdktf/provider-aws/lib/data-aws-subnet';
import type { DataAwsSubnetsConfig } from '@cdktf/provider-aws/lib/data-aws-subnets';
import type { DataAwsVpcsConfig } from '@cdktf/provider-aws/lib/data-aws-vpcs';
import type { DynamodbTableConfig } from '@cdktf/provider-aws/lib/dynamodb-table';
import type { EcsServiceConfig } from '@cdktf/provider-aws/lib/ecs-service';
import type { EcsTaskDefinitionConfig } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { IamPolicyConfig } from '@cdktf/provider-aws/lib/iam-policy';
import type { IamRoleConfig } from '@cdktf/provider-aws/lib/iam-role';
import type { IamRolePolicyAttachmentConfig } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { S3BucketNotificationConfig } from '@cdktf/provider-aws/lib/s3-bucket-notification';
import type { SchedulerScheduleConfig } from '@cdktf/provider-aws/lib/scheduler-schedule';
import type { SchedulerScheduleGroupConfig } from '@cdktf/provider-aws/lib/scheduler-schedule-group';
import type { SfnStateMachineConfig } from '@cdktf/provider-aws/lib/sfn-state-machine';
import type { SnsTopicSubscriptionConfig } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import type { SqsQueueConfig } from '@cdktf/provider-aws/lib/sqs-queue';
import type { MapWithLookups } from '../values/deferred-values';
import type { TerraformMap, TerraformString, TerraformStringList } from './terraform-values';

/** Maps the type of a resource, which is the first part of its address, to the arguments that its binding accepts. */
export type ResourceConfigs = {
  aws_appautoscaling_policy: AppautoscalingPolicyConfig;
  aws_appautoscaling_scheduled_action: AppautoscalingScheduledActionConfig;
  aws_appautoscaling_target: AppautoscalingTargetConfig;
  aws_cloudwatch_dashboard: CloudwatchDashboardConfig;
  aws_cloudwatch_event_rule: CloudwatchEventRuleConfig;
  aws_cloudwatch_event_target: CloudwatchEventTargetConfig;
  aws_cloudwatch_log_group: CloudwatchLogGroupConfig;
  aws_cloudwatch_metric_alarm: CloudwatchMetricAlarmConfig;
  aws_dynamodb_table: DynamodbTableConfig;
  aws_ecs_service: EcsServiceConfig;
  aws_ecs_task_definition: EcsTaskDefinitionConfig;
  aws_iam_policy: IamPolicyConfig;
  aws_iam_role: IamRoleConfig;
  aws_iam_role_policy_attachment: IamRolePolicyAttachmentConfig;
  aws_s3_bucket_notification: S3BucketNotificationConfig;
  aws_scheduler_schedule: SchedulerScheduleConfig;
  aws_scheduler_schedule_group: SchedulerScheduleGroupConfig;
  aws_sfn_state_machine: SfnStateMachineConfig;
  aws_sns_topic_subscription: SnsTopicSubscriptionConfig;
  aws_sqs_queue: SqsQueueConfig;
  terraform_data: TerraformDataConfig;
  'data.aws_caller_identity': DataAwsCallerIdentityConfig;
  'data.aws_ecs_task_definition': DataAwsEcsTaskDefinitionConfig;
  'data.aws_region': DataAwsRegionConfig;
  'data.aws_security_groups': DataAwsSecurityGroupsConfig;
  'data.aws_subnet': DataAwsSubnetConfig;
  'data.aws_subnets': DataAwsSubnetsConfig;
  'data.aws_vpcs': DataAwsVpcsConfig;
};
/** The type of a resource or a data source. */
export type ResourceType = keyof ResourceConfigs;

/**
 * The arguments of `terraform_data`.
 *
 * @see https://developer.hashicorp.com/terraform/language/resources/terraform-data
 */
export interface TerraformDataConfig {
  /** The values that Terraform stores in its state, by name. */
  readonly input: { readonly [name: string]: number };
}

/** The arguments of a resource type as plain values. */
export type Arguments<Type extends ResourceType> = Block<Omit<ResourceConfigs[Type], MetaArgument>>;

/** The arguments that Terraform itself reads: {@link PlainResource} has its own fields for them. */
type MetaArgument =
  'connection' | 'count' | 'dependsOn' | 'forEach' | 'lifecycle' | 'provider' | 'provisioners';

/**
 * The arguments that a binding accepts. Their values may also be deferred values or references. An optional argument
 * may be `undefined`.
 */
type Block<Config> = {
  readonly [Key in RequiredKey<Config>]: Plain<Config[Key]>;
} & {
  readonly [Key in Exclude<keyof Config, RequiredKey<Config>>]?: Plain<Config[Key]> | undefined;
};

type RequiredKey<Config> = {
  [Key in keyof Config]-?: Partial<Pick<Config, Key>> extends Pick<Config, Key> ? never : Key;
}[keyof Config];

/** Converts the type of a binding's argument to the type of its plain value. Tokens of cdktf have no plain value. */
type Plain<Value> = Value extends string
  ? TerraformString
  : Value extends number | boolean
    ? Value
    : Value extends { readonly creationStack: readonly string[] }
      ? never
      : Value extends readonly (infer Item)[]
        ? Item extends string
          ? TerraformStringList
          : readonly Plain<Item>[]
        : Value extends object
          ? string extends keyof Value
            ? TerraformMap | MapWithLookups
            : Block<Value>
          : never;
