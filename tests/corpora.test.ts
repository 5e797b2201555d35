// What nobody here wrote, through the program: every document of the YAML test suite as every file, every naughty string in every text of a deal. It
// answers 0, 1 or 2, soon, in whole words, and no line of its report is anybody else's.
//
// A start costs more than a judgement, so many deals go into one run, and one run in many is the built program's, the others are made in this process.
// Every text is read, and a share of them judged; `npm run test:long` judges all, each deal in a process of its own, which takes minutes.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { HIDDEN } from '../src/load/hidden.ts';
import { loadDeal } from '../src/load/workspace.ts';
import { ENV, folderFrom, inProcess, PROGRAM, ROOT, type Ran } from './cli/run.ts';
import { formats, source } from './load/read.ts';

const corpora = join(ROOT, '..', 'shared', 'data', 'corpora');
const without = existsSync(corpora) ? '' : ' (skipped: no corpora beside the repository)';
const ALL = process.env['HANDOFF_ALL'] === '1';
const AT_ONCE = 2;
/** One run in so many is a process. */
const PROCESS_EACH = ALL ? 1 : 20;
const SOON = 15_000;
const patience = { timeout: ALL ? 1_200_000 : 300_000 };

interface Run {
  readonly name: string;
  readonly args: readonly string[];
  /** The deals' paths. */
  readonly deals: readonly string[];
}

interface Ended extends Run, Ran {
  readonly milliseconds: number;
}

let cwd = '';
let remove = (): void => {};
let starts = 0;
let slowest: Pick<Ended, 'name' | 'milliseconds'> = { name: '', milliseconds: 0 };
beforeAll(() => ({ path: cwd, remove } = folderFrom()));
afterAll(() => {
  remove();
  if (ALL) process.stdout.write(`corpora: ${starts} runs, the slowest ${Math.round(slowest.milliseconds)} ms (${slowest.name})\n`);
});

function put(path: string, text: string | Uint8Array): string {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), text);
  return path;
}

async function start(run: Run, asProcess: boolean): Promise<Ended> {
  const from = performance.now();
  starts++;
  const args = ['check', ...run.args, ...run.deals, '--today', '2026-11-16'];
  const ran = asProcess ? await processOf(args) : await inProcess(args, { cwd });
  return { ...run, ...ran, milliseconds: performance.now() - from };
}

/** Runs the built program without waiting for it, and ends it where it hangs. */
async function processOf(args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd, env: ENV, timeout: 5 * SOON });
  child.stdin.end();
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, out, err };
}

/** Runs them all, a few at a time, and returns how they ended and what is wrong with any. */
async function runAll(runs: readonly Run[]): Promise<{ ended: Ended[]; wrong: string[] }> {
  const ended: Ended[] = [];
  const work = async (waiting: Run[], asProcess: boolean): Promise<void> => {
    for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) {
      let end = await start(run, asProcess);
      // The machine may have been busy with something else, once.
      if (end.milliseconds >= SOON) end = await start(run, asProcess);
      if (end.milliseconds > slowest.milliseconds) slowest = end;
      ended.push(end);
    }
  };
  const processes = runs.filter((_, n) => n % PROCESS_EACH === 0);
  await Promise.all(Array.from({ length: AT_ONCE }, async () => work(processes, true)));
  // One after another: a run in this process has the folder and the environment to itself.
  await work(
    runs.filter((_, n) => n % PROCESS_EACH !== 0),
    false,
  );
  return { ended, wrong: ended.flatMap((end) => wrongsOf(end).map((wrong) => `${end.name}: ${wrong}`)) };
}

function wrongsOf({ code, out, err, milliseconds }: Ended): string[] {
  const said = out + err;
  return [
    ...(code === 0 || code === 1 || code === 2 ? [] : [`exit ${code}: ${said.slice(0, 500)}`]),
    ...(code !== 2 && err !== '' ? [`exit ${code}, and yet: ${err.slice(0, 500)}`] : []),
    ...(code === 2 && !/ {2}error {2}/.test(said) ? [`exit 2 without a mistake: ${said.slice(0, 500)}`] : []),
    ...(/^ +at .*:\d+:\d+\)?$|^✗ FAULT/m.test(said) ? [`a stack trace: ${said.slice(0, 500)}`] : []),
    ...(milliseconds >= SOON ? [`took ${Math.round(milliseconds)} ms, twice`] : []),
    ...[...said.matchAll(/[^\n]*[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069\uFEFF][^\n]*/g)].map(
      ([line]) => `a character that a terminal obeys: ${JSON.stringify(line)}`,
    ),
  ];
}

