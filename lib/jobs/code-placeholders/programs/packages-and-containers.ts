/** Package managers and container tools, which start programs of packages and in containers. */
import {
  client,
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
  // docker run --help: -l has a value there, and none in other subcommands, so it is not in the table.
  flags: 'itdTqP',
  values: 'evpwuhmcaf',
  longFlags:
    'rm interactive tty detach init privileged read-only no-deps sig-proxy no-tty quiet-pull service-ports use-aliases build publish-all oom-kill-disable no-healthcheck quiet latest tls',
  longValues:
    'bind env env-file volume publish workdir user hostname memory cpus name network mount file project-name profile label platform',
};
const buildOptions: Options = {
  flags: 'qD',
  values: 'tmo',
  longFlags: 'no-cache pull push load quiet rm force-rm debug',
  longValues:
    'build-arg tag label target platform cache-from cache-to output progress secret iidfile metadata-file',
};
const container = (operands: ProgramSyntax['operands']): ProgramSyntax => ({
  operands,
  valuesOf: countValues(containerOptions),
  hasDataOptions: true,
});
const containerSubcommands: ProgramSyntax['subcommands'] = [
  // The image decides which program runs, or which program gets the arguments.
  [/^(run|create)$/, { ...container(['script', 'program']), canHaveOwnProgram: true }],
  [/^exec$/, container(['data', 'program'])],
  // The context of a build has the code of the image, and can be an address.
  [
    /^(build|bake)$/,
    {
      ...container(['script']),
      valuesOf: countValues(buildOptions),
      loadOption: options('f', 'file'),
      readsLaterOptions: true,
    },
  ],
];
const docker: ProgramSyntax = {
  ...container(['data']),
  subcommands: [
    ...containerSubcommands,
    [
      /^(compose|container|image|builder|buildx)$/,
      { ...container(['data']), subcommands: containerSubcommands },
    ],
    [/^service$/, { ...container(['data']), subcommands: containerSubcommands }],
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
/** npm reads its own options up to `--`, even after the name of a script. One of them sets the options of Node.js. */
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
const packageManagerOptions: Options = { ...npmOptions, flags: 'sqgyrw', values: 'CFp' };
const packageManager: ProgramSyntax = {
  ...launcher(packageManagerOptions),
  subcommands: [
    [/^(run|run-script|exec|x|dlx|install|i|add|create|init)$/, launcher(packageManagerOptions)],
    // These subcommands start the script with their name, and pass all arguments on.
    [/^(start|test|stop|restart)$/, { ...client(), hasHarmlessOptions: true }],
  ],
};

const pythonRunnerOptions: Options = {
  flags: 'qvns',
  values: 'pCemdwg',
  longFlags:
    'frozen no-sync locked isolated no-project all-extras offline no-dev active exact quiet verbose no-cache script module no-editable live-stream no-capture-output no-plugins no-interaction',
  longValues:
    'python with with-editable with-requirements extra group env-file directory project package name cwd env from',
};

/** pip reads options even after the names of packages. The code of a package comes from the index. */
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

const helmOptions: Options = {
  flags: 'iag',
  values: 'nfo',
  longFlags:
    'install wait atomic debug dry-run reuse-values reset-values create-namespace generate-name force',
  longValues:
    'set set-string set-file set-json namespace values version timeout output description history-max',
};

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
    'apk apt apt-get brew dnf dpkg rpm snap systemctl yum',
    launcherOf(/^(add|apply|enable|install|link|require|restart|start|upgrade|template)$/, {
      flags: 'iyqUhv',
    }),
  ),
  // https://helm.sh/docs/helm/helm_install: a chart, a repository and a plugin are code for the cluster or for helm.
  ...words('helm', {
    ...client({}, helmOptions),
    subcommands: [
      [
        /^(install|upgrade|template|diff|secrets)$/,
        {
          ...client(
            { codeOption: options('', 'post-renderer'), loadOption: options('', 'repo') },
            helmOptions,
          ),
          operands: ['data', 'script', 'data'],
        },
      ],
      [/^plugin$/, launcherOf(/^(install|update)$/)],
      [/^repo$/, { ...client(), subcommands: [[/^add$/, { ...client(), operands: ['data', 'script'] }]] }],
      [/^(pull|fetch|dependency)$/, launcher()],
    ],
  }),
  // Programs whose operands are packages, or files with names of packages. A package is code.
  ...words(
    'gem cookiecutter copier yo degit cpanm cpan cpm luarocks choco nuget pacman yay easy_install emerge zypper microdnf opkg xbps-install pkg_add pkgin port flatpak ' +
      'conan vcpkg nimble opam raco shards krew gopass-install fpm rpmbuild rpm-ostree dnf5 tdnf apk-static aptitude dpkg-buildpackage ' +
      'ansible-galaxy ansible-pull tlmgr R-CMD-INSTALL rebar3 gleam pecl pear sdkmanager sdk vsce ovsx jupyter-labextension',
    {
      ...launcher({
        flags: 'iyqUhvSynfR',
        longFlags: 'yes quiet noconfirm notest force verbose global local',
      }),
      operands: ['script'],
      loadOption: options('[cUr]', 'url role-file requirements-file source server from'),
      subcommands: [
        [
          /^(add|build|fetch|get|install|pack|pkg|plugin|pull|require|collection|role|update|upgrade|use|make|make_local)$/,
          { operands: ['script'], valuesOf: () => 'unknown' },
        ],
        [
          /^(list|show|search|info|remove|uninstall|outdated|clean|index|publish|push)$/,
          { ...client(), hasHarmlessOptions: true },
        ],
      ],
    },
  ),
];
