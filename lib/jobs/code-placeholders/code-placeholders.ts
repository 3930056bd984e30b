/**
 * Finds the arguments of a command in which a placeholder can become code. The decision does not depend on the program:
 *
 * - A placeholder can be a whole argument if no earlier argument, such as `-c`, introduces it as code.
 * - A placeholder can be beside literal text that consists only of characters without a meaning in any language.
 *
 * In addition, the table of known programs rejects arguments. It never makes a rejected argument valid. Only the list of
 * plain tools, such as gzip, does so: none of their options introduces code.
 */
import type { EventReference, EventTemplate } from '../../values/event-templates';
import { argumentRoles } from './argument-roles';
import { codeLetterIn } from './code-letters';
import { abbreviatedCodeName, codeWordOf, codeWordOfOption } from './code-names';
import { isCodeVariable } from './code-variables';
import { introducersOf } from './introducers';
import { valueMark, type ArgumentRole } from './program-reader';

/** The reason why a placeholder in an argument can become code. */
export type CodeReason =
  /** The argument is the program. */
  | { readonly kind: 'program' }
  /** The literal text of the argument has a character that can have a meaning in code. */
  | { readonly kind: 'character'; readonly character: string }
  /** The argument before this one introduces code. */
  | { readonly kind: 'introduced'; readonly introducer: string }
  /** The placeholder follows a name that is common for code, in the same argument: `--command=<object_key>`. */
  | { readonly kind: 'name'; readonly name: string }
  /** The argument sets a variable from which programs read code: `LD_PRELOAD=<object_key>`. */
  | { readonly kind: 'variable' }
  /** The placeholder continues the name of an option: `-k<object_key>`. */
  | { readonly kind: 'option-name' }
  /** The argument begins with `+`, which some programs read as a command. */
  | { readonly kind: 'plus' }
  /** A known program reads the argument as code, a script, a program or an option. */
  | { readonly kind: 'known'; readonly known: ArgumentRole };

/** An argument in which a placeholder can become code. */
export interface CodePlaceholder {
  /** The index of the argument in the command, from 0. */
  readonly index: number;
  /** The reason. */
  readonly reason: CodeReason;
  /** The values in the argument that the author of an upload or event can choose. */
  readonly values: readonly EventReference[];
}

/** Matches a character that can have a meaning in code. `\0` is excluded because it only marks a value. */
const codeCharacter = /[^A-Za-z0-9._/:=@%+,\0-]/u;

/**
 * Returns whether the author of an upload or event can choose the value. For example, the author can choose the object
 * key, but not the number of an attempt.
 */
function isOutsideValue({ kind, fromExecution }: EventReference): boolean {
  return !(fromExecution === true && kind === 'number');
}

/** Returns the values of a text that the author of an upload or event can choose, in the order of the text. */
export function outsideValues(template: EventTemplate): readonly EventReference[] {
  if (typeof template === 'string') return [];
  return template.flatMap((part) => (typeof part === 'string' || !isOutsideValue(part) ? [] : [part]));
}

/** Returns the mark of a value. A value with a known start has the mark in a folder. */
function markValue(value: EventReference): string {
  if (!isOutsideValue(value)) return '1';
  return value.hasKnownStart === true ? `x/${valueMark}` : valueMark;
}

function markValues(template: EventTemplate): string {
  if (typeof template === 'string') return template.replaceAll(valueMark, ' ');
  return template
    .map((part) => (typeof part !== 'string' ? markValue(part) : part.replaceAll(valueMark, ' ')))
    .join('');
}

/** Returns the arguments of a command in which a placeholder can become code. */
export function findCodePlaceholders(command: readonly EventTemplate[]): readonly CodePlaceholder[] {
  const marked = command.map(markValues);
  if (!marked.some((argument) => argument.includes(valueMark))) return [];
  const roles = argumentRoles(marked);
  const introducers = introducersOf(marked, roles);
  return command.flatMap((template, index): readonly CodePlaceholder[] => {
    const argument = marked[index] ?? '';
    if (!argument.includes(valueMark)) return [];
    const reason = reasonFor(argument, index, roles[index], introducers[index]);
    return reason === undefined ? [] : [{ index, reason, values: outsideValues(template) }];
  });
}

function reasonFor(
  argument: string,
  index: number,
  known: ArgumentRole | undefined,
  introducer: string | undefined,
): CodeReason | undefined {
  if (known !== undefined) return { kind: 'known', known };
  const character = codeCharacter.exec(argument)?.[0];
  if (character !== undefined) return { kind: 'character', character };
  if (introducer !== undefined) return { kind: 'introduced', introducer };
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
    if (full !== undefined) return { kind: 'name', name: full };
  } else {
    const letter = codeNameOfShortOption(name);
    if (letter !== undefined) return { kind: 'name', name: letter };
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
  if (windowsOption !== undefined) return { kind: 'name', name: windowsOption.toLowerCase() };
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
    if (word !== undefined) return { kind: 'name', name: word };
  }
  return undefined;
}
