/**
 * Interpreters: programs that run the code or the script in their arguments. The options of Python 3.11, Node.js 20, Ruby
 * 3.1, PHP 8.2, Perl 5.36 and Java 17 were compared with their `--help`.
 */
import {
  client,
  countValues,
  joiner,
  launcher,
  launcherOf,
  named,
  options,
  words,
  type Options,
  type ProgramSyntax,
} from '../program-syntax';

/** The syntax of shells: code after `-c`, or a script. A shell does not read its further operands as code. */
export const shell: ProgramSyntax = {
  operands: ['script', 'word', 'data'],
  codeOption: /^-[A-Za-z]*c[A-Za-z]*/,
  codePosition: 'operand',
  endsAtCode: true,
  dashEndsOptions: true,
  // Each o in an option such as -euo takes one argument: the name of a shell option.
  valuesOf: (option) => {
    if (/^[-+][A-Za-z]+$/.test(option)) return option.split(/[oO]/).length - 1;
    if (!option.startsWith('--') || option.includes('=')) return 0;
    return /^--(debugger|dump-(po-)?strings|login|noediting|noprofile|norc|no-config|posix|restricted|verbose)$/.test(
      option,
    )
      ? 0
      : 'unknown';
  },
};

/** Returns the syntax of a program that runs code from an option, or a script. */
function interpreter(
  known: Options,
  special: Pick<
    ProgramSyntax,
    'codeOption' | 'loadOption' | 'runsOperands' | 'endsAtCode' | 'hasDataOptions'
  > = {},
): ProgramSyntax {
  return { operands: ['script', 'data'], valuesOf: countValues(known), ...special };
}

const python = interpreter(
  {
    flags: 'bBdEhiIOPqRsStuvVxm',
    values: 'WXQ',
    longValues: 'check-hash-based-pycs',
  },
  { codeOption: /^-[bBdEhiIOPqRsStuvVx]*c/, endsAtCode: true },
);

const nodeCode = /^(-[ep]+|--(eval|print|run))(=|$)/;
const nodeLoads = /^(-r|--(require|import|loader|experimental-loader))(=|$)/;
const nodeFlags =
  /^--(no-.*|enable-.*|inspect(-brk|-wait)?|watch|watch-preserve-output|test|test-only|preserve-symlinks.*|throw-deprecation|pending-deprecation|trace-(deprecation|exit|sigint|sync-io|tls|uncaught|warnings)|use-.*|expose-gc|experimental-(strip-types|transform-types|vm-modules|wasm-modules|permission|test-.*|json-modules|detect-module|require-module)|transpile-only|files|esm|swc)$/;
const node: ProgramSyntax = {
  operands: ['script', 'data'],
  codeOption: nodeCode,
  loadOption: nodeLoads,
  valuesOf: (option) => {
    if (!option.startsWith('--')) return /^-[CPOD]$/.test(option) ? 1 : 0;
    return option.includes('=') || nodeFlags.test(option) ? 0 : 'unknown';
  },
};
const bunOptions = countValues({
  flags: 'ib',
  values: 'rcdle',
  longFlags: 'bun hot watch smol silent if-present inspect no-install no-clear-screen no-env-file',
});
const bun: ProgramSyntax = {
  operands: ['script', 'data'],
  codeOption: /^(-[ep]|--(eval|print))(=|$)/,
  loadOption: /^(-r|--(require|import|preload))(=|$)/,
  valuesOf: bunOptions,
};

const denoOptions = countValues({
  flags: 'AqrRWENSI',
  values: 'cL',
  longFlags:
    'quiet reload no-check no-remote no-npm no-lock cached-only unstable check watch frozen allow-all allow-read allow-write allow-net allow-env allow-run allow-sys allow-ffi no-prompt',
});
const denoRun: ProgramSyntax = {
  operands: ['script', 'data'],
  valuesOf: denoOptions,
  codeOption: /^--(eval|ext-code)(=|$)/,
  loadOption: /^--(preload|import-map|require|import)(=|$)/,
};
const deno: ProgramSyntax = {
  ...denoRun,
  subcommands: [
    [/^(run|serve|test|bench|install|compile|task|x)$/, denoRun],
    [/^(eval|repl|jupyter)$/, { ...joiner, hasDataOptions: true }],
  ],
};

