/** The sentences about a placeholder that can become code. */
import type { CodeReason } from '../argument-reasons';

/** Returns the end of a sentence that begins with the placeholders: `must not be the program`. */
export function requirementOf(reason: CodeReason): string {
  switch (reason.kind) {
    case 'program':
      return 'must not be in the name of the program';
    case 'character':
      return `must not be beside ${nameOfCharacter(reason.character)} in one argument`;
    case 'introduced':
      return `must not follow ${shownWord(reason.introducer, reason.word)}, which introduces code in many programs`;
    case 'name':
      return `must not be the value of ${shownName(reason.name, reason.word)}, which is code in many programs`;
    case 'variable':
      return 'must not be the value of a variable from which programs read code';
    case 'option-name':
      return 'must not continue the name of an option';
    case 'plus':
      return 'must not follow + at the start of an argument, which is a command of some programs';
    case 'known':
      return requirementOfProgram(reason.known);
  }
}

function requirementOfProgram({ role, program }: Extract<CodeReason, { kind: 'known' }>['known']): string {
  switch (role) {
    case 'code':
      return `must not be in code that ${program} runs`;
    case 'script':
      return `must not be the file that ${program} runs`;
    case 'program':
      return `must not be the program that ${program} starts`;
    case 'option':
      return `must not be where ${program} reads options`;
  }
}

/** Words that the names of options have, beside words of code. Only such words are shown, because others can be secret. */
const commonWords = new Set(
  (
    'after args batch before body class clause cmd code command commands content contents dir eval exec execute expr ' +
    'expression file folder hook hooks id init inline line list load loader macro main name option options path plugin ' +
    'post pre prefix program query require run runner script scripts shell sql start statement string template text ' +
    'type user wrapper php python ruby lua js javascript groovy bash powershell where filter jq'
  ).split(' '),
);

/** Names that the rule gives to kinds of options, with the words for a message. */
const kinds: ReadonlyMap<string, string> = new Map([
  ['on', 'an option for an event'],
  ['path', 'an option for the file of a program'],
  ['options', 'an option with options of another program'],
  ['load', 'an option that loads code'],
  ['config', 'an option for a file with code'],
]);

/**
 * Returns the words of an error message for an option or subcommand of the command: the user's own word if it has only
 * common words, and otherwise the word in it that shows code.
 */
function shownWord(introducer: string, word: string): string {
  if (word === introducer || isCommon(word)) return word;
  const kind = kinds.get(introducer.replace(/^-+/, ''));
  if (kind !== undefined) return kind;
  const letter = /^-([A-Za-z])$/.exec(introducer)?.[1];
  if (letter !== undefined) return `combined options with ${letter}`;
  const isOption = introducer.startsWith('-');
  return `${isOption ? 'an option' : 'a subcommand'} with the word ${introducer.replace(/^-+/, '')}`;
}

/** Returns the words of an error message for the option or variable before `=`. */
function shownName(name: string, word: string): string {
  const own = word.replace(/^-+/, '');
  if (own === name || isCommon(word)) return own;
  return (
    kinds.get(name) ??
    (name.startsWith('-') ? `combined options with ${name.slice(1)}` : `a name with the word ${name}`)
  );
}

function isCommon(word: string): boolean {
  return (
    /^-[A-Za-z]{2,3}$/.test(word) ||
    word
      .replace(/^-+/, '')
      .split('-')
      .every((part) => commonWords.has(part))
  );
}

const characterNames: ReadonlyMap<string, string> = new Map([
  [' ', 'a space'],
  ['\t', 'a tab'],
  ['\n', 'a line break'],
  ['\r', 'a line break'],
  ['"', 'a quotation mark (")'],
  ["'", "a quotation mark (')"],
  ['`', 'a backtick'],
]);

/** Returns the name of a character. Invisible characters and letters outside ASCII are given by their number. */
function nameOfCharacter(character: string): string {
  const name = characterNames.get(character);
  if (name !== undefined) return name;
  if (/[!-~]/.test(character)) return `the character ${character}`;
  return `the character U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
