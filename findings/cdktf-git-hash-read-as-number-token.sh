#!/usr/bin/env bash
# cdktf 0.21.0 (npm): a text can end like a short Git hash, for example "preview-82e297". cdktf reads "-82e297" as the
# number -82 · 10^297. Such numbers are its tokens, so the synthesis fails, although the user has no token. The text
# "preview-82f297" is written as it is. The error occurs for the name of a stack and for any value.
#
# Seen: "preview-82f297: stack written, value written", and for "preview-82e297" the error "Encoded representation of
# unknown number Token found" twice, with Node 20.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund cdktf@0.21.0 constructs@10.4.2 >/dev/null

cat >app.js <<'JS'
const { mkdtempSync } = require('node:fs');
const { App, TerraformOutput, TerraformStack } = require('cdktf');

function synthesize(name, value) {
  try {
    const app = new App({ outdir: mkdtempSync('out-') });
    new TerraformOutput(new TerraformStack(app, name), 'output', { value });
    app.synth();
    return 'written';
  } catch (error) {
    return error.message.split('. ')[0];
  }
}

const results = ['preview-82f297', 'preview-82e297'].map((text) => [synthesize(text, 'x'), synthesize('stack', text)]);
console.log(`preview-82f297: stack ${results[0][0]}, value ${results[0][1]}`);
console.log(`preview-82e297: stack: ${results[1][0]}; value: ${results[1][1]}`);
const failure = 'Encoded representation of unknown number Token found';
process.exit(JSON.stringify(results) === JSON.stringify([['written', 'written'], [failure, failure]]) ? 0 : 1);
JS
node app.js
