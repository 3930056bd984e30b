/**
 * Launchers: programs that start the program in their operands, with its arguments. The options of GNU coreutils 9.1,
 * findutils 4.9, util-linux 2.38 and strace 6.1 were compared with their `--help` or manual.
 */
import {
  countValues,
  joiner,
  launcher,
  launcherOf,
  named,
  options,
  valueAfter,
  words,
  type Options,
  type ProgramSyntax,
} from '../program-syntax';

const environmentFiles: ProgramSyntax = { ...launcher(), hasAssignments: true };

/** Programs that start the program in their first operand; their options are in no table. */
const unlisted = [
  'abduco autoexpect cgexec daemon daemonize ddtrace-run dbus-run-session envconsul firejail fixuid linux32 linux64',
  'lxc-attach opentelemetry-instrument proot proxychains proxychains4 qemu-aarch64 qemu-x86_64 rlwrap run-one run-parts',
  'systemd-cat systemd-inhibit systemd-nspawn ssh-agent torsocks tsocks watchexec reflex wine wine64 with-contenv',
  'vault-env summon s6-envuidgid execlineb cpulimit choom capsh setlock',
  'eatmydata timelimit trickle heaptrack gdbserver tsp nq pueue schroot setuser my_init s6-setlock s6-softlimit s6-applyuidgid',
  'runsv hivemind jemalloc.sh pssh clush dsh xvfb-run ld.so ld-linux-x86-64.so. ld-linux-aarch64.so. ld-musl-x86_64.so. ld-musl-aarch64.so. start-stop-daemon',
].join(' ');

/** Matches a script whose name shows that it starts the program in its operands, such as `docker-entrypoint.sh`. */
const wrapperName =
  /^((.*[-_])?entry-?point|wait-for(-.+)?|wait-?until(-.+)?|with[-_].+|run[-_]with[-_].+|dockerize|exec|wrap(per)?|launch(er)?|retry)(\.(ba|z)?sh|\.py)?$/;

/** The syntax of such a script. The program can also follow `--`. */
const wrapper: ProgramSyntax = {
  operands: ['program', 'data'],
  valuesOf: (option) => (/^-(a|q|s|v|-quiet|-strict)$/.test(option) || option.includes('=') ? 0 : 'unknown'),
  startsAfterDashes: true,
};

/**
 * Matches names of launchers such as `horovodrun`, `cgexec` and `qemu-mips`, if they have no folder. Names with a hyphen
 * before `run`, such as `claims-run`, are most often those of a user's own program.
 */
const launcherName =
  /^((?!(batch|dry|etl|fore|import|job|load|over|pay|payroll|pre|re|task|test)run$)[a-z0-9]{2,}run|[a-z0-9-]{2,}exec|(qemu|s6|chpst|runsv)-[a-z0-9_-]+|[a-z0-9-]+[-_](launch|launcher|wrap|wrapper|supervisor|sudo))$/;

/**
 * Returns the syntax of a script that starts other programs, if the name shows this; otherwise `undefined`.
 *
 * @param isInstalled - Whether the program has no folder, or is in a folder of the system.
 */
export function wrapperSyntax(name: string, isInstalled: boolean): ProgramSyntax | undefined {
  return wrapperName.test(name) || (isInstalled && launcherName.test(name)) ? wrapper : undefined;
}

const lockOptions: Options = {
  longFlags: 'insecure-transport insecure-skip-tls-verify',
  longValues: 'ttl endpoints cacert cert key user password dial-timeout command-timeout',
};
const monitorOptions: Options = {
  flags: 'qaA',
  values: 'estm',
  longFlags: 'quiet allow-failure',
  longValues:
    'timeout environment schedule check-in-margin max-runtime timezone failure-issue-threshold recovery-threshold auth-token log-level url header',
};

const condaOptions: Options = {
  flags: 'qvy',
  values: 'np',
  longFlags: 'no-capture-output live-stream quiet verbose yes',
  longValues: 'name prefix cwd',
};
const packages: ProgramSyntax = {
  operands: ['script'],
  valuesOf: countValues(condaOptions),
  loadOption: options('[fc]', 'file channel'),
};

const xargsValues = countValues({
  flags: '0rtxpo',
  values: 'adEILnPs',
  longFlags: 'null no-run-if-empty verbose exit interactive open-tty show-limits replace max-lines eof',
  longValues: 'arg-file delimiter max-args max-procs max-chars process-slot-var',
});

