import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ConfigFolderError } from '../../../lib/config/reading/config-folder';
import { readConfig } from '../../../lib/config/reading/read-config';
import { base, inFolder, issuesOf, type Files } from '../support/folders';

/** Returns the message of the error for a folder, with `DIR` instead of its path. */
function errorOf(files: Files, change: (folder: string) => string = (folder) => folder): string {
  return inFolder(files, (folder) => {
    try {
      readConfig(change(folder));
    } catch (error) {
      if (error instanceof ConfigFolderError) return error.message.replaceAll(folder, 'DIR');
      throw error;
    }
    return 'no error';
  });
}

function namesOf(files: Files): readonly string[] {
  return inFolder(files, (folder) => readConfig(folder).names);
}

describe('readConfig throws', () => {
  test('if the folder does not exist', () => {
    expect(errorOf({}, (folder) => join(folder, 'none'))).toBe(
      'DIR/none: the folder does not exist; check the path',
    );
  });

  test('if the folder is a file', () => {
    expect(errorOf({ 'x.yml': '' }, (folder) => join(folder, 'x.yml'))).toBe(
      'DIR/x.yml: the path is not a folder; name the folder that contains the file',
    );
  });

  test.each([
    ['is empty', {}],
    ['has no YAML file', { 'README.md': 'x', 'dev.yml.bak': 'x', '.hidden.yml': 'x' }],
  ])('if the folder %s', (_, files) => {
    expect(errorOf(files)).toBe('DIR: the folder has no environment; add a file such as DIR/dev.yml');
  });

  test('if the folder has only defaults.yml', () => {
    expect(errorOf({ 'defaults.yml': base })).toBe(
      'DIR: the folder has defaults.yml, but no environment; add a file such as DIR/dev.yml, which can be empty',
    );
  });

  test('if a subfolder has the name of an environment file', () => {
    const message = errorOf({ 'dev.yml': base }, (folder) => {
      mkdirSync(join(folder, 'x.yml'));
      return folder;
    });
    expect(message).toBe('DIR/x.yml: the path is a folder, but must be a file; rename it, or check the path');
  });
});

describe('the files of environments', () => {
  test('end with .yml and are sorted by name, with or without defaults.yml', () => {
    const others = { 'README.md': '@', '.hidden.yml': '@', 'notes.yml.txt': '@' };
    const files = { 'prod.yml': base, 'dev.yml': base, 'Dev-2_x.yml': base, ...others };
    expect(namesOf(files)).toEqual(['Dev-2_x', 'dev', 'prod']);
    expect(namesOf({ ...files, 'defaults.yml': '' })).toEqual(['Dev-2_x', 'dev', 'prod']);
    expect(issuesOf(files)).toEqual([]);
  });

  const rename = (name: string) =>
    `the file is not read, because its name does not end with .yml; rename it to ${name}`;
  const allowed =
    'the name of an environment must begin with a letter or a digit, and have at most 63 letters, digits, - and _; rename the file';
  test.each([
    ['dev.yaml', rename('dev.yml')],
    ['DEV.YML', rename('DEV.yml')],
    ['Dev Env.yml', allowed],
    ['-dev.yml', allowed],
    [`${'x'.repeat(64)}.yml`, allowed],
  ])('are reported if their name is %s', (name, message) => {
    expect(issuesOf({ 'ok.yml': base, [name]: '@ not read' })).toEqual([`${name}:1:1 ${message}`]);
  });

  test.each(['defaults.yaml', 'Defaults.yml', 'DEFAULTS.YAML'])(
    'are not checked if the defaults are in %s',
    (name) => {
      expect(issuesOf({ 'dev.yml': '', [name]: base })).toEqual([
        `${name}:1:1 the file is not read; rename it to defaults.yml`,
      ]);
    },
  );

  test('are checked if defaults.yml exists beside defaults.yaml', () => {
    expect(issuesOf({ 'dev.yml': 'x: 1\n', 'defaults.yml': base, 'defaults.yaml': '' })).toEqual([
      'defaults.yaml:1:1 the file is not read; rename it to defaults.yml',
      'dev.yml:1:1 x unknown field',
    ]);
  });
});

describe('the bytes of a file', () => {
  test('may begin with a byte order mark, which columns do not count', () => {
    expect(issuesOf({ 'dev.yml': Buffer.from(`\uFEFFx: 1\n${base}`) })).toEqual([
      'dev.yml:1:1 x unknown field',
    ]);
  });

  test.each([
    ['latin 1', Buffer.from('app_name: caf\xe9\n', 'latin1')],
    ['UTF-16', Buffer.from(`\uFEFF${base}`, 'utf16le')],
  ])('in %s are reported', (_, bytes) => {
    expect(issuesOf({ 'dev.yml': bytes })).toEqual([
      'dev.yml:1:1 the file is not UTF-8; save it with this encoding',
    ]);
  });
});
