/** Commands whose output is a number, although their arguments or their input have a value: `wc -l < "/data/$1"`. */
import { literalOf, literalStart } from './shell-values';
import type { ShellCommand, ShellWord } from './shell-words';

/** Commands that pass on their standard input if they have no operand. */
export const passesInput = /^(awk|base64|cat|cut|dd|grep|head|jq|rev|sed|sort|tac|tail|tee|tr|uniq|xargs)$/;

/** Matches an assignment before a command. */
const assignment = /^[A-Za-z_]\w*=/;

/** A format of stat that has numbers only: no name, no owner, no mount point. */
const numbersOfStat = /^(%[abBdfghiosuWXYZ]|[0-9 ,:.+-]|\\n)*$/;

/** A format of date that has numbers only: no name of a time zone. */
const numbersOfDate = /^\+(%-?[CdegGHIjklmMNqsSuUVwWyY]|[0-9 ,:._/TZ-])*$/;

/**
 * Returns whether the output of the commands of a substitution consists of numbers. The output of `wc -l FILE` and of
 * `du FILE` also has the name of the file. `cut` does not remove it: a line break in the name begins another line.
 */
export function writesNumbers(commands: readonly ShellCommand[]): boolean {
  return commands.every((command, index) => {
    if (commands[index + 1]?.isPiped === true) return true;
    return writesNumber(command) || !(hasValue(command) || passesInput.test(literalStart(command.words[0])));
  });
}

/** Returns whether a command gets a value: in a word, in a here-string, in the name of a file or from a pipe. */
function hasValue({ words, input, files, isPiped }: ShellCommand): boolean {
  return isPiped || [input, files, ...words].some((word) => word.some((part) => typeof part !== 'string'));
}

function writesNumber({ words, isPiped }: ShellCommand): boolean {
  const start = words.findIndex((word) => !assignment.test(literalOf(word) ?? ''));
  const [program = [], ...rest] = words.slice(Math.max(start, 0));
  switch (literalOf(program) ?? '') {
    case 'wc':
      return rest.every((word) =>
        /^(-[clmwL]+|--(bytes|chars|lines|words|max-line-length))$/.test(textOf(word)),
      );
    case 'stat':
      return rest.every(isSafe) && rest.some((word, index) => isNumberFormat(word, rest[index - 1]));
    case 'date':
      return (
        rest.every((word, index) => isSafe(word) || (isQuoted(word) && isDate(rest[index - 1]))) &&
        hasFormat(rest)
      );
    case 'grep':
      return countsLines(rest);
    case 'jq':
      return rest.every(isSafe) && rest.some((word) => /(^|\|)\s*length\s*$/.test(textOf(word)));
    case 'tr':
      return isPiped && /^-(cd|dc) (0-9|0123456789|\[:digit:\])(\\n)?$/.test(rest.map(textOf).join(' '));
    default:
      return false;
  }
}

/** Returns the text of a word without parameters, and a text that no option or format has for other words. */
function textOf(word: ShellWord): string {
  return literalOf(word) ?? '\0';
}

function isQuoted(word: ShellWord): boolean {
  return word.every((part) => typeof part === 'string' || part.isQuoted);
}

/** Returns whether the values of a word can't make an option or a format of it. */
function isSafe(word: ShellWord): boolean {
  return literalOf(word) !== undefined || (isQuoted(word) && /^(\.{0,2}\/|--date=)/.test(literalStart(word)));
}

function isNumberFormat(word: ShellWord, previous: ShellWord | undefined): boolean {
  const text = textOf(word);
  const [, joined] = /^(?:-L?c|--(?:format|printf)=)(.+)$/s.exec(text) ?? [];
  const format = joined ?? (/^(-L?c|--format|--printf)$/.test(textOf(previous ?? [])) ? text : undefined);
  return format !== undefined && numbersOfStat.test(format);
}

function isDate(previous: ShellWord | undefined): boolean {
  return /^(-u?d|--date|-u?r|--reference)$/.test(textOf(previous ?? []));
}

function hasFormat(words: readonly ShellWord[]): boolean {
  const formats = words.filter((word) => literalStart(word).startsWith('+'));
  return formats.length === 1 && formats.every((word) => numbersOfDate.test(textOf(word)));
}

/** `grep -c` writes the name of a file only for several files, and for options such as `-H` and `-r`. */
function countsLines(words: readonly ShellWord[]): boolean {
  const options = words.filter((word) => literalStart(word).startsWith('-'));
  const operands = words.filter((word) => !literalStart(word).startsWith('-'));
  const texts = options.map(textOf);
  return (
    words.every(isSafe) &&
    operands.length <= 2 &&
    texts.every((text) => /^(-[cEFisvwx]+|--count|--)$/.test(text)) &&
    texts.some((text) => /^(-[a-zA-Z]*c|--count)/.test(text))
  );
}
