/** Writes the generated docs. With --check, it writes nothing and fails if a file is out of date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { renderCatalogue } from './checks-reference';
import { fileJsonSchema } from '../../lib/config/schema/json-schema';
import { reviewJsonSchema } from './review-schema';
import { withCopilotFields } from './copilot-fields';
import { drawDashboard } from './draw-dashboard';
import { renderConfigReference } from './config-reference';
import { renderDependencies } from './dependencies';
import { renderMessagesReference } from './messages-reference';
import { runCaptured } from './run-captured';
import { withOutputs } from './with-outputs';

const files: Readonly<Record<string, string>> = {
  'schema/env-config.schema.json': `${JSON.stringify(fileJsonSchema(), undefined, 2)}\n`,
  'schema/review.schema.json': `${JSON.stringify(reviewJsonSchema(), undefined, 2)}\n`,
  'docs/env-config.md': renderConfigReference(),
  'docs/checks.md': renderCatalogue(),
  'docs/images/dashboard.svg': drawDashboard('scripts/docs/dashboard', 'prod'),
  'docs/dependencies.md': renderDependencies('package-lock.json'),
  'docs/messages.md': renderMessagesReference(),
  'docs/adopting/from-copilot.md': withCopilotFields(readFileSync('docs/adopting/from-copilot.md', 'utf8')),
  'docs/list.md': withOutputs(readFileSync('docs/list.md', 'utf8'), printedBy),
  'docs/queue-workers.md': withOutputs(readFileSync('docs/queue-workers.md', 'utf8'), printedBy),
  'docs/runs.md': withOutputs(readFileSync('docs/runs.md', 'utf8'), printedBy),
};

const check = process.argv.includes('--check');
for (const [path, content] of Object.entries(files)) {
  if (!check) {
    writeFileSync(path, content);
  } else if (readFileSync(path, 'utf8') !== content) {
    process.stderr.write(`${path} is out of date; run npm run docs\n`);
    process.exitCode = 1;
  }
}

/**
 * Returns the output of a command. Without `--config`, the command reads a copy of the example, because users edit the
 * example itself.
 *
 * @throws Error if the command fails.
 */
function printedBy(programArguments: readonly string[]): string {
  const hasFolder = programArguments.includes('--config');
  const folder = hasFolder ? [] : ['--config', '__tests__/fixtures/example/env-config'];
  const { status, out, error } = runCaptured([...programArguments, ...folder]);
  if (status !== 0) throw new Error(`background-jobs ${programArguments.join(' ')}: ${error}`);
  return out;
}
