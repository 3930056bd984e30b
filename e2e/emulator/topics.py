"""Rules and alarms publish to an SNS topic only if its policy lets EventBridge and CloudWatch do so.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
"""

import sys

from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.services import cloudwatch, eventbridge, sns


def may_publish(service, topic_arn):
    """Returns whether the policy of a topic allows a service of the same account to publish."""
    topic = sns._topic_by_arn_any_scope(topic_arn)
    account = sns.get_account_id()
    context = EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action="sns:Publish",
        resource_arn=topic_arn,
        region=sns.get_region(),
        secure_transport=True,
        service_context={"aws:sourceaccount": account},
    )
    policy = (topic or {}).get("attributes", {}).get("Policy") or ""
    allowed = evaluate_resource_policy(policy, context, service=service).decision == "Allow"
    if not allowed:
        print(service, "could not publish: the policy of", topic_arn, "does not allow it", file=sys.stderr, flush=True)
    return allowed


publish_event, dispatch_actions = eventbridge._dispatch_to_sns, cloudwatch._dispatch_alarm_actions


def publish_allowed_event(topic_arn, payload):
    if may_publish("events.amazonaws.com", topic_arn):
        publish_event(topic_arn, payload)


def dispatch_allowed_actions(alarm, old_state, new_state, reason):
    fields = ("AlarmActions", "OKActions", "InsufficientDataActions")
    allowed = {
        field: [arn for arn in alarm.get(field) or [] if may_publish("cloudwatch.amazonaws.com", arn)]
        for field in fields
    }
    dispatch_actions({**alarm, **allowed}, old_state, new_state, reason)


eventbridge._dispatch_to_sns = publish_allowed_event
cloudwatch._dispatch_alarm_actions = dispatch_allowed_actions
