import { expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { writeFiles } from '../../../lib/cli/output/write-files';
import { TemporaryFolder } from '../../support/run-program';

test('deletes the new folders if a file can’t be written', () => {
  const folder = new TemporaryFolder().write({ kept: 'old' });
  try {
    const content = 'new';
    // The name is valid, and the longer name of its temporary file is not.
    const longName = 'x'.repeat(250);
    const files = [
      { path: 'kept', content },
      { path: 'a/b/c', content },
      { path: `d/${longName}`, content },
    ];
    expect(() => {
      writeFiles(folder.path, files);
    }).toThrow(/can't be written/);
    expect(readdirSync(folder.path)).toEqual(['kept']);
    expect(folder.files()['kept']).toBe('old');
  } finally {
    folder.remove();
  }
});
