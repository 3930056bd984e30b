/** Short options that introduce code, whatever the program is: `-c`, `-e`, and combined ones such as `-qc`. */

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

/** Matches combined short options of a shell with a `c`, such as `-cx`. The code is the argument after all of them. */
const shellCluster = /^[abefhiklmnoprstuvxBCEHPTD]*c[abcefhiklmnoprstuvxBCEHPTD]*$/;

/** Matches a word of at least six letters. Combined short options are shorter, and have no letter twice. */
const longWord = /^[A-Z]?[a-z]{5,}$/;

/** Returns whether an option with one dash is a word such as `-file` or `-Bucket`. */
function isDataWord(name: string): boolean {
  if (dataWords.has(name) || (/^[A-Z][a-z]/.test(name) && dataWords.has(name.toLowerCase()))) return true;
  return longWord.test(name) && (!shellCluster.test(name) || /([a-z]).*\1/.test(name));
}

/** Short options that introduce code: `-c` of shells, `-e` and `-E` of Perl, `-Q` of sqlcmd. */
const codeLetter = /[ceEQ]/;

/**
 * Returns the short option for which a program reads the next argument as code; `undefined` if there is none.
 *
 * @param cluster - One short option or several combined ones, without the dash: `xc` returns `-c`.
 */
export function codeLetterAtEnd(cluster: string): string | undefined {
  // Programs define names with one argument: -dBATCH of Ghostscript.
  if (isDataWord(cluster) || /^d[A-Z]{2}/.test(cluster)) return undefined;
  const last = cluster.at(-1) ?? '';
  if (codeLetter.test(last)) return `-${last}`;
  return shellCluster.test(cluster) ? '-c' : undefined;
}

/**
 * Returns the first short option for which a program reads the rest of the argument as code; `undefined` if there is
 * none.
 *
 * @param cluster - One short option or several combined ones, without the dash: `xc` returns `-c`.
 */
export function codeLetterIn(cluster: string): string | undefined {
  if (isDataWord(cluster)) return undefined;
  const letter = codeLetter.exec(cluster)?.[0];
  return letter === undefined ? undefined : `-${letter}`;
}
