// `handoff options` as its user types it: what is taken is written into the deal, and the check of the new file says what was said before.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memoryWorld, type MemoryWorld } from '../../src/dev/generated/memory-world.ts';
import { EXAMPLE, EXAMPLE_TODAY } from '../../src/example/index.ts';
import { main } from '../../src/main.ts';
import { parseDay } from '../../src/model/day.ts';
import type { OptionsReport } from '../../src/report/options.ts';
import { buildReport, type JudgedDeal } from '../../src/report/build.ts';
import type { Report } from '../../src/report/report.ts';
import type { Way } from '../../src/options/way.ts';
import { waysAnswer } from '../../src/ways.ts';
import { judgeTexts } from '../rules/workspace.ts';
import { tries } from '../tries.ts';
import { ENV, folderFrom, inProcess, PROGRAM, ROOT } from './run.ts';

const ACME = 'deals/acme-041.yaml';
const ALL = process.env['HANDOFF_ALL'] === '1';

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a line on files in memory. */
async function run(world: MemoryWorld, line: string): Promise<Said> {
  Object.assign(world.said, { out: '', err: '' });
  const code = await main(line.split(' '), world);
  return { code, out: world.said.out, err: world.said.err };
}

const shop = (files: Record<string, string> = {}): MemoryWorld => memoryWorld({ ...EXAMPLE, ...files }, EXAMPLE_TODAY);
const dealIn = (world: MemoryWorld, path = ACME): string => world.files.get(join('/w', path))!;
const optionsOf = async (world: MemoryWorld, words: string): Promise<OptionsReport> =>
  JSON.parse((await run(world, `options ${words} --format json`)).out) as OptionsReport;

describe('a way that is taken', () => {
  // 72 bags by the day and 228 on 5 January; 72 and no more, which leadership approves; all 300 on 7 January.
  test.each([
    [1, '  offered: { complete: 2027-01-05 } # what the proposal says\n  phases: [{phase: 1, complete: 2026-12-18}]\n', 0],
    [2, '    quantity: 72\n', 1],
    [3, '  offered: { complete: 2027-01-07 } # what the proposal says\n', 0],
  ])('%i is what the deal says then, and the check passes or asks who was named', async (n, lines, exit) => {
    const world = shop();
    const { options } = await optionsOf(world, ACME);
    const said = await run(world, `options ${ACME} --take ${n}`);
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(said.out.replaceAll(/\s+/g, ' ')).toContain(`✓ ${ACME} says now: ${options[n - 1].change}`);
    expect(dealIn(world)).toContain(lines);
    const { code, out } = await run(world, `check ${ACME} --format json`);
    const [deal] = (JSON.parse(out) as Report).deals;
    expect(code).toBe(exit);
    const blocking = deal.checks.filter((check) => check.blocking);
    expect(blocking.map(({ verdict }) => verdict)).toEqual(exit === 0 ? [] : ['needs-approval']);
    expect(deal.dates.offered.complete).toBe(options[n - 1].result.complete);
  });

  test('leaves every other byte: comments, blank lines, line breaks, the mark at the beginning', async () => {
    const text = `\uFEFF${EXAMPLE[ACME].replace('items:\n', '\n# what they buy\nitems:\n')}# end`.replaceAll('\n', '\r\n');
    const world = shop({ [ACME]: text });
    expect(await run(world, `options ${ACME} --take 3`)).toMatchObject({ code: 0, err: '' });
    expect(dealIn(world)).toBe(text.replace('offered: { complete: 2026-12-18 }', 'offered: { complete: 2027-01-07 }'));
  });

  test('is told as JSON with its number', async () => {
    expect(await optionsOf(shop(), `${ACME} --take 2`)).toMatchObject({ taken: 2, exit: 0 });
  });
});

