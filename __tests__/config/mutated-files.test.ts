import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { expectEnough, fc, tries } from '../support/property-tests';
import { ConfigFolderError } from '../../lib/config/reading/config-folder';
import { readConfig, type ReadResult } from '../../lib/config/reading/read-config';
import { edit, edited, fixtureFiles } from './support/edits';
import { inFolder } from './support/folders';

/** Reads a folder; `undefined` if the program rejects it as a whole. */
function readIn(folder: string): ReadResult | undefined {
  try {
    return readConfig(folder);
  } catch (error) {
    if (error instanceof ConfigFolderError) return undefined;
    throw error;
  }
}

test('after any edit of a valid configuration, the program reads it or reports issues with source locations', () => {
  let invalid = 0;
  const property = fc.property(
    fc.constantFrom(...fixtureFiles),
    fc.array(fc.tuple(fc.nat(), edit), { minLength: 1, maxLength: 4 }),
    (fixture, edits) => {
      inFolder(fixture, (folder) => {
        const names = Object.keys(fixture);
        for (const [which, change] of edits) {
          const path = join(folder, names[which % names.length] ?? 'none.yml');
          writeFileSync(path, edited(readFileSync(path, 'utf8'), change));
        }
        const { issues, environments } = readIn(folder) ?? { issues: [], environments: [] };
        if (issues.length > 0) invalid += 1;
        for (const { file, line, column, message } of issues) {
          const lines = readFileSync(file, 'utf8').split('\n');
          expect(names).toContain(basename(file));
          expect(message).toMatch(/^\S/);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
        }
        // An environment is valid, or it has an issue.
        if (issues.length === 0)
          expect(environments.filter(({ config }) => config === undefined)).toEqual([]);
      });
    },
  );
  fc.assert(property, { numRuns: tries(150) });
  expectEnough(invalid, 20);
});
