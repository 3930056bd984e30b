/**
 * Prints thirty random texts that people read: ten messages, ten docstrings and ten paragraphs of the documentation.
 * A reader marks the texts that must be read twice. The same number prints the same texts.
 *
 * Usage: node scripts/sample-texts.mjs NUMBER
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const seed = Number(process.argv[2] ?? 1);
let state = seed >>> 0;
/** Returns a number from 0 to below 1, by mulberry32. */
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

const files = execFileSync('git', ['ls-files', 'lib', 'docs', '*.md'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(ts|md)$/.test(file) && !file.startsWith('__tests__/'));
const texts = { message: [], docstring: [], paragraph: [] };
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const add = (kind, found) => texts[kind].push({ file, found });
  if (file.endsWith('.md')) {
    for (const paragraph of text.split(/\n\s*\n/))
      if (paragraph.length > 80 && !/^(```|\||#|<!--| {4})/.test(paragraph)) add('paragraph', paragraph);
    continue;
  }
  for (const [docstring] of text.matchAll(/\/\*\*.*?\*\//gs))
    if (docstring.length > 40) add('docstring', docstring);
  const message = /(?:message|why|fix|violation|reason)[^\n]{0,30}[=:]\s*(['`])(?:(?!\1).){25,}\1/gs;
  for (const [found] of text.matchAll(message)) add('message', found);
}
for (const [kind, all] of Object.entries(texts)) {
  for (let count = 0; count < 10 && all.length > 0; count += 1) {
    const [{ file, found }] = all.splice(Math.floor(random() * all.length), 1);
    console.log(`--- ${kind}, ${file}\n${found}\n`);
  }
}
