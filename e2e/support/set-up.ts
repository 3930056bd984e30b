import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installPackages } from './python-packages';

/** The file that the test processes write the report's entries to. */
export const reportFile = join(__dirname, '..', '..', '.cache', 'e2e-report.jsonl');

/** Installs the programs and empties the report, once before all test files. */
export default function setUp(): void {
  installPackages();
  mkdirSync(dirname(reportFile), { recursive: true });
  writeFileSync(reportFile, '');
  process.env['E2E_REPORT'] = reportFile;
}
