"""The e2e suite's AWS: MiniStack, plus what it lacks, each piece filled with what AWS documents.

    python emulator.py PORT CALLS     listens on 127.0.0.1:PORT, notes every API call in the file CALLS

The pieces, each with AWS's page, and where MiniStack is changed, in a file of their own:

    targets.py         what rules and schedules deliver to: ECS clusters and SQS queues
    state_machines.py  how ecs:runTask.sync ends, filters in paths, the tracing configuration
    services.py        what services of ECS are made with
    scaling.py         Application Auto Scaling
    alarms.py          what alarms of CloudWatch are put with
    log_groups.py      keys of log groups
    networks.py        wildcards in EC2's filters

And here, of what is said over HTTP:

1. POST /_e2e/stop-task {"task": ARN, "exitCode": N} ends a task, as its container would.
2. A call that a client sends again since it lost the answer, which the SDKs mark with the same id, is answered once more.
   AWS has such idempotency per operation; here a loaded machine loses answers, whatever the operation.
   https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
3. Every call is noted, a JSON line each: {"service": …, "operation": …, "input": …}.
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
import log_groups  # noqa: E402, F401
import networks  # noqa: E402, F401
import scaling  # noqa: E402
import services  # noqa: E402, F401
import state_machines  # noqa: E402, F401
import targets  # noqa: E402, F401
from http_calls import as_json, ask, give, read  # noqa: E402

answers = {}


def note(request):
    """Writes down which operation of which service was called."""
    operation, given = request.call()
    with open(CALLS, "a", encoding="utf-8") as calls:
        calls.write(json.dumps({"service": request.service, "operation": operation, "input": given}) + "\n")


def stop_task(request):
    asked = json.loads(request.body)
    _, _, _, region, account, resource = asked["task"].split(":")
    with ecs.request_scope(account, region):
        task = ecs._resolve_task(asked["task"], resource.split("/")[1])
        stopped = bool(task) and ecs._mark_task_stopped(
            task["taskArn"],
            task,
            "Essential container in task exited",
            "EssentialContainerExited",
            exit_code=asked["exitCode"],
        )
    return as_json(200 if stopped else 404, b"{}")


async def answer(request):
    if request.path.startswith("/_"):
        return stop_task(request) if request.path == "/_e2e/stop-task" else await ask(ministack, request)
    note(request)
    if request.headers.get("x-amz-target", "").startswith(scaling.prefix):
        return as_json(*scaling.answer(request.account, request.region, *request.call()))
    return await ask(ministack, request)


async def app(scope, receive, send):
    if scope["type"] != "http":
        return await ministack(scope, receive, send)
    request = await read(scope, receive)
    invocation = request.headers.get("amz-sdk-invocation-id")
    if invocation not in answers:
        answered = await answer(request)
        if invocation is None or answered[0] >= 300:
            return await give(send, *answered)
        answers[invocation] = answered
    await give(send, *answers[invocation])


def end_with_parent():
    """The e2e suite holds the other end of standard input: when that closes, however it came about, this ends too."""
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
