/**
 * Names that introduce code, whatever the program is: the names of options, of subcommands and of assignments. A name is
 * compared by its last word, so `--init-command` is like `--command`.
 */

/** Last words of names whose value is code, or a file that the program loads as code. */
const codeWords: ReadonlySet<string> = new Set([
  ...['cmd', 'cmdline', 'code', 'command', 'commands', 'eval', 'evaluate', 'exec', 'executable', 'execute'],
  ...['expr', 'expression', 'goal', 'lambda', 'macro', 'query', 'rpc', 'run', 'script', 'where'],
  // Languages.
  ...[
    'awk',
    'cypher',
    'gremlin',
    'groovy',
    'javascript',
    'js',
    'bash',
    'powershell',
    'jmespath',
    'jq',
    'jsonpath',
    'lua',
    'perl',
    'php',
  ],
  ...['promql', 'py', 'python', 'rb', 'ruby', 'sh', 'sparql', 'sql', 'xpath', 'xquery'],
  ...['aql', 'cql', 'dql', 'hql', 'jsonata', 'kql', 'mvel', 'ognl', 'rego', 'spel', 'starlark'],
  // Programs that another program starts.
  ...[
    'askpass',
    'browser',
    'editor',
    'entrypoint',
    'hook',
    'interpreter',
    'launcher',
    'pager',
    'proxycommand',
    'rsh',
    'shell',
  ],
  ...['sshcommand', 'startas', 'viewer'],
  // Code that an interpreter loads: java -cp, mocha --require.
  ...['classpath', 'cp', 'javaagent', 'loader', 'plugin', 'preload', 'require'],
]);

/** Names that end with a code word, but whose value is data: `--country-code`, and the option without a value `--dry-run`. */
const dataNames =
  /(^|[-_.])((account|activation|agency|area|batch|branch|campaign|claim|country|coupon|currency|customer|department|discount|error|exit|hash|invite|item|language|location|order|plan|postal|product|promo|qr|reason|reference|region|response|result|school|sort|state|status|store|tax|tracking|unit|vendor|zip)[-_.]?code|(dry|first|last|no|skip|test|trial)[-_.]?run|on[-_]behalf[-_]of)$/;

/** Names of what a program does after an event: `--on-error`, `-XX:OnOutOfMemoryError`. */
const eventName = /(^|[-_.:/])on[-_]([a-z0-9]+[-_])*[a-z0-9]+$/;

/** Words at the end of an option's name: the value of `--compress-program` is code, and the value of `--program` is not. */
const qualifiedCode = /[-_.](program|action)$/;

/** Matches names with a command before their last word: `--exec-batch`, `--renderer-cmd-prefix`, `--hook-as-user`. */
const qualifiedCommand =
  /(^|[-_.])(cmd|command|exec|eval|hook|launcher)[-_.](after|as-[a-z]+|asap|batch|before|post|pre|prefix|start|stop|wrapper)[0-9]*$/;

/** Words that can follow a code word without a change of its meaning: `--query-string` is like `--query`. */
const trailingWord = /[-_.](string|text|line|body|file|path|args|dir|directory|folder)$/;

/** Full names of options that programs accept as an abbreviation: `--comm` for `--command`. */
const abbreviatedNames = ['eval', 'execute', 'command', 'query', 'expression'] as const;

/** Separates words that begin with a capital letter, and converts all letters to lower case: `jsEval` to `js-eval`. */
function separateWords(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}

/**
 * Returns the word of a name that shows that its value is code, such as `command` of `init-command`; `undefined` if there
 * is no such word.
 *
 * @param name - the name of an option or of an assignment, without dashes at its start
 */
export function codeWordOf(name: string): string | undefined {
  const words = separateWords(name)
    .replace(/class[-_.]path$/, 'classpath')
    .replace(trailingWord, '');
  if (dataNames.test(words)) return undefined;
  const last = words.slice(Math.max(...['-', '_', '.', ':', '/'].map((mark) => words.lastIndexOf(mark))) + 1);
  if (eventName.test(words)) return 'on';
  const command = qualifiedCommand.exec(words)?.[2];
  if (command !== undefined) return command;
  return isCodeWord(last) ? last : qualifiedCode.exec(words)?.[1];
}

/** Returns whether the word, its singular, or its end is a code word: `scripts`, `queries`, `extcmd` and `passwordeval` are. */
function isCodeWord(word: string): boolean {
  const singular = word.replace(/ies$/, 'y').replace(/s$/, '');
  return codeWords.has(word) || codeWords.has(singular) || /(cmds?|[^i]eval)$/.test(word);
}

