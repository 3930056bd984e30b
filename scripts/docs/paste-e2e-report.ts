/** Inserts the report of the last `npm run e2e` into docs/e2e.md. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [reportFile, page] = ['.cache/e2e-report.md', 'docs/e2e.md'] as const;
const [begin, end] = ['<!-- the report, by npm run docs:e2e -->', '<!-- the end of the report -->'] as const;

if (existsSync(reportFile)) {
  const [before = '', rest = ''] = readFileSync(page, 'utf8').split(begin);
  const after = rest.slice(rest.indexOf(end));
  writeFileSync(page, `${before}${begin}\n\n${readFileSync(reportFile, 'utf8')}\n${after}`);
} else {
  process.stderr.write(`${reportFile} does not exist; run npm run e2e first\n`);
  process.exitCode = 1;
}
