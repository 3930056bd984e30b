/**
 * How a value reaches a place that a shell runs: through xargs, loops, files, variables and numbers. A script only repeats the
 * placeholder, and has no code that could do anything else.
 */
import { describe, expect, test } from '@jest/globals';
import { rejectedArguments } from './support/commands';

const key = '<object_key>';
const inShell = (shell: string) => (script: string) => [shell, '-c', script, shell, key];
const bash = inShell('bash');

/** Each text that xargs can replace, with the options that name it. */
const replacements = ['%', '@', '@@', 'ITEM', '{}'].flatMap((text) =>
  [`-I${text}`, `-I ${text}`, `-0rI ${text}`, `-i${text}`, `--replace=${text}`].map((option) => ({
    text,
    option,
  })),
);

const rejected: readonly (readonly string[])[] = [
  ...replacements.flatMap(({ text, option }) => [
    bash(`echo "$1" | xargs ${option} sh -c "import ${text}"`),
    bash(`xargs ${option} ssh host "import ${text}" <<< "$1"`),
  ]),
  bash('echo "$1" | timeout 60 xargs -n1 -I% sh -c "import %"'),
  bash('xargs sh -c < <(echo "$1")'),
  bash('cat "/data/$1" | xargs -I% sh -c "import %"'),
  // The input of a compound command.
  ...['<<< "$1"', '< <(echo "$1")', '< "/data/$1"'].flatMap((input) => [
    bash(`while read -r f; do sh -c "import $f"; done ${input}`),
    bash(`while IFS=, read -r a b; do eval "$b"; done ${input}`),
    bash(`if true; then read f; eval "$f"; fi ${input}`),
    bash(`{ true; sh; } ${input}`),
    bash(`(true; sh) ${input}`),
    bash(`exec ${input}; sh`),
    bash(`run() { read f; $f; }; run ${input}`),
    bash(`sh ${input}`),
    bash(`mapfile -t p ${input}; exec "\${p[@]}"`),
    bash(`read ${input}; eval "$REPLY"`),
  ]),
  bash('echo "$1" | while true; do read f; eval "$f"; done'),
  bash('echo "$1" | (true; sh)'),
  bash('echo "$1" | { x=$(cat); eval "$x"; }'),
  bash('source /dev/fd/3 3<<< "$1"'),
  // Variables that a command of the shell sets.
  bash('printf -v cmd "import %s" "$1"; eval "$cmd"'),
  bash('[[ $1 =~ (.*) ]]; eval "${BASH_REMATCH[1]}"'),
  bash('while getopts "k:" o; do eval "$OPTARG"; done'),
  bash('set -- $1; "$4"'),
  bash('eval \'exec "$1"\''),
  bash('x=$1; trap \'eval "$x"\' EXIT'),
  bash('timeout $(basename "$1") bin/import'),
  bash('${ eval "$1"; }'),
  // Numbers.
  ...['declare -i n=$1', 'typeset -i n; n=$1', 'typeset -ri n="$1"', 'echo $[ $1 ]'].map(bash),
  bash('declare -i n; read n <<< "$1"'),
  ...['integer n=$1', 'float n=$1', '[ "$1" -eq 1 ]', 'printf %d "$1"', 'exit "$1"'].map(inShell('ksh')),
  ...['integer n; n=$1', 'print ${(e)1}', 'print ${(P)1}', 'eval ${(f)1}', 'print ${~1}'].map(inShell('zsh')),
  bash('n=$(wc -l "/data/$1" | cut -d" " -f1); echo $((n + 1))'),
  bash('n=$(du -b "/data/$1" | cut -f1); echo $((n + 1))'),
  bash('n=$(stat -c "%s %n" "/data/$1"); echo $((n + 1))'),
  bash('n=$(date "$1"); echo $((n + 1))'),
  bash('n=$(grep -cH x "/data/$1"); echo $((n + 1))'),
  bash('n=$(wc -l < "/data/$1"; echo "$1"); echo $((n + 1))'),
  // Assignments of shells that can split the value.
  ...['sh', 'dash', 'ash'].map((shell) => inShell(shell)('export KEY=$1; bin/import')),
  bash('command export KEY=$1; bin/import'),
  // GNU parallel quotes an argument only outside quotation marks.
  ['parallel', ':::', key],
  ['parallel', 'sh', '-c', '{}', ':::', key],
  ['parallel', 'import "{}"', ':::', key],
  ['parallel', 'import {= uq() =}', ':::', key],
  ['parallel', 'eval', ':::', key],
  ['parallel', '-S', key, 'bin/import', ':::', 'a'],
  ['parallel', '--unlisted', 'bin/import', ':::', key],
  bash('echo "$1" | parallel'),
  bash('echo "$1" | parallel sh -c {}'),
  ['fab', '-H', 'etl1', '--', 'bin/load', key],
  ['fab', 'deploy', '--', 'bin/load', key],
];