/** Returns the full name for an abbreviated option whose value is code: `command` for `comm`; otherwise `undefined`. */
export function abbreviatedCodeName(name: string): string | undefined {
  const lowerCase = name.toLowerCase();
  return lowerCase === '' ? undefined : abbreviatedNames.find((full) => full.startsWith(lowerCase));
}

/**
 * Words that programs use as options with one dash, such as `-file`. They are not combined short options. Each word has
 * a letter that introduces code in another program, such as the `e` of `perl -e`.
 */
const dataWords: ReadonlySet<string> = new Set([
  ...['archive', 'bucket', 'date', 'dest', 'file', 'filename', 'infile', 'key', 'message', 'name', 'object'],
  ...['outfile', 'prefix', 'profile', 'queue', 'resource', 'size', 'source', 'src', 'table', 'template'],
  ...['topic', 'type', 'value'],
  ...[
    'async',
    'basic',
    'case',
    'create',
    'delete',
    'disable',
    'enable',
    'exclude',
    'force',
    'generate',
    'include',
  ],
  ...[
    'mode',
    'noninteractive',
    'noprofile',
    'once',
    'overwrite',
    'public',
    'recursive',
    'release',
    'remove',
    'replace',
    'resume',
    'retrace',
  ],
  ...[
    'secure',
    'service',
    'static',
    'strict',
    'sync',
    'time',
    'trace',
    'update',
    'validate',
    'verbose',
    'write',
  ],
]);

/** Returns whether an option with one dash is a word such as `-file`, also with a capital letter: `-Bucket`. */
function isDataWord(name: string): boolean {
  return dataWords.has(name) || (/^[A-Z][a-z]/.test(name) && dataWords.has(name.toLowerCase()));
}

/** Short options that introduce code: `-c` of shells, `-e` and `-E` of Perl, `-Q` of sqlcmd. */
const codeLetter = /[ceEQ]/;

/** Matches combined short options of a shell with a `c`, such as `-cx`. The code is the argument after all of them. */
const shellCluster = /^[abefhiklmnoprstuvxBCEHPTD]*c[abcefhiklmnoprstuvxBCEHPTD]*$/;

/**
 * Returns the short option for which a program reads the next argument as code; `undefined` if there is none.
 *
 * @param cluster - one short option or several combined ones, without the dash: `xc`
 */
export function codeLetterAtEnd(cluster: string): string | undefined {
  // Programs define names with one argument: -dBATCH of Ghostscript.
  if (isDataWord(cluster) || /^d[A-Z]{2}/.test(cluster)) return undefined;
  const last = cluster.at(-1) ?? '';
  if (codeLetter.test(last)) return `-${last}`;
  return shellCluster.test(cluster) ? '-c' : undefined;
}

/**
 * Returns the first short option for which a program reads the rest of the argument as code; `undefined` if there is none.
 *
 * @param cluster - one short option or several combined ones, without the dash: `xc`
 */
export function codeLetterIn(cluster: string): string | undefined {
  if (isDataWord(cluster)) return undefined;
  const letter = codeLetter.exec(cluster)?.[0];
  return letter === undefined ? undefined : `-${letter}`;
}

/** Subcommands whose operand is code or a program. */
const subcommands: ReadonlySet<string> = new Set([
  ...[
    'cmd',
    'command',
    'eval',
    'evaluate',
    'exec',
    'exec-env',
    'exec-file',
    'execute',
    'query',
    'rpc',
    'runner',
  ],
  ...[
    'dql',
    'ev',
    'eval-file',
    'eval-string',
    'eval_ro',
    'evalsha',
    'evalsha_ro',
    'php-eval',
    'script',
    'shell',
    'sql',
    'sql-query',
    'sqlq',
    'tinker',
  ],
]);

/** Matches subcommands of several words whose operand is code: `run-script`, `batch-execute-statement`. */
const runningSubcommand =
  /^(batch[-_])?(run|exec|execute)[-_]?(cmd|code|command|query|script|shell|sql|statement|string)$|[-_](dql|eval|exec|query|sql)$|^(code|command|eval|query|script|shell|sql):[a-z]|^eval\.|[.:]eval$/;

/**
 * Returns the subcommand that introduces code, such as `eval` in `bin/app eval CODE`, in lower case; `undefined` for other
 * operands. The subcommand can have a namespace, as `php:eval` and `cmd.run` have, and several words, as `run-script` has. A namespace can show it too: `script:run`.
 */
export function codeSubcommandOf(operand: string): string | undefined {
  const words = operand.toLowerCase();
  const name = words.slice(words.lastIndexOf(':') + 1);
  if (/(^|[.:])cmd\.run$/.test(words)) return 'cmd.run';
  const isCode = subcommands.has(name) || runningSubcommand.test(words);
  return isCode && /^[a-z0-9_.:-]+$/.test(words) ? name : undefined;
}
