/**
 * For `node --require`: adds a line to the file that STARTED_PROGRAMS names for each program that this process starts,
 * before it is started. It also adds a line for each network connection and each DNS query.
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

const net = require('node:net');
const dns = require('node:dns');
for (const [owner, name] of [
  [net.Socket.prototype, 'connect'],
  [dns, 'lookup'],
  [dns, 'resolve'],
  [dns.promises, 'lookup'],
  [dns.promises, 'resolve'],
]) {
  const call = owner[name];
  owner[name] = function (...given) {
    appendFileSync(record, `${name}\n`);
    return call.apply(this, given);
  };
}
require('node:module').syncBuiltinESMExports();
