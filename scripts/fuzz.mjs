/**
 * Tries random inputs in all property tests: first with a fixed seed, then with new seeds until the time is over. A failure
 * is shrunk by fast-check, and stored in .cache/fuzz with the command that repeats it.
 *
 * Usage: npm run fuzz -- [--minutes 2] [--seed NUMBER] [PATTERN OF TEST FILES…]
 *
 * With `--seed`, this seed replaces the fixed one, and new seeds follow only if there is time.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals: patterns } = parseArgs({
  options: { minutes: { type: 'string', default: '2' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const minutes = Number(values.minutes);
const firstSeed = Number(values.seed ?? '18');
if (!(minutes > 0) || !Number.isInteger(firstSeed)) {
  console.error('--minutes must be a number above 0, and --seed must be an integer');
  process.exit(2);
}

const files = readdirSync('__tests__', { recursive: true, encoding: 'utf8' })
  .map((file) => join('__tests__', file))
  .filter((file) => /\.test\.ts$/.test(file) && !/^__tests__.(gates|slow)\b/.test(file))
  .filter((file) => readFileSync(file, 'utf8').includes('property-tests'))
  .filter((file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)));
if (files.length === 0) {
  console.error('No property test has such a path');
  process.exit(2);
}

const end = Date.now() + minutes * 60_000;
let seed = firstSeed;
/** The part of the usual number of inputs; `npm test` tries a fifth. */
let factor = 0.2;
const failures = [];
for (let round = 1; ; round += 1) {
  const start = Date.now();
  const variables = { PROPERTY_SEED: String(seed), PROPERTY_FACTOR: String(factor) };
  process.stdout.write(`round ${round}: seed ${seed}, ${factor} times the inputs, ${files.length} files … `);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/.bin/jest', '--maxWorkers=100%', '--testTimeout=100000000', ...files],
    { encoding: 'utf8', env: { ...process.env, ...variables, TEST_COUNTS: '' }, maxBuffer: 2 ** 28 },
  );
  const took = (Date.now() - start) / 1000;
  console.log(`${status === 0 ? 'passed' : 'FAILED'} in ${Math.round(took)} s`);
  if (status !== 0) {
    mkdirSync('.cache/fuzz', { recursive: true });
    const log = `.cache/fuzz/seed-${seed}.log`;
    const repeat = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
    writeFileSync(log, `${repeat.join(' ')} npx jest FILE\n\n${stdout}${stderr}`);
    console.log(
      stderr
        .split('\n')
        .filter((line) => /^FAIL|^ {2}●/.test(line))
        .join('\n'),
    );
    failures.push(log);
  }
  const left = (end - Date.now()) / 1000;
  // One round has another seed than npm test, whatever the time is.
  if (round > (values.seed === undefined ? 1 : 0) && left < took) break;
  // The next round takes at most twice as long.
  if (left > 3 * took) factor *= 2;
  seed = randomInt(2 ** 31);
}
if (failures.length > 0) {
  console.error(`failures: ${failures.join(', ')}`);
  process.exit(1);
}
