#!/usr/bin/env bash
# aws-local-stepfunctions 3.0.0: a path with a filter, such as $.containers[?(@.exit == 1)], fails if the list holds null.
# In Jayway's JsonPath, which Step Functions follows, a filter does not match an item without the field. So the same state
# works on AWS. Other items without the field, such as numbers, do no harm here either.
#
# Seen: [{"exit":1}] for the list [3, {"exit": 1}], and "Cannot read properties of null" for [null, {"exit": 1}].
# https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
# https://github.com/json-path/JsonPath#filter-operators
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund aws-local-stepfunctions@3.0.0 >/dev/null 2>&1

cat >run.mjs <<'JS'
import { StateMachine } from 'aws-local-stepfunctions';

const definition = { StartAt: 'Filter', States: { Filter: { Type: 'Pass', InputPath: '$.containers[?(@.exit == 1)]', End: true } } };
for (const other of [3, null]) {
  const execution = new StateMachine(definition).run({ containers: [other, { exit: 1 }] });
  try {
    console.log(JSON.stringify(await execution.result));
  } catch (error) {
    console.log(error.message.match(/Cannot read properties of null/)?.[0] ?? error.message);
  }
}
JS
seen=$(node run.mjs)
printf '%s\n' "$seen"
[ "$seen" = '[{"exit":1}]
Cannot read properties of null' ]
