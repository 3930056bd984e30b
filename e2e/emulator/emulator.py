"""The AWS emulator of the e2e suite: MiniStack, with the behavior that it lacks and AWS documents.

    python emulator.py PORT CALLS     listens on 127.0.0.1:PORT, appends every API call to the file CALLS

The variable SFN_WAIT_SCALE of MiniStack shortens the waits of state machines: 0.01 turns two minutes into 1.2 seconds.

These files change MiniStack. Each refers to AWS's documentation:

    targets.py         ECS clusters and SQS queues as targets of rules and schedules
    rules.py           updates of rules
    state_machines.py  the result of ecs:runTask.sync, filters in paths, the tracing configuration
    ecs_services.py    the arguments of ECS services, and the deletion of their scalable targets
    scaling.py         Application Auto Scaling
    alarms.py          the arguments of CloudWatch alarms, and the dimensions of their metrics
    topics.py          the policies of SNS topics
    task_events.py     the events of ECS about tasks
    launched_tags.py   the permission to tag tasks
    log_groups.py      the KMS keys of log groups
    ec2_filters.py     EC2's filters, and resources with given IDs

This file handles HTTP requests:

1. POST /_e2e/stop-task {"task": ARN, "exitCode": N, "sidecars": [{"Name": NAME, "ExitCode": N}]} stops a task, as if
   its container exited. Step Functions sees the sidecars before the container; one without ExitCode never started.
   Without exitCode, the task did not start.
2. POST /_e2e/send-event {"account": ID, "region": NAME, "source": …, "detail-type": …, "resources": […], "detail": {…}}
   sends an event of an AWS service. AWS lets only its services send such events.
3. A retry, which the SDKs send with the same invocation ID, gets the first response again if that was a success. AWS has
   idempotency only for some operations. Here all need it, because a client on a busy machine can time out on any operation.
   https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
4. Every call is recorded as a JSON line: {"service": …, "operation": …, "input": …}.
"""

import asyncio
import json
import os
import sys
import threading

PORT, CALLS = int(sys.argv[1]), sys.argv[2]
os.environ.update(GATEWAY_PORT=str(PORT), BIND_HOST="127.0.0.1", MINISTACK_HOST="127.0.0.1")
os.environ.update(IOT_MTLS_ENABLED="0", SFTP_ENABLED="0")

from ministack.app import app as ministack  # noqa: E402
from ministack.services import ecs  # noqa: E402

import alarms  # noqa: E402, F401
import ec2_filters  # noqa: E402, F401
import ecs_services  # noqa: E402, F401
import launched_tags  # noqa: E402, F401
import log_groups  # noqa: E402, F401
import rules  # noqa: E402, F401
import scaling  # noqa: E402
import state_machines  # noqa: E402
import targets  # noqa: E402, F401
import task_events  # noqa: E402
import topics  # noqa: E402, F401
from http_calls import call_app, json_response, read_request, send_response  # noqa: E402

responses = {}


def record(request):
    """Appends the call to the file CALLS."""
    operation, parameters = request.call()
    with open(CALLS, "a", encoding="utf-8") as calls:
        calls.write(json.dumps({"service": request.service, "operation": operation, "input": parameters}) + "\n")


def stop_task(request):
    """Stops the task in the request's body, as if its container exited; without an exit code, as if it did not start."""
    parameters = json.loads(request.body)
    _, _, _, region, account, resource = parameters["task"].split(":")
    cluster = resource.split("/")[1]
    exit_code = parameters.get("exitCode")
    state_machines.sidecars[parameters["task"]] = parameters.get("sidecars", [])
    with ecs.request_scope(account, region):
        task = ecs._resolve_task(parameters["task"], cluster)
        stopped = bool(task) and ecs._mark_task_stopped(
            task["taskArn"],
            task,
            "CannotPullContainerError: pull image manifest has been retried 7 time(s)"
            if exit_code is None
            else "Essential container in task exited",
            "TaskFailedToStart" if exit_code is None else "EssentialContainerExited",
            exit_code=exit_code,
        )
        if stopped:
            task_events.send_task_event(task["taskArn"], cluster)
    return json_response(200 if stopped else 404, b"{}")


def send_event(request):
    """Sends the event in the request's body, as an AWS service does."""
    event = json.loads(request.body)
    with ecs.request_scope(event["account"], event["region"]):
        task_events.send_event(event["source"], event["detail-type"], event["resources"], event["detail"])
    return json_response(200, b"{}")


handlers = {"/_e2e/stop-task": stop_task, "/_e2e/send-event": send_event}


async def respond(request):
    """Returns status, headers and body of the response to a request."""
    if request.path.startswith("/_"):
        handle = handlers.get(request.path)
        return handle(request) if handle else await call_app(ministack, request)
    record(request)
    if request.headers.get("x-amz-target", "").startswith(scaling.prefix):
        return json_response(*scaling.respond(request.account, request.region, *request.call()))
    return await call_app(ministack, request)


async def app(scope, receive, send):
    if scope["type"] != "http":
        return await ministack(scope, receive, send)
    request = await read_request(scope, receive)
    invocation = request.headers.get("amz-sdk-invocation-id")
    if invocation not in responses:
        response = await respond(request)
        if invocation is None or response[0] >= 300:
            return await send_response(send, *response)
        responses[invocation] = response
    await send_response(send, *responses[invocation])


def end_with_parent():
    """Exits when standard input closes: then the e2e suite has ended or crashed."""
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
        os._exit(0)  # The threads of state machines that wait for a task would keep the process alive.

    asyncio.run(main())
