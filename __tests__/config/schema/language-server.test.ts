import { beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { getLanguageService, type LanguageService } from 'yaml-language-server';
import { exampleConfig } from '../../support/fixtures';
import { asList, asRecord } from '../../support/stack-json';

const root = join(__dirname, '..', '..', '..');
const modeline = '# yaml-language-server: $schema=../schema/env-config.schema.json\n';

/** Editors with the YAML language server find the schema in the first line of a file. */
describe('in an editor', () => {
  let service: LanguageService;
  beforeAll(() => {
    service = getLanguageService({
      schemaRequestService: (uri) => Promise.resolve(readFileSync(fileURLToPath(uri), 'utf8')),
      workspaceContext: { resolveRelativePath: (path, from) => new URL(path, from).toString() },
    });
    service.configure({ validate: true, hover: true, completion: true });
  });

  let version = 0;
  const uri = pathToFileURL(join(root, 'env-config', 'open.yml')).toString();
  /** Opens the text as a new version of the document. */
  const open = (text: string) => TextDocument.create(uri, 'yaml', (version += 1), text);

  test.each(readdirSync(exampleConfig))('%s of the example is valid', async (name) => {
    const text = readFileSync(join(exampleConfig, name), 'utf8');
    expect(text.startsWith(modeline)).toBe(true);
    expect(await service.doValidation(open(text), false)).toEqual([]);
  });

  test('a misspelt field and a wrong value are underlined at their positions', async () => {
    const text = `${modeline}scheduled_jobs:\n  nightly:\n    task_comand: [x]\n    cpu: 300\n`;
    const diagnostics = await service.doValidation(open(text), false);
    const shown = diagnostics.map(({ range, message }) => [
      range.start.line + 1,
      range.start.character + 1,
      message.split('\n')[0],
    ]);
    expect(shown).toHaveLength(2);
    expect(shown).toContainEqual([4, 5, 'Property task_comand is not allowed.']);
    expect(shown).toContainEqual([5, 10, expect.stringMatching(/^Value is not accepted\. Valid values: 256, 512/)]);
  });

  test('hover shows the description of a field, and completion offers the missing fields', async () => {
    const text = `${modeline}scheduled_jobs:\n  nightly:\n    timeout_seconds: 60\n    sch`;
    const hover = await service.doHover(open(text), { line: 3, character: 8 });
    expect(asRecord(hover?.contents)['value']).toContain(
      'Maximum duration of an attempt, in seconds',
    );
    const completion = await service.doComplete(open(text), { line: 4, character: 7 }, false);
    const labels = asList(asRecord(completion)['items']).map((item) => asRecord(item)['label']);
    expect(labels).toEqual(expect.arrayContaining(['schedule_expression', 'schedule_expression_timezone']));
  });
});
