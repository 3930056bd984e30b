"""State machines: the result of ECS tasks, filters in paths, and the tracing configuration."""

import json
import re
import time

from ministack.services import ecs, stepfunctions
from operations import wrap_operations


def upper_camel(value):
    """Converts the keys of a response of ECS to the spelling of Step Functions."""
    if isinstance(value, list):
        return [upper_camel(item) for item in value]
    if isinstance(value, dict):
        return {key[:1].upper() + key[1:]: upper_camel(inner) for key, inner in value.items()}
    return value


# Containers that the task has besides its own, by the ARN of the task.
sidecars = {}


def wait_for_tasks(cluster, arns):
    """Implements ecs:runTask.sync: waits until the task stops, fails if a container failed, and returns the task.
    https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html"""
    while True:
        _, _, body = ecs._describe_tasks({"cluster": cluster, "tasks": arns})
        tasks = json.loads(body)["tasks"]
        if tasks and all(task["lastStatus"] == "STOPPED" for task in tasks):
            break
        time.sleep(0.1)
    task = upper_camel(tasks[0])
    task["Containers"] = sidecars.pop(task["TaskArn"], []) + task.get("Containers", [])
    if any(container.get("ExitCode") != 0 for container in task.get("Containers", [])):
        raise stepfunctions._ExecutionError("States.TaskFailed", json.dumps(task))
    return task


stepfunctions._poll_ecs_tasks = wait_for_tasks

resolve_path = stepfunctions._resolve_path
filter_pattern = re.compile(r"^(\$.*)\[\?\((.+)\)\]$")
comparison_pattern = re.compile(r"^@\.(\w+) (?:== '([^']*)'|> (\d+))$")


def compares(item, comparison):
    """Evaluates a comparison of a filter. It is false for an item without the field."""
    field, text, minimum = comparison_pattern.match(comparison).groups()
    value = item.get(field) if isinstance(item, dict) else None
    return value == text if minimum is None else isinstance(value, int) and value > int(minimum)


def resolve_filtered(path, data):
    """Resolves a path with a filter, such as $.items[?(@.name == 'a' || @.count > 0)].
    https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html"""
    match = filter_pattern.match(path or "")
    if match is None:
        return resolve_path(path, data)
    comparisons = match[2].split(" || ")
    return [item for item in resolve_path(match[1], data) or [] if any(compares(item, one) for one in comparisons)]


stepfunctions._resolve_path = resolve_filtered

tracing = {}


@wrap_operations(stepfunctions, "CreateStateMachine", "UpdateStateMachine", "DescribeStateMachine")
async def keep_tracing(operation, request, call_ministack):
    status, headers, body = await call_ministack()
    if status != 200:
        return status, headers, body
    response = json.loads(body)
    arn = response.get("stateMachineArn") or request.get("stateMachineArn")
    if "tracingConfiguration" in request:
        tracing[arn] = request["tracingConfiguration"]
    if operation == "DescribeStateMachine" and arn in tracing:
        response["tracingConfiguration"] = tracing[arn]
    return status, headers, json.dumps(response).encode()
