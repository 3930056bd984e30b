#!/usr/bin/env bash
# Does the same as ci/plan.sh with cdktf's CLI, which leaves the plan in cdktf.out/stacks/<environment>/plan.
set -euo pipefail
umask 077 # a plan can hold secrets
environment=$1
stack=cdktf.out/stacks/$environment
mkdir -p plans
rm -f "$stack/plan" "plans/$environment.json"

status=0
npx --no-install cdktf diff "$environment" || status=$?
if [ -e "$stack/plan" ]; then
  terraform -chdir="$stack" show -json plan >"plans/$environment.part"
  mv "plans/$environment.part" "plans/$environment.json"
fi
exit "$status"
