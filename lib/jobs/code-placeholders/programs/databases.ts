/** Clients of databases, and tools that run SQL on files. Their statements are code. */
import {
  client,
  joiner,
  named,
  options,
  valueOnlyAfter,
  words,
  type OperandRole,
  type ProgramSyntax,
} from '../program-syntax';
import { databaseOptions, mysqlOptions, playbookOptions, psqlOptions } from './client-options';

/**
 * SQLite and DuckDB: a file, and then statements.
 *
 * @see https://sqlite.org/cli.html
 * @see https://duckdb.org/docs/stable/clients/cli/arguments
 */
const sqlite: ProgramSyntax = {
  // Each operand after the file is a statement.
  operands: ['pipe', 'code'],
  codeOption: /^--?(c|s|cmd)(=|$)/,
  loadOption: /^(-f|--?(init|file))(=|$)/,
  keepsOperands: true,
  hasDataOptions: true,
  readsLaterOptions: true,
  valuesOf: (option) => {
    if (/^--?(lookaside|pagecache|zip-memory)$/.test(option)) return 2;
    if (
      /^--?(batch|bail|box|column|csv|echo|header|noheader|html|interactive|json|line|list|markdown|memtrace|nofollow|quote|readonly|safe|stats|table|tabs|utf8|ascii|unsigned|no-stdin)$/.test(
        option,
      )
    )
      return 0;
    return /^--?(escape|heap|maxsize|mmap|newline|nonce|nullvalue|separator|storage-version|vfs|zip)$/.test(
      option,
    )
      ? 1
      : 'unknown';
  },
};

/** A client whose operands are statements. */
const statements: ProgramSyntax = { ...client(), operands: ['code'] };

/** Subcommands of sqlite-utils whose operands are the database, and then tables and files. */
const sqliteUtilsData: ProgramSyntax = {
  ...client({ codeOption: options('', 'convert functions sql import flatten-sql load-extension') }),
  hasHarmlessOptions: true,
};
const sqliteUtilsCode = (operands: readonly OperandRole[]): ProgramSyntax => ({
  ...client({ codeOption: options('', 'functions import multi where') }),
  operands,
});

