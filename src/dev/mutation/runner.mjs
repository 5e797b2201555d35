// Runs the tests of mutants in one warm process. Two threads: the second runs the tests, the first ends it when a mutant makes it run for ever. What is
// held against the deadline is the time that the processor has given to this process, not the time that has gone by: on a busy machine a test is late, and
// that is no mutant noticed.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import vm from 'node:vm';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** How often a mutant's place may be passed, as a multiple of what it was passed without it: more is a loop without end. Stryker's own number. */
const PASSES = 100;
/** What a test of a mutant may take, in ms of processor time: so much, and so many times what the slowest takes without a mutant. */
const GRACE = 5_000;
const TIMES = 3;

if (isMainThread) supervise();
else await work();

/** Hands each order of the parent process to the thread, and its answer back. */
function supervise() {
  let data = null;
  let thread = null;
  let order = null;
  let began = 0;

  const answer = (message) => {
    order = null;
    process.send(message);
  };
  const hire = () => {
    const hired = new Worker(new URL(import.meta.url), { workerData: data, resourceLimits: { maxOldGenerationSizeMb: 1500 } });
    hired.on('message', (message) => {
      if (hired !== thread) return;
      if (message.began) began = processTime();
      else answer(message);
    });
    hired.on('error', (error) => {
      if (hired !== thread) return;
      // A mutant that eats all memory, or that breaks out of its test, is noticed; without a mutant it is a fault.
      thread = null;
      answer(order?.mutant === undefined ? { fault: String(error.stack ?? error) } : { noticed: `ends all: ${error.message}`, test: null });
    });
    return hired;
  };

  process.on('message', (message) => {
    if (message.program !== undefined) data = message;
    else {
      order = message;
      began = processTime();
      thread ??= hire();
      thread.postMessage(order);
    }
  });
  process.on('disconnect', () => process.exit(0));
  setInterval(() => {
    if (order?.slowest === undefined || processTime() - began < GRACE + TIMES * order.slowest) return;
    void thread.terminate();
    thread = null;
    answer({ noticed: 'runs for ever', test: null });
  }, 200);
}

/** The thread: loads the program, and runs tests of it with one mutant after the other. */
async function work() {
  const { program, packages, count, files } = workerData;
  const given = new Map();
  for (const name of packages) given.set(name, { __esModule: true, ...(await import(name)) });
  // The first example that fails is enough.
  given.get('fast-check')?.configureGlobal({ endOnFailure: true });

  const switches = switchesFor(count);
  const run = new vm.Script(`(function (require, module, switches) {${readFileSync(program, 'utf8')}\n})`, { filename: program });
  const loaded = () => collector(run, given, switches);
  /** The tests of all files, loaded without a mutant. */
  let warm = null;

  const orders = {
    /** Runs all tests without a mutant: what is passed on loading, what each test passes and takes, and those that fail. */
    async watch() {
      switches.watched = true;
      warm = files.flatMap(loaded());
      const loading = switches.taken();
      const tests = [];
      const broken = [];
      for (const test of warm) {
        const began = processTime();
        const why = await failure(test);
        if (why !== null) broken.push({ test: tests.length, why: `${nameOf(test)}: ${why}` });
        tests.push({ file: test.file, title: test.title, ms: processTime() - began, seen: switches.taken() });
      }
      switches.watched = false;
      return { loading, tests, broken };
    },

    /**
     * Runs tests with a mutant until one fails: those of these numbers, warm, or, in a program loaded with the mutant, those of these files one after the
     * other (see `picked`). `unpassed`: so many of them did not come to the mutant's place.
     */
    async mutant({ mutant, numbers, from, most, ...pick }) {
      if (numbers !== undefined) warm ??= files.flatMap(loaded());
      Object.assign(switches, { active: mutant, passes: 0, most: most * PASSES });
      try {
        let unpassed = 0;
        for (const number of numbers ?? []) {
          const before = switches.passes;
          parentPort.postMessage({ began: true });
          if ((await failure(warm[number])) !== null) return { noticed: 'by a test', test: number };
          if (switches.passes === before) unpassed++;
        }
        const load = numbers === undefined ? loaded() : null;
        for (const file of from ?? []) {
          for (const test of picked(load(file), pick)) {
            parentPort.postMessage({ began: true });
            if ((await failure(test)) !== null) return { noticed: 'by a test', test: nameOf(test) };
          }
        }
        return { noticed: null, test: null, unpassed };
      } catch (error) {
        return { noticed: `does not load: ${error.message}`, test: null };
      } finally {
        Object.assign(switches, { active: -1, most: Infinity });
      }
    },

    /** Runs tests without a mutant: those that fail, because a mutant has left something behind. Then all is loaded afresh. */
    async unmutated({ numbers }) {
      const failed = [];
      for (const number of warm === null ? [] : numbers) if ((await failure(warm[number])) !== null) failed.push(number);
      if (failed.length > 0) warm = null;
      return { failed };
    },
  };

  // One at a time, in the order of their coming.
  let last = Promise.resolve();
  parentPort.on('message', (order) => {
    last = last.then(async () => parentPort.postMessage(await orders[order.do](order)));
  });
}

