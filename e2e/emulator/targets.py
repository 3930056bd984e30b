"""Targets of rules and schedules that MiniStack lacks: ECS clusters and SQS queues.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
"""

import json
import re
import sys
import time
import uuid

from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.services import cloudwatch, ecs, eventbridge, sqs

from launched_tags import may_tag


def print_failure(rule, action, reason):
    """Prints why a target could not be invoked. A rule counts it in its metric, after the retries.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html"""
    print(rule["Name"], "could not", action + ":", reason, file=sys.stderr, flush=True)
    if "GroupName" not in rule:  # Only a schedule has a group.
        cloudwatch.record_metric("AWS/Events", "FailedInvocations", 1, "Count", {"RuleName": rule["Name"]})
        cloudwatch._evaluate_all_alarms()


def lower_camel(value):
    """Converts the keys of a target's settings to the spelling of ECS."""
    if isinstance(value, list):
        return [lower_camel(item) for item in value]
    if isinstance(value, dict):
        return {key[0].lower() + key[1:]: lower_camel(inner) for key, inner in value.items()}
    return value


class IndexedView:
    """The view of an event in which an input path can have the index of a resource: $.resources[0]."""

    def __init__(self, view):
        self.view, self.envelope = view, view.envelope

    def event_with_detail(self):
        event = self.view.event_with_detail()
        return {**event, **{f"resources[{index}]": arn for index, arn in enumerate(event["resources"])}}


apply_input_transformer = eventbridge._apply_input_transformer
eventbridge._apply_input_transformer = lambda transformer, rule, view: apply_input_transformer(
    transformer, rule, IndexedView(view)
)


def input_of(target, event, rule, view):
    """Returns the target's input: its own if it has one, otherwise the event."""
    view = view or eventbridge._pattern_event_view(event)
    if target.get("InputTransformer"):
        return eventbridge._apply_input_transformer(target["InputTransformer"], rule, view)
    return target.get("Input") or json.dumps(view.event_with_detail())


def start_task(target, payload, rule):
    """Starts a task. The target's input is the task's overrides."""
    try:
        overrides = json.loads(payload)
    except ValueError:
        return  # AWS ignores an input that is not JSON, and reports no error.
    parameters = target["EcsParameters"]
    request = {
        "cluster": target["Arn"],
        "taskDefinition": parameters["TaskDefinitionArn"],
        "count": parameters.get("TaskCount", 1),
        "networkConfiguration": lower_camel(parameters.get("NetworkConfiguration", {})),
        "overrides": overrides,
        "startedBy": "events-rule/" + rule["Name"],
    }
    if parameters.get("LaunchType"):
        request["launchType"] = parameters["LaunchType"]
    if parameters.get("CapacityProviderStrategy"):
        request["capacityProviderStrategy"] = parameters["CapacityProviderStrategy"]
    tags = parameters.get("Tags") or []
    if tags and not may_tag(target["RoleArn"], target["Arn"]):
        return print_failure(rule, "start its task", target["RoleArn"] + " may not call ecs:TagResource")
    request["tags"] = [lower_camel(tag) for tag in tags]
    request["enableECSManagedTags"] = parameters.get("EnableECSManagedTags", False)
    status, _, body = ecs._run_task(request)
    if status >= 400:
        print_failure(rule, "start its task", body)


def may_send(rule, queue):
    """Returns whether the queue's policy allows EventBridge to send messages of the rule.
    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sqs-permissions"""
    context = EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action="sqs:SendMessage",
        resource_arn=queue["attributes"]["QueueArn"],
        region=sqs.get_region(),
        # AWS services connect to each other over TLS.
        secure_transport=True,
        service_context={"aws:sourcearn": rule["Arn"], "aws:sourceaccount": sqs.get_account_id()},
    )
    policy = queue["attributes"].get("Policy") or ""
    return evaluate_resource_policy(policy, context, service="events.amazonaws.com").decision == "Allow"


def send_message(target, payload, rule, is_schedule):
    """Sends a message. A FIFO queue needs a group, and derives the deduplication ID from the content."""
    queue = sqs._queue_by_arn(target["Arn"])
    if queue is None:
        return print_failure(rule, "send a message", "the queue " + target["Arn"] + " does not exist")
    if not is_schedule and not may_send(rule, queue):
        return print_failure(rule, "send a message", "the queue's policy does not allow it")
    message = {"MessageBody": payload}
    group = (target.get("SqsParameters") or {}).get("MessageGroupId")
    if group:
        message["MessageGroupId"] = group
    try:
        sqs._act_send_message(message, sqs._queue_url(queue["name"]))
    except sqs._Err as error:
        print_failure(rule, "send a message", error.message)


def replace_context_attributes(text, schedule, event):
    """Replaces the context attributes of a schedule in its input.
    https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html"""
    once = re.match(r"at\((.*)\)", schedule["ScheduleExpression"])
    time_of_run = once[1] if once else time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(event["Time"]))
    attributes = {
        "scheduled-time": time_of_run + "Z",
        "execution-id": str(uuid.uuid4()),
        "attempt-number": "1",
        "schedule-arn": schedule["Arn"],
    }
    return re.sub(r"<aws\.scheduler\.([\w-]+)>", lambda match: attributes.get(match[1], match[0]), text)


deliver = eventbridge._invoke_target


def invoke_target(target, event, rule, view=None):
    """Invokes a target of a rule or schedule. Targets other than ECS and SQS are MiniStack's."""
    is_schedule = event.get("Source") == "aws.scheduler"
    if is_schedule and target.get("Input"):
        target = {**target, "Input": replace_context_attributes(target["Input"], rule, event)}
    service = target.get("Arn", "").split(":")[2:3]
    if service == ["ecs"]:
        start_task(target, input_of(target, event, rule, view), rule)
    elif service == ["sqs"] and "InputPath" not in target:
        send_message(target, input_of(target, event, rule, view), rule, is_schedule)
    else:
        deliver(target, event, rule, view)


eventbridge._invoke_target = invoke_target
