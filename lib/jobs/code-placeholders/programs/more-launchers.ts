/** Further launchers: profilers, watchers, runners of clusters, of containers and of several scripts. */
import {
  client,
  joiner,
  launcher,
  launcherOf,
  named,
  options,
  words,
  type ProgramSyntax,
} from '../program-syntax';

/** Programs that start the program in their first operand; their options are in no table. */
const unlisted = [
  // Profilers and recorders.
  'c8 nyc 0x ndb kernprof scalene viztracer pyinstrument austin ddprof filprofiler fil-profile mprof uftrace operf spindump',
  'kcov bcov apitrace tracy-capture strace-log-merge asciinema-rec scriptreplay ltrace-elf bpfcc-trace',
  // Runners of clusters and of jobs. Names that end with run or exec are recognized by a pattern.
  'horovodrun orterun aprun jsrun prun ibrun lamexec prterun condor_submit runlock runalarm cronic',
  'cronlock lckdo with-lock-ex lockf chrootuid newpid loadwatch shush annotate-output ',
  // Users, sandboxes and emulators.
  'run0 sudo-rs gksu gksudo kdesu dzdo pfexec calife nsjail minijail0 landrun sandbox-exec fakechroot ',
  'fakeroot-ng box64 box86 qemu-arm qemu-i386 qemu-ppc64le qemu-riscv64 qemu-s390x caffeinate torify graftcp ',
  // Secrets and environments.
  'vaultenv runitor envkey-source ejson2env envchain shdotenv godotenv conjur-env pass-env aws-env ssm-exec pid1 ifelse maildrop',
  'envrun direnv nodenv jenv goenv phpenv luaenv plenv nix-shell steam-run distrobox-enter rtx ',
  // Caches of compilers, watchers of files, servers for programs.
  'ccache sccache distcc icecc watchfiles chokidar websocketd spawn-fcgi ttyd gotty tcpserver',
  'ucspi-tcp socket-activate systemd-socket-activate dbus-launch xinit weston-launch ',
  's6-svscan s6-supervise s6-notifyoncheck s6-fghack s6-sudo s6-socklog runsvdir',
].join(' ');

const anyProgram: ProgramSyntax = {
  ...launcher({ flags: 'aqv', longFlags: 'quiet verbose' }),
  codeOption: options('x', 'exec command cmd startas wrap'),
};

/** Returns the syntax of a subcommand of a container tool: the program follows the image or the container. */
const inContainer = (operands: ProgramSyntax['operands']): ProgramSyntax => ({
  operands,
  valuesOf: () => 'unknown',
  hasDataOptions: true,
});
const containerTool: ProgramSyntax = {
  ...client(),
  subcommands: [
    [/^(run|create)$/, inContainer(['data', 'program'])],
    [/^(exec|shell|enter|attach)$/, inContainer(['data', 'program'])],
    [/^(bud|build|from|pull|start)$/, inContainer(['script'])],
  ],
};

/** The command line of a cloud: an image or a command is code. */
const ofCloud = (special: Pick<ProgramSyntax, 'codeOption' | 'loadOption'> = {}): ProgramSyntax => ({
  ...client({ codeOption: /^(-C|--(command|image|flags-file))(=|$)/, ...special }),
  hasStarters: true,
  hasHarmlessOptions: true,
});

