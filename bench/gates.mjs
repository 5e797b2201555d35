// The gates of correctness in full (planning.md §6): what `npm test` tries a little of, tried thousands of times, on every core. Prints a table of what was
// run; a failure prints its workspace. `npm run gates -- NAME` runs one gate, `npm run gates -- NAME N` only its try N, to see a failure again.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const worker = join(root, 'dist', 'dev', 'gates.cjs');
const [only, number] = process.argv.slice(2);

await build({
  absWorkingDir: root,
  entryPoints: ['tests/gates/run.ts'],
  outfile: worker,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  loader: { '.yaml': 'text', '.md': 'text', '.csv': 'text' },
  // Tests that read fixtures look for them beside themselves; gates read none.
  define: { 'import.meta.dirname': JSON.stringify(join(root, 'tests', 'gates')) },
  logLevel: 'warning',
});

const gates = (await run('list')).filter(({ name }) => only === undefined || name === only);
if (gates.length === 0) throw new Error(`there is no gate '${only}'`);

const row = (name, ...cells) => console.log(name.padEnd(18) + cells.map((cell) => String(cell).padStart(10)).join('') + '   ');
let failures = 0;
row('gate', 'tried', 'compared', 'wrong', 's');
for (const gate of gates) {
  const begin = performance.now();
  const shares = number === undefined ? availableParallelism() : 1;
  const parts = await Promise.all(
    Array.from({ length: shares }, (_, share) =>
      number === undefined ? run('try', gate.name, gate.all, share, shares) : run('try', gate.name, Number(number) + 1, number, 1),
    ),
  );
  const sum = (of) => parts.reduce((total, part) => total + of(part), 0);
  const compared = sum((part) => part.compared);
  const wrong = parts.flatMap((part) => part.wrong);
  row(
    gate.name,
    sum((part) => part.tried),
    compared,
    wrong.length,
    ((performance.now() - begin) / 1000).toFixed(0),
  );
  console.log(`  ${gate.claim}; compared: ${gate.unit}`);
  for (const name of new Set(parts.flatMap((part) => Object.keys(part.seen))))
    console.log(`  · ${sum((part) => part.seen[name] ?? 0)} ${name}`);
  for (const failure of wrong.slice(0, 3)) tell(gate, failure);
  failures += wrong.length;
  if (number === undefined && compared < gate.atLeast) {
    console.log(`  ✗ compared ${compared}, fewer than the ${gate.atLeast} that it takes`);
    failures++;
  }
}
process.exitCode = failures > 0 ? 1 : 0;

/** A failure with all that it takes to see it again. */
function tell(gate, { n, wrong, today, files }) {
  console.log(`  ✗ try ${n}: ${wrong.join('; ')}\n    again: npm run gates -- '${gate.name}' ${n}   (today ${today})`);
  for (const [file, text] of Object.entries(files)) console.log(`    --- ${file}\n${text.replace(/^/gm, '    ')}`);
}

/** What a worker prints, as data. */
function run(...args) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [worker, ...args.map(String)], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    const out = [];
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.on('error', failed);
    child.on('close', (code) => (code === 0 ? done(JSON.parse(Buffer.concat(out))) : failed(new Error(`${args.join(' ')}: exit ${code}`))));
  });
}
