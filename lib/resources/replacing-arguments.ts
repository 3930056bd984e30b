/**
 * The arguments of our resources that AWS can't change: another value makes Terraform replace the resource. Terraform's
 * schema does not mark them. `__tests__/gates/replacing-arguments.test.ts` compares this table with the plans of
 * Terraform.
 */
export const replacingArguments: Readonly<Record<string, readonly string[]>> = {
  aws_appautoscaling_policy: ['name', 'resource_id', 'scalable_dimension', 'service_namespace'],
  aws_appautoscaling_scheduled_action: ['name', 'resource_id', 'scalable_dimension', 'service_namespace'],
  aws_appautoscaling_target: ['resource_id', 'scalable_dimension', 'service_namespace'],
  aws_cloudwatch_dashboard: ['dashboard_name'],
  aws_cloudwatch_event_rule: ['event_bus_name', 'name'],
  aws_cloudwatch_event_target: ['event_bus_name', 'rule', 'target_id'],
  aws_cloudwatch_log_group: ['name'],
  aws_cloudwatch_metric_alarm: ['alarm_name'],
  aws_dynamodb_table: ['hash_key', 'name'],
  aws_ecs_service: ['cluster', 'launch_type', 'name'],
  aws_ecs_task_definition: ['family'],
  aws_iam_policy: ['description', 'name', 'path'],
  aws_iam_role: ['name', 'path'],
  aws_iam_role_policy_attachment: ['policy_arn', 'role'],
  aws_s3_bucket_notification: ['bucket'],
  aws_scheduler_schedule: ['group_name', 'name'],
  aws_scheduler_schedule_group: ['name'],
  aws_sfn_state_machine: ['name', 'type'],
  aws_sns_topic_subscription: ['endpoint', 'protocol', 'topic_arn'],
  aws_sqs_queue: ['fifo_queue', 'name'],
};
