// Tries every mutant in a few warm processes. One program holds the tests and all that they test, with every mutant in it behind a switch (program.mjs); a
// process runs, for one mutant after the other, the tests that come to its place until one of them fails (runner.mjs). A mutant whose place is passed while
// the program loads is tried in a freshly loaded one; so is one whose place a test passed before and now does not, because something made
// before is kept. What a mutant leaves behind for the next ones is looked for from time to time, and all that was noticed since is then tried afresh.
import { fork } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { makeProgram } from './program.mjs';
import { rulesOf, testsOf } from './tests.mjs';

/** After so many mutants a process looks whether the tests that noticed them pass without. */
const LOOK_BACK = 100;

/**
 * Tries the mutants of some files (`asked` as program.mjs wants them) in so many processes. Calls `done(file, mutants)` for each file when it is through: its
 * mutants as Stryker gives them, with `noticed` and `how`. Returns the tests that fail without a mutant: they notice none.
 */
export async function tryMutants(asked, concurrency, done) {
  const testFiles = [...new Set(asked.flatMap(({ file }) => testsOf(file)))].sort((a, b) => (a < b ? -1 : 1));
  const { mutants, source, packages } = await makeProgram(asked, testFiles);
  const program = resolve(`dist/mutation/program.${process.pid}.cjs`);
  mkdirSync('dist/mutation', { recursive: true });
  writeFileSync(program, source);
  const runners = Array.from({ length: concurrency }, () => hire({ program, packages, count: mutants.length, files: testFiles }));
  try {
    const watched = watchedFrom(await runners[0].ask({ do: 'watch' }));
    const files = asked.map(({ file }) => {
      const own = mutants.filter(({ fileName, status }) => relative(process.cwd(), fileName) === file && status !== 'Ignored');
      return fileFrom(file, own, watched);
    });
    for (const { file, mutants } of files) if (mutants.length === 0) done(file, []);
    const jobs = files.flatMap((file) => file.mutants.map((mutant) => ({ file, mutant })));
    const settle = ({ file, mutant }, noticed, how) => {
      Object.assign(mutant, { noticed, how });
      if (--file.left === 0) done(file.file, file.mutants);
    };
    await Promise.all(runners.map((runner) => work(runner, jobs, watched, settle)));
    return watched.broken.map(({ why }) => why);
  } finally {
    for (const runner of runners) runner.end();
    rmSync(program, { force: true });
  }
}

/** Puts together what was seen of the tests without a mutant: which of them come to a mutant's place, and how often. */
function watchedFrom({ loading, tests, broken, fault }) {
  if (fault) throw new Error(fault);
  const passes = new Map(loading);
  const covering = new Map();
  for (const [test, { seen }] of tests.entries()) {
    for (const [mutant, often] of seen) {
      passes.set(mutant, (passes.get(mutant) ?? 0) + often);
      covering.set(mutant, [...(covering.get(mutant) ?? []), test]);
    }
  }
  return { tests, broken, atLoad: new Map(loading), passes, covering, slowest: Math.max(0, ...tests.map(({ ms }) => ms)) };
}

/** A file, its tests by number, and how many mutants each of them has noticed. */
function fileFrom(file, mutants, { tests, broken }) {
  const of = testsOf(file);
  const ids = rulesOf(file);
  const fails = new Set(broken.map(({ test }) => test));
  return {
    file,
    tests: new Set(tests.flatMap((test, number) => (of.includes(test.file) && !fails.has(number) ? [number] : []))),
    isOwn: ({ file: test, title }) => ids.some((id) => test.endsWith(`/${id}.test.ts`) || title.includes(id)),
    noticers: new Map(),
    mutants,
    left: mutants.length,
  };
}

/** Takes mutants from the list until it is empty. */
async function work(runner, jobs, watched, settle) {
  const { tests, broken, atLoad, passes, covering, slowest } = watched;
  const nameOf = (test) => `${tests[test].file} ${tests[test].title}`;
  const never = broken.map(({ test }) => nameOf(test));
  const testOf = new Map(tests.map((_, test) => [nameOf(test), test]));
  /** Noticed by a test that was warm, and not yet believed. */
  let warmly = [];

  const warm = async (job, numbers) => {
    const { file, mutant } = job;
    const answer = await runner.ask({ ...orderOf(mutant), numbers: inOrder(file, numbers, tests) });
    if (answer.noticed === null && answer.unpassed > 0) await fresh(job, numbers);
    else if (answer.test === null) settle(job, answer.noticed !== null, answer.noticed ?? 'missed');
    else {
      file.noticers.set(answer.test, (file.noticers.get(answer.test) ?? 0) + 1);
      warmly.push({ ...job, test: answer.test });
    }
  };
  const fresh = async (job, only) => {
    const { file, mutant } = job;
    const order = only ?? inOrder(file, [...file.tests], tests);
    const from = [...new Set(order.map((number) => tests[number].file))];
    const answer = await runner.ask({ ...orderOf(mutant), from, first: order.map(nameOf), only: only?.map(nameOf) ?? null, never });
    const test = testOf.get(answer.test);
    if (test !== undefined) file.noticers.set(test, (file.noticers.get(test) ?? 0) + 1);
    settle(job, answer.noticed !== null, answer.test ?? answer.noticed ?? 'missed');
  };
  const orderOf = ({ id }) => ({ do: 'mutant', mutant: Number(id), most: passes.get(Number(id)) ?? 0, slowest });
  const testsOfJob = ({ file, mutant }) => (covering.get(Number(mutant.id)) ?? []).filter((test) => file.tests.has(test));

  const lookBack = async () => {
    const believed = warmly;
    warmly = [];
    if (believed.length === 0) return;
    const { failed } = await runner.ask({ do: 'unmutated', numbers: [...new Set(believed.map(({ test }) => test))] });
    for (const job of believed) {
      if (failed.length === 0) settle(job, true, nameOf(job.test));
      else await fresh(job, testsOfJob(job));
    }
  };

  let file = jobs[0]?.file;
  for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
    if (job.file !== file || warmly.length >= LOOK_BACK) await lookBack();
    file = job.file;
    const numbers = testsOfJob(job);
    if (atLoad.has(Number(job.mutant.id))) await fresh(job, null);
    else if (numbers.length === 0) settle(job, false, 'no test comes here');
    else await warm(job, numbers);
  }
  await lookBack();
}

/** Returns tests with those first that have noticed most, then the rule's own, then the quick ones. */
function inOrder({ noticers, isOwn }, numbers, tests) {
  const rank = (test) => [-(noticers.get(test) ?? 0), isOwn(tests[test]) ? 0 : 1, tests[test].ms];
  return numbers
    .map((test) => ({ test, rank: rank(test) }))
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.rank[2] - b.rank[2])
    .map(({ test }) => test);
}

/** Starts a process that runs tests, and answers one question at a time. */
function hire(data) {
  const child = fork(new URL('runner.mjs', import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  let answer = { resolve: null, reject: null };
  child.on('message', (message) => answer.resolve(message));
  child.on('exit', (code, signal) => answer.reject?.(new Error(`the process that runs the tests ended: ${signal ?? code}`)));
  child.send(data);
  return {
    ask: (order) =>
      new Promise((resolve, reject) => {
        answer = { resolve, reject };
        child.send(order);
      }),
    end: () => child.connected && child.disconnect(),
  };
}
