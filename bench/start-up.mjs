// How long a person waits: whole processes, from nothing, side by side. Prints tables; fails only where a run fails, since a time is a fact
// about the machine too. The runs take turns, so that a busy moment falls on all of them, and the ratio to a bare Node is what counts.
//
// npm run bench -- [ROUNDS] [NODE]: NODE is another Node to measure beside this one, with a code cache of its own.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeWorkspace } from './workspace.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..');
const handoff = join(root, 'bin', 'handoff.js');
const rounds = Number(process.argv[2] ?? 15);
const other = process.argv[3];
const today = ['--today', '2026-11-16'];

const folder = mkdtempSync(join(tmpdir(), 'handoff-bench-'));
try {
  const deal = writeWorkspace(folder);
  const large = ['check', deal, ...today];
  const page = '60 steps, and its page as HTML';
  const plain = 'check: 60 steps, 300 bookings';
  const runs = [
    { name: 'node -e 0', args: ['-e', '0'] },
    { name: 'handoff --version', args: [handoff, '--version'] },
    { name: 'handoff check --example', args: [handoff, 'check', '--example'], most: 2, megabytes: 90 },
    { name: 'check --example --quiet', args: [handoff, 'check', '--example', '--quiet'] },
    { name: plain, args: [handoff, ...large], most: 3.5, megabytes: 90 },
    { name: page, args: [handoff, ...large, '--format', 'text', '--format', 'html=page.html'], megabytes: 300 },
  ];
  const found = measured(process.execPath, runs);
  const extra = median(found.get(page).cpu) - median(found.get(plain).cpu);
  console.log(`\nThe page adds ${extra.toFixed(0)} ms of processor time (150 ${extra < 150 ? 'ok' : 'OVER'}).`);
  if (other !== undefined) {
    withCache(other, () => {
      console.log('');
      measured(other, [runs[0], runs[1], { ...runs[2], most: 1.8 }, runs[3]]);
    });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Runs all in turns under one Node, prints a table, and returns what each took. */
function measured(node, runs) {
  const times = new Map(runs.map(({ name }) => [name, { wall: [], cpu: [], megabytes: [] }]));
  for (let round = 0; round < rounds; round++) {
    for (const run of runs) {
      const { wall, cpu, megabytes } = once(node, run);
      const all = times.get(run.name);
      all.wall.push(wall);
      all.cpu.push(cpu);
      all.megabytes.push(megabytes);
    }
  }
  const bare = times.get(runs[0].name);
  const row = (...cells) => console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(32) : cell.padStart(11))).join(''));
  const held = (value, limit) => (limit === undefined ? '' : `${limit} ${value <= limit ? 'ok' : 'OVER'}`);
  const { stdout: version } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  row(`${version.trim()}, median of ${rounds}`, 'ms', '× node', 'cpu ms', '× node', 'budget', 'peak MB', 'budget');
  for (const { name, most, megabytes } of runs) {
    const all = times.get(name);
    const ratio = median(all.wall) / median(bare.wall);
    const ofCpu = median(all.cpu) / median(bare.cpu);
    const peak = Math.max(...all.megabytes);
    row(
      name,
      median(all.wall).toFixed(1),
      ratio.toFixed(2),
      median(all.cpu).toFixed(1),
      ofCpu.toFixed(2),
      // Two other programs on the machine leave the processor time as it is, nearly.
      held(ofCpu, most),
      peak.toFixed(1),
      held(peak, megabytes),
    );
  }
  return times;
}

/** One whole process: milliseconds that passed, milliseconds of processor time, and the most memory that it held; it must give a verdict. */
function once(node, { name, args }) {
  const begin = performance.now();
  const run = spawnSync(node, ['-r', join(here, 'peak.cjs'), ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  const wall = performance.now() - begin;
  if (run.status !== 0 && run.status !== 1) throw new Error(`${name} exited ${run.status}:\n${run.stdout}${run.stderr}`);
  const [kilobytes, cpu] = run.output[3].split(' ').map(Number);
  return { wall, cpu, megabytes: kilobytes / 1024 };
}

/** Does something while the program has the code cache of another Node beside its own, as if that one had built it. */
function withCache(node, work) {
  const program = join(root, 'dist', 'handoff.cjs');
  const before = new Set(readdirSync(join(root, 'dist')));
  const what = 'process.stdout.write(`${process.version}-${process.platform}-${process.arch}`)';
  const { stdout: which } = spawnSync(node, ['-e', what], { encoding: 'utf8' });
  const cache = `handoff.${readFileSync(program, 'latin1').slice(2, 18)}.${which}.cache`;
  spawnSync(node, [join(root, 'src', 'dev', 'cache.mjs'), program, join(root, 'dist', cache)], { stdio: 'ignore' });
  try {
    work();
  } finally {
    if (!before.has(cache)) rmSync(join(root, 'dist', cache), { force: true });
  }
}

function median(values) {
  return values.toSorted((one, two) => one - two)[Math.floor(values.length / 2)];
}
