import { readFileSync, writeFileSync } from 'node:fs';
import { renderReport } from './render-report';
import { reportFile } from './set-up';

/** Prints the report, and writes it to a file for `npm run docs:e2e`. */
export default function tearDown(): void {
  const report = renderReport(readFileSync(reportFile, 'utf8'));
  writeFileSync(reportFile.replace(/jsonl$/, 'md'), report);
  process.stdout.write(`\n${report}\n`);
}