/** Launchers by their names. */
export const moreLaunchers: readonly (readonly [string, ProgramSyntax])[] = [
  ...words(unlisted.replace(/\s+/g, ' ').trim(), anyProgram),
  // https://docs.open-mpi.org/en/main/man-openmpi/man1/mpirun.1.html
  ...named(
    'mpirun mpiexec mpirun.openmpi mpiexec.openmpi mpirun.mpich mpiexec.mpich mpiexec.hydra mpirun.hydra mpirun.lsf mpiexec.lam mpirun.lam',
    {
      ...launcher({ flags: 'qv', longFlags: 'quiet verbose' }),
      codeOption: options('x', 'exec'),
      separator: ':',
    },
  ),
  // https://www.ibm.com/docs/en/spectrum-lsf: the options of bsub; -q is a queue there, and in qsub and sbatch.
  ...named('srun sbatch qsub bsub', {
    ...launcher({ flags: 'v', longFlags: 'quiet verbose' }),
    codeOption: options('x', 'exec wrap'),
  }),
  // The names of the tools of GNU on macOS and BSD.
  ...words('gnohup gsetsid gnice gstdbuf gchroot', launcher()),
  ...words('gtimeout', launcher({ values: 'ks', longValues: 'kill-after signal' }, 1)),
  ...words('genv', {
    ...launcher({ flags: 'i0v', values: 'uC' }),
    hasAssignments: true,
    codeOption: options('S', 'split-string'),
  }),
  ...words('gtime', launcher({ flags: 'apvq', values: 'fo' })),
  // These programs run each of their operands as a command or as the name of a script.
  ...words(
    'start-server-and-test start-test npm-run-all npm-run-all2 run-s run-p start-stop-test wsrun wireit lerna-run tmuxinator',
    joiner,
  ),
  ...words('ssm-env', {
    ...launcher(),
    valuesOf: (option) =>
      /^-{1,2}(no-fail|with-decryption|nofail)$/.test(option)
        ? 0
        : /^-{1,2}template$/.test(option)
          ? 1
          : 'unknown',
  }),
  ...words('watchmedo', {
    ...launcherOf(/^(auto-restart|shell-command|tricks|tricks-from|tricks-generate-yaml)$/),
    codeOption: options('c', 'command'),
  }),
  ...words('goreman overmind forego shoreman procodile', launcherOf(/^(run|start|execute)$/)),
  ...words('CompileDaemon', client({ codeOption: /^-{1,2}(build|command)(=|$)/ })),
  ...words('air modd', client({ loadOption: options('[cf]', 'config file') })),
  ...words('supercronic circusd supervisord go-cron go-crond crond yacron', {
    operands: ['script'],
    valuesOf: () => 'unknown',
    loadOption: options('[cf]', 'configuration config'),
  }),
  ...words('wait4x onchange', {
    ...launcher(),
    operands: ['program', 'data'],
    valuesOf: () => 'unknown',
    startsAfterDashes: true,
  }),
  ...words('clinic', launcherOf(/^(doctor|flame|bubbleprof|heapprofiler)$/)),
  ...words('secretly', launcher({}, 1)),
  ...words(
    'buildah ctr crictl runc crun runsc youki lxc incus multipass enroot shifter nomad',
    containerTool,
  ),
  ...words('borg', {
    ...client(),
    subcommands: [
      [/^with-lock$/, launcher({}, 1)],
      [
        /^create$/,
        {
          ...client({ codeOption: /^--content-from-command$/, loadOption: options('', 'rsh remote-path') }),
          codePosition: 'rest',
        },
      ],
    ],
  }),
  ...words('fly flyctl vagrant', {
    ...client({ codeOption: /^(-C|--(command|image|flags-file))(=|$)/ }),
    subcommands: [
      [
        /^(ssh|console|machine)$/,
        { ...client({ codeOption: /^(-C|-c|--command)(=|$)/ }), hasStarters: true },
      ],
    ],
    hasStarters: true,
    hasHarmlessOptions: true,
  }),
  ...words('gcloud', {
    ...ofCloud(),
    subcommands: [
      [/^(ssh|console|machine)$/, ofCloud({ codeOption: /^(-C|-c|--command)(=|$)/ })],
      // The uploaded object is the code that these commands run.
      [/^builds$/, ofCloud({ loadOption: options('', 'config') })],
      [/^functions$/, ofCloud({ loadOption: options('', 'source stage-bucket') })],
      [/^dataflow$/, ofCloud({ loadOption: options('', 'gcs-location template-file-gcs-location') })],
      [/^dataproc$/, ofCloud({ loadOption: options('', 'jar jars class py-files') })],
      [
        /^sql$/,
        {
          ...ofCloud(),
          subcommands: [
            [
              /^import$/,
              { ...ofCloud(), subcommands: [[/^(sql|bak)$/, { ...ofCloud(), operands: ['data', 'code'] }]] },
            ],
          ],
        },
      ],
    ],
  }),
  ...words(
    'detach please super arch cage pseudo toolbox guix flux proto supervise rosetta salloc',
    anyProgram,
  ),
  ...words('solo snooze', launcher({ values: 'nstd', longValues: 'attempts delay times' })),
  // The command follows the name of the app: cf run-task APP COMMAND.
  ...words('cf', {
    ...client(),
    subcommands: [
      [/^(run-task|rt)$/, { ...client({ codeOption: options('c', 'command') }), operands: ['data', 'code'] }],
    ],
    hasStarters: true,
    hasHarmlessOptions: true,
  }),
  ...words('ecs-cli', {
    ...client(),
    subcommands: [[/^compose$/, { ...client(), subcommands: [[/^run$/, inContainer(['data', 'program'])]] }]],
    hasStarters: true,
    hasHarmlessOptions: true,
  }),
  ...words('aws-sso-util', launcherOf(/^run-as$/)),
  ...words('init', { ...launcher(), isOwnInFolder: true }),
];