const accepted: readonly (readonly string[])[] = [
  ...replacements.map(({ text, option }) => bash(`echo "$1" | xargs ${option} bin/import ${text}`)),
  bash('cat "/data/$1" | xargs -n1 bin/import'),
  bash('while read -r f; do bin/import "$f"; done <<< "$1"'),
  bash('while IFS=, read -r a b; do bin/import "$a" "$b"; done < "/data/$1"'),
  bash('while read -r f; do ssh host bin/import; done <<< "$1"'),
  bash('psql app < "/data/$1"'),
  bash('psql app < <(gunzip -c "/data/$1")'),
  bash('mapfile -t p < <(echo "$1"); bin/import "${p[@]}"'),
  bash('printf -v name "%s.csv" "$1"; bin/import "$name"'),
  bash('eval \'bin/import "$1"\''),
  bash('x=$1; trap \'rm -f "/data/$x"\' EXIT; bin/import "$x"'),
  // The output of a command that is a number.
  ...[
    'wc -l < "/data/$1"',
    'cat "/data/$1" | wc -c',
    'stat -c %s "/data/$1"',
    'stat --format=%Y -- "/data/$1"',
    'date -d "$1" +%s',
    'date -r "/data/$1" "+%Y"',
    'grep -c "^x" "/data/$1"',
    'jq ".rows | length" "/data/$1"',
    'echo "$1" | tr -cd 0-9',
    'stat -c %s "/data/$1" || echo 0',
    'du -s /data | cut -f1',
  ].flatMap((command) => [
    bash(`n=$(${command}); if (( n > 10 )); then bin/import "$1"; fi`),
    bash(`echo $(( $(${command}) / 1024 ))`),
    bash(`declare -i n=$(${command}); [[ $n -gt 10 ]] && bin/import "$1"`),
  ]),
  bash('[ "$1" -eq 1 ] && bin/import'),
  bash('echo "${#1}"'),
  ...['bash', 'zsh', 'ksh'].flatMap((shell) =>
    ['export', 'readonly', 'typeset'].map((name) => inShell(shell)(`${name} KEY=$1; exec bin/import`)),
  ),
  bash('f() { local k=$1; bin/import "$k"; }; f "$1"'),
  inShell('sh')('export KEY="$1"; bin/import'),
  inShell('zsh')('bin/import ${(q)1}'),
  ['parallel', 'bin/import', ':::', key],
  ['parallel', '-j4', '--halt', 'now,fail=1', 'bin/import', '--key', '{}', ':::', key],
  ['parallel', 'bin/import {.} > /data/{/}.log', ':::', key],
  bash('parallel bin/import ::: "$1"'),
  bash('echo "$1" | parallel "bin/import {}"'),
  ['fab', '-H', 'etl1', 'import', `--key=${key}`],
];

describe('a value that reaches code is rejected', () => {
  test.each(rejected.map((command) => [command.join(' '), command] as const))('%s', (_, command) => {
    const index = command.findLastIndex((argument) => argument.includes(key));
    expect(rejectedArguments(command).map((found) => found.index)).toContain(index);
  });
});

describe('a value that stays data is accepted', () => {
  test.each(accepted.map((command) => [command.join(' '), command] as const))('%s', (_, command) => {
    expect(rejectedArguments(command)).toEqual([]);
  });
});
