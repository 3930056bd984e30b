#!/usr/bin/env bash
# cdktf 0.21.0 (npm): each DataResource starts `terraform version` while the app synthesizes, and synthesis fails where
# Terraform is not installed. Other resources start nothing: a stack with a TerraformOutput synthesizes without Terraform.
# DataResource only writes a `terraform_data` block, which needs Terraform 1.4 when it is planned, not when it is written.
#
# Seen: "DataResource: 2 child processes for 2 resources, synthesis fails without terraform: true", with Node 20.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund cdktf@0.21.0 constructs@10.4.2 >/dev/null

cat >app.js <<'JS'
const childProcess = require('node:child_process');
let started = 0;
for (const name of ['execSync', 'spawnSync', 'execFileSync', 'spawn', 'exec']) {
  const original = childProcess[name];
  childProcess[name] = (...args) => { started += 1; return original(...args); };
}
const { App, DataResource, TerraformOutput, TerraformStack } = require('cdktf');

function synthesize(build) {
  started = 0;
  const app = new App({ outdir: require('node:fs').mkdtempSync('out-') });
  build(new TerraformStack(app, 'stack'));
  try {
    app.synth();
    return { failed: false, started };
  } catch (error) {
    return { failed: true, started };
  }
}

const output = synthesize((stack) => new TerraformOutput(stack, 'output', { value: 'x' }));
const data = synthesize((stack) => {
  new DataResource(stack, 'one', { input: 'x' });
  new DataResource(stack, 'two', { input: 'x' });
});
console.log(`TerraformOutput: ${output.started} child processes, synthesis fails without terraform: ${output.failed}`);
console.log(`DataResource: ${data.started} child processes for 2 resources, synthesis fails without terraform: ${data.failed}`);
process.exit(output.started === 0 && !output.failed && data.started === 2 && data.failed ? 0 : 1);
JS
node=$(command -v node)
env -i HOME="$folder" PATH="$folder/empty" "$node" app.js
