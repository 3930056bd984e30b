import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Issue } from '../../lib/config/issues/issues';
import type { ExampleFiles } from '../../lib/config/rule-reference/rule';
import { loadEnvironments } from '../../lib/jobs/load-environments';

/** The valid defaults of every example that has no defaults.yml of its own. */
export const exampleDefaults = `app_name: app
region: us-east-1
account_id: "123456789012"
service:
  subnet_ids: [subnet-0a1b2c3d]
  security_group_ids: [sg-0a1b2c3d]
`;

/** Returns the issues of example files, which it loads from a temporary folder as `env-config`. */
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
