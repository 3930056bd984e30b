/** The words of a shell's language that are no commands. */

/** Words before the name of a program. */
export const keyword = /^(if|then|elif|else|while|until|do|time|coproc|!|\{|\})$/;

/** Words at the end of a compound command, and `exec`: their input is that of all commands in it or behind it. */
export const sharesInput = /^(done|fi|esac|\}|exec)$/;

/** Words at the start of a compound command, which passes its input on to the commands in it. */
export const passesInput = /^(while|until|for|if|case|select|\{)$/;

/** Matches scripts in which a command can run with several arguments: loops and functions. */
export const repeats = /\b(while|until|for|select|function)\b|\(\s*\)/;

/** Matches the names of functions. */
export const functionName = /([A-Za-z_][\w-]*)\s*\(\s*\)|\bfunction\s+([A-Za-z_][\w-]*)/g;
