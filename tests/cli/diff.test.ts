// `handoff diff REF [REF]`: what changed of each open deal, and why. One press prints one poster a day (posters.ts): today is Monday 2026-11-16, a deal is signed
// on Tuesday the 17th, and three posters are printed on 17, 18 and 19 November, so that Thursday 2026-11-19 is safe. Every date below is counted in that way.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { DiffDeal, DiffReport } from '../../src/report/diff.ts';
import { diffReportSchema } from '../../src/report/schema-diff.ts';
import { poster, posters, TODAY } from './posters.ts';
import { commitAll, git, hasGit, makeRepository } from './repository.ts';
import { folderFrom, inProcess } from './run.ts';

const THREE = (customer: string): string => poster(customer, '2026-11-20').replace('poster:1', 'poster:3');
const DOWN = (...days: string[]): [string, string] => ['role: press}]', `role: press, down: [${days.join(', ')}]}]`];
/** A booking of the whole press; the only list of bookings, at the end of capacity.yaml. */
const BOOKED = (id: string, from: string, to = from): string =>
  `  - {id: ${id}, customer: Harbor, paid: true, state: hard, promised: 2026-12-18, work: [{needs: {press: 1}, from: ${from}, to: ${to}}]}\n`;

describe.skipIf(!hasGit)('handoff diff', () => {
  const shop = posters({ acme: THREE('Acme'), norwell: poster('Norwell', '2026-12-18') });
  const { cwd, write } = shop;
  const said = (path: string): string => readFileSync(join(cwd, path), 'utf8');
  const edit = (path: string, ...changes: readonly (readonly [string, string])[]): void => {
    let text = said(path);
    for (const [from, to] of changes) {
      expect(text).toContain(from);
      text = text.replace(from, to);
    }
    write(path, text);
  };
  const append = (path: string, text: string): void => write(path, said(path) + text);
  const run = async (...args: string[]) => inProcess(['diff', ...args, '--today', TODAY], { cwd });
  const out = folderFrom();
  /** The answer as JSON; its text is kept beside it. */
  const diff = async (...args: string[]): Promise<DiffReport> => {
    const ran = await run(...args, '--format', 'json', '--format', `text=${join(out.path, 'text')}`);
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 0, err: '' });
    return z.parse(diffReportSchema, JSON.parse(ran.out));
  };
  /** What the last answer said of a deal as text, in one line. */
  const textOf = (file: string): string => {
    const blocks = readFileSync(join(out.path, 'text'), 'utf8').split('\n\n');
    return blocks.find((block) => block.startsWith(file))!.replace(/\s+/g, ' ');
  };
  const dealOf = ({ deals }: DiffReport, id: string): DiffDeal => deals.find(({ deal }) => deal === id)!;
  const safe = ({ before, after }: DiffDeal) => [before?.safe, after?.safe];
  /** Each cause as `capacity +1`, with its entries as `bookings.harbor +2`. */
  const whys = ({ causes }: DiffDeal): string[] =>
    causes.flatMap(({ input, bd, entries }) => [`${input} ${bd}`, ...entries.map(({ entry, bd: own }) => `${entry} ${own}`)]);

  beforeAll(() => {
    makeRepository(cwd);
  });
  afterEach(() => {
    git(cwd, 'checkout', '-q', '-f', 'offer');
    git(cwd, 'reset', '-q', '--hard', 'main');
    git(cwd, 'clean', '-qfd');
  });
  afterAll(() => {
    shop.remove();
    out.remove();
  });

  test('says that nothing changed', async () => {
    const answer = await diff('main');
    expect(answer).toMatchObject({
      files: [],
      tried: 0,
      before: { ref: 'main', today: TODAY },
      after: { ref: null, commit: null, today: TODAY },
    });
    expect(answer.deals.map(({ deal, change }) => [deal, change])).toEqual([
      ['acme', 'same'],
      ['norwell', 'same'],
    ]);
    expect(textOf('main').replace(/[0-9a-f]{7}/, '…')).toBe(
      'main (…) → work tree · both judged as of 2026-11-16, so that passing time is no change',
    );
    expect(textOf('no open deal')).toBe('no open deal changed; no file of the deals or of operations is other than before ');
  });

  // Without the 18th: 17, 19, 20. With the 17th booked: 18, 19, 20. With both: 19, 20 and Monday the 23rd, two business days after the 19th.
  test('takes capacity apart entry by entry, where they add up', async () => {
    edit('capacity.yaml', DOWN('2026-11-18'));
    append('capacity.yaml', `bookings:\n${BOOKED('harbor-12', '2026-11-17')}`);
    const acme = dealOf(await diff('main'), 'acme');
    expect(safe(acme)).toEqual(['2026-11-19', '2026-11-23']);
    expect(acme.dates).toContainEqual({ date: 'safe', before: '2026-11-19', after: '2026-11-23', bd: 2 });
    expect(whys(acme)).toEqual(['capacity 2', 'equipment.press-1 1', 'bookings.harbor-12 1']);
    expect(acme).toMatchObject({ together: [], before: { verdict: 'pass' }, after: { verdict: 'fail' } });
    const [{ entries, entries_together, entries_untried }] = acme.causes;
    expect({ entries_together, entries_untried }).toEqual({ entries_together: false, entries_untried: 0 });
    // Week 1 of 2026 begins on Monday 2025-12-29, and 46 weeks later is Monday 2026-11-16.
    expect(entries.map(({ change, says }) => [change, says])).toEqual([
      ['edited', ['down 2026-11-18 added', 'capacity fell 8h (press, week 47)']],
      ['added', ['8h of press in week 47']],
    ]);
    // Wanted 2026-11-20: the one alone leaves it safe on that day, and so does the other.
    expect(acme.rules).toContainEqual({ rule: 'operations-date', before: 'pass', after: 'fail', by: ['capacity'] });
    expect(entries.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
    expect(acme.new.map(({ rule, at }) => [rule, `${at.file}:${at.line}`])).toContainEqual(['operations-date', 'deals/acme.yaml:4']);
    expect(acme.gone).toEqual([]);
    const text = textOf('deals/acme.yaml');
    expect(text).toContain('✓ YES → ✗ NOT YET · safe 2026-11-19 → 2026-11-23 (+2bd)');
    expect(text).toContain('why equipment press-1 edited, down 2026-11-18 added, capacity fell 8h (press, week 47): safe date +1bd');
    expect(text).toContain('why booking harbor-12 added, 8h of press in week 47: safe date +1bd');
    expect(text).toContain('rule operations-date: pass → fail (by capacity)');
    expect(text).not.toContain('together');
    expect(text).not.toMatch(/why capacity/);
    // One poster would be printed on the 18th for the booking alone, and on the 17th for the day alone; for both on the 19th.
    expect(textOf('deals/norwell.yaml')).toContain('capacity: these together safe date +2bd; one by one they do not add up to it');
    // The other way round the booking goes, and three posters are safe two business days sooner.
    commitAll(cwd, 'Less press');
    const back = dealOf(await diff('offer', 'main'), 'acme');
    expect(back.dates).toContainEqual({ date: 'safe', before: '2026-11-23', after: '2026-11-19', bd: -2 });
    expect(back.gone.map(({ rule }) => rule)).toContain('operations-date');
    expect(back.causes[0].entries.map(({ entry, change, says }) => [entry, change, says])).toEqual([
      ['equipment.press-1', 'edited', ['down 2026-11-18 removed', 'capacity rose 8h (press, week 47)']],
      ['bookings.harbor-12', 'removed', ['8h of press in week 47']],
    ]);
  });

  // The 20th alone: nothing, 17 to 19 are enough. The 17th and 18th booked: 19, 20, 23 (+2). Both: 19, 23, 24 (+3), which is more than 0 and 2.
  test('says that entries do it only together', async () => {
    edit('capacity.yaml', DOWN('2026-11-20'));
    append('capacity.yaml', `bookings:\n${BOOKED('harbor-12', '2026-11-17', '2026-11-18')}`);
    const acme = dealOf(await diff('main'), 'acme');
    expect(safe(acme)).toEqual(['2026-11-19', '2026-11-24']);
    expect(whys(acme)).toEqual(['capacity 3', 'equipment.press-1 0', 'bookings.harbor-12 2']);
    expect(acme.causes[0].entries_together).toBe(true);
    const text = textOf('deals/acme.yaml');
    expect(text).toContain('why capacity: these together safe date +3bd, and it does not pass');
    expect(text).toContain('one by one they do not add up to it');
  });

  // The 20th alone: nothing. A fourth poster: the 20th (+1). Both: 17, 18, 19 and 23 (+2).
  test('says that inputs do it only together, and which', async () => {
    edit('capacity.yaml', DOWN('2026-11-20'));
    edit('deals/acme.yaml', ['poster:3', 'poster:4']);
    edit('handoff.yaml', ['proven-output: off', 'proven-output: warn']);
    const acme = dealOf(await diff('main'), 'acme');
    expect(safe(acme)).toEqual(['2026-11-19', '2026-11-23']);
    expect(whys(acme)).toEqual(['deal 1', 'capacity 0', 'equipment.press-1 0', 'policy 0']);
    // Without the policy's change it would be the same day.
    expect(acme.together).toEqual(['deal', 'capacity']);
    const text = textOf('deals/acme.yaml');
    expect(text).toContain('why deal file: items[0] poster:3 → poster:4: safe date +1bd');
    expect(text).toContain('why deal file and capacity together: safe date +2bd, ✗ NOT YET; the single changes do not add up to it');
    expect(text).toContain('price 1500 USD → 2000 USD');
  });

  // Each poster takes two days: 17 to 24 without the weekend, three business days more.
  test('names the library, and what in it', async () => {
    edit('deliverables.yaml', ['each: 8h', 'each: 16h']);
    const acme = dealOf(await diff('main'), 'acme');
    expect(safe(acme)).toEqual(['2026-11-19', '2026-11-24']);
    expect(acme.causes).toMatchObject([{ input: 'library', bd: 3, says: ['poster.steps[print].duration.each 8h → 16h'], entries: [] }]);
  });

  // A role that has another name in two files: neither file fits the other one's old version.
  test('never says that a change did it which cannot be judged by itself', async () => {
    edit('capacity.yaml', ['press: {rate: 10}', 'printer: {rate: 10}'], ['role: press', 'role: printer'], ['reserve: 0%', 'reserve: 50%']);
    edit('deliverables.yaml', ['{press: 1}', '{printer: 1}']);
    const acme = dealOf(await diff('main'), 'acme');
    // Half of each day is kept back: six days, 17 to 24.
    expect(safe(acme)).toEqual(['2026-11-19', '2026-11-24']);
    expect(acme.causes.map(({ input, bd, because }) => [input, bd, because?.slice(0, 43)])).toEqual([
      ['capacity', null, 'by itself it does not fit the other files: '],
      ['library', null, 'by itself it does not fit the other files: '],
    ]);
    expect(acme.together).toEqual(['capacity', 'library']);
    const text = textOf('deals/acme.yaml');
    expect(text).toContain('capacity and library together: safe date +3bd');
  });

  test('tells deals that came, went, were signed and were lost', async () => {
    write('deals/fern.yaml', poster('Fern', '2026-12-18'));
    write('deals/hollis.yaml', poster('Hollis', '2026-12-18'));
    write('deals/quill.yaml', poster('Quill', '2026-12-18'));
    commitAll(cwd, 'More');
    rmSync(join(cwd, 'deals/quill.yaml'));
    edit('deals/fern.yaml', ['wanted: 2026-12-18', 'state: signed\ndates: {wanted: 2026-12-18, signed: 2026-11-16}']);
    edit('deals/hollis.yaml', ['wanted', 'state: lost\nwanted']);
    write('deals/tern.yaml', poster('Tern', '2026-12-18'));
    const told = (answer: DiffReport) =>
      answer.deals.map(({ deal, change, state, before, after }) => [deal, change, state.before, state.after, before?.safe, after?.safe]);
    expect(told(await diff('HEAD'))).toEqual([
      ['acme', 'same', 'proposed', 'proposed', '2026-11-19', '2026-11-19'],
      ['fern', 'signed', 'proposed', 'signed', '2026-11-17', undefined],
      ['hollis', 'closed', 'proposed', 'lost', '2026-11-17', undefined],
      ['norwell', 'same', 'proposed', 'proposed', '2026-11-17', '2026-11-17'],
      ['quill', 'removed', 'proposed', null, '2026-11-17', undefined],
      ['tern', 'added', null, 'proposed', undefined, '2026-11-17'],
    ]);
    expect(textOf('deals/quill.yaml')).toContain('taken away; was ✓ YES · safe 2026-11-17');
    expect(textOf('deals/tern.yaml')).toContain('new: ✓ YES · safe 2026-11-17');
    expect(textOf('deals/fern.yaml')).toContain('signed; was ✓ YES');
    expect(textOf('2 deals')).toBe('2 deals are as before ');
    commitAll(cwd, 'Later');
    expect(told(await diff('HEAD', 'HEAD~1')).find(([deal]) => deal === 'hollis')).toEqual([
      'hollis',
      'reopened',
      'lost',
      'proposed',
      undefined,
      '2026-11-17',
    ]);
  });

  // A second order of Acme, wanted sooner, has the press first: 17. Then 18, 19 and 20 for the three posters.
  test('names the other deals of the customer', async () => {
    write('deals/acme-2.yaml', poster('Acme', '2026-11-17'));
    const acme = dealOf(await diff('main'), 'acme');
    expect(safe(acme)).toEqual(['2026-11-19', '2026-11-20']);
    expect(acme.causes).toMatchObject([{ input: 'others', bd: 1, says: ['acme-2 of the same customer added'] }]);
  });

  // What is held is in the queue: the hold of Norwell takes the 17th, and Acme prints on 18, 19 and 20.
  test('names what is held for another deal, and a sign-off', async () => {
    expect((await inProcess(['hold', 'deals/norwell.yaml', '--today', TODAY], { cwd })).code).toBe(0);
    const held = await diff('main');
    expect(safe(dealOf(held, 'acme'))).toEqual(['2026-11-19', '2026-11-20']);
    expect(dealOf(held, 'acme').causes[0]).toMatchObject({
      input: 'capacity',
      bd: 1,
      entries: [{ entry: 'bookings.norwell', change: 'added', bd: 1 }],
    });
    // Who holds it is not in their own way.
    expect(safe(dealOf(held, 'norwell'))).toEqual(['2026-11-17', '2026-11-17']);
    commitAll(cwd, 'Held');

    edit('capacity.yaml', DOWN('2026-11-17'));
    commitAll(cwd, 'The press is down, and what is booked does not fit');
    const owed = dealOf(await diff('HEAD~1', 'HEAD'), 'acme').rules.find(({ rule }) => rule === 'queue-holds')!;
    expect(owed).toEqual({ rule: 'queue-holds', before: 'pass', after: 'needs-approval', by: ['capacity'] });
    const approve = ['approve', 'deals/acme.yaml', 'queue-holds', '--as', 'ana', '--reason', 'They know', '--today', TODAY];
    expect(await inProcess(approve, { cwd })).toMatchObject({ code: 0, err: '' });
    const acme = dealOf(await diff('HEAD'), 'acme');
    expect(acme.rules).toEqual([{ rule: 'queue-holds', before: 'needs-approval', after: 'waived', by: ['sign-offs'] }]);
    expect(acme.causes).toMatchObject([
      { input: 'sign-offs', bd: 0, turns: ['queue-holds'], says: ['waiver of queue-holds by ana added'] },
    ]);
  });

  // Signed on Thursday the 19th, since today is Wednesday the 18th: printed on 19, 20 and 23, two business days later.
  test('takes the days between for a change only where it is asked to', async () => {
    edit('deals/acme.yaml', ['2026-11-20', '2026-12-18']);
    commitAll(cwd, 'Later');
    const later = async (...args: string[]) => {
      const { out } = await inProcess(['diff', 'HEAD', ...args, '--today', '2026-11-18', '--format', 'json'], { cwd });
      return z.parse(diffReportSchema, JSON.parse(out));
    };
    expect((await later()).deals.map(({ change }) => change)).toEqual(['same', 'same']);
    const answer = await later('--then', TODAY);
    expect(answer).toMatchObject({ before: { today: '2026-11-16' }, after: { today: '2026-11-18' } });
    const acme = dealOf(answer, 'acme');
    expect(safe(acme)).toEqual(['2026-11-19', '2026-11-23']);
    expect(acme.causes).toMatchObject([{ input: 'today', bd: 2, says: ['2026-11-16 → 2026-11-18'] }]);
  });

  // Between the two zones lie 25 hours: whenever it is, they have another day.
  test('judges both as of the day of the newer side, where a policy changes its time zone', async () => {
    edit('handoff.yaml', ['handoff: 1\n', 'handoff: 1\ntimezone: Pacific/Pago_Pago\n']);
    commitAll(cwd, 'West');
    edit('handoff.yaml', ['Pacific/Pago_Pago', 'Pacific/Kiritimati']);
    const days = async (...args: string[]): Promise<string[]> => {
      const ran = await inProcess(['diff', ...args, '--format', 'json'], { cwd });
      const { before, after } = z.parse(diffReportSchema, JSON.parse(ran.out));
      return [before.today, after.today];
    };
    const [one, other] = await days('HEAD');
    expect(one).toBe(other);
    commitAll(cwd, 'East');
    const [, west] = await days('HEAD', 'HEAD~1');
    expect(west < other).toBe(true);
  });

  test('begins where the branch began, when it is asked to', async () => {
    edit('deals/acme.yaml', ['poster:3', 'poster:4']);
    commitAll(cwd, 'Mine');
    git(cwd, 'checkout', '-q', '-b', 'theirs', 'main');
    edit('deliverables.yaml', ['each: 8h', 'each: 16h']);
    commitAll(cwd, 'Theirs');
    git(cwd, 'checkout', '-q', 'offer');
    expect((await diff('theirs')).files.map(({ path }) => path)).toEqual(['deals/acme.yaml', 'deliverables.yaml']);
    const own = await diff('theirs', '--merge-base');
    expect(own.files).toEqual([{ path: 'deals/acme.yaml', input: 'deal', change: 'edited' }]);
    expect(own.before.commit).toBe(git(cwd, 'rev-parse', 'main'));
    expect((await diff('theirs', 'offer', '--merge-base')).files).toEqual(own.files);
    git(cwd, 'branch', '-q', '-D', 'theirs');
  });

  test('reads from a subfolder, and a workspace that is one', async () => {
    edit('deals/acme.yaml', ['poster:3', 'poster:4']);
    const { out, code } = await inProcess(['diff', 'main', '--today', TODAY], { cwd: join(cwd, 'deals') });
    expect(code).toBe(0);
    expect(out).toContain('safe 2026-11-19 → 2026-11-20 (+1bd)');
  });

  describe('refuses', () => {
    test.each([
      ['nowhere', 'nowhere: git knows no such commit'],
      ['main..offer', 'name the two commits apart'],
      ['main:handoff.yaml', 'git knows no such commit'],
    ])('%s', async (ref, message) => {
      const { code, out, err } = await run(ref);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(message);
    });

    test('a name that is a branch and a tag', async () => {
      git(cwd, 'tag', 'main', 'offer');
      try {
        const { code, err } = await run('main');
        expect(code).toBe(2);
        expect(err).toContain('this is refs/tags/main and refs/heads/main');
        expect((await run('refs/heads/main')).code).toBe(0);
      } finally {
        git(cwd, 'tag', '-d', 'main');
      }
    });

    test('a folder of no repository, and no words', async () => {
      const place = folderFrom();
      try {
        const { code, err } = await inProcess(['diff', 'main'], { cwd: place.path });
        expect(code).toBe(2);
        expect(err).toContain('this folder is in no git repository');
        expect((await inProcess(['diff'], { cwd: place.path })).code).toBe(2);
      } finally {
        place.remove();
      }
    });

    test('files that are broken at a commit, by their name there', async () => {
      const whole = said('deals/acme.yaml');
      edit('deals/acme.yaml', ['items:', 'itmes:']);
      const broken = commitAll(cwd, 'Broken').slice(0, 7);
      write('deals/acme.yaml', whole);
      const { code, err, out: none } = await run('HEAD');
      expect({ code, none }).toEqual({ code: 2, none: '' });
      // The fifth line of the deal, with the line itself.
      expect(err).toContain(`${broken}:deals/acme.yaml:5:1`);
      expect(err).toContain('5 | itmes: [poster:3]');
      const json = await run('HEAD', '--format', 'json', '--format', `markdown=${join(out.path, 'comment')}`);
      const answer = z.parse(diffReportSchema, JSON.parse(json.out));
      expect(answer).toMatchObject({ exit: 2, deals: [] });
      expect(answer.diagnostics.map(({ file, line }) => [file, line])).toEqual([1, 5].map((line) => [`${broken}:deals/acme.yaml`, line]));
      const comment = readFileSync(join(out.path, 'comment'), 'utf8');
      expect(comment).toContain('## ✗ The two sides cannot be compared');
      expect(comment).toContain(`- \`${broken}:deals/acme.yaml:5:1\``);
    });

    test('a commit from before there was a workspace, with what it lacks', async () => {
      git(cwd, 'checkout', '-q', '--orphan', 'empty');
      git(cwd, 'rm', '-rfq', '--cached', '.');
      git(cwd, 'commit', '-q', '--allow-empty', '-m', 'Nothing');
      const empty = git(cwd, 'rev-parse', '--short=7', 'HEAD');
      git(cwd, 'checkout', '-q', '-f', 'offer');
      // No deal was there: that none could be judged there is no mistake.
      const { code, out } = await run(empty);
      expect(code).toBe(0);
      expect(out).toContain('new: ✓ YES · safe 2026-11-19');
      git(cwd, 'branch', '-q', '-D', 'empty');
    });
  });

  test('takes nothing of a title for its own in Markdown', async () => {
    edit(
      'deals/acme.yaml',
      ['customer: Acme', 'title: "| </details> @all <img src=x> [a](http://b) ``` # x"\ncustomer: Acme'],
      ['poster:3', 'poster:4'],
    );
    const { out, code } = await run('main', '--format', 'markdown');
    expect(code).toBe(0);
    const outside = out.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, '');
    expect(outside).not.toMatch(/[@<[]/);
    expect(out).toContain('## 1 of 2 deals changed');
    expect(out).toContain('safe 2026-11-19 → 2026-11-20 (+1bd)');
  });
});
