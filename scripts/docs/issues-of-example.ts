import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Issue } from '../../lib/config/issues';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { exampleDefaults, type ExampleFiles } from './message-examples';

/** What the files are told, by the loader that everybody's go through: in a folder `env-config`. */
export function issuesOfExample(files: ExampleFiles): readonly Issue[] {
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  try {
    for (const [name, content] of Object.entries({ 'defaults.yml': exampleDefaults, ...files })) {
      writeFileSync(join(folder, name), content);
    }
    return loadEnvironments(folder).issues.map((issue) => ({
      ...issue,
      file: `env-config${issue.file.slice(folder.length)}`,
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
