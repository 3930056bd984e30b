/** Writes what is made from the schema and the catalogue, or with --check, fails when what is there is another. */
import { readFileSync, writeFileSync } from 'node:fs';
import { renderCatalogue } from '../lib/checks/render-catalogue';
import { fileJsonSchema } from '../lib/config/schema/json-schema';
import { renderConfigReference } from '../lib/report/config-reference';
import { renderMessagesReference } from '../lib/report/messages/reference';

const files: Readonly<Record<string, string>> = {
  'schema/env-config.schema.json': `${JSON.stringify(fileJsonSchema(), undefined, 2)}\n`,
  'docs/env-config.md': renderConfigReference(),
  'docs/checks.md': renderCatalogue(),
  'docs/messages.md': renderMessagesReference(),
};

const check = process.argv.includes('--check');
for (const [path, content] of Object.entries(files)) {
  if (!check) {
    writeFileSync(path, content);
  } else if (readFileSync(path, 'utf8') !== content) {
    process.stderr.write(`${path} is not what the schema says; npm run docs writes it\n`);
    process.exitCode = 1;
  }
}
