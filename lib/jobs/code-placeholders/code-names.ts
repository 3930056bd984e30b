/**
 * Names that introduce code, whatever the program is: the names of options, of subcommands and of assignments. A name is
 * compared by its last word, so `--init-command` is like `--command`.
 */

/** Last words of names whose value is code, or a file that the program loads as code. */
const codeWords: ReadonlySet<string> = new Set([
  ...['cmd', 'cmdline', 'code', 'command', 'commands', 'eval', 'evaluate', 'exec', 'executable', 'execute'],
  ...['expr', 'expression', 'query', 'rpc', 'sql', 'script', 'javascript'],
  // Programs that another program starts.
  ...['entrypoint', 'hook', 'interpreter', 'proxycommand', 'rsh', 'shell', 'sshcommand'],
  // Code that an interpreter loads: java -cp, mocha --require.
  ...['classpath', 'cp', 'javaagent', 'loader', 'plugin', 'preload', 'require'],
]);

/** Names that end with a code word, but whose value is data. */
const dataNames =
  /(^|[-_.])(area|country|coupon|currency|discount|error|exit|item|language|order|postal|product|promo|reason|region|response|result|state|status|tax|zip)[-_.]?code$/;

/** A code word for which only a longer name is code: `--compress-program`, and not `--program`. */
const qualifiedCode = /[-_.](program|action)$/;

/** Words after a code word that do not change the meaning: `--query-string`. */
const trailingWord = /[-_.](string|text|line|body|file|path|args)$/;

/** Full names of options that programs accept as an abbreviation: `--comm` for `--command`. */
const abbreviatedNames = ['eval', 'execute', 'command', 'query', 'expression'] as const;

/** Separates words that begin with a capital letter, and converts all letters to lower case: `jsEval` to `js-eval`. */
function separateWords(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}

/**
 * Returns the word of a name that says that its value is code; `undefined` if no word does.
 *
 * @param name - the name of an option or of an assignment, without dashes at its start
 */
export function codeWordOf(name: string): string | undefined {
  const words = separateWords(name).replace(trailingWord, '');
  if (dataNames.test(words)) return undefined;
  const last = words.slice(Math.max(...['-', '_', '.', ':', '/'].map((mark) => words.lastIndexOf(mark))) + 1);
  return codeWords.has(last) ? last : qualifiedCode.exec(words)?.[1];
}

/** Returns the option of which a name is an abbreviation, if the value of the option is code; otherwise `undefined`. */
export function abbreviatedCodeName(name: string): string | undefined {
  const lowerCase = name.toLowerCase();
  return lowerCase === '' ? undefined : abbreviatedNames.find((full) => full.startsWith(lowerCase));
}

/**
 * Words that programs use as options with one dash, and that are not clusters of short options: `-file`. Each of them has
 * a letter that introduces code in another program.
 */
const dataWords: ReadonlySet<string> = new Set([
  ...['archive', 'bucket', 'date', 'dest', 'file', 'filename', 'infile', 'key', 'message', 'name', 'object'],
  ...['outfile', 'prefix', 'profile', 'queue', 'resource', 'size', 'source', 'src', 'table', 'template'],
  ...['topic', 'type', 'value'],
]);

/** Short options that introduce code: `-c` of shells, `-e` and `-E` of Perl, `-Q` of sqlcmd. */
const codeLetter = /[ceEQ]/;

/** A cluster of the options of a shell. The shell reads its code after the whole cluster: `-cx`. */
const shellCluster = /^[abefhiklmnoprstuvxBCEHPTD]*c[abcefhiklmnoprstuvxBCEHPTD]*$/;

/** Returns the short option of a cluster that introduces the next argument as code; `undefined` if it has none. */
export function codeLetterAtEnd(cluster: string): string | undefined {
  if (dataWords.has(cluster)) return undefined;
  const last = cluster.at(-1) ?? '';
  if (codeLetter.test(last)) return `-${last}`;
  return shellCluster.test(cluster) ? '-c' : undefined;
}

/** Returns the short option of a cluster that takes the text behind it as code; `undefined` if it has none. */
export function codeLetterIn(cluster: string): string | undefined {
  if (dataWords.has(cluster)) return undefined;
  const letter = codeLetter.exec(cluster)?.[0];
  return letter === undefined ? undefined : `-${letter}`;
}

/**
 * Returns the subcommand that introduces code, such as `eval` in `bin/app eval CODE`; `undefined` for other operands. The
 * subcommand can have a namespace, as `php:eval` has.
 */
export function codeSubcommandOf(operand: string): string | undefined {
  return /^(?:[A-Za-z0-9_-]+:)?(eval|evaluate|exec|execute|runner|query|rpc)$/.exec(operand)?.[1];
}
