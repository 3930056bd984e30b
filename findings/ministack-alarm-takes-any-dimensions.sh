#!/usr/bin/env bash
# MiniStack 1.5.33 (PyPI): an alarm on a metric with the dimension Job=nightly changes to ALARM when a value arrives for
# Job=hourly. CloudWatch treats each combination of dimensions as a metric of its own. So a test with the emulator can't
# show that an alarm watches the right job: an alarm with a wrong dimension passes.
#
# Seen: ALARM for the alarm on Job=nightly, whose metric has no value (AWS: OK, because missing data is notBreaching).
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#Dimension
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

cat >alarm.py <<'PY'
"""Puts a value for one job, and prints the state of the alarm on the metric of another job."""
import time

import boto3

cloudwatch = boto3.client("cloudwatch")
cloudwatch.put_metric_alarm(
    AlarmName="nightly",
    Namespace="Shop",
    MetricName="FailedRuns",
    Dimensions=[{"Name": "Job", "Value": "nightly"}],
    Statistic="Sum",
    Period=60,
    EvaluationPeriods=1,
    Threshold=0,
    ComparisonOperator="GreaterThanThreshold",
    TreatMissingData="notBreaching",
)
value = {"MetricName": "FailedRuns", "Dimensions": [{"Name": "Job", "Value": "hourly"}], "Value": 1}
cloudwatch.put_metric_data(Namespace="Shop", MetricData=[value])
for _ in range(30):
    [alarm] = cloudwatch.describe_alarms()["MetricAlarms"]
    if alarm["StateValue"] != "INSUFFICIENT_DATA":
        break
    time.sleep(1)
print(alarm["StateValue"])
PY
seen=$(venv/bin/python alarm.py)
printf 'nightly: %s\n' "$seen"
[ "$seen" = ALARM ]
