// `handoff restate` as its doer meets it: in a real terminal, key by key.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { folderFrom, handoff } from './run.ts';
import { hasTmux, openRoom, type Room, type Sitting } from './terminal.ts';

// The example's shop: ana will deliver, sam sells.
const DEAL = `handoff: 1
deal: river-7
customer: River Club
seller: {name: Sam Reed, email: sam@larkfield.example}
dates: {signature: 2026-11-23, wanted: 2027-01-29}
items:
  - id: bags
    deliverable: branded-bag
    quantity: 40
    custom: [{id: liner, what: Recycled liner, effort: {sewer: 40h}, price: 2400, change: reversible, undo: it is cut out, flow: {steps: 3}}]
promises:
  - id: at-the-dock
    text: Forty branded bags with liner at the club's dock before the regatta
    complete_when: {observable: 40 bags at the dock, measure: bags, threshold: '40', evidence: signed delivery note}
    quantity: 40
    due: 2027-01-29
    excludes: [Gift wrapping]
    doer: ana
  - id: sample
    text: One sewn sample in the club's office
    complete_when: {observable: a sample in the office, evidence: receipt by the office}
    due: 2026-12-18
    doer: ana
`;

/** Every question about the first promise, and the keys that answer it; a text is typed, and then Enter. */
const DOCK: readonly (readonly [question: string, ...keys: readonly string[]])[] = [
  ['What will be true when this is complete', 'text:Every crate stands counted and dry beside our boat house'],
  ['By when did you agree to have it done?', 'text:2027-01-28'],
  ['How many?', 'text:40'],
  ['What did we agree will show it?', 'pick:signed delivery note'],
  ['Which of these did we say is not included?', 'pick:Gift wrapping'],
  ['Can you deliver it?', 'Down', 'Down', 'Enter'],
  ['By which later date can you?', 'text:2027-01-30'],
  ['Would you do it three times', 'Down', 'Enter'],
  ['Can it be undone', 'Down', 'Enter'],
  ['How is it undone?', 'text:the liner is cut out'],
  ['What of this normally goes wrong?', 'Space', 'Enter'],
  ['What else normally goes wrong?', 'text:The lorry is late'],
  ['Which step does it happen to?', 'Down', 'Enter'],
  ['What does it do?', 'Down', 'Enter'],
  ['How much?', 'text:2bd'],
  ['What else normally goes wrong?', 'Enter'],
  ["How much work is 'Recycled liner'", 'text:sewer 40h'],
  ['Draw the flow on a whiteboard.', 'text:4'],
];

let room: Room;
let place: { path: string; remove: () => void };
let shop: string;
beforeAll(() => {
  if (!hasTmux) return;
  room = openRoom();
});
afterAll(() => {
  if (hasTmux) room.close();
});
beforeEach(() => {
  place = folderFrom();
  shop = join(place.path, 'shop');
  handoff(['init', 'shop', '--today', '2026-11-16'], { cwd: place.path });
  writeFileSync(join(shop, 'deals', 'river-7.yaml'), DEAL);
  return () => place.remove();
});

const kept = (): string[] => (existsSync(join(shop, 'signoffs')) ? readdirSync(join(shop, 'signoffs', 'river-7')) : []);
const restate = (columns: number, ...more: readonly string[]): Sitting =>
  room.sit(['restate', 'deals/river-7.yaml', '--as', 'ana', '--today', '2026-11-16', ...more], columns, shop);

/** Answers a question with its keys. */
function answer(to: Sitting, screen: string, keys: readonly string[]): void {
  const [first] = keys;
  if (first?.startsWith('text:')) {
    to.type(first.slice(5));
    to.press('Enter');
  } else if (first?.startsWith('pick:')) {
    const list = screen
      .slice(screen.lastIndexOf('?'))
      .split('\n')
      .filter((line) => /[◯◉]/u.test(line));
    const index = list.findIndex((line) => line.includes(first.slice(5)));
    expect(index).toBeGreaterThanOrEqual(0);
    to.press(...Array.from({ length: index }, () => 'Down'), 'Space', 'Enter');
  } else to.press(...keys);
}

/** Answers all questions of an interview; */
function answerAll(to: Sitting, steps: typeof DOCK): void {
  steps.forEach(([question, ...keys], index) => answer(to, to.asked(question, index + 1), keys));
}

