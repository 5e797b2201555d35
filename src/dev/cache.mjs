// Runs `handoff check --example` in this process, exactly as bin/handoff.js would, and at its end writes what V8 compiled: asked for any
// sooner, the cache would lack every function that compiles when it is first called.
// Use: node cache.mjs PROGRAM CACHE
import { readFileSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

const [, , program, cache] = process.argv;
process.argv.splice(2, 2, 'check', '--example');

const script = new Script(Module.wrap(readFileSync(program, 'latin1')), { filename: program });
process.on('exit', () => writeFileSync(cache, script.createCachedData()));
const built = { exports: {} };
script.runInThisContext()(built.exports, createRequire(program), built, program, dirname(program));
