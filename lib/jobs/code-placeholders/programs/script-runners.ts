/** Programs that run the script, module or test in their operand, besides the interpreters. */
import {
  client,
  countValues,
  launcher,
  launcherOf,
  named,
  options,
  valueOnlyAfter,
  words,
  type Options,
  type ProgramSyntax,
} from '../program-syntax';

const loads = options('r', 'require import loader preload plugin bootstrap config-file');

/** A program whose first operand is a script. Its options are not in the table, so that they can have a value. */
const runner = (
  special: Pick<ProgramSyntax, 'codeOption' | 'loadOption' | 'scriptOption'> = {},
  known: Options = {},
): ProgramSyntax => ({
  operands: ['script', 'data'],
  valuesOf: (option) => {
    if (option.includes('=')) return 0;
    const name = option.replace(/^-+/, '');
    if ((known.longValues ?? '').split(' ').includes(name) || (known.values ?? '').split('').includes(name))
      return 1;
    return (known.longFlags ?? '').split(' ').includes(name) || (known.flags ?? '').split('').includes(name)
      ? 0
      : 'unknown';
  },
  loadOption: loads,
  ...special,
});

/** A runner with subcommands such as `run SCRIPT`. */
const runnerOf = (special: Parameters<typeof runner>[0] = {}): ProgramSyntax => ({
  ...runner(special),
  subcommands: [
    [
      /^(bundle|dev|e|exec|eval|invoke|jar|job|load|run|serve|show|start|start-server|test)$/,
      runner(special),
    ],
  ],
});

/** A test runner: each operand is a file with tests. */
const testRunner: ProgramSyntax = { ...runner(), operands: ['script'] };

/** k6 reads options even after its script. Variables and tags are data. */
const k6: ProgramSyntax = {
  operands: ['script', 'data'],
  valuesOf: countValues({
    flags: 'qvhlwx',
    values: 'eudis',
    longFlags:
      'quiet verbose linger paused no-setup no-teardown no-thresholds no-summary no-usage-report no-color insecure-skip-tls-verify throw discard-response-bodies no-connection-reuse no-vu-connection-reuse include-system-env-vars',
    longValues:
      'env tag vus duration iterations stage summary-export summary-mode summary-trend-stats summary-time-unit log-format user-agent rps batch max-redirects min-iteration-duration address system-tags',
  }),
  loadOption: /^(-[co]|--(config|out|log-output|local-ips|dns|compatibility-mode|type))(=|$)/,
  hasDataOptions: true,
  readsLaterOptions: true,
};

/** A job of Hadoop reads options even after its file. */
const streaming: ProgramSyntax = {
  ...runner({ codeOption: /^-(mapper|reducer|combiner)$/ }),
  hasDataOptions: true,
  hasHarmlessOptions: true,
  readsLaterOptions: true,
  keepsOperands: true,
};

