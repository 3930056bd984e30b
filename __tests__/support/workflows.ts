import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');

/** Returns the texts of the workflows of this repository and of its examples, by path. */
export function workflowFiles(): ReadonlyMap<string, string> {
  const examples = existsSync(join(root, 'examples')) ? readdirSync(join(root, 'examples')) : [];
  const folders = ['.', ...examples.map((name) => join('examples', name))].map((folder) =>
    join(folder, '.github', 'workflows'),
  );
  return new Map(
    folders
      .filter((folder) => existsSync(join(root, folder)))
      .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
      .map((path) => [path, readFileSync(join(root, path), 'utf8')] as const),
  );
}

/** Returns the text of the composite action of this repository. */
export function actionFile(): string {
  return readFileSync(join(root, 'action.yml'), 'utf8');
}
