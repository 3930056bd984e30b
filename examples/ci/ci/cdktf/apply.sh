#!/usr/bin/env bash
# Does the same as ci/apply.sh with cdktf's CLI. `cdktf deploy` accepts no saved plan: it plans again, seconds after the
# comparison. If exactly the compared plan must be applied, use ci/apply.sh, which applies the plan of `cdktf diff`.
set -euo pipefail
npx --no-install cdktf deploy "$1" --auto-approve
