/** Tools: clients of databases, text tools and task runners. Most of their operands are data, and some are code. */
import {
  client,
  countValues,
  joiner,
  named,
  options,
  valueAfter,
  words,
  type Options,
  type ProgramSyntax,
} from '../program-syntax';
import {
  curlOptions,
  gitOptions,
  pandocOptions,
  rsyncOptions,
  tarOptions,
  textOptions,
  wgetOptions,
} from './client-options';

/** A program whose first operand is the name of a task, and whose further operands are data. */
const taskRunner: ProgramSyntax = { operands: ['script', 'data'], valuesOf: () => 'unknown' };

/** A task runner that also reads options and further tasks after the name of a task. */
const rake: ProgramSyntax = {
  operands: ['script', 'data'],
  valuesOf: countValues({
    flags: 'mnqstvAPBGgX',
    values: 'CfILrRepED',
    longFlags: 'silent quiet trace verbose',
  }),
  readsLaterOptions: true,
};
const railsRunner: ProgramSyntax = {
  operands: ['script', 'data'],
  valuesOf: valueAfter(/^(-e|--environment)$/),
};

/** A program that reads a file name with a special start as a command. */
const pipes = (
  special: Pick<ProgramSyntax, 'pipeOption' | 'codeOption' | 'loadOption'> = {},
  known: Options | RegExp = {},
): ProgramSyntax => ({
  ...client(special, known),
  operands: ['pipe'],
});

/** The option of a build tool whose value is a file with code. */
const buildFile = /^(-[fbIPc]|--(init-script|build-file|file|bazelrc))(=|$)/;

