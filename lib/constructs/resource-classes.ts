import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingScheduledAction } from '@cdktf/provider-aws/lib/appautoscaling-scheduled-action';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsEcsTaskDefinition } from '@cdktf/provider-aws/lib/data-aws-ecs-task-definition';
import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region';
import { DataAwsSecurityGroups } from '@cdktf/provider-aws/lib/data-aws-security-groups';
import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { DataAwsSubnets } from '@cdktf/provider-aws/lib/data-aws-subnets';
import { DataAwsVpcs } from '@cdktf/provider-aws/lib/data-aws-vpcs';
import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification';
import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { SchedulerScheduleGroup } from '@cdktf/provider-aws/lib/scheduler-schedule-group';
import { SfnStateMachine } from '@cdktf/provider-aws/lib/sfn-state-machine';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import type { TerraformDataSource, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import type { ResourceConfigs, ResourceType } from '../resources/resource-types';
import { TerraformData } from './terraform-data';

/** A construct of a resource or a data source. */
export type ResourceConstruct = TerraformDataSource | TerraformResource;

type ResourceClass<Type extends ResourceType> = new (
  scope: Construct,
  id: string,
  config: ResourceConfigs[Type],
) => ResourceConstruct;

/** Maps the type of a resource to its class in the bindings. */
export const resourceClasses: { readonly [Type in ResourceType]: ResourceClass<Type> } = {
  aws_appautoscaling_policy: AppautoscalingPolicy,
  aws_appautoscaling_scheduled_action: AppautoscalingScheduledAction,
  aws_appautoscaling_target: AppautoscalingTarget,
  aws_cloudwatch_dashboard: CloudwatchDashboard,
  aws_cloudwatch_event_rule: CloudwatchEventRule,
  aws_cloudwatch_event_target: CloudwatchEventTarget,
  aws_cloudwatch_log_group: CloudwatchLogGroup,
  aws_cloudwatch_metric_alarm: CloudwatchMetricAlarm,
  aws_dynamodb_table: DynamodbTable,
  aws_ecs_service: EcsService,
  aws_ecs_task_definition: EcsTaskDefinition,
  aws_iam_policy: IamPolicy,
  aws_iam_role: IamRole,
  aws_iam_role_policy_attachment: IamRolePolicyAttachment,
  aws_s3_bucket_notification: S3BucketNotification,
  aws_scheduler_schedule: SchedulerSchedule,
  aws_scheduler_schedule_group: SchedulerScheduleGroup,
  aws_sfn_state_machine: SfnStateMachine,
  aws_sns_topic_subscription: SnsTopicSubscription,
  aws_sqs_queue: SqsQueue,
  terraform_data: TerraformData,
  'data.aws_caller_identity': DataAwsCallerIdentity,
  'data.aws_ecs_task_definition': DataAwsEcsTaskDefinition,
  'data.aws_region': DataAwsRegion,
  'data.aws_security_groups': DataAwsSecurityGroups,
  'data.aws_subnet': DataAwsSubnet,
  'data.aws_subnets': DataAwsSubnets,
  'data.aws_vpcs': DataAwsVpcs,
};
