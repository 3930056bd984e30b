#!/usr/bin/env bash
# Terraform 1.11.4, which must be in PATH because no package registry has it: the JSON syntax escapes "${" as "$${" in
# every string that is a template. The strings of a backend block are not templates in JSON, so "$${x}" keeps its two
# dollar signs there. In HCL the same block gives "${x}". A generator that escapes each string in one way writes the
# state to another place than its user asked for.
#
# Seen: "JSON: state-$${x}.tfstate, output ${x}" and "HCL: state-${x}.tfstate, output ${x}".
set -euo pipefail

terraform version | grep -qx 'Terraform v1.11.4' || { echo 'needs Terraform 1.11.4 in PATH' >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/json" "$folder/hcl"
cat >"$folder/json/main.tf.json" <<'JSON'
{
  "terraform": { "backend": { "local": { "path": "state-$${x}.tfstate" } } },
  "output": { "text": { "value": "$${x}" } }
}
JSON
cat >"$folder/hcl/main.tf" <<'HCL'
terraform {
  backend "local" { path = "state-$${x}.tfstate" }
}
output "text" { value = "$${x}" }
HCL

applied() {
  cd "$folder/$1"
  terraform init -input=false >/dev/null 2>&1
  terraform apply -auto-approve -input=false >/dev/null 2>&1
  echo "$(ls | grep tfstate), output $(terraform output -raw text 2>/dev/null)"
}
json=$(applied json)
hcl=$(applied hcl)
printf 'JSON: %s\nHCL: %s\n' "$json" "$hcl"
[ "$json" = 'state-$${x}.tfstate, output ${x}' ] && [ "$hcl" = 'state-${x}.tfstate, output ${x}' ]
