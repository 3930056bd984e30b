/**
 * What the script of a shell does with its arguments. A script only repeats the placeholder, and has no code that could do
 * anything else.
 */
import { describe, expect, test } from '@jest/globals';
import { rejectedArguments } from './support/commands';

/** Scripts that run an argument as code, or start it as a program. */
const rejectedScripts: readonly (readonly string[])[] = [
  ['bash', '-c', 'eval "process $1"', '_', '<object_key>'],
  ['sh', '-c', 'eval set -- "$1"', 'sh', '<object_key>'],
  ['sh', '-c', 'ssh host "bin/import $1"', 'sh', '<object_key>'],
  ['sh', '-c', 'psql -c "\\copy t from $1"', 'sh', '<object_key>'],
  ['sh', '-c', 'su app -c "x $1"', 'sh', '<object_key>'],
  ['sh', '-c', 'python -c "run(\\"$1\\")"', 'sh', '<object_key>'],
  ['sh', '-c', 'make import FILE="$1"', 'sh', '<object_key>'],
  ['sh', '-c', 'jq ".f = \\"$1\\"" a.json', 'sh', '<object_key>'],
  ['sh', '-c', 'sed -i "s/X/$1/" a', 'sh', '<object_key>'],
  ['sh', '-c', 'bash "/app/jobs/$1.sh"', 'sh', '<object_key>'],
  ['sh', '-c', '. "/app/env/$1"', 'sh', '<object_key>'],
  ['sh', '-c', 'source "/app/env/$1"', 'sh', '<object_key>'],
  ['sh', '-c', 'trap "$1" EXIT', 'sh', '<object_key>'],
  ['sh', '-c', 'for f in "$@"; do $f; done', 'sh', '<object_key>'],
  ['sh', '-c', 'echo "$1" | sh', 'sh', '<object_key>'],
  ['bash', '-c', 'bash <<< "$1"', 'sh', '<object_key>'],
  ['bash', '-c', 'bash <(echo "$1")', 'sh', '<object_key>'],
  ['bash', '-c', 'xargs -I{} sh -c "import {}" <<< "$1"', 'sh', '<object_key>'],
  ['bash', '-c', 'echo "$1" | xargs -I{} sh -c "import {}"', 'sh', '<object_key>'],
  ['sh', '-c', 'f=$1; exec $f', 'sh', '<object_key>'],
  // The words of an array: their substitutions, arithmetic and subscripts.
  ['bash', '-c', 'files=($(eval "ls $1")); bin/import "${files[@]}"', 'bash', '<object_key>'],
  ['bash', '-c', 'files+=("$(awk "/$1/" a)")', 'bash', '<object_key>'],
  ['bash', '-c', 'declare -a files=(a `ssh host "ls $1"`)', 'bash', '<object_key>'],
  ['bash', '-c', 'sizes=($(( $1 )) 1)', 'bash', '<object_key>'],
  ['bash', '-c', 'sizes=([$1]=x)', 'bash', '<object_key>'],
  ['bash', '-c', 'sizes=(${a[$1]})', 'bash', '<object_key>'],
  ['zsh', '-c', 'files=(/data/${~1}); bin/import $files', 'zsh', '<object_key>'],
  ['zsh', '-c', 'bin/import =(eval "ls $1")', 'zsh', '<object_key>'],
  ['bash', '-c', 'cat <<EOF\n$(( $1 + 1 ))\nEOF', 'bash', '<object_key>'],
  ['bash', '-c', 'cat <<EOF\n${a[$1]}\nEOF', 'bash', '<object_key>'],
  ['sh', '-c', 'cmd="$1"; shift; "$cmd" "$@"', 'sh', '<object_key>'],
  ['sh', '-c', 'cmd="$1"; shift; "$cmd" "$@"', 'sh', 'timeout', '60', '<object_key>'],
  ['sh', '-c', 'LD_PRELOAD="$1" bin/import', 'sh', '<object_key>'],
  ['sh', '-c', 'NODE_OPTIONS=$1 node app.js', 'sh', '<object_key>'],
  ['sh', '-c', 'export PATH="$1:$PATH"; bin/x', 'sh', '<object_key>'],
  ['bash', '-c', 'exec -a x "$1"', 'sh', '<object_key>'],
  ['bash', '-c', '[[ $1 -eq 1 ]]', 'sh', '<object_key>'],
  ['bash', '-c', 'printf -v "$1" x', 'sh', '<object_key>'],
  ['bash', '-c', '(( $1 > 3 ))', 'sh', '<object_key>'],
  ['bash', '-c', 'echo $(( $1 + 1 ))', 'sh', '<object_key>'],
  ['bash', '-c', 'echo ${!1}', 'sh', '<object_key>'],
  ['bash', '-c', 'echo ${1@P}', 'sh', '<object_key>'],
  ['sh', '-c', 'exec "$@"', 'sh', 'make', 'KEY=<object_key>'],
  ['sh', '-c', 'exec "$@"', 'sh', 'timeout', '60', '<object_key>'],
  ['sh', '-c', '$(basename "$1")', 'sh', '<object_key>'],
  ['sh', '-c', 'while [ $# -gt 0 ]; do eval "$1"; shift; done', 'sh', 'a', '<object_key>'],
  ['bash', '-c', 'run() { eval "$1"; }; run "$2"', 'sh', 'a', '<object_key>'],
  ['sh', '-c', 'x="a $1"; eval "$x"', 'sh', '<object_key>'],
  ['sh', '-c', 'sh -c "exec $1"', 'sh', '<object_key>'],
  ['sh', '-c', 'sh -c \'exec "$1"\' _ "$1"', 'sh', '<object_key>'],
  ['sh', '-c', 'cat <<EOF | sh\nimport $1\nEOF', 'sh', '<object_key>'],
  ['sh', '-c', 'psql app <<EOF\nselect $1\nEOF', 'sh', '<object_key>'],
  ['sh', '-c', 'printf "select %s" "$1" | psql app', 'sh', '<object_key>'],
  ['sh', '-c', 'timeout 60 $1', 'sh', '<object_key>'],
  ['sh', '-c', 'timeout $1 bin/x', 'sh', '<object_key>'],
  ['env', 'KEY=<object_key>', 'sh', '-c', 'eval "$KEY"'],
  ['sh', '-c', 'export X="$1"; bash -c "eval \\$X"', 'sh', '<object_key>'],
  ['sh', '-c', 'if true; then "$1"; fi', 'sh', '<object_key>'],
  ['sh', '-c', 'bin/x "unclosed $1', 'sh', '<object_key>'],
  ['bash', '-c', 'declare "$1"', 'sh', '<object_key>'],
  ['sh', '-c', 'alias x="$1"', 'sh', '<object_key>'],
  ['sh', '-c', 'node -e "f(\\"$1\\")"', 'sh', '<object_key>'],
  ['sh', '-c', 'aws s3 cp "s3://b/$1" - | sh', 'sh', '<object_key>'],
  ['bash', '-c', 'source <(echo "$1")', 'sh', '<object_key>'],
  ['bash', '-c', 'a=("$@"); "${a[@]}"', 'sh', '<object_key>'],
  ['sh', '-c', 'ssh host $1', 'sh', '<object_key>'],
  ['sh', '-c', 'echo "$1" | python3', 'sh', '<object_key>'],
  ['sh', '-c', 'x=`basename $1`; $x', 'sh', '<object_key>'],
  ['bash', '-c', 'coproc "$1"', 'sh', '<object_key>'],
  ['bash', '-c', 'time "$1"', 'sh', '<object_key>'],
  ['sh', '-c', '! "$1"', 'sh', '<object_key>'],
  ['sh', '-c', 'command "$1"', 'sh', '<object_key>'],
  ['sh', '-c', 'nohup "$1" &', 'sh', '<object_key>'],
  ['bash', '-c', 'read x <<< "$1"; eval "$x"', 'sh', '<object_key>'],
];

