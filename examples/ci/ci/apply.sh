#!/usr/bin/env bash
# Applies the plan that ci/plan.sh saved: ci/apply.sh prod
set -euo pipefail
terraform -chdir="cdktf.out/stacks/$1" apply -input=false -no-color -lock-timeout=5m plan
