#!/usr/bin/env bash
# MiniStack 1.5.33 (PyPI): a PutRule of an existing EventBridge rule keeps its description, role and state if the call does not
# have them. AWS replaces the whole rule. So a test with the emulator does not show that a call without State enables a
# disabled rule, or that Terraform removed a description. moto 5.2.5 replaces the rule, as AWS does.
#
# Seen: DISABLED Old role/x after a call with only a name and a schedule (AWS: ENABLED, no description, no role).
# https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
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

cat >rule.py <<'PY'
"""Puts a rule with all values, then puts it with a schedule only, and prints what is left of the first call."""
import boto3

events = boto3.client("events")
events.put_rule(
    Name="nightly",
    ScheduleExpression="rate(1 day)",
    Description="Old",
    RoleArn="arn:aws:iam::000000000000:role/x",
    State="DISABLED",
)
events.put_rule(Name="nightly", ScheduleExpression="rate(1 day)")
rule = events.describe_rule(Name="nightly")
print(rule["State"], rule.get("Description", "-"), rule.get("RoleArn", "-").split(":")[-1])
PY
seen=$(venv/bin/python rule.py)
printf 'after the second call: %s\n' "$seen"
[ "$seen" = 'DISABLED Old role/x' ]
