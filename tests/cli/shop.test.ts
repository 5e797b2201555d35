// The commands that begin with the library: what may be sold today, and the smallest deal of some of it.
import { mkdirSync, readFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { memoryWorld, type MemoryWorld } from '../../src/dev/generated/memory-world.ts';
import { EXAMPLE, EXAMPLE_TODAY } from '../../src/example/index.ts';
import { main } from '../../src/main.ts';
import type { Menu } from '../../src/report/menu.ts';
import type { WhenReport } from '../../src/report/when.ts';
import { folderFrom, handoff } from './run.ts';
import { hasTmux, openRoom, type Room } from './terminal.ts';

const LIBRARY = EXAMPLE['deliverables.yaml'];
/** The example's library with what is not sold, and something that goes with the bags. */
const WIDER = `${LIBRARY}
  tote:
    title: Plain tote
    status: declined
    say: We sew no plain totes
    instead: [branded-bag]
  umbrella:
    title: Branded umbrella
    status: roadmap
    roadmap: {ref: R-7, state: planned, ready: 2027-03-01}
  gift-box:
    title: Bag in a box
    requires: [branded-bag]
    steps: [{id: box, needs: {sewer: 1}, effort: {each: 1m}}]
`;

async function run(world: MemoryWorld, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  world.said.out = world.said.err = '';
  const code = await main(args, world);
  return { code, ...world.said };
}
const worldWith = (files: Record<string, string> = {}): MemoryWorld => memoryWorld({ ...EXAMPLE, ...files }, EXAMPLE_TODAY);
async function menuOf(world: MemoryWorld, ...args: string[]): Promise<Menu> {
  return JSON.parse((await run(world, 'menu', ...args, '--format', 'json')).out) as Menu;
}

describe('the menu', () => {
  test('its dates are those of handoff when for the same quantity', async () => {
    const world = worldWith();
    const { entries, signature } = await menuOf(world);
    const [{ usual, start, safe, offer }] = entries;
    // history.csv of the example has ten orders of bags; in order 180 200 200 220 240 250 …: the lower one of the two in the middle.
    const sold = EXAMPLE['history.csv']
      .split('\n')
      .slice(1)
      .flatMap((line) => {
        const at = EXAMPLE['history.csv'].split('\n')[0].split(',').indexOf('quantity');
        return line.includes('branded-bag') ? [Number(line.split(',')[at])] : [];
      })
      .sort((a, b) => a - b);
    expect(usual).toEqual({ quantity: sold[Math.ceil(sold.length / 2) - 1], from: 'history', of: sold.length });
    const when = JSON.parse((await run(world, 'when', `branded-bag:${usual.quantity}`, '--format', 'json')).out) as WhenReport;
    expect({ start, safe, offer, signature }).toEqual({
      start: when.answer!.start,
      safe: when.answer!.safe,
      offer: when.answer!.offer,
      signature: when.answer!.signature,
    });
  });

  test('what is declined says what instead, what is to come says when, and what needs more is planned with it', async () => {
    const world = worldWith({ 'deliverables.yaml': WIDER });
    const { entries, not_sold } = await menuOf(world);
    expect(not_sold).toEqual([
      { item: 'tote', title: 'Plain tote', status: 'declined', say: 'We sew no plain totes', instead: ['branded-bag'], roadmap: null },
      {
        item: 'umbrella',
        title: 'Branded umbrella',
        status: 'roadmap',
        say: null,
        instead: [],
        roadmap: { state: 'planned', ready: '2027-03-01' },
      },
    ]);
    const [bag, box] = entries;
    expect(box).toMatchObject({ item: 'gift-box', requires: ['branded-bag'], price: null, usual: { quantity: 1, from: 'none' } });
    // A box is closed around a bag: it cannot be there before one bag is.
    const one = await menuOf(world, 'branded-bag:1');
    expect(box.safe! >= one.entries[0].safe!).toBe(true);
    expect(box.also).toEqual([]);
    expect(bag.requires).toEqual([]);
    const text = await run(world, 'menu');
    expect(text.code).toBe(0);
    expect(text.out).toContain('✗ tote  Plain tote: not sold: We sew no plain totes; sell branded-bag instead');
    expect(text.out).toContain('✗ umbrella  Branded umbrella: not there yet (planned, ready 2027-03-01)');
  });

  test('only some, with other quantities', async () => {
    const world = worldWith({ 'deliverables.yaml': WIDER });
    const { entries, not_sold } = await menuOf(world, 'branded-bag:20');
    expect(entries.map(({ item, usual }) => [item, usual])).toEqual([['branded-bag', { quantity: 20, from: 'asked', of: 0 }]]);
    // 350 + 20 × 42.
    expect(entries[0].list_price).toBe('1190');
    expect(not_sold).toEqual([]);
  });

  test('nothing that can be dated: exit 1; an unknown item, a wrong library: exit 2', async () => {
    const declined = LIBRARY.replace('status: offered', 'status: declined');
    expect(await run(worldWith({ 'deliverables.yaml': declined }), 'menu')).toMatchObject({ code: 1, err: '' });
    const unknown = await run(worldWith(), 'menu', 'branded-bga:3');
    expect(unknown).toMatchObject({ code: 2, out: '', err: "handoff: 'branded-bga' is not in the library: did you mean 'branded-bag'?\n" });
    const wrong = await run(worldWith({ 'deliverables.yaml': `${LIBRARY}  tote: {titel: Tote}\n` }), 'menu');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toMatch(/^deliverables\.yaml:\d+:\d+.*titel/m);
    expect((await run(memoryWorld({}, EXAMPLE_TODAY), 'menu')).err).toContain('there is no capacity.yaml in this folder or above it');
  });

  test('Markdown and a page hold what strangers wrote as text', async () => {
    const hostile = WIDER.replace('Plain tote', '"<script>alert(1)</script> | **bold** [x](http://x.example)"');
    const world = worldWith({ 'deliverables.yaml': hostile });
    const markdown = (await run(world, 'menu', '--markdown')).out;
    expect(markdown).toMatch(/^# What may be sold\n/);
    const read = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
    expect(read).toContain('&lt;script&gt;');
    expect(read).not.toMatch(/<script|<a |<strong>bold/);
    const page = (await run(world, 'menu', '--html')).out;
    expect(page).toContain('&#60;script&#62;');
    expect(page).not.toContain('<script');
    expect(page).toContain('<th scope="row">');
  });
});

describe('a new deal', () => {
  test('is as small as can be, and is what check of the same items says', async () => {
    const world = worldWith();
    const made = await run(world, 'new', 'hill-9', 'branded-bag:300', '--customer', 'Hill & Sons', '--by', '2027-03-01');
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(world.files.get('/w/deals/hill-9.yaml')).toBe(
      'handoff: 1\ncustomer: Hill & Sons\nwanted: 2027-03-01\nitems:\n  - branded-bag:300\n',
    );
    expect(made.out).toMatch(/^✓ deals\/hill-9\.yaml is written: 300 × Custom branded bag for Hill & Sons\n {2}It passes: safe 20/);
    expect((await run(world, 'check', 'deals/hill-9.yaml')).code).toBe(0);
  });

  test.each(['on', 'null', '2026-12-18', '3e5', 'A: b #c', '- x', 'O\'Neil "Bob"', 'Müller — Söhne', '  spaced  out ', 'x'.repeat(300)])(
    'a customer called %j is called so by the file',
    async (customer) => {
      const world = worldWith();
      expect((await run(world, 'new', 'x', 'branded-bag:3', '--customer', customer)).code).toBe(0);
      expect(world.files.get('/w/deals/x.yaml')).toMatch(/^handoff: 1\ncustomer: .*\nitems:\n {2}- branded-bag:3\n$/);
      const report = JSON.parse((await run(world, 'check', 'deals/x.yaml', '--format', 'json')).out) as { deals: { customer: string }[] };
      expect(report.deals[0].customer).toBe(customer.trim());
    },
  );

  test('a start, a second line of the same, and nobody who said by when', async () => {
    const world = worldWith();
    const made = await run(world, 'new', 'x', 'branded-bag:3', 'branded-bag:4', '--customer', 'X', '--start', '2027-01-04');
    expect(world.files.get('/w/deals/x.yaml')).toBe(
      'handoff: 1\ncustomer: X\nwanted: {start: 2027-01-04}\nitems:\n  - branded-bag:3\n  - {id: branded-bag-2, deliverable: branded-bag, quantity: 4}\n',
    );
    // Nobody has sold so few before: comparable-work cannot be judged.
    expect(made.out).toMatch(/Nobody has said by when: safe \d{4}-\d\d-\d\d as far as judged, offer /);
  });

  test.each([
    [['hill-9', 'branded-bga:3', '--customer', 'X'], "'branded-bga' is not in the library: did you mean 'branded-bag'?"],
    [['hill-9', 'tote:3', '--customer', 'X'], '\'tote\' is not sold: "We sew no plain totes"; sell branded-bag instead'],
    [['acme-041', 'branded-bag:3', '--customer', 'X'], "'acme-041': there is a deal of that name already"],
    [['Hill_9', 'branded-bag:3', '--customer', 'X'], "a deal's id is written in lower-case letters"],
    [['../x', 'branded-bag:3', '--customer', 'X'], "a deal's id is written in lower-case letters"],
    [['hill-9', 'branded-bag:3'], '--customer is missing, and here is no terminal to ask in'],
    [['branded-bag:3'], "'branded-bag:3' is an item, and the first word is the deal's id"],
    [['hill-9', 'branded-bag:0', '--customer', 'X'], 'a quantity is a whole number'],
    [['hill-9', 'branded-bag:3', '--customer', ' '], '--customer is empty'],
    [['hill-9', 'branded-bag:3', '--customer', 'a\u202eb'], 'a character that hides'],
    [['hill-9', 'branded-bag:3', '--customer', 'X', '--by', '2026-12-01', '--start', '2026-12-02'], 'the work would begin after its end'],
  ])('refused: %j', async (args, why) => {
    const world = worldWith({ 'deliverables.yaml': WIDER });
    const before = [...world.files.keys()];
    const { code, out, err } = await run(world, 'new', ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(why);
    expect([...world.files.keys()]).toEqual(before);
  });

  test('what is on the roadmap may be written down: the check says from when', async () => {
    const world = worldWith({ 'deliverables.yaml': WIDER });
    expect((await run(world, 'new', 'x', 'umbrella:3', '--customer', 'X', '--by', '2027-02-01')).out).toMatch(/Not yet: .*on-roadmap/s);
  });
});

describe.skipIf(!hasTmux)('in a terminal', () => {
  let room: Room;
  let place: { path: string; remove: () => void };
  let shop: string;
  beforeAll(() => {
    room = openRoom();
  });
  afterAll(() => room.close());
  beforeEach(() => {
    place = folderFrom();
    shop = join(place.path, 'shop');
    handoff(['init', 'shop', '--today', EXAMPLE_TODAY], { cwd: place.path });
    return () => place.remove();
  });

  test('bare: every question is asked, shown, confirmed and written; wrong answers are told at once', () => {
    const sitting = room.sit(['new', '--today', EXAMPLE_TODAY], 80, shop);
    const said = (question: string, ...texts: string[]): void => {
      sitting.asked(question);
      for (const text of texts) {
        sitting.type(text);
        sitting.press('Enter');
      }
    };
    said('Who is it for?', 'Hill & Sons');
    said('What shall the deal be called?', 'acme-041');
    sitting.shows('there is a deal of that name already');
    sitting.press('C-u');
    sitting.type('hill-9');
    sitting.press('Enter');
    sitting.asked('What do they want?');
    expect(sitting.shows('Custom branded bag')).toContain('350 + 42 each');
    sitting.press('Down', 'Enter');
    said('How many?', '300');
    sitting.shows('yes or no:');
    sitting.type('no');
    sitting.press('Enter');
    said('By when do they want it?', '2027-03-01');
    sitting.asked('Is this what you say?');
    expect(existsSync(join(shop, 'deals', 'hill-9.yaml'))).toBe(false);
    sitting.press('Down', 'Enter');
    const { code, screen } = sitting.ended();
    expect(code).toBe(0);
    expect(screen).toContain('deals/hill-9.yaml is written');
    expect(readFileSync(join(shop, 'deals', 'hill-9.yaml'), 'utf8')).toBe(
      'handoff: 1\ncustomer: Hill & Sons\nwanted: 2027-03-01\nitems:\n  - branded-bag:300\n',
    );
  });

  test('only what is missing is asked; Ctrl-C leaves nothing', () => {
    const sitting = room.sit(['new', 'hill-9', 'branded-bag:300', '--today', EXAMPLE_TODAY], 40, shop);
    sitting.asked('Who is it for?');
    sitting.press('C-c');
    expect(sitting.ended()).toMatchObject({ code: 130 });
    expect(existsSync(join(shop, 'deals', 'hill-9.yaml'))).toBe(false);
  });

  test('somebody else writes the same name meanwhile: theirs stays', () => {
    const sitting = room.sit(['new', 'hill-9', 'branded-bag:300', '--by', '2027-03-01', '--today', EXAMPLE_TODAY], 80, shop);
    sitting.asked('Who is it for?');
    sitting.type('Hill & Sons');
    sitting.press('Enter');
    sitting.asked('Is this what you say?');
    mkdirSync(join(shop, 'deals'), { recursive: true });
    writeFileSync(join(shop, 'deals', 'hill-9.yaml'), 'theirs\n');
    sitting.press('Down', 'Enter');
    expect(sitting.ended().code).toBe(3);
    expect(readFileSync(join(shop, 'deals', 'hill-9.yaml'), 'utf8')).toBe('theirs\n');
  });
});
