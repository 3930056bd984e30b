#!/usr/bin/env bash
# aws-local-stepfunctions 3.0.0 (npm), which runs state machines locally: it splits the arguments of an intrinsic function
# by counting parentheses, also inside quoted texts. An opening parenthesis in a text hides the comma behind it, so that the
# function gets fewer arguments and fails. The States Language allows any character but ' and \ in such a text.
#
# Seen: "balanced: job (nightly) a", "open: Number of arguments in States.Format do not match the occurrences of {}".
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund aws-local-stepfunctions@3.0.0 >/dev/null

cat >run.js <<'JS'
const { StateMachine } = require('aws-local-stepfunctions');

async function format(text) {
  const Parameters = { 'text.$': `States.Format('${text}', $.id)` };
  const machine = { StartAt: 'Format', States: { Format: { Type: 'Pass', Parameters, End: true } } };
  try {
    return (await new StateMachine(machine).run({ id: 'a' }).result).text;
  } catch (error) {
    return error.message.replace(/^.*error: /, '');
  }
}

(async () => {
  const balanced = await format('job (nightly) {}');
  const open = await format('job (nightly {}');
  console.log(`balanced: ${balanced}\nopen: ${open}`);
  const failure = 'Number of arguments in States.Format do not match the occurrences of {}';
  process.exit(balanced === 'job (nightly) a' && open === failure ? 0 : 1);
})();
JS
node run.js
