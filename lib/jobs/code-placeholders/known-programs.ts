/**
 * The syntax of common programs whose operands or options are code. The rule about placeholders does not depend on this
 * table: with an entry, the rule rejects more arguments of the program, and its message names the program. No entry
 * makes the rule accept an argument.
 */
import {
  codeReaders,
  installers,
  launchers,
  scriptRunners,
  secondOperandLaunchers,
  subcommandLaunchers,
  wordLaunchers,
  wordScriptRunners,
} from './program-names';
import type { ProgramSyntax } from './program-syntax';

const noValues = (): number => 0;
const valuesAfter = (options: RegExp) => (option: string) => (options.test(option) ? 1 : 0);

const shell: ProgramSyntax = {
  operand: 'script',
  codeOption: /^-[A-Za-z]*c[A-Za-z]*/,
  codePosition: 'operand',
  endsAtCode: true,
  dashEndsOptions: true,
  // Each o in an option such as -euo takes one argument: the name of a shell option.
  valuesOf: (option) =>
    /^--(rcfile|init-file)$/.test(option)
      ? 1
      : /^[-+][A-Za-z]+$/.test(option)
        ? option.split(/[oO]/).length - 1
        : 0,
};
const python: ProgramSyntax = {
  operand: 'script',
  codeOption: /^-[bBdEhiIOPqsSuvx]*c/,
  endsAtCode: true,
  valuesOf: valuesAfter(/^-[bBdEhiIOPqsSuvx]*[WX]$/),
};
const node: ProgramSyntax = {
  operand: 'script',
  codeOption: /^(-e|-p|-pe|-[ep]+|--eval|--print)(=|$)/,
  valuesOf: valuesAfter(
    /^(-r|-C|--(require|import|conditions|loader|experimental-loader|env-file|title|input-type|disable-warning|watch-path|openssl-config|icu-data-dir|diagnostic-dir|redirect-warnings|test-(reporter|name-pattern|reporter-destination|shard|timeout)|unhandled-rejections|dns-result-order|tls-[a-z-]+|(report|cpu-prof|heap-prof|trace-event)-[a-z-]+))$/,
  ),
};
const interpreter = (codeOption: RegExp, options: RegExp): ProgramSyntax => ({
  operand: 'script',
  codeOption,
  valuesOf: valuesAfter(options),
});
/**
 * Long options without a value, of programs that start another program. The argument after such an option can be the
 * program that is started.
 */
const launcherFlags =
  /^--(foreground|preserve-status|preserve-env|verbose|quiet|yes|login|set-home|non-interactive|ignore-environment|null|no-run-if-empty|exit|interactive|fork|wait|shared|exclusive|nonblock|close|portability)$/;
/**
 * Returns the syntax of a program that starts another one. A long option that is not in `launcherFlags` can have a
 * value, so the argument after it does not count as the started program.
 */
const launcher = (options: RegExp, skippedOperands = 0): ProgramSyntax => ({
  operand: 'program',
  skippedOperands,
  valuesOf: (option) =>
    options.test(option) || (/^--[^=]+$/.test(option) && !launcherFlags.test(option)) ? 1 : 0,
});
/**
 * Returns the syntax of a program whose arguments are data, except the value of its code option: `psql -c CODE`. The
 * option can also follow operands.
 */
const client = (codeOption: RegExp, options = /^--[^=]+$/): ProgramSyntax => ({
  codeOption,
  valuesOf: valuesAfter(options),
  hasDataOptions: true,
});
const launcherOf = (subcommand: RegExp, options = /^$/): ProgramSyntax => ({
  ...launcher(options),
  subcommand,
});
/** A program that joins its arguments and runs them as code. */
const joiner: ProgramSyntax = { codePosition: 'every', valuesOf: noValues };
/** A program that runs a script, with or without a subcommand: `dart run SCRIPT`. */
const scriptRunner: ProgramSyntax = {
  ...interpreter(/^(-[egcx]|--(eval|expr|command)(=|$))/, /^-[CIilm]$/),
  subcommand: /^(e|exec|fsi|r|run|script|start)$/,
};
const commonWord = (syntax: ProgramSyntax): ProgramSyntax => ({ ...syntax, isCommonWord: true });
const named = (names: string, syntax: ProgramSyntax): readonly (readonly [string, ProgramSyntax])[] =>
  names.split(' ').map((name) => [name, syntax]);