/** Clients of databases by their names. */
export const databases: readonly (readonly [string, ProgramSyntax])[] = [
  ...named('sqlite3 duckdb sqlite', sqlite),
  ...named(
    'psql',
    client(
      {
        codeOption: options('[A-Za-z]*c', 'command'),
        scriptOption: options('[A-Za-z]*f', 'file'),
        // A name of a database with = is a whole connection string.
        pipeOption: options('[A-Za-z]*[oLd]', 'output log-file dbname'),
      },
      psqlOptions,
    ),
  ),
  ...named(
    'usql pgcli litecli mycli',
    client(
      { codeOption: options('[ce]', 'command execute'), scriptOption: options('f', 'file') },
      databaseOptions,
    ),
  ),
  ...named(
    'mysql mariadb',
    client(
      {
        codeOption: options('[A-Za-z]*e', 'execute init-command'),
        loadOption: options('', 'pager tee plugin-dir'),
      },
      mysqlOptions,
    ),
  ),
  ...named(
    'mysqlsh cqlsh trino presto cypher-shell',
    client({ codeOption: options('e', 'execute'), scriptOption: options('f', 'file') }, databaseOptions),
  ),
  // Variables are inserted into the code: https://hive.apache.org/docs/latest/language/languagemanual-variablesubstitution.
  ...named(
    'hive spark-sql beeline',
    client(
      {
        codeOption: /^(-[ed]|--?(hivevar|hiveconf)(=|$)|--(execute|define)(=|$))/,
        scriptOption: options('f', 'file'),
      },
      databaseOptions,
    ),
  ),
  // https://learn.microsoft.com/en-us/sql/tools/sqlcmd: the variables of -v are inserted into the code.
  ...named('sqlcmd', {
    ...client(
      { codeOption: /^-[qQv]/, scriptOption: options('i') },
      /^-[SUPdHsWwhmVAtlrykoaCNK]$|^--(format|host|output|server)$/,
    ),
    operands: ['code'],
    keepsOperands: true,
  }),
  ...named(
    'impala-shell',
    client(
      { codeOption: options('[qQ]', 'query var'), scriptOption: options('[if]', 'query_file') },
      /^--(database|host|output|port|schema|server|user|username)$/,
    ),
  ),
  ...named(
    'bq',
    client(
      {
        codeOption: options('[qQ]', 'view materialized_view'),
        scriptOption: options('i', 'queries-file flagfile'),
      },
      /^--(catalog|database|format|host|output|port|schema|server|user|username)$/,
    ),
  ),
  // https://learn.microsoft.com/en-us/sql/tools/bcp-utility: `queryout` after the first operand means that the operand
  // is a query.
  ...words('bcp', { ...client(), operands: ['code', 'data'] }),
  ...words('dbclient', joiner),
  ...words('sqlmesh', {
    ...client(),
    subcommands: [[/^fetchdf$/, { ...client(), operands: ['code'] }]],
    hasHarmlessOptions: true,
  }),
  ...named(
    'clickhouse clickhouse-client clickhouse-local',
    client(
      { codeOption: /^-[qQ]/, scriptOption: options('i', 'queries-file flagfile') },
      /^--(param_\w+|catalog|database|format|host|keyspace|output|port|schema|server|user|username)$/,
    ),
  ),
  ...named(
    'pig ansible-playbook consul-template',
    client(
      { codeOption: /^(-{1,2}(hivevar|hiveconf|param|extra-vars|template)|-[dDp])(=|$)/ },
      playbookOptions,
    ),
  ),
  ...named('redis-cli', {
    operands: ['data'],
    codeOption: /^--eval$/,
    valuesOf: valueOnlyAfter(/^(-[hpansu]|--(user|pass|sni|cacert|cert|key))$/),
    hasDataOptions: true,
    subcommands: [
      [/^(eval(sha)?(_ro)?|script|function|fcall(_ro)?|module|config|slaveof|replicaof)$/i, joiner],
    ],
  }),
  ...named('mysqldump mongoexport mongodump', client({ codeOption: /^-[wq]/ })),
  ...named(
    'mysqlslap',
    client({ codeOption: options('q', 'create query pre-query post-query pre-system post-system') }),
  ),
  ...named('pgbench', client({ scriptOption: options('f', 'file'), codeOption: options('b', '') })),
  ...words(
    'ksql ksqldb cockroach dolt databend-cli bendsql risingwave questdb rqlite arangosh iredis mssql-cli',
    client({
      codeOption: options('[eqQ]', 'execute query stmt javascript.execute-string'),
      scriptOption: options('[fi]', 'file filename'),
    }),
  ),
  ...words(
    'osql tsql fisql vsql nzsql exaplus gsql cbq ysqlsh crate crash',
    client({ codeOption: /^-(q|Q|c|e|sql|s|script)$/, scriptOption: /^-(i|f)$/ }),
  ),
  ...words('sqlcl sql', { ...statements, operands: ['data', 'code'] }),
  // https://docs.snowflake.com/en/user-guide/snowsql-start: variables are inserted into the code.
  ...named(
    'snowsql',
    client(
      {
        codeOption: options('[qD]', 'query variable'),
        scriptOption: options('f', 'filename'),
        loadOption: options('', 'config'),
      },
      /^(-[audsrwhpPMco]|--(accountname|username|dbname|schemaname|rolename|warehouse|host|port|connection|option|region|authenticator|mfa-passcode|private-key-path|token))$/,
    ),
  ),
  // https://docs.snowflake.com/en/developer-guide/snowflake-cli/command-reference/sql-commands/sql
  ...words('snow', {
    ...client({ codeOption: options('[qD]', 'query variable'), scriptOption: options('f', 'filename') }),
    hasStarters: true,
  }),
  // https://sqlite-utils.datasette.io/en/stable/cli-reference.html
  ...named('sqlite-utils', {
    operands: ['pipe', 'code'],
    valuesOf: () => 'unknown',
    subcommands: [
      [
        /^(insert|upsert|insert-files|bulk-insert|tables|rows|schema|indexes|views|create-database|drop-table|enable-fts|optimize|vacuum|analyze|dump|transform|extract|add-foreign-keys?|index-foreign-keys)$/,
        sqliteUtilsData,
      ],
      [/^(query|search|create-view|bulk)$/, sqliteUtilsCode(['data', 'code'])],
      [/^convert$/, sqliteUtilsCode(['data', 'data', 'data', 'code'])],
      [/^memory$/, sqliteUtilsCode(['code'])],
    ],
  }),
  // https://csvkit.readthedocs.io/en/latest/scripts/csvsql.html
  ...named('csvsql', {
    ...client(
      { codeOption: options('', 'query before-insert after-insert') },
      /^(-[deitpquzybI]|--(db|tables|prefix|db-schema|dialect|delimiter|encoding|unique-constraint|blanks|snifflimit|chunk-size))$/,
    ),
    hasHarmlessOptions: true,
  }),
  ...named('csvpy', client()),
  ...named(
    'db2 dsq hdbsql octosql osqueryi sqlplus trdsql isql textql clickhouse-benchmark steampipe',
    joiner,
  ),
  ...words('q', joiner),
  // https://github.com/dathere/qsv: luau, py and sqlp run code; the operands of the other commands are columns and files.
  ...named('qsv qsvlite qsvdp', {
    ...client(),
    subcommands: [
      [
        /^(luau|py|foreach|template|fetch|fetchpost|pivotp|joinp|scoresql|applydp|apply|sqlp|describegpt|cat_cmd)$/,
        { ...client(), operands: ['code'] },
      ],
    ],
    hasHarmlessOptions: true,
  }),
  ...named('xsv', { ...client(), hasHarmlessOptions: true }),
];
