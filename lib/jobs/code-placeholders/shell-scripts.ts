/**
 * Finds the argument that the script of a shell starts as a program: the first one in `sh -c 'exec "$@"' sh PROGRAM`. Only
 * simple commands are read, because a script can do anything with its arguments.
 */

/** Separates the commands of a script. */
const separator = /[;&|(){}\n`]+|(?:^|\s)(?:then|do|else|elif|if|while|until)(?=\s)/;

/**
 * Matches the start of a command that the shell reads before the name of a program: assignments and built-in commands.
 */
const commandStart = /^(?:(?:[A-Za-z_]\w*=\S*|!|exec|eval|command|builtin|-[acl]|--)$)/;

/** Matches a word that is one argument of the script, or all of them. */
const argumentWord = /^\$([0-9@*])$/;

/**
 * Returns the number of the argument that a script starts as a program, as the shell counts: 0 is the name of the shell
 * in messages. Returns `undefined` if the script starts none of its arguments.
 *
 * @param script - The literal text of the script.
 * @param isStarted - Returns whether a command starts its argument with this index, or runs it as code.
 */
export function startedArgument(
  script: string,
  isStarted: (command: readonly string[], index: number) => boolean,
): number | undefined {
  let shifted = 0;
  // A shell replaces nothing in single quotes, and a redirection is not an argument.
  const plain = script
    .replace(/'[^']*'/g, 'x')
    .replace(/\$\{([0-9@*])[^}]*\}/g, '$$$1')
    .replace(/[0-9]*[<>]+&?\s*("[^"]*"|[^\s;&|()]+)/g, ' ');
  for (const text of plain.split(separator)) {
    const [, ...shifts] = /^\s*(shift)(?:\s+([0-9]))?\s*$/.exec(text) ?? [];
    if (shifts.length > 0) shifted += Number(shifts[1] ?? 1);
    const words = (text.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^"(.*)"$/s, '$1'));
    const command = words.slice(words.findIndex((word) => !commandStart.test(word)));
    const index = command.findIndex((word) => argumentWord.test(word));
    const name = argumentWord.exec(command[index] ?? '')?.[1];
    if (name === undefined || !(index === 0 || isStarted(command, index))) continue;
    if (name === '0') return 0;
    return shifted + (/[0-9]/.test(name) ? Number(name) : 1);
  }
  return undefined;
}