const java: ProgramSyntax = {
  operands: ['script', 'data'],
  hasDataOptions: true,
  loadOption:
    /^(-cp$|-classpath$|-p$|--(class-path|module-path|patch-module|upgrade-module-path)(=|$)|-(agentlib|agentpath|javaagent|Xbootclasspath|Xrun|XX:(Flags|VMOptionsFile|SharedArchiveFile|ExtensionPath)=))/,
  valuesOf: (option) => {
    if (!option.startsWith('--')) return 0;
    return option.includes('=') || /^--(enable-preview|validate-modules|show-version|dry-run)$/.test(option)
      ? 0
      : 'unknown';
  },
};

const perl = interpreter(
  { flags: 'acflnpstuwTUWX0123456789', values: 'I' },
  {
    codeOption: /^-[acflnpstuwTUWX0-9]*[eE]/,
    // Perl opens each operand as a file, and as a command if a | begins or ends it.
    runsOperands: /^-[acflstuwTUWX0-9]*[np]/,
  },
);
const perlSyntax: ProgramSyntax = {
  ...perl,
  // -M, -F, -i, -0, -l, -d and -C have their value in the same argument.
  valuesOf: (option) => (/^-[A-Za-z0-9]*[MmFi0lCdDVx]/.test(option) ? 0 : perl.valuesOf(option)),
};
const ruby = interpreter(
  {
    flags: 'alnpsSwW0123456789vcdhUyx',
    values: 'rICE',
    longFlags: 'disable-gems enable-frozen-string-literal yjit jit debug verbose',
    longValues: 'encoding external-encoding internal-encoding',
  },
  {
    codeOption: /^-[alnpsSwW0-9]*e/,
    // Ruby's gets opens files, and older versions also start commands.
    runsOperands: /^-[alsSwW0-9]*[np][alnpsSwW0-9i]*(e|$)/,
  },
);
const rubySyntax: ProgramSyntax = {
  ...ruby,
  valuesOf: (option) => (/^-[WKTFix0]/.test(option) ? 0 : ruby.valuesOf(option)),
};
const php = interpreter(
  {
    flags: 'aCehHilmnqsvw',
    values: 'dcztS',
    longFlags: 'no-php-ini interactive info syntax-check no-header',
    longValues: 'define php-ini zend-extension docroot',
  },
  { codeOption: /^(-[rBRE]|--(run|process-begin|process-code|process-end)$)/ },
);
const phpSyntax: ProgramSyntax = {
  ...php,
  // After -f FILE, PHP still reads options, up to the first operand.
  scriptOption: options('[aCeHhilmnqsvw]*[fF]', 'file process-file'),
};
const julia = interpreter(
  { flags: 'iqhv', values: 'tpCJHLmO', longFlags: 'quiet', longValues: 'threads procs sysimage' },
  {
    codeOption: /^(-[eEm]|--(eval|print|module)(=|$))/,
    loadOption: /^(-[LJ]|--(load|sysimage)(=|$)|--project=)/,
  },
);
const juliaSyntax: ProgramSyntax = {
  ...julia,
  // The project is in the same argument, but another word behind the option is most often meant as the project.
  valuesOf: (option) => (/^--project$/.test(option) ? 'unknown' : julia.valuesOf(option)),
};
/** A program that runs a script; its options are unknown, so that they can have a value. */
const scripts = interpreter(
  { flags: 'iqsvw', longFlags: 'vanilla no-save no-restore quiet silent verbose slave' },
  {
    codeOption: /^(-[ecEgx]$|--(eval|expr|expression|command|one-line-command|print)(=|$))/,
    loadOption: /^(-[lr]|--(load|require)(=|$))/,
  },
);
/** A program that runs a script, with or without a subcommand: `dart run SCRIPT`. */
const scriptRunner: ProgramSyntax = {
  ...scripts,
  subcommands: [
    [
      /^(e|exec|fsi|r|run|run-script|script|start|serve|launch|execute|local|apply|build|watch|job|submit)$/,
      scripts,
    ],
  ],
};
/** Options of a build tool, and after `--` the arguments of the user's own program. */
const buildArguments: ProgramSyntax = {
  operands: ['data'],
  valuesOf: countValues({
    flags: 'qvr',
    values: 'cpFj',
    longFlags: 'release quiet verbose no-build no-restore',
  }),
  readsLaterOptions: true,
};
/** A program whose arguments after `run` are those of the user's own program. It reads its own options before `--`. */
const buildTool = (subcommand: RegExp): ProgramSyntax => ({
  ...scriptRunner,
  subcommands: [[subcommand, buildArguments], ...(scriptRunner.subcommands ?? [])],
});
const go: ProgramSyntax = {
  ...scripts,
  subcommands: [
    [
      /^run$/,
      {
        operands: ['script', 'data'],
        valuesOf: (option) =>
          /^-{1,2}(a|n|race|msan|asan|v|work|x|trimpath|modcacherw|linkshared|cover)$/.test(option) ||
          option.includes('=')
            ? 0
            : 'unknown',
        codeOption: /^-{1,2}(exec|toolexec)(=|$)/,
      },
    ],
    [/^(install|generate|tool|get|test|vet)$/, launcher()],
  ],
};

