/**
 * Prints thirty random texts that people read: four of each kind of text in the code, and five docstrings and paragraphs
 * of the pages. A reader marks the texts that must be read twice. The same number prints the same texts.
 *
 * Usage: node scripts/sample-texts.mjs NUMBER
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import ts from 'typescript';

const seed = Number(process.argv[2] ?? 1);
let state = seed >>> 0;
/** Returns a number from 0 to below 1, by mulberry32. */
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

/** The kinds of texts, with the number of texts that a sample has. */
const counts = { message: 4, report: 4, check: 4, description: 4, help: 4, docstring: 5, paragraph: 5 };
const texts = Object.fromEntries(Object.keys(counts).map((kind) => [kind, []]));

/** The folders whose strings have a kind. All other folders have messages. The first folder that matches applies. */
const folders = [
  [/^lib\/jobs\/code-placeholders\/programs\//, undefined],
  [/^lib\/(?:report|review|observe|simulate|jobs\/alarms)\//, 'report'],
  [/^lib\/(?:checks|config\/rule-reference)\//, 'check'],
  [/^lib\/config\/(?:schema|state-backends)\//, 'description'],
  [/^lib\/cli\//, 'help'],
  [/^lib\//, 'message'],
];

/** These pages repeat texts of the code. */
const generated = new Set(['docs/messages.md', 'docs/checks.md', 'docs/env-config.md', 'docs/api.md']);

/** Whether a text is a sentence or a phrase. A list of names has no such words. */
function isProse(text) {
  return text.split(/\s+/).length >= 4 && /\b(?:a|an|and|by|for|in|is|no|not|of|or|the|to|with)\b/.test(text);
}

/** Calls a function with each string of a file, as the code has it. A template contains its expressions. */
function visitStrings(file, text, add) {
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isTemplateExpression(node) || ts.isStringLiteralLike(node)) {
      const found = node.getText().slice(1, -1);
      if (isProse(found)) add(found);
      if (ts.isStringLiteralLike(node)) return;
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
}

const files = execFileSync('git', ['ls-files', 'lib', 'docs', '*.md'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.(ts|md)$/.test(file) && !file.startsWith('__tests__/') && !generated.has(file));
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const add = (kind, found) => texts[kind].push({ file, found });
  if (file.endsWith('.md')) {
    const withoutCode = text.replace(/^ *```.*?^ *```$/gms, '');
    for (const paragraph of withoutCode.split(/\n\s*\n/)) {
      if (/^(#|<!--| {4})/.test(paragraph)) continue;
      const isTable = paragraph.startsWith('|');
      const parts = isTable ? paragraph.split('\n').slice(2) : [paragraph];
      for (const part of parts) if (part.length > 80) add('paragraph', part.replace(/ {2,}/g, ' '));
    }
    continue;
  }
  for (const [docstring] of text.matchAll(/\/\*\*.*?\*\//gs))
    if (docstring.length > 40) add('docstring', docstring);
  const kind = folders.find(([folder]) => folder.test(file))?.[1];
  if (kind !== undefined) visitStrings(file, text, (found) => add(kind, found));
}
for (const [kind, all] of Object.entries(texts)) {
  for (let count = 0; count < counts[kind] && all.length > 0; count += 1) {
    const [{ file, found }] = all.splice(Math.floor(random() * all.length), 1);
    console.log(`--- ${kind}, ${file}\n${found}\n`);
  }
}
