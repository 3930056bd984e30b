/**
 * The names of resources in AWS, and the IDs that Terraform's `import` blocks need. `e2e/import-ids.test.ts` imports a
 * resource of each type with these IDs.
 */
import type { ResourceType } from './resource-types';

/** The types of resources that Terraform manages: data sources have no ID. */
export type ManagedType = Exclude<ResourceType, `data.${string}`>;

/** Describes how resources of one type are identified. */
export interface ImportIdRule {
  /**
   * The arguments that identify a resource of the type in its account and region. Two resources with equal values are one
   * resource in AWS.
   */
  readonly identity: readonly string[];
  /**
   * The ID of an `import` block: values that are joined with a slash, or one attribute of the state. `undefined` if the
   * provider can't import resources of the type.
   */
  readonly importId: readonly string[] | undefined;
  /**
   * Whether the resource has data that a deletion loses: `history` of executions, `messages`, `log` lines.
   *
   * @default none
   */
  readonly holds?: string;
}

/** The arguments that AWS fills in, and the value that they then have. */
export const defaultNames: Readonly<Record<string, string>> = {
  event_bus_name: 'default',
  group_name: 'default',
};

/**
 * The rule of each type. The IDs are those of the provider's documentation, version 6.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
export const importIdRules: Readonly<Record<ManagedType, ImportIdRule>> = {
  aws_appautoscaling_policy: {
    identity: ['service_namespace', 'resource_id', 'scalable_dimension', 'name'],
    importId: ['service_namespace', 'resource_id', 'scalable_dimension', 'name'],
  },
  aws_appautoscaling_scheduled_action: {
    identity: ['service_namespace', 'resource_id', 'scalable_dimension', 'name'],
    importId: undefined,
  },
  aws_appautoscaling_target: {
    identity: ['service_namespace', 'resource_id', 'scalable_dimension'],
    importId: ['service_namespace', 'resource_id', 'scalable_dimension'],
  },
  aws_cloudwatch_dashboard: { identity: ['dashboard_name'], importId: ['dashboard_name'] },
  aws_cloudwatch_event_rule: {
    identity: ['event_bus_name', 'name'],
    importId: ['event_bus_name', 'name'],
  },
  aws_cloudwatch_event_target: {
    identity: ['event_bus_name', 'rule', 'target_id'],
    importId: ['event_bus_name', 'rule', 'target_id'],
  },
  aws_cloudwatch_log_group: { identity: ['name'], importId: ['name'], holds: 'the log of old runs' },
  aws_cloudwatch_metric_alarm: { identity: ['alarm_name'], importId: ['alarm_name'] },
  aws_dynamodb_table: { identity: ['name'], importId: ['name'], holds: 'its items' },
  aws_ecs_service: { identity: ['cluster', 'name'], importId: ['cluster', 'name'] },
  aws_ecs_task_definition: { identity: ['family'], importId: ['arn'] },
  aws_iam_policy: { identity: ['name'], importId: ['arn'] },
  aws_iam_role: { identity: ['name'], importId: ['name'] },
  aws_iam_role_policy_attachment: { identity: ['role', 'policy_arn'], importId: ['role', 'policy_arn'] },
  aws_s3_bucket_notification: { identity: ['bucket'], importId: ['bucket'] },
  aws_scheduler_schedule: { identity: ['group_name', 'name'], importId: ['group_name', 'name'] },
  aws_scheduler_schedule_group: { identity: ['name'], importId: ['name'] },
  aws_sfn_state_machine: {
    identity: ['name'],
    importId: ['arn'],
    holds: 'the history of its executions',
  },
  aws_sns_topic_subscription: { identity: ['topic_arn', 'protocol', 'endpoint'], importId: ['arn'] },
  aws_sqs_queue: { identity: ['name'], importId: ['url'], holds: 'its messages' },
  terraform_data: { identity: [], importId: undefined },
};