// Whatever the way, and however the deal is written: what stands in the file afterwards blocks exactly what was said to remain, or to be approved.
describe('the ways of every story that fails', () => {
  const stories = join(ROOT, 'fixtures', 'stories');
  test.each(readdirSync(stories))('%s', { timeout: 60_000 }, async (name) => {
    const folder = join(stories, name);
    const [today] = /\d{4}-\d\d-\d\d/.exec(readFileSync(join(folder, 'cmd'), 'utf8'))!;
    const files = Object.fromEntries(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.parentPath.includes('expected'))
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
    );
    for (const deal of Object.keys(files).filter((path) => /^deals\/.*\.yaml$/.test(path))) {
      const { options, deal: before } = await optionsOf(memoryWorld(files, today), deal);
      if (before === null) continue;
      // In `npm test` the nearest of each deal.
      for (const { n, asks, edits, needs_approval, remain, result } of ALL ? options : options.slice(0, 1)) {
        const world = memoryWorld(files, today);
        const said = await run(world, `options ${deal} --take ${n}`);
        if ((asks?.capacity.length ?? 0) + (asks?.library.length ?? 0) > 0 || edits.length === 0) {
          expect(said).toMatchObject({ code: 2, out: '' });
          expect(world.files.get(join('/w', deal))).toBe(files[deal]);
          continue;
        }
        expect(said, `${deal} ${n}`).toMatchObject({ code: 0, err: '' });
        // No line of a comment is lost.
        const comments = (text: string): string[] => text.match(/(?<=^|\s)#.*/gm)?.toSorted() ?? [];
        expect(comments(dealIn(world, deal))).toEqual(comments(files[deal]));
        const [after] = (JSON.parse((await run(world, `check ${deal} --format json`)).out) as Report).deals;
        // A doer who is asked to restate has not done so yet.
        const others = asks?.act === 'restate it again' ? [...remain, 'doer-restated'] : remain;
        const left = after.checks.filter(({ blocking, rule }) => blocking && !others.includes(rule));
        expect(
          left.every(({ verdict }) => needs_approval !== null && verdict === 'needs-approval'),
          `${deal} ${n}`,
        ).toBe(true);
        expect([after.dates.judged === null ? null : after.dates[after.dates.judged].complete, after.dates.start]).toEqual([
          result.complete,
          result.start,
        ]);
      }
    }
  });
});

describe('refused, and nothing is written', () => {
  test.each([
    ['--take 9', ACME, 'there are 3 ways to say yes to deals/acme-041.yaml, and no 9'],
    ['--take', ACME, '--take without a number asks in a terminal, and this is none: handoff options deals/acme-041.yaml --take N'],
    ['--take 1', 'deals', 'options are for one deal, and here are 2: handoff options deals/acme-041.yaml | deals/norwell-042.yaml'],
    [
      '--take 1 --by 2026-12-18',
      'branded-bag:300',
      '1 cannot be written: the deal came without a file of its own, and only a deal file can be changed',
    ],
    ['--take 1', '--example', '1 cannot be written'],
    ['--take 1 --drop bags:20', ACME, '--take writes a way that was found, and a change that is tried by hand is none'],
    ['--take 1 --frontier', ACME, '--frontier is a table to read, and --take writes: one at a time'],
    ['--drop bag', ACME, "the deal has no item 'bag': did you mean 'bags'?"],
    ['--drop bags', ACME, 'nothing would be left of the deal'],
    ['--drop bags:301', ACME, 'there are 300 of bags, and --drop would leave out 301'],
    ['--drop bags:x', ACME, "--drop 'bags:x': write an item, or how many pieces fewer, as --drop bags:120"],
    ['--drop bags:2 --drop bags:3', ACME, '--drop bags is there twice: leave one out'],
    ['--phase bags=0', ACME, "--phase 'bags=0': write an item and its phase, as --phase caps=2"],
    ['--person swer', ACME, "capacity.yaml has no role 'swer': did you mean 'sewer'?"],
    ['--person sewer.senior', ACME, "the role 'sewer' has no level 'senior': it has none"],
    ['--person sewer:2026-13-01', ACME, "--person: '2026-13-01' has no such month: 13"],
    ['--material felt', ACME, "the deal has no material 'felt'"],
    ['--input logo:2026-12-01', ACME, "the deal has no input 'logo': its inputs: artwork"],
    ['--input artwork', ACME, "--input 'artwork': write an input and its day"],
    ['--price cheap', ACME, "--price 'cheap' is no amount: write it as 15000 or 15000.50"],
    ['--date soon', ACME, '--date soon is not a date'],
    ['--take x', ACME, "--take 'x' is no number of a way"],
  ])('%s of %s', async (flags, deal, because) => {
    const world = shop();
    const said = await run(world, `options ${deal} ${flags}`);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain(because);
    expect(Object.fromEntries([...world.files].map(([path, text]) => [path.slice(3), text]))).toEqual(EXAMPLE);
  });

  test('standard input has no file', async () => {
    const said = await inProcess(['options', '-', '--stdin-filename', 'deals/x.yaml', '--take', '1', '--today', EXAMPLE_TODAY], {
      cwd: join(ROOT, 'src', 'example'),
      input: EXAMPLE[ACME].replace('deal: acme-041\n', ''),
    });
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain('1 cannot be written');
  });

  test('a deal that cannot be read is told as by check', async () => {
    const said = await run(shop({ [ACME]: 'handoff: 1\ncustomer: *x\n' }), `options ${ACME} --take 1`);
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).toContain('aliases are not read: *x');
  });
});

