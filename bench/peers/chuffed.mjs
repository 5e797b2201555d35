// Plans instances with Chuffed, a solver with lazy clause generation like ours, by MiniZinc compiled to WebAssembly (npm: minizinc). The package runs its
// WebAssembly only in browsers' workers; what such a worker expects around it is set up here. Free search, which Chuffed's authors advise.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { answer, spentSince, now } from './peer.mjs';

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve('minizinc'));
const MODEL = `include "cumulative.mzn";
int: n; int: k; int: horizon;
array [1..n] of int: duration; array [1..n] of set of int: successors;
array [1..k] of int: capacity; array [1..k, 1..n] of int: demand;
array [1..n] of var 0..horizon: start;
constraint forall (i in 1..n, j in successors[i]) (start[i] + duration[i] <= start[j]);
constraint forall (r in 1..k) (let { set of int: users = {i | i in 1..n where demand[r, i] > 0 /\\ duration[i] > 0} } in
  cumulative([start[i] | i in users], [duration[i] | i in users], [demand[r, i] | i in users], capacity[r]));
solve minimize start[n];`;

/** What a worker of a browser has: it hears messages and posts them. */
let hear;
let onPost = () => {};
globalThis.addEventListener = (_, listener) => (hear = listener);
globalThis.postMessage = (message) => onPost(message);
globalThis.require = require;
globalThis.__filename = join(folder, 'minizinc-worker.js');
globalThis.__dirname = folder;

/** A second question to the same WebAssembly is answered wrongly (plans that use more than there is), so each gets one of its own, loaded beforehand. */
let asked = false;

await answer(load, solve);

async function load() {
  runInThisContext(readFileSync(globalThis.__filename, 'utf8'));
  await hear({ data: { wasmURL: join(folder, 'minizinc.wasm'), dataURL: join(folder, 'minizinc.data') } });
}

async function solve({ activities, capacity, horizon }, limit) {
  const set = (values) => `{${values.join(',')}}`;
  const list = (values) => `[${values.join(',')}]`;
  const rows = capacity.map((_, resource) => `| ${activities.map(({ demand }) => demand[resource]).join(',')}`);
  const data = `n = ${activities.length}; k = ${capacity.length}; horizon = ${horizon};
duration = ${list(activities.map(({ duration }) => duration))}; successors = ${list(activities.map(({ successors }) => set(successors.map((next) => next + 1))))};
capacity = ${list(capacity)}; demand = [${rows.join(' ')} |];`;
  const args = [
    '--solver',
    'chuffed',
    '-f',
    '--statistics',
    '--output-mode',
    'json',
    '--solver-time-limit',
    String(limit),
    'model.mzn',
    'data.dzn',
  ];
  if (asked) await load();
  asked = true;
  let starts = null;
  let proven = false;
  let lower = 0;
  const begin = now();
  let flat = null;
  onPost = (message) => {
    // It is one thread, and says that it has flattened before it solves.
    if (message.type === 'statistics' && 'flatTime' in message.statistics) flat = now();
    if (message.type === 'statistics' && 'objectiveBound' in message.statistics) lower = message.statistics.objectiveBound;
    if (message.type === 'solution') starts = message.output.json.start;
    if (message.type === 'status') proven = message.status === 'OPTIMAL_SOLUTION';
    if (message.type === 'error') throw new Error(message.message);
  };
  await hear({ data: { jsonStream: true, files: { 'model.mzn': MODEL, 'data.dzn': data }, args } });
  const upper = starts?.at(-1) ?? null;
  if (flat === null) throw new Error('MiniZinc did not say when it had flattened');
  return { lower: proven ? upper : lower, upper, starts, proven, prepare: spentSince(begin, flat), solve: spentSince(flat) };
}
