#!/usr/bin/env bash
# moto 5.2.5 (PyPI): a rule's pattern that asks for a field inside a list of objects matches no event. EventBridge looks
# into each object of the list: its matcher, event-ruler 1.8.1, matches {"items": {"sku": ["a"]}} with
# {"items": [{"sku": "b"}, {"sku": "a"}]}. The same pattern matches in moto when the field is one object.
#
# Seen: "list of objects: 0 messages", "one object: 1 message" (AWS: 1, 1).
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
mapfile -t sent < <(venv/bin/python deliveries.py \
  '{"items":{"sku":["a"]}}' '{"items":[{"sku":"b"},{"sku":"a"}]}' '{"items":{"sku":["a"]}}' '{"items":{"sku":"a"}}')
printf 'list of objects: %s\none object: %s\n' "${sent[@]}"
[ "${sent[*]}" = '0 1' ]
