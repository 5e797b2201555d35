// Changes one condition at a time in the rules and the calendar and counts the changes that no test notices. The tests that speak of a file alone run
// against it (mutation/tests.mjs), so a score is a lower bound. About a fifth of a second of a processor a mutant.
// Use: npm run mutation [-- --mutate FILE[:FIRST-LAST],…] [--concurrency N] [--json FILE] [--slow]; ends in 1 where fewer than 85 % are noticed. `--slow` is
// Stryker's own way, with the same mutants and the same tests.
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { tryMutants } from './mutation/fast.mjs';
import { filesOf, testsOf } from './mutation/tests.mjs';

const LEAST = 85;

const { values } = parseArgs({
  options: {
    mutate: { type: 'string', default: [...filesOf('src/rules', '.ts'), 'src/model/calendar.ts'].join(',') },
    concurrency: { type: 'string', default: `${Math.max(1, availableParallelism() - 1)}` },
    slow: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

const scores = [];
let broken = [];
const asked = values.mutate.split(',').map((text) => {
  const [, file, first, last] = /^(.+?)(?::(\d+)-(\d+))?$/.exec(text);
  const lines = { start: { line: first - 1, column: 0 }, end: { line: last - 1, column: Number.MAX_SAFE_INTEGER } };
  return { text, file, mutate: first === undefined ? true : [lines] };
});
if (values.slow) {
  const { byStryker } = await import('./mutation/stryker.mjs');
  for (const { text, file } of asked) tell(file, await byStryker(text, testsOf(file), Number(values.concurrency)));
} else {
  broken = await tryMutants(asked, Number(values.concurrency), tell);
  if (broken.length > 0) console.error(`These tests fail without a mutant, and notice none:\n  ${broken.join('\n  ')}`);
}

if (scores.length > 1) {
  const share = ({ mutants }) => (mutants.length === 0 ? 1 : mutants.filter(({ noticed }) => noticed).length / mutants.length);
  console.log('\nBy file, the worst first:');
  for (const score of scores.toSorted((a, b) => share(a) - share(b)))
    console.log(`${percent(share(score) * score.mutants.length, score.mutants.length)} ${score.file} (${score.mutants.length})`);
}
const all = scores.flatMap(({ mutants }) => mutants);
const noticed = all.filter((mutant) => mutant.noticed);
console.log(`${percent(noticed.length, all.length)} of ${all.length} mutants noticed`);
// A test that fails by itself is to be mended first.
process.exitCode = broken.length > 0 || noticed.length * 100 < LEAST * all.length ? 1 : 0;

function tell(file, mutants) {
  scores.push({ file, mutants });
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(scores, null, 1));
  const lines = readFileSync(file, 'utf8').split('\n');
  const missed = mutants.filter((mutant) => !mutant.noticed);
  console.log(`${percent(mutants.length - missed.length, mutants.length)} ${file} (${missed.length} of ${mutants.length} missed)`);
  for (const { location, mutatorName, replacement } of missed) {
    const { start, end } = location;
    const line = lines[start.line];
    const before = start.line === end.line ? line.slice(start.column, end.column) : `${line.slice(start.column)} …`;
    console.log(`  ${file}:${start.line + 1}:${start.column + 1} ${mutatorName}: ${oneLine(before)} → ${oneLine(replacement)}`);
  }
}

function percent(part, whole) {
  return whole === 0 ? '   –  ' : `${((100 * part) / whole).toFixed(1)} %`;
}

function oneLine(text) {
  return text.replaceAll(/\s+/g, ' ').slice(0, 100);
}
