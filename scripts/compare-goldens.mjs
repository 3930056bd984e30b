/**
 * Compares the goldens of the working tree with those of an earlier commit, after renaming the identifiers of
 * renamed-identifiers.tsv in the earlier ones. Prints each golden that still differs.
 *
 * Usage: node scripts/compare-goldens.mjs COMMIT
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const [commit] = process.argv.slice(2);
if (commit === undefined) {
  console.error('usage: node scripts/compare-goldens.mjs COMMIT');
  process.exit(2);
}
const git = (...args) => execFileSync('git', args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
const renames = readFileSync(new URL('renamed-identifiers.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'));
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const patterns = renames
  // Goldens do not contain options or codes.
  .filter(([kind]) => ['state', 'sid', 'metric', 'path'].includes(kind))
  .map(([kind, before, after]) => {
    switch (kind) {
      case 'sid':
        return [new RegExp(`(\\\\*"Sid\\\\*": ?\\\\*")${escaped(before)}(?=\\\\*")`, 'g'), `$1${after}`];
      case 'metric':
        return [new RegExp(`(?<=["\\[ (,])${escaped(before)}(?=["\\] ),])`, 'g'), after];
      default:
        return [new RegExp(`(?<![\\w-])${escaped(before)}(?![\\w-])`, 'g'), after.replaceAll('$', '$$$$')];
    }
  });
const renamed = (text) => patterns.reduce((result, [from, to]) => result.replace(from, to), text);

const goldens = git('ls-tree', '-r', '--name-only', commit, '__tests__/fixtures')
  .split('\n')
  .filter((file) => /\/expected\/|addresses\.txt$/.test(file));
const differing = goldens.filter((file) => {
  if (!existsSync(file)) return true;
  const before = git('show', `${commit}:${file}`);
  const expected = file.endsWith('addresses.txt') ? before : renamed(before);
  return expected !== readFileSync(file, 'utf8');
});
for (const file of differing) console.log(`differs: ${file}`);
console.log(`${goldens.length} goldens compared with ${commit}, ${differing.length} differ`);
process.exitCode = differing.length === 0 ? 0 : 1;
