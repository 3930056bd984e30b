/**
 * Names that introduce code, whatever the program is: the names of options, of subcommands and of assignments. A name is
 * compared by its last word, so `--init-command` is like `--command`.
 */

/** Splits a list of words. */
const wordsOf = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Last words of names whose value is code, or a file that the program loads as code. */
const codeWords = wordsOf(`
  cmd cmdline code command eval evaluate exec executable execute expr expression goal lambda macro query rpc run script
  where awk cypher gremlin groovy javascript js bash powershell jmespath jq jsonpath lua perl php promql py python rb ruby
  sh sparql sql xpath xquery aql cql dql hql jsonata kql mvel ognl rego spel starlark ddl plsql
  askpass browser editor entrypoint hook interpreter launcher mda pager passcommand preexec postexec proxycommand rsh shell
  sshcommand startas viewer wrapper
  classpath cp javaagent loader plugin preload pythonpath require
  callable cflags cxxflags erb freemarker jexl jinja jinja2 ldflags udf`);

/** Names with a word before `run` or `goal`. They are data, such as `--payroll-run`, except for these words. */
const namedRun = /[-_.](run|goal)$/;
const codeRun = /^(after|before|on|post|pre)[-_.]|(^|[-_.])(entry|init|main|query|start|toplevel)[-_.]goal$/;

/** Words before `code` with which the value is code. With all others it is data: `--country-code`. */
const codeKinds =
  /(^|[-_.])(body|boot|bootstrap|byte|custom|eval|exec|ext|function|handler|init|inline|js|javascript|lambda|lua|perl|php|pre|program|py|python|ruby|run|script|setup|shell|source|sql|src|startup|callback|filter|transform|user)[-_.]code$/;

/**
 * Names that end with a code word, but whose value is data, and names of options without a value: `--dry-run`,
 * `--show-query`.
 */
const dataNames =
  /(^|[-_.])((dry|first|last|no|skip|test|trial)[-_.]?run|(gene|facial)[-_.]expression|on[-_]behalf[-_]of|(academic|affiliate|benefits?|degree|education|health|insurance|loyalty|member|partner|rewards|school|study|training)[-_.]program|(corrective|last|legal|next|to|user)[-_.]action|web[-_.]?hooks?)$|^exec\.args$|^(disable|echo|ignore|no|print|show|skip|without)[-_.]|^(list|log)[-_.][a-z-]+s$/;

/** Words that show code wherever they are in the name of an option: `--exec-wrapper`, `--command-template`. */
const strongWords =
  /^(cmds?|commands?|exec|execute|executable|eval|hooks?|shell|scripts?|askpass|entrypoint|interpreter|launcher)$/;

/** Words after a strong word with which the value is data: `--command-id`, `--shell-company`. */
const dataWordsAfter = wordsOf(`
  as at by color company count created date day delay description duration end format from group hash host id ids index
  interval key kind label language length level limit list lot memory mode name names notes number only order output owner
  param params point port prefix priority quota range ref reference region result results retries role set size source state
  status suffix tag tags target test time timeout title to token ttl type types unit url uri user utc uuid version year zone`);

/** Names of what a program does after an event: `--on-error`, `-XX:OnOutOfMemoryError`. */
const eventName = /(^|[-_.:/])on[-_]([a-z0-9]+[-_])*[a-z0-9]+$/;

/** Names of what a program does before or after an action: `--post-renderer`, `--prefilter`, `--action-before-snapshot`. */
const actionName =
  /^(pre|post|before|after)[-_.]?(action|backup|build|commit|connect|deploy|download|exec|export|filter|hook|import|init|install|load|merge|process|processor|push|receive|render|renderer|restore|run|script|snapshot|start|stop|sync|system|task|transfer|up|update|upload)s?$|(^|[-_.])actions?[-_.](after|before|on)([-_.]|$)/;

/** Words at the end of an option's name: the value of `--compress-program` is code, and the value of `--program` is not. */
const qualifiedCode = /[-_.](program|action)$/;

/** Names of the file of a program that another one starts: `--gpg-binary`, `--become-exe`. */
const programFile =
  /(?<!(?:^|[-_.])(?:as|content|data|file|form|from|input|is|no|output|post|raw|to))[-_.](binary|exe)$|(?:^|[-_.])(?:browser|chrome|chromedriver|chromium|ffmpeg|ffprobe|gpg|java|pandoc|perl|php|python|rsync|ruby|soffice|ssh|tesseract|wkhtmltopdf)[-_.](bin|path|location|home)$|(?:^|[-_.])(?:git|node)[-_.]bin$/;

/** Names of options for another program: `--java-options`, `--ssh-common-args`, `--jvmargs`. */
const optionsOfProgram =
  /(^|[-_.])(ansible|become|browser|chrome|chromium|compiler|docker|driver|engine|executor|ffmpeg|gcc|git|gpg|gradle|helm|java|javac|jdk|jvm|kubectl|linker|maven|mpi|mpirun|mvn|node|nodejs|perl|php|pip|pre|post|python|python3|qsub|rsync|ruby|sbatch|scp|sftp|shell|spark|srun|ssh|submit|tar|terraform|vm)[-_.]([a-z]+[-_.])*(arg|args|arguments|flag|flags|opt|option|options|opts|params)$|(^|[-_.])(java|jvm|vm)(args?|flags?|opts?|options?|arguments)$/;

/** Names of code that a program loads, or of a template with code: `--load-extension`, `--template-string`. */
const loadName =
  /(^|[-_.])(template[-_.](body|code|content|contents|string|text)|inline[-_.]template|(diff|merge)[-_.]?tool|ext(ernal)?[-_.]diff)$|(^|[-_.])(install|load)[-_.]?(extensions?|library|lib|module|modules|plugin|lisp|script)$/;

