import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withJobDefaults } from '../../lib/config/job-defaults';
import { environment } from '../../lib/config/schema/environment';
import { keepValidParts } from '../../lib/config/valid-parts';
import { mergeMaps, withoutRemovals } from '../../lib/config/yaml/merge';
import { parseYaml } from '../../lib/config/yaml/parse-yaml';
import { toValue, type MapNode } from '../../lib/config/yaml/tree';
import { validFixtures } from '../support/fixtures';

/** Returns the environments of a folder, as the zod schema gets them. */
function environmentsOf(folder: string): readonly unknown[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yml'));
  const parse = (file: string): MapNode => parseYaml(file, readFileSync(join(folder, file), 'utf8')).root;
  const defaults = files.includes('defaults.yml') ? parse('defaults.yml') : parseYaml('', '').root;
  return files
    .filter((file) => file !== 'defaults.yml')
    .map((file) => toValue(withoutRemovals(withJobDefaults(mergeMaps(defaults, parse(file))))));
}

test('the valid parts of a valid environment are the whole environment', () => {
  const valid = validFixtures()
    .flatMap(({ config }) => environmentsOf(config))
    .filter((value) => environment.safeParse(value).success);
  expect(valid.length).toBeGreaterThan(20);
  for (const value of valid) expect(keepValidParts.parse(value)).toEqual(environment.parse(value));
});