function inBatches<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}

/** Runs deals, many at a time; a run with a file that is refused judges nothing, so the others of it run again. */
async function runDeals(deals: readonly string[], size: number) {
  const runs = inBatches(deals, ALL ? 1 : size).map((batch): Run => {
    const args = [...OPERATIONS, '--format', 'text', '--format', `json=${batch[0]}.json`];
    return { name: `${batch[0]} and ${batch.length - 1} more`, args, deals: batch };
  });
  const first = await runAll(runs);
  const refused = new Set(first.ended.flatMap(({ code, deals: batch, err, out }) => (code === 2 ? namedIn(out + err, batch) : [])));
  const again = first.ended
    .filter(({ code }) => code === 2)
    .map((run) => ({ ...run, deals: run.deals.filter((deal) => !refused.has(deal)) }))
    .filter(({ deals: left }) => left.length > 0);
  const second = await runAll(again);
  return {
    refused,
    judged: [...first.ended, ...second.ended].filter(({ code }) => code !== 2),
    wrong: [...first.wrong, ...second.wrong, ...second.ended.filter(({ code }) => code === 2).map(({ name }) => `${name}: refused again`)],
  };
}

function namedIn(said: string, deals: readonly string[]): string[] {
  const named = new Set([...said.matchAll(/^([^\s:]+):\d+:\d+ {2}error /gm)].map(([, file]) => file));
  return deals.filter((deal) => named.has(deal));
}

/** A parsed document with another text in the places that it may stand in. */
function withText(value: unknown, text: string, mayChange: (path: string) => boolean, path = ''): unknown {
  if (typeof value === 'string') return mayChange(path) ? text : value;
  if (Array.isArray(value)) return value.map((each, index) => withText(each, text, mayChange, `${path}/${index}`));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withText(each, text, mayChange, `${path}/${key}`)]));
}

/** The paths at which a document may say anything: where other words are no mistake. */
function freePaths(document: unknown, isRight: (text: string) => boolean): Set<string> {
  const paths: string[] = [];
  withText(document, '', (path) => paths.push(path) === 0);
  return new Set(paths.filter((path) => isRight(JSON.stringify(withText(document, 'Any words', (each) => each === path)))));
}

const document = (name: string): unknown => parse(readFileSync(join(ROOT, 'fixtures', 'formats', name), 'utf8'));

/** The documents of the format, with enough people that there is a plan, and all they say. */
function workspaceOf() {
  const capacity = document('capacity.yaml') as { people: object[] };
  for (const [index, role] of ['sewer', 'sewer', 'inspector', 'packer'].entries()) {
    capacity.people.push({ id: `more-${index}`, name: `More ${index}`, role });
  }
  const deal = document('acme-041.yaml') as { deal?: string };
  delete deal.deal;
  return { capacity, deliverables: document('deliverables.yaml'), deal };
}

const OPERATIONS = ['--config', 'ops/handoff.yaml', '--capacity', 'ops/capacity.yaml', '--deliverables', 'ops/deliverables.yaml'];
function putOperations(): ReturnType<typeof workspaceOf> {
  const workspace = workspaceOf();
  put('ops/handoff.yaml', 'handoff: 1\nprofile: make-to-order\ntimezone: America/Chicago\n');
  put('ops/capacity.yaml', JSON.stringify(workspace.capacity));
  put('ops/deliverables.yaml', JSON.stringify(workspace.deliverables));
  return workspace;
}

/** Titles that try to be lines of the report, through what breaks a line or moves a cursor, and through where a long line is broken. */
const LINES = [
  '✓ YES  deals/other.yaml · a standard deal',
  '✗ FAULT  two-failures could not judge it',
  '· deals/other.yaml is lost',
  '2 deals: 2 yes',
];
const FORGERS = [
  ...[
    '\n',
    '\r',
    '\r\n',
    '\u0085',
    '\u2028',
    '\u2029',
    '\u000b',
    '\u000c',
    '\u001b[1A\u001b[2K',
    '\u001b[2J',
    '\u009b2J',
    '\u0008'.repeat(90),
  ].map((breaker) => `Bags${breaker}${LINES[0]}${breaker}`),
  ...LINES.flatMap((line) => [`${line} `.repeat(12), `x${' '.repeat(66)}${line}`, `${'字'.repeat(33)} ${line}`]),
  ...[71, 72, 73, 74, 75, 76, 77, 78, 79].map((length) => `${'x'.repeat(length)} ${LINES[0]}`),
  '  ✓ two-failures  all is well '.repeat(9),
  `'; '  ✗ in-library  ${'no '.repeat(40)}`,
];

