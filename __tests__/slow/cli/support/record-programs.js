/**
 * For `node --require`: adds a line to the file that STARTED_PROGRAMS names for each program that this process starts,
 * before it is started.
 */
const childProcess = require('node:child_process');
const { appendFileSync } = require('node:fs');

const record = process.env.STARTED_PROGRAMS;

for (const name of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync']) {
  const start = childProcess[name];
  childProcess[name] = (...given) => {
    appendFileSync(record, `${name} ${String(given[0])}\n`);
    return start(...given);
  };
}
require('node:module').syncBuiltinESMExports();
