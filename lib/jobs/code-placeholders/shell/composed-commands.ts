/** Programs that make commands of the words in their input: `xargs -I% import %`. */
import { valueMark } from '../program-reader';

/** Returns whether a program makes commands of the words in its input. */
export function isComposer(name: string): boolean {
  return /^(g?xargs|parallel)$/.test(name);
}

/** Options of xargs with a value: a letter at the end, or the whole name. */
const hasValue =
  /^(-[0rtxpo]*[adEILnPsJRS]|--(arg-file|delimiter|max-args|max-procs|max-chars|process-slot-var))$/;

/**
 * Returns the command that a program makes of its input, behind its options. The words of the input replace `{}`, or the text
 * that an option names: `-I TEXT`, `-ITEXT`, `-i`, `--replace=TEXT`. Without such a text, they are further arguments.
 *
 * @param command - The command, which begins with the program.
 */
export function composedCommand([program = '', ...words]: readonly string[]): readonly string[] {
  const texts = new Set<string>();
  let start = 0;
  for (; start < words.length && (words[start] ?? '').startsWith('-'); start += 1) {
    const word = words[start] ?? '';
    const next = words[start + 1] ?? '';
    const [, long] = /^--rep[a-z]*(?:=(.*))?$/s.exec(word) ?? [];
    const [, letter, short = ''] = /^-[0rtxpo]*([IJi])(.*)$/s.exec(word) ?? [];
    if (/^--rep/.test(word)) texts.add(long ?? '{}');
    else if (letter === 'i') texts.add(short === '' ? '{}' : short);
    else if (letter !== undefined) texts.add(short === '' ? next : short);
    if (word === '--') {
      start += 1;
      break;
    }
    if (hasValue.test(word)) start += 1;
  }
  const all = [...texts, '{}'].filter((text) => text !== '');
  const replaced = words.map((word, index) =>
    index < start ? word : all.reduce((result, text) => result.replaceAll(text, valueMark), word),
  );
  const isReplaced = replaced.some((word, index) => index >= start && word.includes(valueMark));
  return [program, ...replaced, ...(isReplaced && texts.size > 0 ? [] : [valueMark])];
}
