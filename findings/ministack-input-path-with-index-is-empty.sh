#!/usr/bin/env bash
# MiniStack 1.5.33 (PyPI): an input path of an EventBridge target can have the index of a list, such as $.resources[0] for the
# ARN in an event. AWS's guide lists array indices among the supported syntax. MiniStack finds nothing for such a path, and
# replaces the placeholder with an empty text. So a message tested with the emulator lacks the name of what failed.
#
# Seen: "from shop about " for the paths $.source and $.resources[0] (AWS: "from shop about arn:aws:s3:::b").
# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
set -euo pipefail

folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install ministack==1.5.33 boto3==1.43.106 >/dev/null 2>&1
export AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none AWS_DEFAULT_REGION=us-east-1
GATEWAY_PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export GATEWAY_PORT MINISTACK_HOST=127.0.0.1 AWS_ENDPOINT_URL="http://127.0.0.1:$GATEWAY_PORT"
venv/bin/ministack >server.log 2>&1 &
server=$!
for _ in $(seq 60); do curl -sf "$AWS_ENDPOINT_URL/_ministack/health" >/dev/null && break; sleep 0.5; done

cat >message.py <<'PY'
"""Puts an event with one resource on the bus, and prints the message that the rule's transformer writes."""
import json

import boto3

events, sqs = boto3.client("events"), boto3.client("sqs")
url = sqs.create_queue(QueueName="jobs")["QueueUrl"]
arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
events.put_rule(Name="rule", EventPattern=json.dumps({"source": ["shop"]}))
transformer = {
    "InputPathsMap": {"source": "$.source", "first": "$.resources[0]"},
    "InputTemplate": '"from <source> about <first>"',
}
events.put_targets(Rule="rule", Targets=[{"Id": "jobs", "Arn": arn, "InputTransformer": transformer}])
entry = {"Source": "shop", "DetailType": "Order", "Detail": "{}", "Resources": ["arn:aws:s3:::b"]}
events.put_events(Entries=[entry])
[message] = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=10)["Messages"]
print(message["Body"])
PY
seen=$(venv/bin/python message.py)
printf 'message: %s\n' "$seen"
[ "$seen" = '"from shop about "' ]
