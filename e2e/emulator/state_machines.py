"""State machines: how tasks of ECS end, which items a path finds, and what is remembered of a machine."""

import json
import re
import time

from ministack.services import ecs, stepfunctions
from operations import around


def upper_camel(value):
    if isinstance(value, list):
        return [upper_camel(item) for item in value]
    if isinstance(value, dict):
        return {key[:1].upper() + key[1:]: upper_camel(inner) for key, inner in value.items()}
    return value


def wait_for_tasks(cluster, arns):
    """ecs:runTask.sync: waits as long as the task runs, fails when a container fails, and tells of the task in Step
    Functions' own spelling. https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html"""
    while True:
        _, _, body = ecs._describe_tasks({"cluster": cluster, "tasks": arns})
        tasks = json.loads(body)["tasks"]
        if tasks and all(task["lastStatus"] == "STOPPED" for task in tasks):
            break
        time.sleep(0.1)
    task = upper_camel(tasks[0])
    if any(container.get("ExitCode") != 0 for container in task.get("Containers", [])):
        raise stepfunctions._ExecutionError("States.TaskFailed", json.dumps(task))
    return task


stepfunctions._poll_ecs_tasks = wait_for_tasks

resolve_path = stepfunctions._resolve_path
equals = re.compile(r"^(\$.*)\[\?\(@\.(\w+) == '([^']*)'\)\]$")


def resolve_filtered(path, data):
    """The items of a list whose field is a certain text.
    https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html"""
    found = equals.match(path or "")
    if found is None:
        return resolve_path(path, data)
    items = resolve_path(found[1], data)
    return [item for item in items or [] if isinstance(item, dict) and item.get(found[2]) == found[3]]


stepfunctions._resolve_path = resolve_filtered

tracing = {}


@around(stepfunctions, "CreateStateMachine", "UpdateStateMachine", "DescribeStateMachine")
async def remember_tracing(operation, request, ask):
    status, headers, body = await ask()
    if status != 200:
        return status, headers, body
    response = json.loads(body)
    arn = response.get("stateMachineArn") or request.get("stateMachineArn")
    if "tracingConfiguration" in request:
        tracing[arn] = request["tracingConfiguration"]
    if operation == "DescribeStateMachine" and arn in tracing:
        response["tracingConfiguration"] = tracing[arn]
    return status, headers, json.dumps(response).encode()
