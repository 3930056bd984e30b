"""The bench's AWS: MiniStack, plus what it lacks, each piece filled with what AWS documents.

    python emulator.py PORT CALLS     listens on 127.0.0.1:PORT, notes every API call in the file CALLS

1. A rule whose target is an ECS cluster starts a task, with the rendered input as its overrides.
   https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
2. ecs:runTask.sync waits for the task as long as it runs, fails with States.TaskFailed when a container exits with
   anything but 0, and gives the task in Step Functions' own spelling.
   https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
3. A state machine remembers its tracing configuration.
4. A filter of EC2 takes * and ?.
   https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
5. POST /_bench/stop-task {"task": ARN, "exitCode": N} ends a task, as its container would.
6. A call that a client sends again since it lost the answer, which the SDKs mark with the same id, is answered once more.
   AWS has such idempotency per operation; here a loaded machine loses answers, whatever the operation.
   https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
7. A log group is given, and loses, a key after it was made.
   https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html
8. Every call is noted, a JSON line each: {"service": …, "operation": …, "input": …}.
9. A path of a state machine finds the items of a list whose field is a certain text.
   https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
"""

import asyncio
import json
import os
import re
import sys
import threading
import time
import urllib.parse

PORT, CALLS = int(sys.argv[1]), sys.argv[2]
os.environ.update(GATEWAY_PORT=str(PORT), BIND_HOST="127.0.0.1", MINISTACK_HOST="127.0.0.1")
os.environ.update(IOT_MTLS_ENABLED="0", SFTP_ENABLED="0")

from ministack.app import app as ministack  # noqa: E402
from ministack.services import cloudwatch_logs, ec2, ecs, eventbridge, stepfunctions  # noqa: E402


# 1. rule → ECS cluster ------------------------------------------------------------------------------------------------

deliver = eventbridge._invoke_target


def lower_camel(value):
    if isinstance(value, list):
        return [lower_camel(item) for item in value]
    if isinstance(value, dict):
        return {key[0].lower() + key[1:]: lower_camel(inner) for key, inner in value.items()}
    return value


def deliver_to_ecs(target, event, rule, view=None):
    """Like deliver, for a target that is an ECS cluster."""
    view = view or eventbridge._pattern_event_view(event)
    if target.get("InputTransformer"):
        payload = eventbridge._apply_input_transformer(target["InputTransformer"], rule, view)
    else:
        payload = target.get("Input", "{}")
    try:
        overrides = json.loads(payload)
    except ValueError:
        return  # AWS drops an input that is no JSON, without a word.
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
    status, _, body = ecs._run_task(request)
    if status >= 400:
        print("rule", rule["Name"], "could not start its task:", body, file=sys.stderr, flush=True)


def invoke_target(target, event, rule, view=None):
    is_cluster = target.get("Arn", "").split(":")[2:3] == ["ecs"]
    return (deliver_to_ecs if is_cluster else deliver)(target, event, rule, view)


eventbridge._invoke_target = invoke_target


# 2. ecs:runTask.sync --------------------------------------------------------------------------------------------------


def upper_camel(value):
    if isinstance(value, list):
        return [upper_camel(item) for item in value]
    if isinstance(value, dict):
        return {key[:1].upper() + key[1:]: upper_camel(inner) for key, inner in value.items()}
    return value


def wait_for_tasks(cluster, arns):
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


# 4. wildcards in filters ----------------------------------------------------------------------------------------------

parse_filters = ec2._parse_filters


class Patterns(list):
    def __contains__(self, value):
        return any(ec2._glob_match(pattern, value) for pattern in self)


ec2._parse_filters = lambda parameters: {name: Patterns(values) for name, values in parse_filters(parameters).items()}


# 7. the key of a log group ---------------------------------------------------------------------------------------------

handle_logs = cloudwatch_logs.handle_request


async def handle_logs_and_keys(method, path, headers, body, query_params):
    operation = headers.get("x-amz-target", "").rpartition(".")[2]
    if operation not in ("AssociateKmsKey", "DisassociateKmsKey"):
        return await handle_logs(method, path, headers, body, query_params)
    request = json.loads(body)
    group = cloudwatch_logs._log_groups.get(request["logGroupName"])
    if group is None:
        return cloudwatch_logs.error_response_json("ResourceNotFoundException", "no such log group", 400)
    group["kmsKeyId"] = request.get("kmsKeyId")
    return cloudwatch_logs.json_response({})


cloudwatch_logs.handle_request = handle_logs_and_keys


# 9. filters in paths ---------------------------------------------------------------------------------------------------