/** Interpreters by their names. */
export const interpreters: readonly (readonly [string, ProgramSyntax])[] = [
  ...named('sh bash rbash dash ash zsh ksh mksh pdksh yash posh fish csh tcsh osh nu xonsh elvish', shell),
  ...named('python pythonw pypy micropython jython python3-dbg python-dbg', python),
  ...named('node nodejs esno node-dev', node),
  ...named('tsx ts-node ts-node-esm ts-node-script ts-node-dev swc-node vite-node babel-node', {
    ...node,
    subcommands: [[/^(watch|script)$/, node]],
  }),
  ...named('bun', { ...bun, subcommands: [[/^(run|x|exec|add|install|test|create)$/, bun]] }),
  ...named('deno', deno),
  ...named('java javaw', java),
  ...named('perl', perlSyntax),
  ...named('ruby jruby truffleruby', rubySyntax),
  ...named('php php-cli php-cgi', phpSyntax),
  ...named('lua luajit', interpreter({ flags: 'iEvW', values: 'l' }, { codeOption: /^-e/ })),
  ...named('julia', juliaSyntax),
  ...named('R', {
    ...scripts,
    valuesOf: countValues({
      flags: 'iqsvw',
      longFlags:
        'vanilla no-save no-restore quiet silent verbose slave save no-environ no-site-file no-init-file no-restore-data no-restore-history no-readline no-echo interactive',
    }),
    subcommands: [[/^CMD$/, { ...scripts, subcommands: [[/^BATCH$/, scripts]] }]],
    loadOption: /^(-f|--file(=|$))/,
    dataOption: /^--args$/,
  }),
  ...named('Rscript tclsh wish expect elixir escript osascript jshell gjs guile racket', scripts),
  ...named('clojure clj', {
    ...scripts,
    codeOption: /^-(m$|M:|X:)/,
    endsAtCode: true,
    loadOption: /^(-i|--init)/,
  }),
  ...named('groovy scala kotlin', {
    ...scripts,
    loadOption: /^(-(cp|classpath|i|l|r)|--(classpath|class-path|init))(=|$)/,
  }),
  ...named(
    [
      'bpftrace csharp gnuplot gunicorn hy ipython j2 jbang jinja2 jrunscript kotlinc maxima mono nodemon',
      'ocaml phantomjs pdflatex lualatex latex xelatex latexmk qjs runghc runhaskell swipl utop uvicorn',
      'hypercorn daphne wasmtime zx pm2-runtime streamlit torchrun chainlit accelerate deepspeed matlab waitress-serve puppet chef-apply chef-client chef-solo packer',
      // Modules of Python: python -m timeit CODE.
      'cProfile doctest pdb debugpy pytest runpy timeit unittest torch.distributed.run torch.distributed.launch',
      'accelerate.commands.launch paddle.distributed.launch',
    ].join(' '),
    scriptRunner,
  ),
  ...words(
    'mpi4py memory_profiler line_profiler bb coffee crystal crontab csi dart electron erb erl forever jsonnet m4 nim pm2 stap swift tex trace wasmer bc dc ed',
    scriptRunner,
  ),
  ...named('mongosh mongo', {
    ...scripts,
    operands: ['script'],
    loadOption: /^(-f|--file(=|$))/,
    keepsOperands: true,
  }),
  ...words('dotnet', {
    ...buildTool(/^(run|test|watch)$/),
    subcommands: [
      [/^tool$/, launcherOf(/^(install|update|run|exec)$/)],
      [
        /^ef$/,
        { ...client({ loadOption: options('[ps]', 'project startup-project') }), hasHarmlessOptions: true },
      ],
      [/^publish$/, { operands: ['script'], valuesOf: () => 'unknown' }],
      ...(buildTool(/^(run|test|watch)$/).subcommands ?? []),
    ],
  }),
  ...words('cargo', {
    ...buildTool(/^(run|r|test|bench)$/),
    subcommands: [
      [/^(run|r|test|bench)$/, buildArguments],
      [/^(install|add|script)$/, launcher()],
    ],
  }),
  ...words('go', go),
];