/** What the program asks at each mutant's place: whether the mutant is active, and, without one, that it be seen. */
function switchesFor(count) {
  const seen = new Uint32Array(count);
  return {
    /** The mutant that is active; -1: none. */
    active: -1,
    passes: 0,
    most: Infinity,
    watched: false,
    pass() {
      if (++this.passes > this.most) throw new Error('a loop without end');
      return true;
    },
    see(...mutants) {
      for (const mutant of mutants) seen[mutant]++;
    },
    /** Pairs of a mutant that was seen and how often, since this was asked last. */
    taken() {
      const pairs = [...seen.entries()].filter(([, often]) => often > 0);
      seen.fill(0);
      return pairs;
    },
  };
}

/** Begins the program anew: returns what loads a test file, with what it imports, and gives its tests in vitest's stead: `{ file, title, run }` each. */
function collector(run, given, switches) {
  let tests = [];
  let path = [];
  let file = '';
  const add = (title, ...rest) => {
    tests.push({ file, title: [...path, title].join(' > '), run: bodyOf(rest) });
  };
  const group = (title, ...rest) => {
    path = [...path, title];
    bodyOf(rest)();
    path = path.slice(0, -1);
  };
  const each =
    (one) =>
    (cases) =>
    (title, ...rest) => {
      for (const values of cases) {
        const args = Array.isArray(values) ? values : [values];
        const shown = args.filter((arg) => typeof arg !== 'object' && typeof arg !== 'function');
        one([title, ...shown].join(' '), () => bodyOf(rest)(...args));
      }
    };
  const test = Object.assign(add, { each: each(add) });
  const describe = Object.assign(group, { each: each(group) });
  // What is not here (hooks, mocks) stops the first run: it is then to be added.
  const vitest = { __esModule: true, expect: given.get('vitest').expect, test, it: test, describe };
  const here = createRequire(import.meta.url);
  const module = { exports: {} };
  run.runInThisContext()((name) => (name === 'vitest' ? vitest : (given.get(name) ?? here(name))), module, switches);
  return (name) => {
    tests = [];
    file = name;
    module.exports[name]();
    return tests;
  };
}

function bodyOf(args) {
  return args.find((arg) => typeof arg === 'function');
}

/** Why a test fails; null when it passes. */
async function failure({ run }) {
  try {
    const promised = run();
    if (promised instanceof Promise) await promised;
    return null;
  } catch (error) {
    return String(error?.message ?? error);
  }
}

/** Tests of a freshly loaded file, those first that are named first, without those of `never`; of `only`, where it is given, in their own order. */
function picked(tests, { first, only, never }) {
  // One may keep something for the next.
  if (only !== null) return tests.filter((test) => only.includes(nameOf(test)));
  const places = new Map(first.map((name, place) => [name, place]));
  // A mutant may make other tests than there were.
  const place = (test) => places.get(nameOf(test)) ?? first.length;
  return tests.filter((test) => !never.includes(nameOf(test))).sort((a, b) => place(a) - place(b));
}

function nameOf({ file, title }) {
  return `${file} ${title}`;
}

function processTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