resolve_path = stepfunctions._resolve_path
equals = re.compile(r"^(\$.*)\[\?\(@\.(\w+) == '([^']*)'\)\]$")


def resolve_filtered(path, data):
    found = equals.match(path or "")
    if found is None:
        return resolve_path(path, data)
    items = resolve_path(found[1], data)
    return [item for item in items or [] if isinstance(item, dict) and item.get(found[2]) == found[3]]


stepfunctions._resolve_path = resolve_filtered


# 3., 5., 6. and 8. what is said over HTTP --------------------------------------------------------------------------------

tracing = {}
answers = {}


def note(scope, body):
    """Writes down which operation of which service was called."""
    headers = {key.decode().lower(): value.decode() for key, value in scope["headers"]}
    credential = headers.get("authorization", "").partition("Credential=")[2].split("/")
    service = credential[3] if len(credential) > 3 else ""
    target = headers.get("x-amz-target", "")
    is_form = headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
    if target:
        operation, given = target.rpartition(".")[2], json.loads(body or b"{}")
    elif is_form:
        given = dict(urllib.parse.parse_qsl(body.decode()))
        operation = given.get("Action", "")
    else:
        # A REST service: the path says what, S3's query as well.
        query = dict(urllib.parse.parse_qsl(scope.get("query_string", b"").decode(), keep_blank_values=True))
        is_json = service == "scheduler" and body
        operation = f"{scope['method']} {scope['path']}"
        given = {**query, **(json.loads(body) if is_json else {})}
    with open(CALLS, "a", encoding="utf-8") as calls:
        calls.write(json.dumps({"service": service, "operation": operation, "input": given}) + "\n")
    return operation


async def read_body(receive):
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body


async def give(send, status, headers, body):
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def ask_ministack(scope, body):
    """The request once more, for MiniStack, and what it answers: status, headers and body."""
    sent = False
    status, headers, answered = 500, [], b""

    async def receive():
        nonlocal sent
        if sent:
            await asyncio.sleep(3600)
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        nonlocal status, headers, answered
        if message["type"] == "http.response.start":
            status, headers = message["status"], message.get("headers", [])
        else:
            answered += message.get("body", b"")

    await ministack(scope, receive, send)
    return status, headers, answered


def with_tracing(operation, body, answered):
    """The answer, once the tracing configuration is remembered and told."""
    request, response = json.loads(body), json.loads(answered)
    arn = response.get("stateMachineArn") or request.get("stateMachineArn")
    if "tracingConfiguration" in request:
        tracing[arn] = request["tracingConfiguration"]
    if operation == "DescribeStateMachine" and arn in tracing:
        response["tracingConfiguration"] = tracing[arn]
    return json.dumps(response).encode()


async def app(scope, receive, send):
    if scope["type"] != "http":
        return await ministack(scope, receive, send)
    body = await read_body(receive)
    if scope["path"] == "/_bench/stop-task":
        request = json.loads(body)
        _, _, _, region, account, resource = request["task"].split(":")
        with ecs.request_scope(account, region):
            task = ecs._resolve_task(request["task"], resource.split("/")[1])
            stopped = bool(task) and ecs._mark_task_stopped(
                task["taskArn"],
                task,
                "Essential container in task exited",
                "EssentialContainerExited",
                exit_code=request["exitCode"],
            )
        headers = [(b"content-type", b"application/json"), (b"content-length", b"2")]
        return await give(send, 200 if stopped else 404, headers, b"{}")
    invocation = dict(scope["headers"]).get(b"amz-sdk-invocation-id")
    if invocation not in answers:
        operation = note(scope, body) if not scope["path"].startswith("/_") else ""
        status, headers, answered = await ask_ministack(scope, body)
        if status == 200 and operation in ("CreateStateMachine", "UpdateStateMachine", "DescribeStateMachine"):
            answered = with_tracing(operation, body, answered)
            headers = [(name, value) for name, value in headers if name.lower() != b"content-length"]
            headers.append((b"content-length", str(len(answered)).encode()))
        given = (status, headers, answered)
        if invocation is None or status >= 300:
            return await give(send, *given)
        answers[invocation] = given
    await give(send, *answers[invocation])


def end_with_parent():
    """The bench holds the other end of standard input: when that closes, however it came about, this ends too."""
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    from hypercorn.asyncio import serve
    from hypercorn.config import Config

    threading.Thread(target=end_with_parent, daemon=True).start()
    config = Config()
    config.bind = [f"127.0.0.1:{PORT}"]
    config.keep_alive_timeout = 75
    config.loglevel = "WARNING"

    async def main():
        await serve(app, config)
        os._exit(0)  # State machines that still wait for a task would keep the process.

    asyncio.run(main())
