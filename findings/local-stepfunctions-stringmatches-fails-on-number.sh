#!/usr/bin/env bash
# aws-local-stepfunctions 3.0.0 (npm), which runs state machines locally: in a Choice state, StringMatches with a number as
# the value of the variable ends the execution with an error. StringEquals with the same value is false, and the default
# state follows. By the States Language, a comparison of values of two types is false for both operators.
#
# Seen: "StringEquals: default", "StringMatches: Sample must be a string, but number given".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund aws-local-stepfunctions@3.0.0 >/dev/null

cat >run.js <<'JS'
const { StateMachine } = require('aws-local-stepfunctions');

async function choose(operator) {
  const Choices = [{ Variable: '$.code', [operator]: 'E', Next: 'Yes' }];
  const machine = {
    StartAt: 'Choose',
    States: {
      Choose: { Type: 'Choice', Choices, Default: 'No' },
      Yes: { Type: 'Pass', Result: 'chosen', End: true },
      No: { Type: 'Pass', Result: 'default', End: true },
    },
  };
  try {
    return await new StateMachine(machine).run({ code: 7 }).result;
  } catch (error) {
    return error.message.replace(/^.*error: /, '');
  }
}

(async () => {
  const equals = await choose('StringEquals');
  const matches = await choose('StringMatches');
  console.log(`StringEquals: ${equals}\nStringMatches: ${matches}`);
  process.exit(equals === 'default' && matches === 'Sample must be a string, but number given' ? 0 : 1);
})();
JS
node run.js
