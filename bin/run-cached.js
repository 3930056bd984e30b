// This file runs a program that is one file, with a code cache of V8. The launcher has checked the version of Node.
'use strict';

const {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} = require('node:fs');
const { createHash } = require('node:crypto');
const { createRequire } = require('node:module');
const { dirname } = require('node:path');
const { Script } = require('node:vm');

/**
 * Runs a program. The first run writes the code cache beside the program, so that later runs need not compile it.
 *
 * V8 runs the code in a cache without any check. So the cache is in the folder of the program: who can write to this folder can
 * change the program too. If the folder can't be written, there is no cache.
 */
module.exports = function runCached(file) {
  // The program has only ASCII characters, and this encoding is the fastest.
  const source = readFileSync(file, 'latin1');
  const [, checksum] = /^\/\/ ([0-9a-f]{64})\n/.exec(source.slice(0, 80)) || [];
  const cache = `${file}.${process.version}.${process.arch}.cache`;
  const cachedData = checksum === undefined ? undefined : readCache(cache, file, checksum);
  const script = new Script(`(function (exports, require, module, __filename, __dirname) { ${source}\n})`, {
    filename: file,
    cachedData,
  });
  if (checksum !== undefined && (cachedData === undefined || script.cachedDataRejected))
    // At the end, V8 has compiled the functions that the run needed, and they are part of the cache.
    process.on('exit', () => writeCache(cache, checksum, script));
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
};

/** Returns the cache of a program; `undefined` if there is none, or if other users than the program's could change it. */
function readCache(cache, file, checksum) {
  let opened;
  try {
    opened = openSync(cache, 'r');
    const { uid, mode } = fstatSync(opened);
    const isOwn = process.getuid === undefined || uid === process.getuid() || uid === ownerOf(file);
    if (!isOwn || (process.platform !== 'win32' && (mode & 0o022) !== 0)) return undefined;
    const content = readFileSync(opened);
    const data = content.subarray(headerLength);
    // V8 compares only the length of the source, and a damaged cache can end the process.
    return content.toString('latin1', 0, headerLength) === headerOf(checksum, data) ? data : undefined;
  } catch {
    return undefined;
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
}

/** The length of the checksums of the program and of the cache, in hexadecimal digits. */
const headerLength = 128;

/** Returns the start of a cache: the checksum of the program, and that of the cache's data. */
function headerOf(checksum, data) {
  return checksum + createHash('sha256').update(data).digest('hex');
}

function ownerOf(file) {
  const opened = openSync(file, 'r');
  try {
    return fstatSync(opened).uid;
  } finally {
    closeSync(opened);
  }
}

/** Writes the cache. Without it, the program only starts slower, so an error has no effect. */
function writeCache(cache, checksum, script) {
  const temporary = `${cache}.${process.pid}.new`;
  try {
    const data = script.createCachedData();
    const content = Buffer.concat([Buffer.from(headerOf(checksum, data), 'latin1'), data]);
    writeFileSync(temporary, content, { mode: 0o644, flag: 'wx' });
    renameSync(temporary, cache);
  } catch {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // The folder can't be written.
    }
  }
}