/** The programs by their names without folder, version and `.exe`. */
const programs: ReadonlyMap<string, ProgramSyntax> = new Map([
  ...named('sh bash rbash dash ash zsh ksh mksh pdksh yash posh fish csh tcsh osh nu xonsh elvish', shell),
  ...named('python pythonw pypy micropython jython', python),
  ...named('node nodejs tsx ts-node esno', node),
  ...named('bun', { ...node, subcommand: /^(run|x|exec|add|install)$/ }),
  ...named('deno', {
    ...interpreter(/^$/, /^(-[cr]|--config|--import-map)$/),
    subcommand: /^(run|eval|serve|test|bench|install)$/,
  }),
  ...named('java', {
    ...interpreter(/^$/, /^(-cp|-classpath|--class-path|-p|--module-path|--add-modules)$/),
    hasDataOptions: true,
  }),
  ...named('spark-submit papermill', interpreter(/^$/, /^--[^=]+$/)),
  ...named('perl', interpreter(/^-[acflnpstuwTUWX0-9]*[eE]/, /^-I$/)),
  ...named(
    'ruby jruby',
    interpreter(/^-[alnpsSwW0-9]*e/, /^(-[rICE]|--(encoding|external-encoding|internal-encoding))$/),
  ),
  ...named(
    'php php-cli php-cgi',
    interpreter(
      /^(-[rBRE]|--(run|process-begin|process-code|process-end)$)/,
      /^(-[dczt]|--(define|php-ini|zend-extension|docroot))$/,
    ),
  ),
  ...named('lua luajit', interpreter(/^-e/, /^-l$/)),
  ...named('Rscript tclsh wish expect groovy scala julia elixir escript osascript jshell gjs guile', {
    ...interpreter(/^(-[ecE]|--eval|--expr)/, /^$/),
  }),
  ...named('env', { ...launcher(/^-[uC]$/), hasAssignments: true, codeOption: /^(-[iv0]*S|--split-string)/ }),
  ...named('sudo doas', { ...launcher(/^-[ugCDhpRrTtU]$/), hasAssignments: true }),
  ...named(
    'nohup setsid stdbuf dumb-init tini catchsegv unbuffer busybox toybox pkexec systemd-run fakeroot catatonit',
    launcher(/^-[iopPgek]$/),
  ),
  ...named('ionice chrt taskset', launcher(/^-[cnpPu]$/)),
  ...named('xargs', launcher(/^-[aEdILnPsS]$/)),
  ...named('gosu su-exec s6-setuidgid setuidgid chroot', launcher(/^$/, 1)),
  ...named('npx pnpx bunx uvx pipx', launcher(/^-p$/)),
  ...named('npm pnpm yarn', launcherOf(/^(run|run-script|exec|x|dlx|install|i|add|create|init)$/)),
  ...named('pip gem', launcherOf(/^(install|download)$/, /^-[ri]$/)),
  ...named('poetry pipenv uv pdm hatch rye', launcherOf(/^run$/)),
  ...named('docker podman', launcherOf(/^run$/, /^-[evpwu]$/)),
  ...named('git', {
    ...client(/^--(exec|upload-pack|receive-pack|open-files-in-pager)(=|$)/),
    subcommand: /^(clone|fetch|pull|push|ls-remote|grep)$/,
  }),
  ...named('strace ltrace valgrind prlimit setpriv unshare nsenter', launcher(/^-[eopsuaESPt]$/)),
  ...named('ssh rsh sshpass pdsh scp sftp mosh', joiner),
  ...named('pwsh powershell', {
    operand: 'script',
    codeOption: /^[-/](c|co|com|comm|comma|comman|command|e|ec|en|enc|encodedcommand)$/i,
    codePosition: 'rest',
    valuesOf: valuesAfter(/^[-/](f|file|ep|executionpolicy|workingdirectory)$/i),
  }),
  ...named(scriptRunners, scriptRunner),
  ...named(wordScriptRunners, commonWord(scriptRunner)),
  ...named(launchers, launcher(/^-[ACEgnopPtu]$/)),
  ...named(wordLaunchers, commonWord(launcher(/^$/))),
  ...named(
    subcommandLaunchers,
    commonWord(launcherOf(/^(exec|new|new-session|record|run|run-program|stat|trace)$/)),
  ),
  ...named(installers, commonWord(launcherOf(/^(add|apply|enable|install|link|restart|run|start|upgrade)$/))),
  ...named(secondOperandLaunchers, launcher(/^$/, 1)),
  ...named(codeReaders, joiner),
  ...named('cross-env env-cmd', { ...launcher(/^-f$/), hasAssignments: true }),
  ...named('gdb lldb', client(/^(-[oOx]|-ex|--args|--$)/)),
  ...named('exiftool', client(/^-(if[0-9]*|userParam)$/)),
  ...named('mysqldump mongoexport mongodump', client(/^-[wq]/)),
  ...named(
    'hive beeline pig snowsql ansible-playbook consul-template',
    client(/^(-{1,2}(hivevar|hiveconf|param|extra-vars|template)|-[dDp])(=|$)/),
  ),
  ...named('gomplate', client(/^(-i|--in)(=|$)/)),
  ...named('find fd fdfind', client(/^(-(exec|execdir|ok|okdir)|-[xX])$/)),
  ...named('cmd', commonWord(joiner)),
  ...named('gmake', joiner),
  ...named('make watch parallel just entr concurrently', commonWord(joiner)),
  ...named('nice', commonWord(launcher(/^-n$/))),
  ...named('timeout', commonWord(launcher(/^-[ks]$/, 1))),
  ...named('time', commonWord(launcher(/^-[fo]$/))),
  ...named('source . command builtin', commonWord(launcher(/^$/))),
  ...named('awk gawk mawk nawk', {
    operand: 'code',
    codeOption: /^(-e|--source(=|$))/,
    scriptOption: /^(-[fEi]|--file|--exec)$/,
    valuesOf: valuesAfter(/^-[vF]$/),
    hasDataOptions: true,
  }),
  ...named('sed gsed ssed', {
    operand: 'code',
    codeOption: /^(-[nErsuz]*e|--expression(=|$))/,
    scriptOption: /^(-[nErsuz]*f|--file)$/,
    valuesOf: valuesAfter(/^-l$/),
    hasDataOptions: true,
    readsLaterOptions: true,
  }),
  ...named('jq gojq yq', {
    operand: 'code',
    scriptOption: /^(-[A-Za-z]*f|--from-file)$/,
    valuesOf: (option) =>
      /^--(arg|argjson|slurpfile|rawfile)$/.test(option) ? 2 : /^(-L|--indent)$/.test(option) ? 1 : 0,
    hasDataOptions: true,
  }),
  ...named('sqlite3 duckdb', {
    operand: 'code',
    skippedOperands: 1,
    codeOption: /^-(c|s|cmd)$/,
    valuesOf: valuesAfter(
      /^-(init|lookaside|maxsize|mmap|newline|nullvalue|pagecache|separator|storage-version|vfs|zip)$/,
    ),
    hasDataOptions: true,
  }),
  ...named('su', {
    operand: 'script',
    skippedOperands: 1,
    codeOption: /^(-[A-Za-z]*c|--command(=|$))/,
    dashEndsOptions: true,
    valuesOf: valuesAfter(/^(-[sgGw]|--shell|--group)$/),
  }),
  ...named('runuser', { ...launcher(/^-[ugGsw]$/), codeOption: /^(-[A-Za-z]*c|--command(=|$))/ }),
  ...named('script', commonWord(client(/^(-[A-Za-z]*c|--command(=|$))/))),
  ...named('flock', {
    operand: 'program',
    skippedOperands: 1,
    codeOption: /^(-c|--command)(=|$)/,
    valuesOf: valuesAfter(/^(-[wE]|--timeout|--wait|--conflict-exit-code)$/),
  }),
  ...named('psql', client(/^(-[A-Za-z]*c|--command(=|$))/, /^(-[hpUdvfoPFRTL]|--[^=]+)$/)),
  ...named(
    'mysql mariadb',
    client(/^(-[A-Za-z]*e|--execute(=|$)|--init-command(=|$))/, /^(-[huPDS]|--[^=]+)$/),
  ),
  ...named('sqlcmd clickhouse clickhouse-client clickhouse-local snowsql impala-shell bq', client(/^-[qQ]/)),
  // Some options of these programs start another program, also if they follow operands.
  ...named('tar bsdtar', client(/^$/, /^(-[A-Za-z]*[fCTbg]|--[^=]+)$/)),
  ...named('rsync wget pandoc gs', client(/^$/, /^(-[A-Za-z]*[foOPitTD]|--[^=]+)$/)),
  ...named('vim vi nvim view ex emacs', client(/^$/)),
  ...named('sort less man', commonWord(client(/^$/, /^(-[A-Za-z]*[kotST]|--[^=]+)$/))),
]);

/** Returns whether a program reads code as a shell does. */
export function isShell(program: string): boolean {
  return syntaxOf(program)?.syntax === shell;
}

/** Returns the syntax of a program, and its name in the table; `undefined` if the table does not have the program. */
export function syntaxOf(
  argument: string,
): { readonly program: string; readonly key: string; readonly syntax: ProgramSyntax } | undefined {
  const name = argument
    .slice(Math.max(argument.lastIndexOf('/'), argument.lastIndexOf('\\')) + 1)
    .replace(/\.exe$/i, '');
  const key = programs.has(name) ? name : name.replace(/-?[0-9][0-9.]*$/, '');
  const syntax = programs.get(key);
  return syntax === undefined ? undefined : { program: name, key, syntax };
}