test('a deal that passes says so, and is left as it is', async () => {
  const world = shop();
  for (const flags of ['', ' --take 1']) {
    const { code, out } = await run(world, `options deals/norwell-042.yaml${flags}`);
    expect({ code, passes: out.includes('it passes as it is: nothing has to change') }).toEqual({ code: 0, passes: true });
  }
  expect(dealIn(world, 'deals/norwell-042.yaml')).toBe(EXAMPLE['deals/norwell-042.yaml']);
});

test('the table says what a question mark means', async () => {
  // Nobody of the analysts is free for the named shares: the day holds, and the deal does not pass by it.
  const { path, remove } = folderFrom();
  try {
    await inProcess(['init', 'desk', '--profile', 'services', '--today', '2026-11-16'], { cwd: path });
    const { out } = await inProcess(['options', 'deals/harbor-041.yaml', '--frontier', '--today', '2026-11-16'], {
      cwd: join(path, 'desk'),
    });
    expect(out).toMatch(/ {2}\?\n {2}\? the day is safe, and something else is in the way: handoff check\n/);
  } finally {
    remove();
  }
});

test('a way that is taken is told in 80 columns', async () => {
  const { out } = await run(shop(), `options ${ACME} --take 1`);
  expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('a signed deal is not changed any more', async () => {
  const signed = EXAMPLE[ACME].replace('deal: acme-041\n', 'deal: acme-041\nstate: signed\n').replace(
    'dates:\n',
    'dates:\n  signed: 2026-11-14\n',
  );
  const { code, out } = await run(shop({ [ACME]: signed }), `options ${ACME}`);
  expect(code).toBe(1);
  expect(out).toContain('it is signed: what was agreed is not changed any more');
});

describe('tried by hand', () => {
  const tried = async (flags: string) => (await optionsOf(shop(), `${ACME} ${flags}`)).tried!;

  test('the table of the frontier and what is tried say the same', async () => {
    // 192 bags by 23 December, and not 193.
    expect(await tried('--drop bags:108 --date 2026-12-23')).toMatchObject({
      after: { verdict: expect.any(String) as string, safe: '2026-12-23' },
    });
    expect((await tried('--drop bags:107 --date 2026-12-23')).after.safe! > '2026-12-23').toBe(true);
  });

  test('a deal is not written by it', async () => {
    const world = shop();
    expect((await run(world, `options ${ACME} --date 2027-01-07`)).code).toBe(0);
    expect(dealIn(world)).toBe(EXAMPLE[ACME]);
  });

  test('one day before the safe one fails, and the safe one holds', async () => {
    expect((await run(shop(), `options ${ACME} --date 2027-01-06`)).code).toBe(1);
    expect((await run(shop(), `options ${ACME} --date 2027-01-07`)).code).toBe(0);
  });

  test('one more of what binds brings the date forward, from its day on', async () => {
    const soon = await tried('--person operator:2026-11-23');
    const late = await tried('--person operator:2027-02-01');
    expect(soon.capacity).toEqual(['people[8]: {id: one-more-operator, role: operator, from: 2026-11-23}']);
    expect(soon.after.safe! <= soon.before.safe!).toBe(true);
    expect(late.after.safe).toBe(late.before.safe);
    const both = await tried('--person operator:2026-11-23 --person operator:2026-11-24');
    expect(both.capacity.map((line) => /id: ([\w-]+)/.exec(line)![1])).toEqual(['one-more-operator', 'one-more-operator-2']);
  });

  test('phases keep the day that was asked for as that of the first', async () => {
    const files = { [ACME]: EXAMPLE[ACME].replace('inputs:', '  - {id: few, deliverable: branded-bag, quantity: 20}\ninputs:') };
    const { tried: two } = await optionsOf(shop(files), `${ACME} --phase bags=2 --date 2027-01-12`);
    expect(two!.typed).toEqual([
      'items[0].phase: 2',
      'dates.phases: [{phase: 1, complete: 2026-12-18}]',
      'dates.offered.complete: 2027-01-12',
    ]);
    expect(two!.after).toMatchObject({ complete: '2027-01-12' });
  });

  test('a price is the total, whatever is dropped', async () => {
    const { typed } = await tried('--price 9000.50 --drop bags:100');
    expect(typed).toEqual(['pricing: {total: 9000.5}', 'items[0].quantity: 200']);
  });
});

describe('what others have to do', () => {
  /** The example's deal with one way, whose asks are these. */
  function dealWith(way: Partial<Way>): { judged: JudgedDeal; report: Report } {
    const texts = { policy: EXAMPLE['handoff.yaml'], capacity: EXAMPLE['capacity.yaml'], deliverables: EXAMPLE['deliverables.yaml'] };
    const { facts, schedule, judgement, at } = judgeTexts({ ...texts, deal: EXAMPLE[ACME], today: EXAMPLE_TODAY });
    const none: Way = {
      kind: 'date',
      words: 'as it is',
      edits: [],
      asks: null,
      victims: [],
      rewrite: [],
      result: { start: null, complete: parseDay('2026-12-18') as number },
      approvers: [],
      remain: [],
      tight: true,
      worth: { dropped: { minutes: 0, pieces: 0 }, inTime: { minutes: 0, pieces: 0 }, deliveries: 1 },
    };
    const judged: JudgedDeal = {
      facts,
      schedule,
      judgement,
      ways: { ways: [{ ...none, ...way }], spent: false, fault: null },
      locate: at,
      file: { path: '/w/deal.yaml', was: Buffer.from(EXAMPLE[ACME]) },
      hasRecord: false,
      recheck: () => ({ facts, schedule, judgement }),
      without: () => judgement,
    };
    return { judged, report: buildReport({ version: '0', today: facts.today, files: [], judged: [judged], listed: [], diagnostics: [] }) };
  }
  const world = { isTTY: () => false, openTerminal: () => Promise.reject(new Error('nobody is asked')) };
  const take = (way: Partial<Way>) => {
    const { judged, report } = dealWith(way);
    const question = { command: 'options', tries: [], take: 1, frontier: false } as const;
    return waysAnswer({ question, report, judged: [judged], color: false }, world);
  };

  test("is operations' to write", async () => {
    const person = { id: 'one-more-sewer', role: 'sewer', from: '2026-12-01' };
    const edit = { path: ['people', 8], value: person, written: person };
    const answer = await take({ asks: { who: 'operations', act: 'have one', capacity: [edit] } });
    expect(answer).toMatchObject({ exit: 2, writes: [] });
    expect(answer.refused).toMatch(
      /^1 is no change of the deal alone: operations have to write into .*capacity\.yaml people\[8\]: .*"one-more-sewer".*; then: handoff check /,
    );
  });

  test("is operations' to write into the library, beside what the deal changes", async () => {
    const price = { path: ['pricing', 'total'], value: 100, written: 1 };
    const review = { path: ['deliverables', 'branded-bag', 'review'], value: {}, written: { by: 'inspector', hours: '1h', per: 'week' } };
    const answer = await take({ asks: { who: 'operations', act: 'put it there', capacity: [], library: [review] }, edits: [price] });
    expect(answer).toMatchObject({ exit: 2, writes: [] });
    expect(answer.refused).toMatch(
      /^1 is no change of the deal alone: operations have to write into .*deliverables\.yaml deliverables\.branded-bag\.review: .*"inspector".*; then: handoff check /,
    );
  });

  test('is an approver to sign', async () => {
    const answer = await take({ kind: 'order', words: '2026-12-18 ahead of Norwell', approvers: ['leadership'] });
    expect(answer).toMatchObject({
      exit: 2,
      writes: [],
      refused: expect.stringContaining('needs leadership; handoff check deal.yaml says what to sign') as string,
    });
  });

  test('is the customer to agree on: the deal says it, and the answer that it has to be agreed', async () => {
    const due = parseDay('2026-11-24') as number;
    const edit = { path: ['inputs', 0, 'due'], value: due, written: '2026-11-24' };
    const answer = await take({ asks: { who: 'Acme Outdoor', act: 'agree', capacity: [] }, edits: [edit] });
    expect(answer.writes.map(({ text }) => text)).toEqual([EXAMPLE[ACME].replace('due: 2026-11-25', 'due: 2026-11-24')]);
    expect(await answer.render('text', { detail: 'normal', color: false, columns: null })).toContain('It needs Acme Outdoor to agree');
  });

  test('a file that says something else than what was checked is not written', async () => {
    const { judged, report } = dealWith({ edits: [{ path: ['title'], value: 'Caps', written: 'Mugs' }] });
    const question = { command: 'options', tries: [], take: 1, frontier: false } as const;
    const answer = await waysAnswer({ question, report, judged: [judged], color: false }, world);
    expect(answer).toMatchObject({
      exit: 2,
      writes: [],
      refused: expect.stringContaining('what was written would not be what was checked; by hand: title: Mugs') as string,
    });
  });
});

test('a program that is ended at any moment leaves the old deal or the new one', { timeout: 60_000 }, async () => {
  const { numRuns } = tries(3);
  for (let n = 0; n < numRuns; n++) {
    const place = folderFrom(join(ROOT, 'src', 'example'));
    try {
      const path = join(place.path, ACME);
      const args = [PROGRAM, 'options', ACME, '--take', '3', '--today', EXAMPLE_TODAY];
      const code = await new Promise<number | null>((done, failed) => {
        const child = spawn(process.execPath, args, { cwd: place.path, env: ENV, stdio: 'ignore' });
        // Golden steps from its start to some time after its end; the first is left alone.
        if (n > 0) setTimeout(() => child.kill('SIGKILL'), 100 + ((n * 0.618_034) % 1) * 1200);
        child.on('error', failed).on('close', done);
      });
      const after = readFileSync(path, 'utf8');
      const taken = EXAMPLE[ACME].replace('offered: { complete: 2026-12-18 }', 'offered: { complete: 2027-01-07 }');
      expect([EXAMPLE[ACME], taken]).toContain(after);
      if (code === 0) expect(after).toBe(taken);
    } finally {
      place.remove();
    }
  }
});

test('what somebody has changed meanwhile is not lost', async () => {
  const place = folderFrom(join(ROOT, 'src', 'example'));
  try {
    const path = join(place.path, ACME);
    // Who reads it meets the old text; before it is written, there is another.
    const { realWorld } = await import('../../src/world.ts');
    const real = { ...realWorld(), cwd: place.path, out: () => {}, err: () => {} };
    const meanwhile = {
      ...real,
      replace: (at: string, was: Uint8Array | null, text: string) => {
        writeFileSync(path, `${EXAMPLE[ACME]}# theirs\n`);
        real.replace(at, was, text);
      },
    };
    const before = process.cwd();
    process.chdir(place.path);
    try {
      await expect(main(['options', ACME, '--take', '3', '--today', EXAMPLE_TODAY], meanwhile)).rejects.toThrow(
        'it is no longer what was read of it',
      );
    } finally {
      process.chdir(before);
    }
    expect(readFileSync(path, 'utf8')).toBe(`${EXAMPLE[ACME]}# theirs\n`);
  } finally {
    place.remove();
  }
});
