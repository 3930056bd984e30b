/** Checks that a tag can be published: `node dist/scripts/check-release.js v1.2.3`. Prints each problem, and then fails. */
import { readFileSync } from 'node:fs';
import { releaseProblems } from './release-problems';

const problems = releaseProblems(process.argv[2] ?? '', {
  manifest: readFileSync('package.json', 'utf8'),
  lock: readFileSync('package-lock.json', 'utf8'),
  changelog: readFileSync('CHANGELOG.md', 'utf8'),
});
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
