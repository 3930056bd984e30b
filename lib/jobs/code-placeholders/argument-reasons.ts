/** The reasons why the placeholder in one argument can become code, whatever the program is. */
import { codeLetterIn } from './code-letters';
import { abbreviatedCodeName, codeWordOf, codeWordOfOption } from './code-names';
import { isCodeVariable } from './code-variables';
import type { FoundIntroducer } from './introducers';
import { valueMark, type ArgumentRole } from './program-reader';

/** The reason why a placeholder in an argument can become code. */
export type CodeReason =
  /** The argument is the program. */
  | { readonly kind: 'program' }
  /** The literal text of the argument has a character that can have a meaning in code. */
  | { readonly kind: 'character'; readonly character: string }
  /** The argument before this one introduces code. */
  | { readonly kind: 'introduced'; readonly introducer: string; readonly word: string }
  /** The placeholder follows a name that is common for code, in the same argument: `--command=<object_key>`. */
  | { readonly kind: 'name'; readonly name: string; readonly word: string }
  /** The argument sets a variable from which programs read code: `LD_PRELOAD=<object_key>`. */
  | { readonly kind: 'variable' }
  /** The placeholder continues the name of an option: `-k<object_key>`. */
  | { readonly kind: 'option-name' }
  /** The argument begins with `+`, which some programs read as a command. */
  | { readonly kind: 'plus' }
  /** A known program reads the argument as code, a script, a program or an option. */
  | { readonly kind: 'known'; readonly known: ArgumentRole };

/** Matches a character that can have a meaning in code. `\0` is excluded because it only marks a value. */
const codeCharacter = /[^A-Za-z0-9._/:=@%+,\0-]/u;

/**
 * Returns the reason why the placeholder in an argument can become code; `undefined` if it is data.
 *
 * @param index - the index of the argument in the command
 * @param known - how a known program reads the argument
 * @param introducer - what introduces code before the argument
 * @param isInScript - whether the argument is a word in the script of a shell
 */
export function reasonFor(
  argument: string,
  index: number,
  known: ArgumentRole | undefined,
  introducer: FoundIntroducer | undefined,
  isInScript: boolean,
): CodeReason | undefined {
  // A task of rake has its arguments in brackets, and the placeholder is one of them: import[<object_key>].
  if (known?.role === 'script' && /^[\w:-]+\[/.test(argument)) return { kind: 'character', character: '[' };
  if (known !== undefined) return { kind: 'known', known };
  const character = codeCharacter.exec(argument)?.[0];
  // A shell passes the text beside an argument on unchanged.
  if (character !== undefined && !isInScript) return { kind: 'character', character };
  if (introducer !== undefined)
    return { kind: 'introduced', introducer: introducer.name, word: introducer.word };
  const literal = argument.slice(0, argument.indexOf(valueMark));
  // An option at the start of the command is an argument of the image's entry point.
  if (index === 0 && !literal.startsWith('-')) return { kind: 'program' };
  if (literal.startsWith('+')) return { kind: 'plus' };
  return literal.startsWith('-') ? reasonInOption(literal) : reasonInNames(literal);
}

/** Returns the reason for an argument that begins with `-`; `literal` is the text before its first value. */
function reasonInOption(literal: string): CodeReason | undefined {
  const end = literal.indexOf('=');
  if (end === -1) return { kind: 'option-name' };
  const name = literal.slice(0, end).replace(/^--?/, '');
  if (name === '' || name.startsWith('-')) return { kind: 'option-name' };
  if (literal.startsWith('--')) {
    const full = codeWordOfOption(name) ?? abbreviatedCodeName(name);
    if (full !== undefined) return { kind: 'name', name: full, word: name };
  } else {
    const letter = codeNameOfShortOption(name);
    if (letter !== undefined) return { kind: 'name', name: letter, word: `-${name}` };
  }
  return reasonInNames(literal.slice(end + 1));
}

/**
 * Returns the part of an option with one dash that introduces code: the word `command` of `-command`, the last word of a
 * property such as `-Dkey=`, or the letter `-c` of combined short options such as `-xc`. Returns `undefined` if there is
 * none.
 */
function codeNameOfShortOption(name: string): string | undefined {
  const word =
    codeWordOfOption(name.replace(/^[DP](?=[a-z])/, '')) ??
    (name.length > 1 ? abbreviatedCodeName(name) : undefined);
  if (word !== undefined || /^[DP]./.test(name)) return word;
  return codeLetterIn(name.split(/[^A-Za-z0-9]/, 1)[0] ?? '');
}

/** Returns the reason if the text contains an assignment whose value is code: `LD_PRELOAD=`, `exec=`, `EXEC:` or `/c:`. */
function reasonInNames(literal: string): CodeReason | undefined {
  const [windowsOption] = /^\/[ck](?=[:=])/i.exec(literal) ?? [];
  if (windowsOption !== undefined)
    return { kind: 'name', name: windowsOption.toLowerCase(), word: windowsOption.toLowerCase() };
  for (const [, name = '', mark] of literal.matchAll(/([A-Za-z0-9_.-]+)([=:])/g)) {
    if (mark === '=' && isCodeVariable(name)) return { kind: 'variable' };
    // In `code:<object_key>`, code is most often the name of a field of the user's own program.
    if (mark === ':' && name === 'code') continue;
    const word =
      codeWordOf(name) ??
      (/^(ephemeral|expect|ext|jndi|ldap|msl|mvg|ognl|phar|pipe|program|rmi|spel|ssh|system|sh|sh-c)$/i.test(
        name,
      )
        ? name.toLowerCase()
        : undefined);
    if (word !== undefined) return { kind: 'name', name: word, word: name };
  }
  return undefined;
}
