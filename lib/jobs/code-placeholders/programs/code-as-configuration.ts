/**
 * Programs whose configuration, module or package is code: servers of Python, build tools with a configuration in JavaScript,
 * migrations of databases, and tools that deploy an uploaded object.
 */
import {
  client,
  countValues,
  joiner,
  launcherOf,
  named,
  options,
  words,
  type Options,
  type ProgramSyntax,
} from '../program-syntax';

/** A program whose operands are data, except for some options. It has subcommands that the table lacks. */
const withCode = (
  special: Pick<ProgramSyntax, 'codeOption' | 'scriptOption' | 'loadOption' | 'pipeOption'>,
): ProgramSyntax => ({ ...client(special), hasStarters: true, hasHarmlessOptions: true });

/** A program whose first operand is a script, a module or a task. */
const runsFirst: ProgramSyntax = { operands: ['script', 'data'], valuesOf: () => 'unknown' };
const runsBehind = (subcommand: RegExp): ProgramSyntax => ({
  ...withCode({}),
  subcommands: [[subcommand, runsFirst]],
});

const postgresOptions: Options = {
  flags: 'abBcCeEFlnOPqrRsStvVwWxXZ1',
  values: 'dfFhjnNpStTUZILP',
  longFlags:
    'clean create if-exists data-only schema-only no-owner no-privileges no-acl verbose no-password exit-on-error single-transaction list',
  longValues: 'dbname file format host port username jobs schema table exclude-table compress use-list role',
};

/** The name of a database can be a whole connection string, which names the server and its options. */
const postgres = (operand: 'data' | 'pipe'): ProgramSyntax => ({
  ...client({ pipeOption: options('[A-Za-z]*d', 'dbname') }, postgresOptions),
  operands: [operand],
  hasHarmlessOptions: true,
});

/** Programs by their names. */
export const codeAsConfiguration: readonly (readonly [string, ProgramSyntax])[] = [
  // https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING
  ...named('pg_dump pg_dumpall', postgres('pipe')),
  ...named('pg_restore', postgres('data')),
  // https://taskfile.dev/docs/guide: variables and arguments are inserted into the lines of a shell.
  ...words('task go-task', {
    ...joiner,
    inFolder: { ...runsFirst, subcommands: [[/^(run|do)$/, runsFirst]] },
  }),
  // https://poethepoet.natn.io: arguments of tasks in a shell.
  ...words('poe', { ...joiner, isOwnInFolder: true }),
  // Servers and queues of Python: the name of the application is a module.
  ...words('flask quart litestar', withCode({ loadOption: options('A', 'app') })),
  ...words('celery', {
    ...withCode({ loadOption: options('[AbP]', 'app pool loader config') }),
    subcommands: [
      [/^call$/, runsFirst],
      [/^worker$/, withCode({ loadOption: options('P', 'pool') })],
    ],
  }),
  ...words(
    'dramatiq arq huey_consumer huey_consumer.py doit waf robo castor mill rush phpdbg jdb',
    runsFirst,
  ),
  ...words('lilypond vspipe tectonic occ typo3 groff troff nroff gprolog', runsFirst),
  // The operand can be a file of commands or a file with data.
  ...words('pgloader', { ...withCode({}), operands: ['pipe'] }),
  ...words('rq', {
    ...withCode({}),
    subcommands: [
      [/^enqueue$/, runsFirst],
      [
        /^worker$/,
        withCode({ loadOption: options('[wcjP]', 'worker-class job-class queue-class config path') }),
      ],
    ],
  }),
  ...words('symfony', runsBehind(/^console$/)),
  ...words('quarto', runsBehind(/^(render|preview|run)$/)),
  ...words('meltano', runsBehind(/^invoke$/)),
  ...words('airflow', { ...withCode({}), subcommands: [[/^dags$/, runsBehind(/^test$/)]] }),
  ...words('cabal stack', launcherOf(/^(run|exec|test|bench)$/)),
  ...words('lein', {
    ...client({ loadOption: options('m', '') }),
    hasHarmlessOptions: true,
    subcommands: [[/^run$/, { ...client({ loadOption: options('m', '') }), hasHarmlessOptions: true }]],
  }),
  // Python reads the module or the file, and then its arguments.
  ...words('coverage', {
    ...withCode({}),
    subcommands: [
      [
        /^run$/,
        {
          operands: ['script', 'data'],
          valuesOf: countValues({
            flags: 'apL',
            longFlags: 'append parallel-mode branch timid pylib',
            longValues: 'source omit include context concurrency data-file debug save-signal',
          }),
          scriptOption: options('m', 'module'),
          loadOption: options('', 'rcfile'),
          hasHarmlessOptions: true,
        },
      ],
    ],
  }),
  // http://www.sbcl.org/manual/#Command_002dline-Options
  ...named('sbcl', {
    operands: ['data'],
    valuesOf: (option) =>
      /^--(core|dynamic-space-size|control-stack-size|tls-limit)$/.test(option)
        ? 1
        : /^--(noinform|disable-debugger|no-sysinit|no-userinit|non-interactive|end-toplevel-options|no-print|quit|merge-core-pages|disable-ldb|lose-on-corruption)$/.test(
              option,
            )
          ? 0
          : 'unknown',
    dataOption: /^--end-toplevel-options$/,
    codeOption: /^--eval$/,
    loadOption: /^--(script|load|core|sysinit|userinit)$/,
  }),
  // Tools whose configuration is a program.
  ...words(
    'webpack vite cypress eslint knex drizzle-kit typeorm sequelize sequelize-cli sqlfluff',
    withCode({
      loadOption:
        /^(-[cd]|--(config|config-file|knexfile|dataSource|seed|seeders-path|migrations-path|templater|require|plugin|parser|resolve-plugins-relative-to|rulesdir))(=|$)/,
    }),
  ),
  ...words(
    'liquibase',
    withCode({ loadOption: /^--(changelog-?file|changeLogFile|classpath|driver|defaults-file)(=|$)/i }),
  ),
  ...words(
    'flyway',
    withCode({
      pipeOption: /^-(url|locations|configFiles|jarDirs)(=|$)/,
      codeOption: /^-(initSql|callbacks)(=|$)/,
    }),
  ),
  ...words(
    'vector clamd',
    withCode({ loadOption: options('c', 'config config-file config-dir config-yaml config-toml') }),
  ),
  ...words('sphinx-build', withCode({ codeOption: /^-D$/, loadOption: /^-c$/ })),
  ...words(
    'az',
    withCode({
      loadOption: options('', 'template-file template-uri main-definition-file startup-file build-file src'),
    }),
  ),
  ...words('jello', { operands: ['code'], valuesOf: () => 'unknown' }),
];
