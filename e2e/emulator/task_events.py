"""The event of ECS about a task that stopped. MiniStack sends no events of ECS.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
"""

import json
import time

from ministack.services import ecs, eventbridge


def event_form(value):
    """Converts a description of a task to the form of an event, which has times as texts."""
    if isinstance(value, list):
        return [event_form(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(inner))
        if key.endswith("At") and isinstance(inner, (int, float))
        else event_form(inner)
        for key, inner in value.items()
    }


def send_event(source, detail_type, resources, detail):
    """Sends an event of an AWS service to the default bus."""
    entry = {"Source": source, "DetailType": detail_type, "Resources": resources, "Detail": json.dumps(detail)}
    eventbridge._put_events({"Entries": [entry]}, allow_aws_source=True)


def send_task_event(task_arn, cluster):
    """Sends the event about the present state of a task."""
    _, _, body = ecs._describe_tasks({"cluster": cluster, "tasks": [task_arn]})
    for task in json.loads(body)["tasks"]:
        send_event("aws.ecs", "ECS Task State Change", [task_arn], event_form(task))