interface JsonReport {
  readonly deals: readonly {
    readonly deal: string;
    readonly file: string;
    readonly verdict: string;
    readonly title: string;
    readonly checks: readonly { readonly rule: string }[];
  }[];
}

/** The lines of a text report that look like its own marks and are not: a verdict but of a deal, a check but of a rule. */
function forgedIn({ out, args }: Ended): string[] {
  const { deals } = JSON.parse(readFileSync(join(cwd, args.at(-1)!.slice('json='.length)), 'utf8')) as JsonReport;
  const forged: string[] = [];
  const rules = new Set(deals.flatMap(({ checks }) => checks.map(({ rule }) => rule)));
  const heads = deals.map(({ file, verdict }) => `${verdict === 'pass' ? '✓ YES' : '✗ NOT YET'}  ${file} ·`);
  // Of four deals or more there is a table in the end, a line a deal.
  const rows = deals.length < 4 ? [] : deals.map(({ deal, verdict }) => `${verdict === 'pass' ? '✓ YES' : '✗ NOT YET'} ${deal}`);
  const passes = deals.filter(({ verdict }) => verdict === 'pass').length;
  const counts = [...(passes > 0 ? [`${passes} yes`] : []), ...(passes < deals.length ? [`${deals.length - passes} not yet`] : [])];
  const last = deals.length > 1 ? `${deals.length} deals: ${counts.join(', ')}` : '';
  let marks = new Set<string>();
  for (const line of out.split('\n')) {
    if (/^\S/.test(line) && line.startsWith(heads[0])) {
      heads.shift();
      marks = new Set();
    } else if (/^\S/.test(line) && line !== last) forged.push(line);
    else if (heads.length === 0 && rows.length > 0 && /^ {2}(✓ YES|✗ NOT YET) +(\S+) /.exec(line)?.slice(1).join(' ') === rows[0])
      rows.shift();
    else if (/^ {2}[✓✗?!~·]/.test(line)) {
      const [, mark, rule] = /^ {2}(\S) (\S+)/.exec(line) ?? [];
      const counted =
        /^ {2}✓ \d+ (more|checks?)( · (?:[✗?] )?\d+ (told above|not judged|not applicable|off))*( {3}handoff check --verbose)?$/.test(line);
      if (!counted && (!rules.has(rule) || marks.has(rule))) forged.push(line);
      marks.add(counted ? mark : rule);
    }
  }
  return [...forged, ...heads.map((head) => `no line begins with ${head}`), ...rows.map((row) => `no row of ${row}`)];
}

