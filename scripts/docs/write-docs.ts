/** Writes what is made from the schema, the catalogue and the commands, or with --check, fails when what is there is another. */
import { readFileSync, writeFileSync } from 'node:fs';
import { renderCatalogue } from './checks-reference';
import { fileJsonSchema } from '../../lib/config/schema/json-schema';
import { renderConfigReference } from './config-reference';
import { renderMessagesReference } from './messages-reference';
import { runCaptured } from './run-captured';
import { withOutputs } from './with-outputs';

const files: Readonly<Record<string, string>> = {
  'schema/env-config.schema.json': `${JSON.stringify(fileJsonSchema(), undefined, 2)}\n`,
  'docs/env-config.md': renderConfigReference(),
  'docs/checks.md': renderCatalogue(),
  'docs/messages.md': renderMessagesReference(),
  'docs/list.md': withOutputs(readFileSync('docs/list.md', 'utf8'), printedBy),
  'docs/queue-workers.md': withOutputs(readFileSync('docs/queue-workers.md', 'utf8'), printedBy),
  'docs/runs.md': withOutputs(readFileSync('docs/runs.md', 'utf8'), printedBy),
};

const check = process.argv.includes('--check');
for (const [path, content] of Object.entries(files)) {
  if (!check) {
    writeFileSync(path, content);
  } else if (readFileSync(path, 'utf8') !== content) {
    process.stderr.write(`${path} is not what is made now; npm run docs writes it\n`);
    process.exitCode = 1;
  }
}

/**
 * Returns what a call of the program prints, on a copy of the example unless the page names a folder: the example itself
 * belongs to users.
 *
 * @throws Error when the call fails: a page shows none that does.
 */
function printedBy(programArguments: readonly string[]): string {
  const hasFolder = programArguments.includes('--config');
  const folder = hasFolder ? [] : ['--config', '__tests__/fixtures/example/env-config'];
  const { status, out, error } = runCaptured([...programArguments, ...folder]);
  if (status !== 0) throw new Error(`background-jobs ${programArguments.join(' ')}: ${error}`);
  return out;
}
