#!/usr/bin/env bash
# Plans an environment, and writes the plan as JSON to plans/<environment>.json: ci/plan.sh prod
# If a plan fails, Terraform can still leave a file with a part of the changes. The review must show this part too.
set -euo pipefail
umask 077 # a plan can hold secrets
environment=$1
stack=cdktf.out/stacks/$environment
mkdir -p plans
rm -f "$stack/plan" "plans/$environment.json"

terraform -chdir="$stack" init -input=false -no-color
status=0
terraform -chdir="$stack" plan -input=false -no-color -lock-timeout=5m -out=plan || status=$?
if [ -e "$stack/plan" ]; then
  terraform -chdir="$stack" show -json plan >"plans/$environment.part"
  mv "plans/$environment.part" "plans/$environment.json"
fi
exit "$status"
