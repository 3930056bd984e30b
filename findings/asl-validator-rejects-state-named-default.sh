#!/usr/bin/env bash
# asl-validator 4.0.0 (npm), which validates state machines: a state may have the name Default, Next or StartAt in the States
# Language. asl-validator collects all values below such keys in any depth, takes the state itself for the name of a state,
# and reports a missing target. The same machine with the name Fallback is valid.
#
# Seen: "Fallback: valid", "Default: MISSING_TRANSITION_TARGET", "Next: MISSING_TRANSITION_TARGET".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund asl-validator@4.0.0 >/dev/null

cat >validate.js <<'JS'
const validate = require('asl-validator');

const results = ['Fallback', 'Default', 'Next'].map((name) => {
  const { isValid, errors } = validate({ StartAt: name, States: { [name]: { Type: 'Pass', End: true } } });
  return `${name}: ${isValid ? 'valid' : errors.map((error) => error['Error code']).join()}`;
});
console.log(results.join('\n'));
const expected = ['Fallback: valid', ...['Default', 'Next'].map((name) => `${name}: MISSING_TRANSITION_TARGET`)];
process.exit(results.join() === expected.join() ? 0 : 1);
JS
node validate.js
