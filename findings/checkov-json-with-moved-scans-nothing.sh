#!/usr/bin/env bash
# checkov 3.3.30 (PyPI): Terraform JSON with a moved block is valid, and Terraform plans it. checkov's framework
# terraform_json can't read such a file. It logs an error, scans no resource, and exits with 0. A pipeline that fails for
# findings therefore passes. Without the moved block, checkov reports the unencrypted queue and exits with 1.
#
# Seen: "with moved: exit 0, failed 0, parsing errors 1", "without: exit 1, failed 1, parsing errors 0".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install checkov==3.3.30 >/dev/null 2>&1
queue='"resource":{"aws_sqs_queue":{"new":{"name":"orders","sqs_managed_sse_enabled":false}}}'
mkdir with without
echo "{$queue,\"moved\":[{\"from\":\"aws_sqs_queue.old\",\"to\":\"aws_sqs_queue.new\"}]}" >with/main.tf.json
echo "{$queue}" >without/main.tf.json

# Prints the exit status, the failed checks and the files that could not be read.
scan() {
  local status=0
  venv/bin/checkov --framework terraform_json --check CKV_AWS_27 --skip-download --output json \
    --file "$1/main.tf.json" >"$1.json" 2>/dev/null || status=$?
  python3 -c '
import json, sys
report = json.load(open(sys.argv[1]))
summary = report.get("summary", report)
print("exit", sys.argv[2] + ", failed", str(summary["failed"]) + ", parsing errors", summary["parsing_errors"])
' "$1.json" "$status"
}
with=$(scan with)
without=$(scan without)
printf 'with moved: %s\nwithout: %s\n' "$with" "$without"
[ "$with" = 'exit 0, failed 0, parsing errors 1' ]
[ "$without" = 'exit 1, failed 1, parsing errors 0' ]
