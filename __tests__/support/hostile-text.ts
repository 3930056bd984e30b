/** The text that would control a terminal or a runner of workflows if it were printed as it is. */

/** A word that a line begins with only if a line break of {@link hostileText} is printed. */
export const forgedLine = 'FORGED-LINE';

/** Readable text in several scripts, with the joiners and selectors of its spelling. */
export const readableText = 'é 日本 می‌خواهم क्‍ष 👩🏽‍🚀 ❤️ 1️⃣';

/** Text with a character of every kind that a terminal obeys or hides, and with commands of runners. */
export const hostileText = `a\u001b[31m\u009b2J\u0007\r\u007f\u202e\u2066\u200b\u2028\u{e0041}\ufe0f\u00ad\ufeff\n${forgedLine}\n  ::error::x\n##[error]x ##vso[x]y ###teamcity[x] ::warning file=x::y ${readableText}`;

/** Characters that no output may have. The test does not share them with the program. */
const forbidden =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\u{1bca0}-\u{1bca3}\u{e0000}-\u{e0fff}]/u;
/** Emoji of Unicode's list, which contain joiners and selectors. */
const emoji = new RegExp('\\p{RGI_Emoji}', 'gv');

/** Returns what a text would do to a terminal, its reader or a runner of workflows. */
export function harmOf(text: string, format: string | undefined): readonly string[] {
  const lines = text.split(format === 'ics' ? '\r\n' : '\n');
  return lines.flatMap((line) => {
    const start = line.trimStart();
    const isOurs = format === 'github' && /^::(error|warning) file=/.test(line);
    return [
      ...(forbidden.test(line) ? ['control or format character'] : []),
      ...(hasSelectorOutsideEmoji(line) ? ['selector outside an emoji'] : []),
      ...(start.startsWith('::') && !isOurs ? ['workflow command'] : []),
      ...(/##(\w*)\[/.test(line) ? ['workflow command in brackets'] : []),
      ...(start.startsWith(forgedLine) ? ['line of a value'] : []),
    ].map((harm) => `${harm}: ${JSON.stringify(line.slice(0, 200))}`);
  });
}

/** Whether a line has a variation selector outside an emoji. V8 is slow to search for emoji in a long process. */
function hasSelectorOutsideEmoji(line: string): boolean {
  const selector = /[\ufe00-\ufe0f]/;
  return selector.test(line) && selector.test(line.replace(emoji, ''));
}