/**
 * Names of properties of Java that load classes or configuration with code, possibly from an address:
 * `-Dspring.config.location`.
 */
const propertyName =
  /^(spring\.(config\.(location|additional-location|import|name)|main\.sources|datasource\.([a-z-]+\.)*(jdbc-)?url)|logging\.config|log(4j2?|back)\.configuration-?file|loader\.(path|main|home|config\.[a-z]+)|java\.(library\.path|security\.(manager|policy|properties)|system\.class\.loader|ext\.dirs|endorsed\.dirs)|jdk\.module\.[a-z.]+|exec\.main-?class|sun\.boot\.[a-z.]+)$/;

/** Matches names with a command before their last word: `--exec-batch`, `--renderer-cmd-prefix`, `--hook-as-user`. */
const qualifiedCommand =
  /(^|[-_.])(cmd|command|exec|eval|hook|launcher)[-_.](after|as-[a-z]+|asap|batch|before|post|pre|prefix|start|stop|wrapper)[0-9]*$/;

/** Words that can follow a code word without a change of its meaning: `--query-string` is like `--query`. */
const trailingWord =
  /([-_.](string|text|line|body|clause|content|contents|file|path|args|dir|directory|folder))+$/;

/** Full names of options that programs accept as an abbreviation: `--comm` for `--command`. */
const abbreviatedNames = ['eval', 'execute', 'command', 'query', 'expression'] as const;

/** Separates words that begin with a capital letter, and converts all letters to lower case: `jsEval` to `js-eval`. */
function separateWords(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}

/**
 * Returns the word of a name that shows that its value is code, such as `command` of `init-command`; `undefined` if
 * there is no such word.
 *
 * @param name - The name of an option or of an assignment, without dashes at its start.
 */
export function codeWordOf(name: string): string | undefined {
  const all = separateWords(name).replace(/class[-_.]path$/, 'classpath');
  const words = all.replace(trailingWord, '');
  if (dataNames.test(words) || dataNames.test(all) || (/[-_.]code$/.test(words) && !codeKinds.test(words)))
    return undefined;
  if (propertyName.test(separateWords(name))) return 'config';
  const last = words.slice(Math.max(...['-', '_', '.', ':', '/'].map((mark) => words.lastIndexOf(mark))) + 1);
  if (eventName.test(words)) return 'on';
  const command = qualifiedCommand.exec(words)?.[2];
  if (command !== undefined) return command;
  if (namedRun.test(words) && !codeRun.test(words)) return undefined;
  return isCodeWord(last) ? last : qualifiedCode.exec(words)?.[1];
}

/**
 * Returns the word of an option's name that shows that its value is code. Words that are not the last one count too:
 * `exec` of `exec-wrapper`.
 *
 * @param name - The name of the option, without dashes at its start.
 */
export function codeWordOfOption(name: string): string | undefined {
  const word = codeWordOf(name);
  if (word !== undefined) return word;
  const words = separateWords(name);
  if (dataNames.test(words)) return undefined;
  const action = actionName.exec(words);
  if (action !== null) return action[1] ?? 'action';
  if (programFile.test(words)) return 'path';
  if (optionsOfProgram.test(words)) return 'options';
  if (loadName.test(words)) return 'load';
  const parts = words.split(/[-_.:/]/);
  const strong = parts.findLast((part) => strongWords.test(part));
  const after = strong === undefined ? [] : parts.slice(parts.lastIndexOf(strong) + 1);
  return after.some((part) => !dataWordsAfter.has(part) && !/^[0-9]*$/.test(part)) ? strong : undefined;
}

/** Returns whether an option has the options of another program as its value: `--java-options`. */
export function isOptionsOfProgram(option: string): boolean {
  return /^--[a-z]/.test(option) && optionsOfProgram.test(separateWords(option.slice(2)));
}

/** Returns whether the word, its singular, or its end is a code word: `scripts`, `queries`, `extcmd` and `passwordeval` are. */
function isCodeWord(word: string): boolean {
  const singular = word.replace(/ies$/, 'y').replace(/s$/, '');
  return (
    codeWords.has(word) ||
    codeWords.has(singular) ||
    /([^i]eval|[a-z](cmd|command|askpass|exec|hook)|(boot|deploy|init|load|login|lua|post|pre|run|setup|shell|sql|start|startup|user)(script|shell))$/.test(
      singular,
    )
  );
}

/** Returns the full name for an abbreviated option whose value is code: `command` for `comm`; otherwise `undefined`. */
export function abbreviatedCodeName(name: string): string | undefined {
  const lowerCase = name.toLowerCase();
  return lowerCase === '' ? undefined : abbreviatedNames.find((full) => full.startsWith(lowerCase));
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
 * Returns the subcommand that introduces code, such as `eval` in `bin/app eval CODE`, in lower case; `undefined` for
 * other operands. The subcommand can have a namespace (`php:eval`, `cmd.run`) and several words (`run-script`). A
 * namespace alone can introduce code too: `script:run`.
 */
export function codeSubcommandOf(operand: string): string | undefined {
  const words = operand.toLowerCase();
  const name = words.slice(words.lastIndexOf(':') + 1);
  if (/(^|[.:])cmd\.run$/.test(words)) return 'cmd.run';
  const isCode = subcommands.has(name) || runningSubcommand.test(words);
  return isCode && /^[a-z0-9_.:-]+$/.test(words) ? name : undefined;
}
