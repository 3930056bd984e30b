/** Package managers and container tools, which start programs of packages and in containers. */
import {
  countValues,
  launcher,
  launcherOf,
  named,
  options,
  words,
  type Options,
  type ProgramSyntax,
} from '../program-syntax';

const containerOptions: Options = {
  flags: 'itdTqPl',
  values: 'evpwuhmcanf',
  longFlags:
    'rm interactive tty detach init privileged read-only no-deps sig-proxy no-tty quiet-pull service-ports use-aliases build publish-all oom-kill-disable no-healthcheck quiet latest tls',
  longValues:
    'bind env env-file volume publish workdir user hostname memory cpus name network mount file project-name profile label platform',
};
const container = (operands: ProgramSyntax['operands']): ProgramSyntax => ({
  operands,
  valuesOf: countValues(containerOptions),
  hasDataOptions: true,
});
const containerSubcommands: ProgramSyntax['subcommands'] = [
  // The image decides which program runs, or which program gets the arguments.
  [/^(run|create)$/, container(['script', 'program'])],
  [/^exec$/, container(['data', 'program'])],
];
const docker: ProgramSyntax = {
  ...container(['data']),
  subcommands: [
    ...containerSubcommands,
    [/^(compose|container)$/, { ...container(['data']), subcommands: containerSubcommands }],
    [
      /^(commit|import)$/,
      { ...container(['data']), codeOption: options('c', 'change'), readsLaterOptions: true },
    ],
  ],
};

const npmOptions: Options = {
  flags: 'sqgyw',
  values: 'pC',
  longFlags:
    'silent quiet if-present yes no no-install ignore-scripts foreground-scripts workspaces include-workspace-root global production no-audit no-fund offline prefer-offline verbose recursive parallel stream workspace-root top-level no-bail',
  longValues: 'prefix workspace loglevel package call filter dir cwd userconfig cache registry',
};
/** npm reads its own options up to `--`, also behind the name of a script. One of them sets Node.js's options. */
const npm: ProgramSyntax = {
  operands: ['program', 'data'],
  valuesOf: countValues(npmOptions),
  codeOption: options('c', 'call'),
  readsLaterOptions: true,
};
const npx: ProgramSyntax = {
  ...launcher(npmOptions),
  codeOption: options('c', 'call'),
};
const packageManager: ProgramSyntax = launcherOf(
  /^(run|run-script|exec|x|dlx|install|i|add|create|init|start|test)$/,
  { ...npmOptions, flags: 'sqgyrw', values: 'CFp' },
);

const pythonRunnerOptions: Options = {
  flags: 'qvns',
  values: 'pCemdwg',
  longFlags:
    'frozen no-sync locked isolated no-project all-extras offline no-dev active exact quiet verbose no-cache script module no-editable live-stream no-capture-output no-plugins no-interaction',
  longValues:
    'python with with-editable with-requirements extra group env-file directory project package name cwd env from',
};

/** pip reads options also behind the names of packages. The code of a package comes from the index. */
const pip: ProgramSyntax = {
  ...launcher({
    flags: 'qvUI',
    values: 't',
    longFlags: 'quiet user upgrade no-deps no-cache-dir no-index pre',
    longValues: 'target prefix root cache-dir timeout retries python',
  }),
  loadOption: options('[recif]', 'index-url extra-index-url find-links requirement constraint editable'),
  readsLaterOptions: true,
};
const composer = launcherOf(/^(add|create-project|exec|install|require|run-script|upgrade)$/, {
  flags: 'nqv',
});

/** Package managers and container tools by their names. */
export const packagesAndContainers: readonly (readonly [string, ProgramSyntax])[] = [
  ...named('npx pnpx', npx),
  ...named(
    'bunx uvx',
    launcher({
      flags: 'qv',
      values: 'p',
      longFlags: 'bun quiet verbose',
      longValues: 'package from python with',
    }),
  ),
  ...named(
    'pipx',
    launcherOf(/^(run|runpip|install|inject)$/, { flags: 'qv', longFlags: 'quiet verbose no-cache' }),
  ),
  ...named('npm', {
    ...npm,
    subcommands: [
      [/^(run|run-script|exec|x|install|i|ci|add|create|init)$/, npm],
      [/^explore$/, { ...npm, operands: ['data', 'program'] }],
      [/^(start|test|restart|stop)$/, { ...npm, operands: ['data'] }],
    ],
  }),
  ...named('pnpm yarn yarnpkg', packageManager),
  ...named(
    'gem',
    launcherOf(/^(install|download|wheel|exec)$/, {
      flags: 'qvUI',
      values: 'ritc',
      longFlags: 'quiet user upgrade no-deps no-cache-dir',
    }),
  ),
  ...named('pip', { ...launcher(), subcommands: [[/^(install|download|wheel)$/, pip]] }),
  ...named('poetry pipenv uv pdm hatch rye pixi', {
    ...launcherOf(/^run$/, pythonRunnerOptions),
    subcommands: [
      [/^(run|x)$/, launcher(pythonRunnerOptions)],
      [/^tool$/, launcherOf(/^(run|install)$/, pythonRunnerOptions)],
      [/^(pip|add|build|install)$/, launcherOf(/^(install|wheel|download)$/, pythonRunnerOptions)],
    ],
  }),
  ...named('docker podman nerdctl docker-compose podman-compose', docker),
  ...named('singularity apptainer', { ...container(['data']), subcommands: containerSubcommands }),
  ...words('composer', {
    ...composer,
    subcommands: [...(composer.subcommands ?? []), [/^global$/, composer]],
  }),
  ...words(
    'apk apt apt-get brew dnf dpkg helm rpm snap systemctl yum',
    launcherOf(/^(add|apply|enable|install|link|require|restart|start|upgrade|template)$/, {
      flags: 'iyqUhv',
    }),
  ),
];