/** Script runners by their names. */
export const scriptRunners: readonly (readonly [string, ProgramSyntax])[] = [
  ...words(
    'nps jake ava wdio testcafe nightwatch hypnotoad plackup starman morbo tmuxp bokeh panel gradio voila sanic granian clockwork mako-render ' +
      'jiti esr dotnet-script evcxr cling moon gsc casperjs puppeteer karate basex luatex tarql sucrase-node tsnd esm-run esbuild-node esbuild-runner ts-eager oxnode swc-register rust-script cargo-script kscript amm rdmd ' +
      'hylang fennel janet raku perl6 psysh nbb joker planck lumo carp yuescript moonscript haxe neko zig gforth ' +
      'ironpython ipy stata stata-mp stata-se wolframscript scilab scilab-cli FreeCADCmd freecadcmd abaqus pvpython ' +
      'pvbatch pymol sage gp ncl asy openscad povray twistd mod_wsgi-express scala-cli gdl idl spss spectre ' +
      'newman artillery locust bzt jmeter gatling dagger nextflow cwltool cwl-runner toil-cwl-runner miniwdl cromwell ' +
      'luajittex context texlua chez scheme mit-scheme csi-scheme gambit gsi clisp ecl ccl abcl pharo squeak smalltalk gst',
    runnerOf({
      codeOption: /^(-[eEcx]|-(code|expr|initstmt)|--(eval|expr|expression|command|execute))(=|$)/,
    }),
  ),
  // https://docs.octave.org/latest/Command-Line-Options.html
  ...named(
    'octave octave-cli',
    runner(
      {
        codeOption: /^(-[ecEgx]$|--(eval|expr|expression|command|print)(=|$))/,
        loadOption: /^(-[plr]|--(load|require|path|image-path|exec-path|info-file))(=|$)/,
      },
      {
        flags: 'qfhHiVvW',
        longFlags:
          'gui no-gui no-window-system no-line-editing no-history no-init-file no-init-path no-init-all no-site-file norc quiet silent persist braindead traditional verbose interactive echo-commands line-editing experimental-terminal-widget',
      },
    ),
  ),
  // https://grafana.com/docs/k6/latest/using-k6/k6-options/reference
  ...words('k6', {
    ...k6,
    subcommands: [
      [/^(run|archive|inspect)$/, k6],
      [/^cloud$/, { ...k6, subcommands: [[/^run$/, k6]] }],
    ],
  }),
  ...words('mocha jest vitest rspec cucumber bats prove behave phpunit pest ctest tox nosetests', testRunner),
  ...words('robot', {
    ...runner(
      {
        loadOption:
          /^(-[PVA]|--(listener|prerunmodifier|prerebotmodifier|pythonpath|variablefile|argumentfile))(=|$)/,
      },
      {
        values: 'vtsiedolrNG',
        longValues: 'variable test suite include exclude outputdir output log report name',
      },
    ),
    operands: ['script'],
    hasDataOptions: true,
  }),
  ...words(
    'irb pry iex',
    runner({
      codeOption: /^(-[ec]|--(eval|exec|rpc-eval))(=|$)/,
      loadOption: options('r', 'require dot-iex'),
    }),
  ),
  ...named('spark-submit papermill', {
    operands: ['script', 'data'],
    // https://spark.apache.org/docs/latest/submitting-applications.html, and spark-submit --help
    hasDataOptions: true,
    valuesOf: valueOnlyAfter(
      /^(-[pkry]|--(class|name|master|deploy-mode|conf|properties-file|files|archives|exclude-packages|driver-memory|driver-java-options|driver-library-path|driver-class-path|driver-cores|executor-memory|executor-cores|num-executors|total-executor-cores|queue|principal|keytab|proxy-user|cwd|log-level|parameters|kernel))$/,
    ),
    loadOption:
      /^--(jars|py-files|packages|repositories|class|master|properties-file|driver-(java-options|library-path|class-path))(=|$)/,
    // A property with a name of its own is data; see the names of variables for options of Java.
    pipeOption: /^(--conf|-c)(=|$)/,
  }),
  ...named('spark-shell pyspark sparkR', {
    ...client({ codeOption: options('e', 'conf'), scriptOption: options('[iI]', '') }),
    operands: ['script', 'data'],
  }),
  ...words(
    'cake cog eye playwright supervisor tap wandb cap sas rc r luigi kafka-run-class kafka-run-class.sh',
    runnerOf(),
  ),
  // https://hadoop.apache.org/docs/stable/hadoop-streaming/HadoopStreaming.html: a mapper and a reducer are commands.
  ...words('hadoop mapred', {
    ...runnerOf(),
    subcommands: [
      [/^jar$/, streaming],
      [/^streaming$/, { ...streaming, operands: ['data'] }],
      ...(runnerOf().subcommands ?? []),
    ],
  }),
  ...words('sidekiq puma unicorn thin rackup resque', {
    ...runner({ loadOption: options('[rCc]', 'require config') }),
  }),
  ...words('uwsgi', {
    ...runner({
      codeOption: options(
        '[wp]',
        'attach-daemon attach-daemon2 smart-attach-daemon module pyrun mule cron cron2 py-import pyimport exec-pre-app wsgi-file file ini yaml json xml spooler-import hook-asap import shared-import eval',
      ),
    }),
  }),
  ...words('dagster', {
    ...client({ loadOption: options('[fmdw]', 'python-file module-name working-directory workspace') }),
    hasHarmlessOptions: true,
  }),
  ...words('scrapy', {
    ...client({}, /^(-[aoOtL]|--(output|overwrite-output|output-format|logfile|loglevel))$/),
    subcommands: [[/^(runspider|shell)$/, runner()]],
  }),
  ...words('gimp', client({ codeOption: options('b', 'batch batch-interpreter') })),
  ...words('blender', client({ codeOption: options('P', 'python python-text python-expr addons') })),
  ...words(
    'inkscape',
    client({ codeOption: options('', 'actions verb shell') }, /^-[eo]$|^--export-(filename|type|dpi)$/),
  ),
  ...words(
    'mpv mplayer vlc cvlc',
    client({
      loadOption: /^--?(script|scripts|lua|include|config|extraintf|intf|input-conf|load-scripts)(=|$)/,
    }),
  ),
  ...words('gst-launch-1.0 gst-launch', { operands: ['code'], valuesOf: () => 0 }),
  ...words('fzf sk', client({ codeOption: options('', 'preview bind execute become with-shell') })),
  ...words(
    'rg',
    client(
      { codeOption: options('', 'pre hostname-bin') },
      /^(-[efgjmtTABCErd]|--(regexp|file|glob|type|threads|max-count))$/,
    ),
  ),
  ...words(
    'fetchmail',
    client({ codeOption: options('m', 'mda bsmtp preconnect postconnect plugin plugout') }),
  ),
  ...words('procmail sendmail exim exim4 msmtp logrotate', client({ loadOption: options('[CMm]', 'file') })),
  ...words('nginx', client({ codeOption: /^-g$/, loadOption: /^-[cp]$/ })),
  ...words('httpd apache2 apachectl apache2ctl', client({ codeOption: /^-[cC]$/, loadOption: /^-[fd]$/ })),
  ...words(
    'varnishd squid haproxy envoy redis-server',
    client({ codeOption: options('', 'config-yaml loadmodule'), loadOption: /^-[fFCc]$/ }),
  ),
  ...words(
    'asciidoctor fluentd embulk',
    client({ loadOption: options('[rpbLI]', 'require') }, /^-[oaDBcdS]$/),
  ),
  ...words('telegraf', client({ loadOption: options('', 'config config-directory') })),
  ...words('benthos redpanda-connect rpk', {
    ...client({ codeOption: options('', 'set') }),
    subcommands: [[/^blobl$/, { operands: ['code'], valuesOf: () => 'unknown' }]],
  }),
  ...words('husky', { operands: ['data', 'data', 'code'], valuesOf: () => 0 }),
  ...words('check_by_ssh', client({ codeOption: options('C', 'command') })),
  ...words('dtrace', client({ codeOption: /^-[nscPmf]/ })),
  ...words('dvc', {
    ...client(),
    subcommands: [[/^(stage|run)$/, { ...client(), operands: ['data', 'code'] }]],
    hasHarmlessOptions: true,
  }),
  ...words('pre-commit', launcherOf(/^(try-repo)$/)),
  ...words(
    'gcc g++ cc c++ clang clang++ c99',
    client({ codeOption: /^-(wrapper|fplugin|specs|B|Xclang|plugin)/ }),
  ),
  ...words('pkcs11-tool', client({ loadOption: options('', 'module') })),
  ...words('ssh-keygen ssh-add', client({ loadOption: /^-[Dsw]$/ }, /^-[fCNPtbmYnIzVOEaFlRrS]$/)),
  ...words(
    'snakemake',
    client(
      {
        codeOption: options('', 'cluster cluster-config jobscript drmaa shadow-prefix default-resources'),
        loadOption: options('s', 'snakefile profile'),
      },
      /^(-[jcdC]|--(cores|config|jobs|directory|configfile|until|keep-going))$/,
    ),
  ),
  ...words(
    'duplicity',
    client({ codeOption: options('', 'ssh-options rsync-options gpg-options gpg-binary use-scp') }),
  ),
  ...words('tippecanoe', client({ codeOption: options('[CcMj]', 'prefilter postfilter') })),
  ...words('ncap2 ncks ncwa', client({ codeOption: options('[sS]', 'script script-file') })),
  ...words(
    'osm2pgsql',
    client(
      { loadOption: options('S', 'style') },
      /^-[dUHPWrCpOG]$|^--(database|user|host|port|prefix|output|slim|cache)$/,
    ),
  ),
  ...words('osrm-extract', client({ loadOption: options('p', 'profile') })),
  ...words('gsutil', { ...client({ codeOption: options('o', '') }), hasHarmlessOptions: true }),
  ...words('gh glab', {
    ...client({ codeOption: options('q', 'jq template') }),
    subcommands: [
      [/^alias$/, { ...client(), subcommands: [[/^set$/, { operands: ['code'], valuesOf: () => 0 }]] }],
      [
        /^(extension|ext|extensions)$/,
        { ...client(), subcommands: [[/^(install|exec|create)$/, launcher()]] },
      ],
    ],
    hasHarmlessOptions: true,
  }),
];
