#!/usr/bin/env bash
# moto 5.2.5 (PyPI): a rule's pattern with the number 1 matches an event in which the field is true, and a pattern with
# true matches 1 (in Python, True == 1). EventBridge compares JSON values: its matcher, event-ruler 1.8.1, matches neither.
# A test that uses moto therefore passes for a rule that starts no job on AWS.
#
# Seen: "[1] and true: 1 message", "[true] and 1: 1 message", "[1] and 2: 0 messages" (AWS: 0, 0, 0).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install moto==5.2.5 boto3==1.43.106 jsonpath-ng==1.7.0 >/dev/null 2>&1
export AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none AWS_DEFAULT_REGION=us-east-1
cat >deliveries.py <<'PY'
"""Puts one event on the bus and counts the messages that the rule sends to its queue."""
import json
import sys

import boto3
from moto import mock_aws


@mock_aws
def deliveries(pattern, detail):
    events, sqs = boto3.client("events"), boto3.client("sqs")
    url = sqs.create_queue(QueueName="jobs")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.put_rule(Name="rule", EventPattern=json.dumps({"detail": pattern}))
    events.put_targets(Rule="rule", Targets=[{"Id": "jobs", "Arn": arn}])
    events.put_events(Entries=[{"Source": "shop", "DetailType": "Order", "Detail": json.dumps(detail)}])
    return len(sqs.receive_message(QueueUrl=url).get("Messages", []))


for pattern, detail in zip(sys.argv[1::2], sys.argv[2::2]):
    print(deliveries(json.loads(pattern), json.loads(detail)))
PY
mapfile -t sent < <(venv/bin/python deliveries.py '{"paid":[1]}' '{"paid":true}' '{"paid":[true]}' '{"paid":1}' '{"paid":[1]}' '{"paid":2}')
printf '[1] and true: %s\n[true] and 1: %s\n[1] and 2: %s\n' "${sent[@]}"
[ "${sent[*]}" = '1 1 0' ]
