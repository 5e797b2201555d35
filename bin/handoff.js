#!/usr/bin/env node
'use strict';
// Runs the built program, with V8's compiled code that the build left beside it: that takes half of the start-up away. Without it, or where
// another Node made it, all works the same, only later.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { Script } = require('node:vm');

const dist = join(__dirname, '..', 'dist');
const program = join(dist, 'handoff.cjs');

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
  // The name says all that must be the same, since V8 looks at too little: it takes the cache of any source of the same length, and Node
  // 20.17 crashed on one that Node 20.20 had made. The source's hash is its first line.
  const { version, platform, arch } = process;
  const cachedData = read(join(dist, `handoff.${source.slice(2, 18)}.${version}-${platform}-${arch}.cache`));
  const script = new Script(Module.wrap(source), { filename: program, cachedData });
  const built = { exports: {} };
  script.runInThisContext()(built.exports, Module.createRequire(program), built, program, dist);
}
