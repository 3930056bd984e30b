import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { fc } from '../support/property-tests';
import { nextRuns } from '../../lib/aws/schedules/next-runs';
import { mistakes, suggestionFor } from '../aws/schedules/support/compare-suggestions';
import { parse } from '../aws/schedules/support/parse';

jest.setTimeout(300_000);

const libraries = join(__dirname, '..', '..', '.cache', 'cron-libraries');
const croner = join(libraries, 'node_modules', 'croner', 'dist', 'croner.js');
const from = '2027-01-01T00:00:00.000Z';
const count = 40;

/** Installs croner, a library that runs cron expressions of several dialects, unless it is in `.cache`. */
function installCroner(): void {
  if (existsSync(croner)) return;
  mkdirSync(libraries, { recursive: true });
  const { status, stderr } = spawnSync(
    'npm',
    ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', libraries, 'croner@11.0.1'],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`npm could not install croner:\n${stderr}`);
}

/** Returns the next runs of each expression by croner, or its error, as JSON. */
function nextRunsByCroner(requests: readonly object[]): readonly string[] {
  installCroner();
  const { status, stdout, stderr } = spawnSync(
    'node',
    [join(__dirname, 'cron-libraries', 'next-runs.mjs'), croner],
    {
      input: requests.map((request) => JSON.stringify(request)).join('\n'),
      encoding: 'utf8',
      maxBuffer: 1e9,
    },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout.trimEnd().split('\n');
}

test('thousands of suggestions fire when croner runs their mistakes', () => {
  const suggested = fc.sample(mistakes, { numRuns: 4000, seed: 2029 }).flatMap((mistake) => {
    const suggestion = suggestionFor(mistake);
    return suggestion === undefined ? [] : [{ ...mistake, expression: suggestion.expression }];
  });
  const requests = suggested.map(({ dialect, fields }) => ({ dialect, fields, from, count }));
  const runs = nextRunsByCroner(requests);
  const compared = suggested.flatMap(({ text, expression, dialect }, index) => {
    const expected = runs[index] ?? '';
    // croner rejects some texts that other programs accept.
    if (!expected.startsWith('[')) return [];
    // croner returns only runs after an instant. `nextRuns` returns a run at the instant too.
    const start = new Date(Date.parse(from) + 1);
    const own = nextRuns(parse(expression), start, 'Etc/UTC', count).map((run) => run.toISOString());
    return [{ text, dialect, expression, isEqual: JSON.stringify(own) === expected }];
  });
  expect(compared.filter(({ isEqual }) => !isEqual)).toEqual([]);
  expect(compared.length).toBeGreaterThan(2000);
});
