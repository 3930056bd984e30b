#!/usr/bin/env node
// This file starts the program. It must also run in old versions of Node, so it uses only old syntax.
'use strict';

var fs = require('fs');
var path = require('path');

/** Prints one sentence and ends with the exit status of wrong usage. */
function fail(sentence) {
  process.stderr.write(sentence + '\n');
  process.exitCode = 2;
}

/** Whether a version is the minimum or later. Both have the form `20.12`. */
function isAtLeast(version, minimum) {
  var found = version.split('.').map(Number);
  var required = minimum.split('.').map(Number);
  return found[0] > required[0] || (found[0] === required[0] && found[1] >= required[1]);
}

function main() {
  var folder = path.dirname(__dirname);
  var minimum = require('../package.json').engines.node.replace('>=', '');
  if (!isAtLeast(process.versions.node, minimum)) {
    fail(
      'background-jobs needs Node ' +
        minimum +
        ' or later, and this is Node ' +
        process.versions.node +
        '; install a later version',
    );
    return;
  }
  // The package has the program in one file. A clone has only the compiled files, after each change.
  var bundled = path.join(folder, 'dist', 'program', 'program.js');
  if (fs.existsSync(bundled)) {
    require('./run-cached.js')(bundled);
    return;
  }
  var program = path.join(folder, 'dist', 'lib', 'cli', 'bin.js');
  if (!fs.existsSync(program)) {
    fail('background-jobs is not built, because ' + program + ' does not exist; run npm ci in ' + folder);
    return;
  }
  try {
    require(program);
  } catch (error) {
    if (error === null || typeof error !== 'object' || error.name !== 'InstallationError') throw error;
    fail(error.message);
  }
}

main();
