// How long a book takes: 1,000 deals of 20 steps each before one queue of 300 bookings, judged by one thread and by two. Prints seconds as a clock and as the
// processor counts them, the ratio of the two ways, and the most memory of the whole process. On a machine that does other work the clock says nothing: `way` is the
// time of the main thread alone, and while the busiest other one works of whichever works longer, which is what a quiet machine with a core for each would take.
// node bench/book.mjs [DEALS]
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { workspaceFiles } from './workspace.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const handoff = join(here, '..', 'bin', 'handoff.js');
const count = Number(process.argv[2] ?? 1000);
const budget = { seconds: 20, ratio: 1.7, megabytes: 300 };

const folder = mkdtempSync(join(tmpdir(), 'handoff-book-'));
try {
  writeBook(folder);
  const runs = [];
  for (const jobs of [1, 2]) runs.push({ jobs, ...(await measured(jobs)) });
  const [one, two] = runs;
  if (one.out !== two.out) throw new Error('one thread and two printed different bytes');
  const row = (...cells) => console.log(cells.map((cell) => String(cell).padStart(12)).join(''));
  row('threads', 'clock s', 'cpu s', 'way s', 'peak MB');
  for (const { jobs, clock, cpu, way, megabytes } of runs)
    row(jobs, clock.toFixed(1), cpu.toFixed(1), way.toFixed(1), megabytes.toFixed(0));
  const held = (ok) => (ok ? 'ok' : 'OVER');
  console.log(`${count} deals by two threads: way ${two.way.toFixed(1)} s (budget ${budget.seconds}: ${held(two.way <= budget.seconds)})`);
  const ratio = one.way / two.way;
  console.log(
    `one thread against two: ${ratio.toFixed(2)} × by the way, ${(one.clock / two.clock).toFixed(2)} × by the clock (budget ${budget.ratio}: ${held(ratio >= budget.ratio)})`,
  );
  console.log(`peak memory ${two.megabytes.toFixed(0)} MB (budget ${budget.megabytes}: ${held(two.megabytes <= budget.megabytes)})`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Deals of two items of ten steps; nothing is left to chance. */
function writeBook(to) {
  const files = workspaceFiles();
  mkdirSync(join(to, 'deals'), { recursive: true });
  for (const [file, text] of Object.entries(files)) if (!file.startsWith('deals')) writeFileSync(join(to, file), text);
  const day = (n) => new Date(Date.UTC(2026, 10, 16 + n)).toISOString().slice(0, 10);
  for (let n = 0; n < count; n++) {
    const id = `deal-${String(n + 1).padStart(4, '0')}`;
    const first = (n % 6) + 1;
    const second = ((n + 1 + (Math.floor(n / 6) % 5)) % 6) + 1;
    writeFileSync(
      join(to, 'deals', `${id}.yaml`),
      `handoff: 1
deal: ${id}
customer: {name: Customer ${n + 1}, existing: true}
state: proposed
dates:
  signature: ${day(1 + ((n * 7) % 120))}
  wanted: {complete: ${day(200 + ((n * 11) % 200))}, because: season opening}
delivery: {owner: person-1, escalation: [person-2]}
items:
  - {id: item-1, deliverable: part-${first}, quantity: ${100 + (n % 5) * 20}}
  - {id: item-2, deliverable: part-${second === first ? (first % 6) + 1 : second}, quantity: ${100 + (n % 7) * 20}}
`,
    );
  }
}

/** One whole run; the times of its threads are read from /proc while it runs, and where there is none only those of the process are known. */
function measured(jobs) {
  return new Promise((done, failed) => {
    const begin = performance.now();
    const args = ['-r', join(here, 'peak.cjs'), handoff, 'check', '--jobs', String(jobs), '--today', '2026-11-16', '--quiet'];
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
    const threads = new Map();
    /** By thread: how far the main thread was when it was first seen at work, and when it last was. */
    const beside = new Map();
    const watch = setInterval(() => {
      const now = new Map(threadsOf(child.pid));
      const main = now.get(child.pid) ?? 0;
      for (const [id, seconds] of now) {
        if (seconds > (threads.get(id) ?? 0)) beside.set(id, { from: beside.get(id)?.from ?? main, to: main });
        threads.set(id, seconds);
      }
    }, 50);
    const [out, peak] = [child.stdout, child.stdio[3]].map(gathered);
    child.on('error', failed);
    child.on('close', (code) => {
      clearInterval(watch);
      if (code !== 0 && code !== 1) return failed(new Error(`exit ${code}`));
      const main = threads.get(child.pid) ?? 0;
      const others = [...threads].filter(([id]) => id !== child.pid).sort(([, a], [, b]) => b - a);
      const [id, busiest] = others[0] ?? [child.pid, 0];
      const { from, to } = beside.get(id) ?? { from: 0, to: 0 };
      done({
        out: out.join(''),
        clock: (performance.now() - begin) / 1000,
        cpu: main + others.reduce((sum, [, each]) => sum + each, 0),
        // Alone, the main thread does all of it; the others compile and collect for it meanwhile.
        way: jobs === 1 ? main : from + Math.max(busiest, to - from) + (main - to),
        megabytes: (Number(peak.join('').match(/\d+/)?.[0] ?? NaN) * 1024) / 1e6,
      });
    });
  });
}

function gathered(stream) {
  const chunks = [];
  stream.setEncoding('utf8');
  stream.on('data', (chunk) => chunks.push(chunk));
  return chunks;
}

/** Seconds of processor time by thread. */
function threadsOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((id) => {
      try {
        // After the name, which may hold anything: the 14th and 15th field of the line are ticks of 1/100 s.
        const fields = readFileSync(`/proc/${pid}/task/${id}/stat`, 'utf8').split(') ').at(-1).split(' ');
        return [[Number(id), (Number(fields[11]) + Number(fields[12])) / 100]];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}
