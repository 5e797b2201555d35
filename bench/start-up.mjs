// How long a person waits: whole processes, from nothing, side by side. Prints a table; fails only where a run fails, since a time is a fact
// about the machine too. The runs take turns, so that a busy moment falls on all of them, and the ratio to a bare Node is what counts.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeWorkspace } from './workspace.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const handoff = join(here, '..', 'bin', 'handoff.js');
const rounds = Number(process.argv[2] ?? 15);
const most = { megabytes: 90 };

const folder = mkdtempSync(join(tmpdir(), 'handoff-bench-'));
try {
  const deal = writeWorkspace(folder);
  const runs = [
    { name: 'node -e 0', args: ['-e', '0'] },
    { name: 'handoff check --example', args: [handoff, 'check', '--example'], most: 2.2 },
    { name: 'check: 60 steps, 300 bookings', args: [handoff, 'check', deal, '--today', '2026-11-16'], most: 3.5 },
  ].map((run) => ({ ...run, times: [] }));

  for (const run of runs) run.megabytes = peak(run);
  for (let round = 0; round < rounds; round++) {
    for (const run of runs) run.times.push(time(run));
  }

  const bare = median(runs[0].times);
  const row = (...cells) => console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(30) : cell.padStart(12))).join(''));
  row(`median of ${rounds}`, 'ms', '× node', 'budget', 'peak MB', 'budget');
  for (const { name, times, megabytes, most: ratio } of runs) {
    const found = median(times) / bare;
    const held = (value, limit) => (limit === undefined ? '' : `${limit} ${value <= limit ? 'ok' : 'OVER'}`);
    row(
      name,
      median(times).toFixed(1),
      found.toFixed(2),
      held(found, ratio),
      megabytes.toFixed(1),
      held(megabytes, ratio && most.megabytes),
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Milliseconds of one whole process. */
function time({ args }) {
  const begin = performance.now();
  spawnSync(process.execPath, args, { cwd: folder, stdio: 'ignore' });
  return performance.now() - begin;
}

/** The most memory that one process held, in megabytes; also the run that must give a verdict. */
function peak({ name, args }) {
  const run = spawnSync(process.execPath, ['-r', join(here, 'peak.cjs'), ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  if (run.status !== 0 && run.status !== 1) throw new Error(`${name} exited ${run.status}:\n${run.stdout}${run.stderr}`);
  return Number(run.output[3]) / 1024;
}

function median(times) {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)];
}
