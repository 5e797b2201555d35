// Changes one condition at a time in the rules and the calendar and counts the changes that no test notices. A rule's tests alone run against it: those
// of tests/rules and tests/model that ask for its check, or for that of a rule that uses the file, or that import the file, and the rules' fixtures. So a
// score is a lower bound, and a rule is not held by accident. About a second a mutant
// on an idle machine.
// Use: npm run mutation [-- --mutate FILE[:FIRST-LAST],…] [--concurrency N]; ends in 1 where fewer than 85 % are noticed.
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';

const LEAST = 85;
/** Tests of every rule. */
const OF_ALL = ['tests/rules/declared.test.ts', 'tests/rules/fixtures.test.ts'];

const { values } = parseArgs({
  options: {
    mutate: { type: 'string', default: [...filesOf('src/rules', '.ts'), 'src/model/calendar.ts'].join(',') },
    concurrency: { type: 'string', default: `${Math.max(1, availableParallelism() - 1)}` },
  },
});
/** By their paths from src/rules. */
const rules = new Map(filesOf('src/rules', '.ts').map((file) => [relative('src/rules', file), readFileSync(file, 'utf8')]));
const tests = ['tests/rules', 'tests/model']
  .flatMap((folder) => filesOf(folder, '.test.ts'))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));

function filesOf(folder, ending) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** Whether a file of src/rules is another one, or imports it. */
function reaches(from, to, seen = new Set()) {
  if (from === to) return true;
  seen.add(from);
  // These two import every rule.
  if (from === 'index.ts' || from === 'settings.ts') return false;
  const imported = [...(rules.get(from) ?? '').matchAll(/from '(\.\.?\/.+?)'/g)].map(([, file]) => join(dirname(from), file));
  return imported.some((next) => !seen.has(next) && reaches(next, to, seen));
}

function testsOf(file) {
  const name = relative('src/rules', file);
  const ids = [...rules.keys()]
    .filter((rule) => reaches(rule, name) && rules.get(rule).includes(`  id: '${basename(rule, '.ts')}',`))
    .map((rule) => basename(rule, '.ts'));
  return tests
    .filter(({ file, text }) => {
      const asksForOne =
        ids.some((id) => file.endsWith(`/${id}.test.ts`) || text.includes(`of('${id}')`) || text.includes(`describe('${id}'`)) ||
        text.includes(`/${name}'`);
      return asksForOne || (ids.length > 0 && OF_ALL.includes(file));
    })
    .map(({ file }) => file);
}

const total = { noticed: 0, all: 0 };
for (const asked of values.mutate.split(',')) {
  const [file] = asked.split(':');
  const lines = readFileSync(file, 'utf8').split('\n');
  // Stryker's own `testFiles` is forgotten where a mutant is reached while a test file loads: all of them would run. (vitest.mutation.config.mts)
  process.env.MUTATION_TESTS = testsOf(file).join(',');
  const stryker = new Stryker({
    mutate: [asked],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'vitest.mutation.config.mts', related: false },
    coverageAnalysis: 'perTest',
    concurrency: Number(values.concurrency),
    // A mutant that loops for ever is noticed; one that was only slow on a busy machine must not be taken for one.
    timeoutMS: 60_000,
    // TypeScript 7 has no interface for programs, with which Stryker would read tsconfig.json.
    tsconfigFile: 'none',
    // Sentences are held by the golden files, which these tests do not compare; every condition stays.
    mutator: { excludedMutations: ['StringLiteral'] },
    ignorePatterns: ['dist', 'bench', 'docs'],
    tempDirName: 'dist/mutation',
    reporters: process.stdout.isTTY ? ['progress'] : [],
    logLevel: 'error',
    allowEmpty: true,
  });
  const mutants = (await stryker.runMutationTest()).filter(({ status }) => status !== 'Ignored');
  // A mutant with which no test file loads ends in an error: that is noticed.
  const missed = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  total.all += mutants.length;
  total.noticed += mutants.length - missed.length;
  console.log(`${percent(mutants.length - missed.length, mutants.length)} ${file} (${missed.length} of ${mutants.length} missed)`);
  for (const { location, mutatorName, replacement } of missed) {
    const { start, end } = location;
    const line = lines[start.line - 1];
    const before = start.line === end.line ? line.slice(start.column - 1, end.column - 1) : `${line.slice(start.column - 1)} …`;
    console.log(`  ${file}:${start.line}:${start.column} ${mutatorName}: ${oneLine(before)} → ${oneLine(replacement)}`);
  }
}
console.log(`${percent(total.noticed, total.all)} of ${total.all} mutants noticed`);
process.exitCode = total.noticed * 100 < LEAST * total.all ? 1 : 0;

function percent(part, whole) {
  return whole === 0 ? '   –  ' : `${((100 * part) / whole).toFixed(1)} %`;
}

function oneLine(text) {
  return text.replaceAll(/\s+/g, ' ').slice(0, 100);
}