/** Tools by their names. */
export const tools: readonly (readonly [string, ProgramSyntax])[] = [
  ...named('rake', rake),
  ...named('rails', {
    ...rake,
    subcommands: [[/^(runner|r)$/, railsRunner]],
  }),
  ...named('artisan manage.py django-admin wp drush thor', taskRunner),
  ...words('magento', taskRunner),
  ...words('console mix gulp grunt inv invoke mage nox earthly nx turbo lerna', {
    ...taskRunner,
    subcommands: [[/^(run|do)$/, taskRunner]],
  }),
  ...words('fab', { ...taskRunner, joinsAfterDashes: true }),
  ...named('gdb lldb', client({ codeOption: /^(-[oOx]|-ex|--args|--$)/ })),
  ...named('exiftool', client({ codeOption: /^-(if[0-9]*|userParam|config)$/ })),
  // https://docs.gomplate.ca/usage: the program after `--` starts when the output is complete.
  ...named('gomplate', {
    ...client(
      {
        codeOption: /^(-i|--in)(=|$)/,
        pipeOption: /^(-[dfc]|--(file|datasource|context|input-dir))(=|$)/,
      },
      /^(-[oH]|--(out|datasource-header|output-dir|output-map))$/,
    ),
    operands: ['program'],
    startsAfterDashes: true,
  }),
  // man find (findutils 4.9): tests and actions with one argument.
  ...words(
    'find',
    client(
      { codeOption: /^-(exec|execdir|ok|okdir)$/ },
      /^-([ac]?newer|newer[aBcmt]{2}|anewer|i?(name|path|wholename|regex|lname)|size|type|xtype|user|group|uid|gid|perm|links|inum|samefile|fstype|maxdepth|mindepth|regextype|[acm](min|time)|used|context|printf|files0-from)$/,
    ),
  ),
  ...named('fd fdfind', client({ codeOption: /^-[xX]$/ })),
  ...named('git', {
    ...client(
      {
        codeOption: options(
          'u',
          'exec upload-pack receive-pack open-files-in-pager smtp-server sendmail-cmd',
        ),
        loadOption: /^--(template|config|config-env)(=|$)/,
      },
      gitOptions,
    ),
    subcommands: [
      [
        /^(clone|fetch|pull|push|ls-remote|archive)$/,
        pipes(
          {
            codeOption: options('u', 'exec upload-pack receive-pack'),
            loadOption: /^(-c|--(template|config|remote))(=|$)/,
          },
          gitOptions,
        ),
      ],
      [/^(filter-branch|rebase)$/, client({ codeOption: /^(-x|--(exec|[a-z-]+-filter))(=|$)/ }, gitOptions)],
      [/^lfs$/, client({}, { longValues: 'include exclude' })],
      // man git-config: core.sshCommand, aliases and hooks are commands.
      [/^config$/, { ...client({}, { longFlags: 'global local system add' }), operands: ['data', 'code'] }],
      [/^(commit|tag)$/, client({}, { ...gitOptions, flags: 'asvqnfd', values: 'mF' })],
      [/^(submodule|bisect)$/, { ...client({}, gitOptions), subcommands: [[/^(foreach|run)$/, joiner]] }],
    ],
  }),
  ...named(
    'tar bsdtar',
    client(
      {
        codeOption: options(
          '[IF]',
          'info-script new-volume-script rsh-command to-command use-compress-program',
        ),
      },
      tarOptions,
    ),
  ),
  ...named('lftp', client({ codeOption: /^-[ce]/, scriptOption: /^-f/ })),
  ...named('rsync', {
    ...client(
      { codeOption: options('[a-zA-Z0-9]*[eM]', 'rsync-path remote-option rsh config') },
      rsyncOptions,
    ),
    hasWholeCode: true,
  }),
  // man scp: a colon without a slash before it separates the host. A shell of the host can evaluate the path.
  ...named('scp', {
    operands: ['code'],
    dataOperand: /^[^:\0]*\//,
    codeOption: /^-[346ABCOpqrRTsv]*[oSJD]/,
    loadOption: /^-[346ABCOpqrRTsv]*F/,
    valuesOf: countValues({ flags: '346ABCOpqrRTsv', values: 'ciloPX' }),
    readsLaterOptions: true,
    keepsOperands: true,
  }),
  ...named('wget', client({ codeOption: options('e', 'use-askpass execute config') }, wgetOptions)),
  ...named('curl', client({ codeOption: options('e', ''), loadOption: options('K', 'config') }, curlOptions)),
  ...named('pandoc', client({ codeOption: /^(-F|-L|--(filter|lua-filter|pdf-engine))(=|$)/ }, pandocOptions)),
  ...named(
    'gs ghostscript ps2pdf',
    client(
      { pipeOption: /^(-o|-sOutputFile=)/, scriptOption: /^(-f|--)$/ },
      { flags: 'qP', values: 'dDsSIrgc' },
    ),
  ),
  ...named('sox play rec soxi', pipes()),
  ...words('mogrify magick gm', pipes()),
  ...words('montage composite stream display animate conjure', { ...pipes(), isOwnInFolder: true }),
  ...named('socat', pipes()),
  ...named('soffice libreoffice', pipes({}, /^--(convert-to|outdir|infilter)$/)),
  ...named('xsltproc', {
    operands: ['script', 'data'],
    valuesOf: (option) =>
      /^--(string)?param$/.test(option)
        ? 2
        : /^(-o|--(output|path|maxdepth|maxvars|maxparserdepth|encoding|writesubtree))$/.test(option)
          ? 1
          : /^--(no[a-z]+|html|xinclude|xincludestyle|catalogs|timing|verbose|profile|norman|huge|load-trace)$/.test(
                option,
              )
            ? 0
            : 'unknown',
    hasDataOptions: true,
  }),
  ...named('xmlstarlet', client({ codeOption: /^-[vmicst]$/ })),
  ...words('zip', client({ codeOption: /^(-TT|--unzip-command)(=|$)/ })),
  ...words(
    'openssl',
    client(
      { loadOption: /^-(engine|provider|provider-path|config)$/ },
      /^-(in|out|inkey|key|cert|certfile|CAfile|CApath|pass|passin|passout|inform|outform|signature|sign|verify|name|subj|days|iv|K|S|md|recip|signer)$/,
    ),
  ),
  ...words('mail mailx mutt', client({ codeOption: /^-[Se]$/ }, /^-[ascbrqF]$/)),
  ...words('cmake ninja ant scons meson at', client({ scriptOption: buildFile })),
  // The value is a command line for the user's own program: spaces in a key make further arguments.
  ...words('gradle gradlew', client({ scriptOption: buildFile, codeOption: /^--args(=|$)/ })),
  ...words(
    'mvn mvnw mvnd',
    client({
      scriptOption: buildFile,
      codeOption:
        /^-D(exec\.(args|arguments|commandlineArgs)|spring-boot\.run\.(arguments|jvmArguments)|quarkus\.args|mn\.appArgs|(surefire\.|failsafe\.)?argLine)=/,
    }),
  ),
  ...words('bazel bazelisk', client({ scriptOption: buildFile, codeOption: /^--run_under(=|$)/ })),
  // https://ffmpeg.org/ffmpeg-filters.html: a filter can read files and load libraries.
  ...named('ffmpeg ffplay ffprobe', {
    ...client({ codeOption: /^-(vf|af|lavfi|filter(_complex)?)(:[a-z0-9:]+)?$/ }),
    valuesOf: () => 0,
    hasHarmlessOptions: true,
  }),
  ...words('hg svn', client({ codeOption: /^--(config|config-option)(=|$)/ })),
  ...words(
    'terraform tofu terragrunt pulumi',
    client({ loadOption: /^(-C|-chdir|--(terragrunt-tfpath|tf-path|policy-pack))(=|$)/ }),
  ),
  ...words('cdk cdktf', client({ codeOption: /^(-a|--app)(=|$)/ })),
  ...words(
    'split',
    client(
      { codeOption: options('', 'filter') },
      {
        flags: 'deux',
        values: 'abCln',
        longValues: 'bytes lines line-bytes number suffix-length additional-suffix',
      },
    ),
  ),
  ...named(
    'vim vi nvim emacs',
    client({ codeOption: /^(-S|-c|--cmd|--funcall|-f)(=|$)/, loadOption: /^(-[ul]|--(load|script))(=|$)/ }),
  ),
  ...words('view ex', client({ codeOption: /^(-S|-c|--cmd)$/, loadOption: /^-u$/ })),
  ...words(
    'sort less man',
    client(
      { codeOption: options('P', 'compress-program pager'), loadOption: options('', 'lesskey-file') },
      textOptions,
    ),
  ),
  ...words('script', {
    operands: ['data', 'code'],
    valuesOf: valueAfter(/^-[EImoOBT]$/),
    codeOption: options('[A-Za-z]*c', 'command'),
    hasDataOptions: true,
  }),
  ...named('nmap', client({ codeOption: options('', 'script') })),
  ...named('tcpdump', client({ codeOption: /^-z/ })),
  ...named(
    'yt-dlp youtube-dl aria2c',
    client({ codeOption: options('', 'exec external-downloader downloader') }),
  ),
  ...words('rdiff-backup', client({ codeOption: options('', 'remote-schema') })),
  ...words('fx', { operands: ['data', 'code'], valuesOf: () => 0 }),
  ...words('salt-ssh', client({ codeOption: options('r', 'raw raw-shell') })),
  ...named('winscp.com winscp', joiner),
  ...named(
    'logstash gdal_calc.py',
    client(
      { codeOption: /^(-e|--(config\.string|calc))(=|$)/ },
      /^--(node\.name|path\.(data|logs|settings)|log\.level)$/,
    ),
  ),
  // https://docs.getdbt.com/reference/global-configs/about-global-configs
  ...named(
    'dbt',
    client(
      {
        codeOption: options('', 'inline'),
        loadOption: /^--(project-dir|profiles-dir)(=|$)/,
        // A mapping of a whole value can set each variable of the project.
        pipeOption: /^--(vars|args)(=|$)/,
      },
      /^(-[stmd]|--(select|exclude|selector|models|target|profile|threads|state|resource-type|limit|output|log-level|target-path|log-path|event-time-start|event-time-end))$/,
    ),
  ),
  ...named('ansible autossh bteq mispipe plink prename promtool sbt', joiner),
];
