import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installAll } from './python';

/** Where tests write the lines of the report, in whatever process they run. */
export const reportFile = join(__dirname, '..', '..', '.cache', 'e2e-report.jsonl');

/** Once, before the test files run side by side. */
export default function setUp(): void {
  installAll();
  mkdirSync(dirname(reportFile), { recursive: true });
  writeFileSync(reportFile, '');
  process.env['BENCH_REPORT'] = reportFile;
}
