#!/usr/bin/env node
'use strict';
// Runs the built program, with V8's compiled code that the build left beside it: that takes half of the start-up away. Without it, or where
// another Node made it, all works the same, only later.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

// Most runs are over before what V8 optimizes for a long one has paid for itself: measured, a third to a half of a check was spent on it. So V8 waits ten times as
// long before it optimizes a function (a search of seconds loses nothing), compiles a pattern once instead of twice, and collects old garbage when it has to, not
// beside the work. A V8 that nobody has measured keeps its own ways: it would print a line for each flag that it does not know.
const EVERY = ['--no-regexp-tier-up', '--no-incremental-marking'];
const FLAGS = {
  // Of this V8 the planner's inner loops are faster, and sooner compiled, where less is inlined into them: measured, by a tenth.
  20: ['--interrupt-budget=1200000', '--max-inlined-bytecode-size-cumulative=150', ...EVERY],
  22: ['--invocation-count-for-turbofan=30000', ...EVERY],
};

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
  // Only now: V8 takes no cache that was made under other flags.
  for (const flag of FLAGS[version.slice(1, 3)] ?? []) setFlagsFromString(flag);
  const built = { exports: {} };
  script.runInThisContext()(built.exports, Module.createRequire(program), built, program, dist);
}