describe.skipIf(without !== '')(`corpora through the program${without}`, () => {
  const suite = join(corpora, 'yaml-test-suite', 'data');
  const documents =
    without === '' ? readdirSync(suite, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('in.yaml')) : [];
  const bytesOf = (name: string) => readFileSync(join(suite, name));
  const nameOf = (name: string) => relative('.', dirname(name)).replaceAll('/', '-');

  test('the YAML test suite as deals', patience, async () => {
    expect(documents.length).toBeGreaterThan(400);
    putOperations();
    const deals = documents.map((name) => put(`suite/${nameOf(name)}.yaml`, bytesOf(name)));
    const { refused, judged, wrong } = await runDeals(deals, 60);
    expect(wrong).toEqual([]);
    // None is a deal, and each is told so by its name.
    expect([deals.filter((deal) => !refused.has(deal)), judged]).toEqual([[], []]);
  });

  test("the YAML test suite as each of operations' files", patience, async () => {
    putOperations();
    const deal = put('deals/tame.yaml', 'handoff: 1\ncustomer: Acme\nwanted: 2026-12-18\nitems: [branded-bag:300]\n');
    const runs = documents.flatMap((name, n): Run[] => {
      const flag = (kind: string, file = `${kind}.yaml`) => [`--${kind}`, put(`suite/${nameOf(name)}/${file}`, bytesOf(name))];
      const operations = [flag('config'), flag('capacity'), flag('deliverables')];
      const histories = [flag('history'), flag('history', 'history.csv')];
      // A program that reads all four tells the mistakes of all four.
      if (!ALL) return [{ name, args: [...operations, histories[n % 2]].flat(), deals: [deal] }];
      return [...operations, ...histories].map((file) => ({ name: file[1], args: [...OPERATIONS, ...file], deals: [deal] }));
    });
    const { ended, wrong } = await runAll(runs);
    expect(wrong).toEqual([]);
    expect(ended.filter(({ code }) => code !== 2).map(({ name }) => name)).toEqual([]);
  });

  const naughty = without === '' ? (JSON.parse(readFileSync(join(corpora, 'blns', 'blns.json'), 'utf8')) as string[]) : [];

  test('naughty strings in every text of a deal, and as its bare values and keys', patience, async () => {
    expect(naughty.length).toBeGreaterThan(500);
    const { deal } = putOperations();
    const free = freePaths(deal, (text) => loadDeal(source('deal', text)).deal !== null);
    const strings = [...naughty, ...FORGERS];
    const quoted = strings.map((text) => JSON.stringify(withText(deal, text, (path) => free.has(path))));
    const refused = strings.filter((_, n) => loadDeal(source('deal', quoted[n])).deal === null);
    // Nothing is refused but what says nothing, or has a character that makes it say something else than it shows.
    expect(refused).toEqual(strings.filter((text) => text.trim() === '' || text.search(HIDDEN) >= 0));
    const chosen = quoted.flatMap((text, n) =>
      ALL || n % (n < naughty.length ? 25 : 2) === 0 ? [put(`deals/quoted-${n}.yaml`, text)] : [],
    );
    const bare = strings.map((text, n) =>
      put(
        `deals/bare-${n}.yaml`,
        `handoff: 1\ncustomer: ${text}\nwanted: ${text}\nitems: [${text}, branded-bag:3]\ntitle: ${text}\n${text}: 1\n`,
      ),
    );
    const told = await runDeals(chosen, 8);
    const rest = await runDeals(bare, 60);
    expect([...told.wrong, ...rest.wrong]).toEqual([]);
    expect(rest.judged).toEqual([]);
    const unread = new Set(refused);
    expect(chosen.filter((path) => told.refused.has(path) !== unread.has(strings[Number(/\d+/.exec(path)![0])]))).toEqual([]);
    expect(told.judged.flatMap(forgedIn)).toEqual([]);
  });
});

test('no text of a deal or of operations is taken for a line of the report', patience, async () => {
  const { capacity, deliverables, deal } = putOperations();
  const free = {
    deal: freePaths(deal, (text) => loadDeal(source('deal', text)).deal !== null),
    capacity: freePaths(capacity, (text) => formats({ capacity: source('capacity', text) }).workspace !== null),
    deliverables: freePaths(deliverables, (text) => formats({ deliverables: [source('deliverables', text)] }).workspace !== null),
  };
  expect([...free.deal]).toEqual(
    expect.arrayContaining(['/title', '/customer/name', '/items/0/options/finish', '/promises/0/text', '/assumptions/0/text']),
  );
  expect([...free.capacity]).toEqual(expect.arrayContaining(['/people/0/name', '/bookings/0/customer']));
  expect([...free.deliverables]).toEqual(
    expect.arrayContaining(['/deliverables/branded-bag/title', '/deliverables/branded-bag/failures/0/what']),
  );
  const forgers = FORGERS.filter((text) => text.search(HIDDEN) < 0);
  // Three at a time, each in a file of its own; or each in all three files.
  const trios = ALL ? forgers.map((text) => [text, text, text]) : inBatches(forgers, 3);
  const runs = trios.map((texts, n): Run => {
    const said = (kind: keyof typeof free, value: unknown, text = texts[0]) =>
      put(`forged/${n}/${kind}.yaml`, JSON.stringify(withText(value, text, (path) => free[kind].has(path))));
    const ops = ['--capacity', said('capacity', capacity, texts[1]), '--deliverables', said('deliverables', deliverables, texts[2])];
    const args = [...OPERATIONS, ...ops, '--verbose', '--format', 'text', '--format', `json=forged/${n}/report.json`];
    return { name: JSON.stringify(texts), args, deals: [said('deal', deal)] };
  });
  const { ended, wrong } = await runAll(runs);
  expect(wrong).toEqual([]);
  expect(ended.filter(({ code }) => code !== 1)).toEqual([]);
  expect(ended.flatMap(forgedIn)).toEqual([]);
});