/** Scripts for which an argument is data. */
const accepted: readonly (readonly string[])[] = [
  ['sh', '-c', 'bin/import "$1"', 'sh', '<object_key>'],
  ['sh', '-c', 'bin/import $1', 'sh', '<object_key>'],
  ['sh', '-c', 'bin/import --key="$1" && bin/notify "imported $1"', 'sh', '<object_key>'],
  ['sh', '-c', 'echo "imported $1" | tee -a /var/log/x', 'sh', '<object_key>'],
  ['sh', '-c', 'exec "$@"', 'sh', 'bin/import', '<object_key>'],
  [
    'bash',
    '-c',
    'set -euo pipefail; aws s3 cp "s3://$1/$2" - | gunzip | psql -c "copy t from stdin"',
    '_',
    '<bucket_name>',
    '<object_key>',
  ],
  [
    'sh',
    '-c',
    'aws s3 cp "s3://$1/$2" /data/in && python import.py /data/in',
    'sh',
    '<bucket_name>',
    '<object_key>',
  ],
  ['sh', '-c', 'f=$(basename "$1"); bin/import "/data/$f"', 'sh', '<object_key>'],
  ['bash', '-c', 'for f in "$@"; do bin/import "$f"; done', '_', '<object_key>'],
  ['bash', '-c', 'while [ $# -gt 0 ]; do bin/import "$1"; shift; done', '_', '<object_key>'],
  [
    'sh',
    '-c',
    'case "$1" in *.csv) bin/import "$1";; *.zip) bin/unzip "$1";; *) exit 0;; esac',
    'sh',
    '<object_key>',
  ],
  ['bash', '-c', '[[ "$1" == *.csv ]] && bin/import "$1"', '_', '<object_key>'],
  ['bash', '-c', '[[ $1 =~ ^a+$ ]] && bin/import "$1"', '_', '<object_key>'],
  ['sh', '-c', '[ -n "$1" ] && bin/import "$1" || exit 1', 'sh', '<object_key>'],
  ['sh', '-c', 'printf %s "$1" | bin/import', 'sh', '<object_key>'],
  ['sh', '-c', 'printf "%s\\n" "$1" | ssh host bin/import', 'sh', '<object_key>'],
  ['sh', '-c', 'jq --arg key "$1" ".key = \\$key" a.json', 'sh', '<object_key>'],
  ['sh', '-c', 'psql -v key="$1" -f /app/x.sql', 'sh', '<object_key>'],
  ['sh', '-c', 'python3 import.py "$1"', 'sh', '<object_key>'],
  ['sh', '-c', 'python3 - "$1" <<"EOF"\nprint(1)\nEOF', 'sh', '<object_key>'],
  ['sh', '-c', 'cat "/data/$1" | psql app -c "\\copy t from stdin"', 'sh', '<object_key>'],
  ['sh', '-c', 'gunzip -c "/data/$1" | psql app', 'sh', '<object_key>'],
  ['sh', '-c', 'echo "$1" | xargs bin/import', 'sh', '<object_key>'],
  ['sh', '-c', 'echo "$1" | xargs -I{} bin/import {}', 'sh', '<object_key>'],
  ['sh', '-c', 'key="$1"; shift; bin/import --key "$key" "$@"', 'sh', '<object_key>', 'a'],
  ['sh', '-c', 'KEY="$1" bin/import', 'sh', '<object_key>'],
  ['sh', '-c', 'export KEY="$1"; bin/import', 'sh', '<object_key>'],
  ['sh', '-c', 'node import.js "$1" > /data/out.txt 2>&1', 'sh', '<object_key>'],
  ['sh', '-c', 'bin/import "${1%.csv}" "${1##*/}"', 'sh', '<object_key>'],
  ['sh', '-c', 'curl -sf "https://x.test/hook?key=$1"', 'sh', '<object_key>'],
  ['sh', '-c', 'curl -d "{\\"key\\":\\"$1\\"}" https://x.test', 'sh', '<object_key>'],
  ['sh', '-c', 'tar -xf "/data/$1" -C /tmp', 'sh', '<object_key>'],
  ['sh', '-c', 'timeout 60 bin/import "$1"', 'sh', '<object_key>'],
  ['sh', '-c', 'cd /app && exec bin/import "$@"', 'sh', '<object_key>'],
  ['bash', '-c', 'printf "%s" "${1:-none}" > /data/x', '_', '<object_key>'],
  ['bash', '-c', 'read -r a b <<< "$1"; bin/import "$a"', '_', '<object_key>'],
  [
    'bash',
    '-c',
    'args=(--key "$1" --from "$(basename "$1")"); bin/import "${args[@]}"',
    'bash',
    '<object_key>',
  ],
  [
    'bash',
    '-c',
    'declare -A m=([key]="$1" [host]="$HOSTNAME"); bin/import "${m[key]}"',
    'bash',
    '<object_key>',
  ],
  ['bash', '-c', 'cat <<EOF > /data/x\nkey=$1\nEOF', 'bash', '<object_key>'],
  ['sh', '-c', 'test -f "/data/$1" && bin/import "/data/$1"', 'sh', '<object_key>'],
  ['sh', '-c', 'log() { echo "$1"; }; log start; bin/import "$1"', 'sh', '<object_key>'],
  ['env', 'KEY=<object_key>', 'sh', '-c', 'bin/import "$KEY"'],
];

describe('a script that runs its argument is rejected', () => {
  test.each(rejectedScripts.map((command) => [command.join(' '), command] as const))('%s', (_, command) => {
    const index = command.findLastIndex((argument) => argument.includes('<object_key>'));
    expect(rejectedArguments(command).map((found) => found.index)).toContain(index);
  });
});

describe('a script that passes its argument on as data is accepted', () => {
  test.each(accepted.map((command) => [command.join(' '), command] as const))('%s', (_, command) => {
    expect(rejectedArguments(command)).toEqual([]);
  });
});

test('behind more scripts than the rule reads, each placeholder is rejected', () => {
  const scripts = Array.from({ length: 20 }, () => ['sh', '-c', 'exec "$@"', 'sh']).flat();
  expect(rejectedArguments([...scripts, 'bin/import', '<object_key>'])).toHaveLength(1);
  expect(rejectedArguments(['sh', '-c', 'exec "$@"', 'sh', 'bin/import', '<object_key>'])).toEqual([]);
});