describe.skipIf(!hasTmux)('in a terminal', { timeout: 180_000 }, () => {
  test('every question is answered, both versions are shown, and what is confirmed is kept', () => {
    const ana = restate(80, '--promise', 'at-the-dock');
    expect(ana.asked('What will be true')).toContain(
      "'at-the-dock', promised to River Club by Sam Reed\n  ___ branded bags with liner at the club's dock before the regatta\n  Custom branded bag (Recycled liner)\n",
    );
    answerAll(ana, DOCK);
    const shown = ana.asked('Is this what you say?');
    // Enter alone agrees to nothing.
    ana.press('Enter');
    ana.shows(/> nothing is picked yet: pick one\n/);
    ana.asked('pick one');
    expect(kept()).toEqual([]);
    expect(shown.slice(shown.indexOf('                as promised'), shown.indexOf('Is this what'))).toBe(COMPARED);
    expect(shown.slice(0, shown.indexOf('as promised'))).not.toMatch(/2027-01-29/);
    ana.press('Down', 'Enter');
    const { code, screen } = ana.ended();
    expect(code).toBe(0);
    const [file, ...others] = kept();
    expect(others).toEqual([]);
    expect(screen).toContain(
      `✓ ana restates 'at-the-dock'\n  It holds until any of what it speaks of changes.\n  signoffs/river-7/${file}\n`,
    );
    expect(JSON.parse(readFileSync(join(shop, 'signoffs', 'river-7', file), 'utf8'))).toMatchObject({
      type: 'handoff/restatement@1',
      subject: 'promise/at-the-dock',
      by: 'ana',
      at: '2026-11-16',
      level: 'typed',
      restatement: {
        due: '2027-01-28',
        quantity: 40,
        evidence: ['signed delivery note'],
        excludes: ['Gift wrapping'],
        delivers: 'later',
        later: '2027-01-30',
        drawn: 4,
      },
    });
  });

  test('what cannot be taken is told at once, and asked again', () => {
    const ana = restate(80, '--promise', 'at-the-dock');
    const refusals: Readonly<Record<string, readonly (readonly [said: string, because: string])[]>> = {
      'What will be true when this is complete': [
        ['', 'nothing is said yet: say it in a few words'],
        ['All bags are there', 'that has 1 word that carries meaning, and 5 are needed'],
        [
          "branded bags with liner at the club's dock before the regatta",
          "100% of that is as the promise has it ('branded bags with liner",
        ],
        ['Members of the whole club enjoy better bags', "nobody can observe 'better'"],
      ],
      'By when did you agree to have it done?': [
        ['', 'no date is given yet: write it as YYYY-MM-DD'],
        ['end of January', "'end of January' is not a date: write it as YYYY-MM-DD"],
        ['2026-11-13', '2026-11-13 is over: today is 2026-11-16'],
      ],
      'How many?': [['about 40', "'about 40' is not a whole number from 1"]],
      'How is it undone?': [],
      'How much?': [
        ['2', "'2' has no unit: say which, 2bd or 2d"],
        ['6h', "'6h' is in another unit: a delay is in bd or d, as 2bd or 2d"],
      ],
      "How much work is 'Recycled liner'": [['swer 40h', "'swer' is no role of capacity"]],
      'Draw the flow on a whiteboard.': [['four', "'four' is not a whole number from 1"]],
    };
    DOCK.forEach(([question, ...keys], index) => {
      let screen = ana.asked(question, index + 1);
      for (const [said, because] of refusals[question] ?? []) {
        ana.type(said);
        ana.press('Enter');
        // The sentence stands below the line that is typed on, and what was typed stays there.
        screen = ana.shows(new RegExp(`\\n> ${because.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+')}`));
        ana.press('C-u');
      }
      answer(ana, screen, keys);
    });
    ana.asked('Is this what you say?');
    expect(kept()).toEqual([]);
    ana.press('C-c');
    expect(ana.ended().code).toBe(130);
  });

  test('an answer is changed before it is confirmed, and with it what hangs on it', () => {
    const ana = restate(80, '--promise', 'at-the-dock');
    answerAll(ana, DOCK);
    ana.asked('Is this what you say?');
    ana.press('Down', 'Down', 'Enter');
    const list = ana.asked('Which one?');
    expect(list).toContain('Can you deliver it? Yes, by a later date');
    ana.press(...'Down Down Down Down Down Down Enter'.split(' '));
    // Yes: then no other date is asked for.
    ana.asked('Can you deliver it?', 6);
    ana.press('Down', 'Enter');
    ana.asked('Would you do it three times', 7);
    ana.press('Down', 'Enter');
    const shown = ana.asked('< is sooner than promised, which harms nobody. Is this what you say?');
    expect(shown.slice(shown.lastIndexOf('as promised'))).toMatch(/^ {2}can deliver {3}yes +yes$/m);
    ana.press('Down', 'Enter');
    expect(ana.ended().code).toBe(0);
    // What was said before the promise was shown stays beside what counts, and only that: three times was said again as it was.
    const [file] = kept();
    expect(JSON.parse(readFileSync(join(shop, 'signoffs', 'river-7', file), 'utf8'))).toMatchObject({
      restatement: {
        delivers: 'yes',
        can_hold_standard: 'yes',
        first: [
          { asked: 'Can you deliver it?', said: 'Yes, by a later date' },
          { asked: 'By which later date can you?', said: '2027-01-30' },
        ],
      },
    });
    // A brief tells it, and nothing finds fault with the file.
    const brief = handoff(['brief', 'deals/river-7.yaml', '--today', '2026-11-16'], { cwd: shop });
    expect(brief.err).toBe('');
    expect(brief.out.replace(/\s+/g, ' ')).toContain('“2027-01-30” to “By which later date can you?”, and changed beside the promise');
  });

  test('who leaves at the end keeps nothing', () => {
    const ana = restate(80, '--promise', 'at-the-dock');
    answerAll(ana, DOCK);
    ana.asked('Is this what you say?');
    ana.press('Down', 'Down', 'Down', 'Enter');
    const { code, screen } = ana.ended();
    expect(code).toBe(1);
    expect(screen).toContain("nothing of 'at-the-dock' was kept");
    expect(kept()).toEqual([]);
  });

  test('Ctrl-C at any question leaves nothing behind', () => {
    // One terminal for each question, all answered as far as theirs.
    const all = [...DOCK.map(([question]) => question), 'Is this what you say?'].map((stop) => ({
      stop,
      ana: restate(80, '--promise', 'at-the-dock'),
    }));
    [...DOCK, ['Is this what you say?']].forEach(([question, ...keys], index) => {
      for (const [nth, { ana }] of all.entries()) {
        if (nth < index) continue;
        const screen = index < DOCK.length ? ana.asked(question, index + 1) : ana.asked(question);
        if (nth === index) ana.press(index % 2 === 0 ? 'C-c' : 'C-d');
        else answer(ana, screen, keys);
      }
    });
    for (const { ana } of all) {
      const { code, screen } = ana.ended();
      expect(code).toBe(130);
      expect(screen.replace(/\s+/g, ' ')).toContain(
        "interrupted: nothing of 'at-the-dock' was kept. The same command asks about 'at-the-dock' again, from its first question.",
      );
    }
    expect(existsSync(join(shop, 'signoffs'))).toBe(false);
  });

  test('what was confirmed stays, and the next time begins after it', () => {
    const ana = restate(80);
    answerAll(ana, DOCK);
    ana.asked('Is this what you say?');
    ana.press('Down', 'Enter');
    ana.shows("'sample', promised to River Club");
    ana.asked('What will be true', 1);
    ana.press('C-c');
    const { code, screen } = ana.ended();
    expect(code).toBe(130);
    expect(screen).toContain("interrupted: nothing of 'sample' was kept; what was confirmed before stays.");
    expect(screen).toContain("✓ ana restates 'at-the-dock'");
    expect(kept()).toHaveLength(1);

    const again = restate(80);
    const first = again.asked('What will be true', 1);
    expect(first).toContain("'at-the-dock' was restated by ana on 2026-11-16, and has not changed since");
    expect(first).toContain("___ sewn sample in the club's office");
    again.press('C-c');
    expect(again.ended().code).toBe(130);
    expect(kept()).toHaveLength(1);
  });

  test('a paste of 10 KB is refused, and one with lines and escapes in it is one line of text', () => {
    const ana = restate(80, '--promise', 'at-the-dock');
    ana.asked('What will be true', 1);
    ana.paste('\u001b[31mEvery crate\r\n'.repeat(640));
    ana.shows(/> 7679 characters were pasted, and nobody reads so many: nothing of it was taken\.\n>$/);
    ana.paste('Every crate\rstands \u001b[2J\u001b[1;1Hcounted\u0003\nand\u0004 dry beside\u001b]0;owned\u0007 our boat house\r\r');
    ana.shows(/\n> {2}Every crate stands counted and dry beside our boat house$/);
    ana.press('Enter');
    ana.asked('By when did you agree to have it done?', 2);
    ana.press('C-c');
    expect(ana.ended().code).toBe(130);
    expect(kept()).toEqual([]);
  });

  test('at 40 columns every line fits, and both versions stand under each other', () => {
    const ana = restate(40, '--promise', 'at-the-dock');
    answerAll(ana, DOCK);
    const shown = ana.asked('Is this what you say?');
    expect(shown).toContain(
      "  when complete\n    promised Forty branded bags with\n             liner at the club's dock\n             before the regatta\n    you say  Every crate stands counted\n",
    );
    expect(shown).toContain('≠ can deliver\n    promised yes\n    you say  yes, by a later date,\n             2027-01-30\n');
    // Lines that the terminal had to break are joined here: there are none.
    expect(shown.split('\n').filter((line) => line.length > 40)).toEqual([]);
    ana.press('Down', 'Enter');
    expect(ana.ended().code).toBe(0);
  });
});

const COMPARED = `                as promised                     as you say
  when complete Forty branded bags with liner   Every crate stands counted
                at the club's dock before the   and dry beside our boat house
                regatta
< by when       2027-01-29                      2027-01-28
  how many      40                              40
  shown by      signed delivery note            signed delivery note
  not included  Gift wrapping                   Gift wrapping
≠ can deliver   yes                             yes, by a later date,
                                                2027-01-30
  three times   yes                             yes
  undone        -                               reversible: the liner is cut
                                                out
  work: liner   sewer 40h                       sewer 40h
  goes wrong    -                               Thread colour out of stock
                                                and The lorry is late
  drawn in      -                               4m

≠ differs: it stays open until you and the seller agree.
< is sooner than promised, which harms nobody.

`;
