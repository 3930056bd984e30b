/** The environment variables from which interpreters, loaders and tools read code, options or the name of a program. */

/** Patterns that match the names of these variables, in upper case, for each program that reads them. */
const patterns: readonly RegExp[] = [
  // The dynamic loader and the C library.
  /^(LD|DYLD)_/,
  /^GCONV_PATH$/,
  // Shells: files that they run at the start, functions, prompts with substitutions, the search path.
  /^(BASH_|BASHOPTS$|SHELLOPTS$|ZDOTDIR$|PROMPT_COMMAND$|PS[0-4]$|IFS$|CDPATH$|PATH$|SHELL$|HOME$|COMSPEC$|PATHEXT$|FPATH$)/,
  // Interpreters.
  /^PYTHON(STARTUP|PATH|HOME|INSPECT|WARNINGS|USERBASE|PYCACHEPREFIX|BREAKPOINT|EXECUTABLE|PLATLIBDIR)$/,
  /^NODE_(OPTIONS|PATH|REPL_EXTERNAL_MODULE)$/,
  /^(PERL5?(OPT|LIB|DB)|PERLLIB|PERL5SHELL)$/,
  /^(RUBY(OPT|LIB|SHELL)|GEM_(PATH|HOME)|BUNDLE_(GEMFILE|PATH|BIN|APP_CONFIG|USER_CONFIG)$)/,
  /^(JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS|CLASSPATH|JAVA_HOME)$/,
  /^(PHPRC|PHP_INI_SCAN_DIR)$/,
  /^(LUA_INIT|LUA_C?PATH)/,
  /^(R_PROFILE|R_ENVIRON|R_LIBS)/,
  /^(ERL_[AZ]?FLAGS|ERL_LIBS|ELIXIR_ERL_OPTIONS|RELEASE_(VM_ARGS|REMOTE_VM_ARGS|BOOT_SCRIPT|SYS_CONFIG)$)/,
  /^(DOTNET_|CORECLR_|COR_(PROFILER|ENABLE)|COMPLUS_)/,
  /^(AWKPATH|AWKLIBPATH|GUILE_LOAD_PATH|TCLLIBPATH|JULIA_(LOAD|DEPOT)_PATH)$/,
  // Tools that start a program which a variable names.
  /^(GIT_(SSH|ASKPASS|EDITOR|SEQUENCE_EDITOR|PAGER|EXTERNAL_DIFF|PROXY_COMMAND|CONFIG|EXEC_PATH|TEMPLATE_DIR|DIR)|SSH_ASKPASS)/,
  /^((LESS|MAN)?(OPEN|CLOSE|PAGER)|LESS(OPEN|CLOSE)|VISUAL|EDITOR|BROWSER|PAGER|RSYNC_RSH|TAR_OPTIONS|MAKEFLAGS|MFLAGS|GNUMAKEFLAGS)$/,
  /^(AWS_(CONFIG_FILE|SHARED_CREDENTIALS_FILE)|KUBECONFIG|DOCKER_(CONFIG|HOST)|OPENSSL_(CONF|ENGINES|MODULES)|PGSERVICEFILE|PSQLRC|MYSQL_HOME)$/,
  /^NPM_CONFIG_/,
  // Options of a program of any name.
  /(^|_)(OPTIONS|OPTS|COMMAND|CMD|ENTRYPOINT)$/,
];

/** Returns whether a common program reads code, options or the name of a program from this environment variable. */
export function isCodeVariable(name: string): boolean {
  const upperCase = name.toUpperCase();
  return patterns.some((pattern) => pattern.test(upperCase));
}