/** Launchers by their names. */
export const launchers: readonly (readonly [string, ProgramSyntax])[] = [
  ...named('env', {
    ...launcher({
      flags: 'i0v',
      values: 'uCP',
      longFlags: 'ignore-environment null debug list-signal-handling',
      longValues: 'unset chdir argv0',
    }),
    hasAssignments: true,
    codeOption: options('[iv0]*S', 'split-string'),
  }),
  ...named('sudo doas sudoedit', {
    ...launcher({
      flags: 'AbBEeHiKklnPSsvL',
      values: 'aCcDghpRrTtUu',
      longFlags:
        'askpass background bell preserve-env set-home login remove-timestamp reset-timestamp no-update non-interactive preserve-groups stdin shell validate',
      longValues: 'close-from chdir group host prompt chroot role command-timeout type other-user user',
    }),
    hasAssignments: true,
  }),
  ...named('nohup busybox toybox catchsegv fakeroot', launcher()),
  ...named('setsid', launcher({ flags: 'cfw', longFlags: 'ctty fork wait' })),
  ...named('stdbuf', launcher({ values: 'ioe', longValues: 'input output error' })),
  ...named('unbuffer', launcher({ flags: 'p' })),
  ...named('tini tini-static', launcher({ flags: 'sgwv', values: 'pe' })),
  ...named(
    'dumb-init',
    launcher({ flags: 'cv', values: 'r', longFlags: 'single-child verbose', longValues: 'rewrite' }),
  ),
  ...named('catatonit pkexec systemd-run', launcher({ flags: 'gPqtd', values: 'pEMHu' })),
  ...named(
    'ionice',
    launcher({ flags: 't', values: 'cnpPu', longFlags: 'ignore', longValues: 'class classdata' }),
  ),
  ...named(
    'chrt',
    launcher(
      {
        flags: 'abdefioRrvm',
        values: 'TPDp',
        longFlags: 'all-tasks batch fifo idle other rr deadline ext reset-on-fork verbose',
      },
      1,
    ),
  ),
  ...named('taskset', launcher({ flags: 'ac', values: 'p', longFlags: 'all-tasks cpu-list' }, 1)),
  ...named(
    'numactl',
    launcher({ flags: 'asHl', values: 'CNmipPMX', longFlags: 'all localalloc show hardware' }),
  ),
  ...named('xargs', {
    operands: ['program'],
    // The values of -i, -l, -e and their long forms are in the same argument (man xargs, findutils 4.9).
    valuesOf: (option) => (/^-[0rtxpo]*[ile]/.test(option) ? 0 : xargsValues(option)),
    hasDataOptions: true,
  }),
  ...named('gosu su-exec s6-setuidgid setuidgid envuidgid', launcher({}, 1)),
  ...named('chroot', launcher({ longFlags: 'skip-chdir', longValues: 'userspec groups' }, 1)),
  ...named('strace ltrace', launcher({ flags: 'cCfFhiqrtTvVwxXyYzZdkS', values: 'abeEIoOPpsu' })),
  ...named('valgrind prlimit', launcher({ flags: 'v', values: 'p' })),
  ...named(
    'setpriv',
    launcher({
      longFlags: 'clear-groups keep-groups init-groups no-new-privs nnp reset-env dump',
      longValues:
        'reuid regid ruid euid rgid egid groups inh-caps ambient-caps bounding-set securebits pdeathsig selinux-label apparmor-profile',
    }),
  ),
  ...named(
    'unshare',
    launcher({
      flags: 'imnpuUrcCTf',
      values: 'RwSG',
      longFlags:
        'fork map-root-user map-current-user mount uts ipc net pid user cgroup time mount-proc kill-child keep-caps',
    }),
  ),
  ...named(
    'nsenter',
    launcher({
      flags: 'aimnpuUCTFe',
      values: 'tSGNW',
      longFlags: 'all mount uts ipc net pid user cgroup time preserve-credentials no-fork env',
      longValues: 'target setuid setgid',
    }),
  ),
  ...named('faketime', launcher({ flags: 'm', values: 'fp' }, 1)),
  ...named('chpst softlimit', launcher({ flags: 'vP012', values: 'uUbenlLmodspfcrta/' })),
  ...named('dtach envdir lxc-execute s6-envdir setarch', launcher({}, 1)),
  ...named(unlisted, {
    ...launcher({ flags: 'aqv', longFlags: 'auto-servernum quiet verbose scope user' }),
    codeOption: options('x', 'exec startas wrap'),
  }),
  ...named('cross-env env-cmd cross-env-shell s6-env', {
    ...environmentFiles,
    valuesOf: countValues({ values: 'fe' }),
  }),
  ...words('dotenv', { ...environmentFiles, subcommands: [[/^run$/, environmentFiles]] }),
  ...named('bwrap', {
    operands: ['program'],
    valuesOf: (option) =>
      /^--((ro-|dev-)?bind(-try|-data)?|ro-bind-data|symlink|file|setenv|chmod|overlay)$/.test(option)
        ? 2
        : 'unknown',
  }),
  ...named('machinectl', { ...launcher(), subcommands: [[/^(shell|login)$/, launcher({}, 1)]] }),
  ...named('consul etcdctl', {
    ...launcher(lockOptions),
    subcommands: [[/^(lock|exec-watch)$/, launcher(lockOptions, 1)]],
  }),
  ...named('sentry-cli', {
    operands: ['data'],
    valuesOf: countValues(monitorOptions),
    subcommands: [[/^monitors$/, { ...launcher(), subcommands: [[/^run$/, launcher(monitorOptions, 1)]] }]],
  }),
  ...named('nvm volta fnm', { ...wrapper, subcommands: [[/^(exec|run|use|x)$/, wrapper]] }),
  ...named('mise asdf', {
    ...wrapper,
    subcommands: [
      [/^(exec|x)$/, wrapper],
      [/^run$/, launcher()],
    ],
  }),
  ...named(
    'foreman heroku honcho memray newrelic-admin py-spy tmux rbenv pyenv nix devbox',
    launcherOf(
      /^(exec|new|new-session|new-window|neww|split-window|respawn-pane|respawn-window|pipe-pane|if-shell|display-popup|record|run|run-program|run-python|run-shell|send-keys|stat|trace|x)$/,
      {
        flags: 'dgqv',
        values: 'aneNts',
        longFlags: 'no-capture-output live-stream',
        longValues: 'name prefix node using version',
      },
    ),
  ),
  // https://docs.conda.io/projects/conda/en/stable/commands: packages and environment files decide which code is installed.
  ...named('conda mamba micromamba', {
    ...launcherOf(/^run$/, condaOptions),
    subcommands: [
      [/^run$/, launcher(condaOptions)],
      [/^(install|create|update|upgrade)$/, packages],
      [/^env$/, { ...launcher(), subcommands: [[/^(create|update)$/, packages]] }],
    ],
  }),
  ...words('perf rr', launcherOf(/^(record|run|stat|trace)$/, { flags: 'agv', values: 'eopF' })),
  ...words('batch chronic ifne pee sem', launcher()),
  ...words('screen', launcher({ flags: 'dmDRrLx', values: 'cSstTp' })),
  ...words('nice', { ...launcher({ flags: '0123456789', values: 'n', longValues: 'adjustment' }) }),
  ...words(
    'timeout',
    launcher(
      {
        flags: 'fpv',
        values: 'ks',
        longFlags: 'foreground preserve-status verbose',
        longValues: 'kill-after signal',
      },
      1,
    ),
  ),
  ...words(
    'time',
    launcher({
      flags: 'apvqV',
      values: 'fo',
      longFlags: 'append portability verbose quiet',
      longValues: 'format output',
    }),
  ),
  ...words('source . command builtin', launcher({ flags: 'pvV' })),
  ...named('sg', { operands: ['data', 'code'], valuesOf: () => 0, codeOption: /^-c/, keepsOperands: true }),
  ...named('newgrp', launcher()),
  ...named('su', {
    operands: ['data', 'script'],
    codeOption: /^(-[A-Za-z]*c|--(session-)?command(=|$))/,
    loadOption: /^(-s|--shell)(=|$)/,
    dashEndsOptions: true,
    readsLaterOptions: true,
    valuesOf: valueAfter(/^(-[gGwT]|--(group|supp-group|whitelist-environment))$/),
  }),
  ...named('runuser', {
    ...launcher({
      flags: 'flmpP',
      values: 'ugGswT',
      longFlags: 'login preserve-environment pty',
      longValues: 'user group supp-group shell',
    }),
    codeOption: options('[A-Za-z]*c', 'command session-command'),
    loadOption: /^(-s|--shell)(=|$)/,
  }),
  ...named('flock', {
    ...launcher(
      {
        flags: 'esxnuoFv',
        values: 'wE',
        longFlags: 'shared exclusive nonblock nb unlock close no-fork verbose',
        longValues: 'timeout wait conflict-exit-code',
      },
      1,
    ),
    codeOption: options('c', 'command'),
  }),
  ...named('ssh rsh sshpass pdsh sftp mosh gmake mclient hyperfine', joiner),
  ...words('cmd make watch parallel just entr concurrently', joiner),
];
