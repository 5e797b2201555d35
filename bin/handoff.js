#!/usr/bin/env node
'use strict';
// Runs the built program. The build leaves V8's compiled code beside it, which halves the start-up; V8 ignores that file by itself where
// it was made by another version of Node, and then only the time is lost.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { Script } = require('node:vm');

const program = join(__dirname, '..', 'dist', 'handoff.cjs');

function read(file, encoding) {
  try {
    return readFileSync(file, encoding);
  } catch {
    return undefined;
  }
}

// The build writes ASCII only, so that latin1 reads it right, and fastest.
const source = read(program, 'latin1');
if (source === undefined) {
  process.stderr.write('handoff: the program is not built yet: run npm run build\n');
  process.exitCode = 3;
} else {
  // V8 takes a cache on the word of the source's length alone, so its name carries the source's hash, which is the first line's comment.
  const cachedData = read(join(__dirname, '..', 'dist', `handoff.${source.slice(2, 18)}.cache`));
  const script = new Script(Module.wrap(source), { filename: program, cachedData });
  const built = { exports: {} };
  script.runInThisContext()(built.exports, Module.createRequire(program), built, program, join(__dirname, '..', 'dist'));
}
