// `handoff offer` and `handoff say`: what they say byte for byte, that what lateness does is worked out, and that nothing internal gets to a customer.
// UPDATE=1 records: then read the difference.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memoryWorld } from '../../src/dev/generated/memory-world.ts';
import { main } from '../../src/main.ts';
import type { OfferData } from '../../src/report/offer/index.ts';
import type { SayReport } from '../../src/report/say/index.ts';
import { RULES } from '../../src/rules/index.ts';
import { handoff, ROOT } from '../cli/run.ts';

const FOLDER = join(ROOT, 'fixtures', 'offers');
const EXPECTED = join(FOLDER, 'expected');
const update = process.env.UPDATE === '1';

/** A shop in which all that a customer must not read has `zz` in it. */
const SHOP = Object.fromEntries(
  readdirSync(join(FOLDER, 'shop'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.\w+$/.test(path))
    .map((path) => [path, readFileSync(join(FOLDER, 'shop', path), 'utf8')]),
);

async function run(line: string, files: Readonly<Record<string, string>> = SHOP): Promise<{ code: number; out: string; err: string }> {
  const world = memoryWorld(files, '2026-11-16');
  const code = await main(line.split(' '), world);
  return { code, ...world.said };
}

/** The shop with a line of a deal changed. */
function changed(deal: string, from: string, to: string): Readonly<Record<string, string>> {
  const path = `deals/${deal}.yaml`;
  const text = SHOP[path].replace(from, to);
  expect(text).not.toBe(SHOP[path]);
  return { ...SHOP, [path]: text };
}

const offered = async (line: string, files = SHOP): Promise<OfferData> =>
  JSON.parse((await run(`${line} --format json`, files)).out) as OfferData;
const said = async (line: string, files = SHOP): Promise<SayReport> =>
  JSON.parse((await run(`${line} --format json`, files)).out) as SayReport;

/** Each answer by the name of its file: the exit code that it deserves, the command line. */
const QUESTIONS: Readonly<Record<string, readonly [exit: number, line: string]>> = {
  'offer-museum.md': [0, 'offer deals/museum.yaml'],
  'offer-museum.html': [0, 'offer deals/museum.yaml --html'],
  'offer-museum.json': [0, 'offer deals/museum.yaml --format json'],
  'offer-after-artwork.md': [0, 'offer deals/after-artwork.yaml'],
  'offer-in-phases.md': [0, 'offer deals/in-phases.yaml'],
  'offer-too-soon-draft.md': [1, 'offer deals/too-soon.yaml --draft'],
  'offer-refused.json': [1, 'offer deals/too-soon.yaml --format json'],
  'say-museum.txt': [0, 'say deals/museum.yaml'],
  'say-after-artwork.txt': [0, 'say deals/after-artwork.yaml'],
  'say-in-phases.txt': [0, 'say deals/in-phases.yaml'],
  'say-too-soon.txt': [1, 'say deals/too-soon.yaml'],
  'say-too-soon.json': [1, 'say deals/too-soon.yaml --format json'],
  'say-gold.txt': [1, 'say deals/gold.yaml'],
};

test('every recorded answer has its question', () => {
  if (!update) expect(readdirSync(EXPECTED).sort()).toEqual(Object.keys(QUESTIONS).sort());
});

describe.each(Object.entries(QUESTIONS))('%s', (name, [exit, line]) => {
  test(`handoff ${line}`, async () => {
    const { code, out, err } = await run(line);
    expect(code).toBe(exit);
    if (name !== 'offer-refused.json') expect(err).toBe('');
    const path = join(EXPECTED, name);
    if (update) writeFileSync(path, out);
    expect(existsSync(path), `${path} is not recorded: UPDATE=1 npx vitest run tests/report/offer.test.ts`).toBe(true);
    expect(out).toBe(readFileSync(path, 'utf8'));
  });
});

test('the built program says the same', () => {
  const { out } = handoff(['offer', 'deals/museum.yaml', '--today', '2026-11-16'], { cwd: join(FOLDER, 'shop') });
  expect(out).toBe(readFileSync(join(EXPECTED, 'offer-museum.md'), 'utf8'));
});

describe('nothing internal gets to a customer', () => {
  const lines = ['museum', 'too-soon', 'after-artwork', 'in-phases', 'gold'].flatMap((deal) =>
    ['offer --draft', 'offer --draft --html', 'say'].map((command) => `${command} deals/${deal}.yaml`),
  );
  test.each(lines)('handoff %s', async (line) => {
    const out = (await run(line)).out.replace(/<style>[^]*<\/style>/, '');
    expect(out.length).toBeGreaterThan(80);
    expect(out).not.toMatch(/zz/i);
    for (const { id } of RULES) if (id.includes('-')) expect(out).not.toContain(id);
    // Hours of roles, rates, the price of the paper, its chance, the sales buffer.
    expect(out).not.toMatch(/\b(?:press|binder|hours? of|margin|rate|probability|buffer|headroom|booked)\b/i);
  });

  test('nor by the data of an offer or an answer', async () => {
    expect(JSON.stringify((await offered('offer deals/museum.yaml')).offer?.sections)).not.toMatch(/zz/i);
    const { say } = await said('say deals/too-soon.yaml');
    expect(JSON.stringify({ ...say, deal: '' })).not.toMatch(/zz/i);
  });

  test('all of it is there to be told to a seller', async () => {
    const { out } = await run('check deals/too-soon.yaml --verbose');
    for (const word of ['zz-press', 'Zz Rival', 'Zz the folder jams', 'zz-bo']) expect(out).toContain(word);
  });

  test('what the deal itself says to the customer is told, whatever it is', async () => {
    const files = changed('museum', 'Sam Reed', 'Sam *Reed*');
    expect((await run('offer deals/museum.yaml', files)).out).toContain('- **Your contact:** `Sam *Reed*`, `sam@quire.example`');
  });
});

describe('an offer', () => {
  // The press is free from Wed 2 Dec on; binding takes 8h, and with the jam (4h) and the illness (8h) it takes 20h: from Mon 7 Dec it is done on Wed 9 Dec.
  // Artwork on 1 Dec (+1bd) changes nothing of it. On 2 Dec (+2bd), with 2bd more when it is late again and 1bd more printing when it is not in CMYK: printed
  // on Fri 4 and Mon 7 Dec, dry on Wed 9, bound on Thu 10 Dec: 1bd. On 7 Dec (+5bd), late again and somebody ill: printed on Wed 9, dry on Fri 11,
  // bound in 16h on Mon 14 and Tue 15 Dec: 4bd after 9 Dec. What is offered holds as long as it is safe: of Fri 11 Dec it is 2bd to Tue 15 Dec, of the 18th nothing.
  test.each([
    ['2026-12-09', [0, 1, 4]],
    ['2026-12-11', [0, 0, 2]],
    ['2026-12-18', [0, 0, 0]],
  ])('says what lateness does to what is offered, worked out for each: %s', async (day, [one, two, five]) => {
    const files = day === '2026-12-18' ? SHOP : changed('museum', '{ on: 2026-12-18,', `{ on: ${day},`);
    const { offer } = await offered('offer deals/museum.yaml', files);
    expect(offer?.inputs).toEqual([
      {
        input: 'artwork',
        state: 'expected',
        late: [
          { late_bd: 1, moves_bd: one },
          { late_bd: 2, moves_bd: two },
          { late_bd: 5, moves_bd: five },
        ],
      },
    ]);
  });

  // Nobody is in the way any more, and no weekend dries for nothing: the artwork is all that the work waits for. It is safe on 8 Dec, and offered for that day.
  test('says that each day of lateness is a day, where it is', async () => {
    const files = {
      ...changed('museum', '{ on: 2026-12-18,', '{ on: 2026-12-08,'),
      'capacity.yaml': SHOP['capacity.yaml'].replace(/bookings:\n.*\n.*\n/, ''),
      'deliverables.yaml': SHOP['deliverables.yaml'].replace('window: 2d', 'window: 2bd'),
    };
    const { offer } = await offered('offer deals/museum.yaml', files);
    expect(offer?.inputs[0].late.map(({ late_bd, moves_bd }) => [late_bd, moves_bd])).toEqual([
      [1, 1],
      [2, 2],
      [5, 5],
    ]);
    expect((await run('offer deals/museum.yaml', files)).out).toContain(
      'for each business day that it is late, the completion moves by one',
    );
  });

  test('is refused for a deal that does not pass, with how to see why', async () => {
    expect(await run('offer deals/too-soon.yaml')).toEqual({
      code: 1,
      out: '',
      err:
        'handoff: no offer of deals/too-soon.yaml: 1 check keeps it from passing (operations-date); handoff check deals/too-soon.yaml says what is missing, ' +
        'and --draft prints it with a mark\n',
    });
  });

  test('as a draft names no date that does not hold', async () => {
    // Wanted 3 Dec, safe 9 Dec, and 2bd of sales buffer: 11 Dec.
    const { exit, offer } = await offered('offer deals/too-soon.yaml --draft');
    expect([exit, offer?.draft, offer?.dates.complete?.on]).toEqual([1, true, '2026-12-11']);
    expect(JSON.stringify(offer)).not.toContain('2026-12-03');
  });

  test('of a draft that would pass is marked too', async () => {
    const { exit, offer } = await offered('offer deals/museum.yaml', changed('museum', 'title:', 'state: draft\ntitle:'));
    expect([exit, offer?.draft]).toEqual([0, true]);
  });

  // The plan looks at the artwork of each of the ten business days after today, Mon 16 Nov: the last is Mon 30 Nov, and 20bd are enough on all of them.
  test('that counts from an input says until when it does', async () => {
    const { out } = await run('offer deals/after-artwork.yaml');
    expect(out).toContain('here and approved by 2026-11-30: the dates count from that day');
  });

  test('of what is lost is refused', async () => {
    const { code, err } = await run('offer deals/museum.yaml', changed('museum', 'title:', 'state: lost\ntitle:'));
    expect(code).toBe(1);
    expect(err).toContain('it is lost');
  });

  test('keeps a promise of its own only with a due that holds', async () => {
    const promise = (due: string): string =>
      `promises: [{ id: books, text: Books on the shelf, items: [zz-books], quantity: 300, due: ${due}, doer: zz-bo, complete_when: { observable: 300 books on the shelf, measure: books, threshold: "300", evidence: delivery note } }]\nitems:`;
    const late = await run('offer deals/museum.yaml --draft', changed('museum', 'items:', promise('2026-12-15')));
    expect(late.out).toContain('  - by 2026-12-15\n');
    const early = await run('offer deals/museum.yaml --draft', changed('museum', 'items:', promise('2026-12-04')));
    expect(early.out).not.toContain('2026-12-04');
  });
});

describe('bad input', () => {
  test.each(['offer', 'say'])('%s of a wrong file is told as by check', async (command) => {
    const files = { ...SHOP, 'deals/gold.yaml': SHOP['deals/gold.yaml'].replace('wanted: 2026-12-18', 'wanted: soon') };
    const { code, out, err } = await run(`${command} deals/gold.yaml`, files);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('deals/gold.yaml:4:9');
  });

  test.each(['offer -', 'say branded-bag:3', 'offer deals', 'offer deals/museum.yaml --html --format json'])('handoff %s', async (line) => {
    const { code, out, err } = await run(line);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^handoff: /);
  });
});

test('a customer who has signed is not asked to', async () => {
  const { out } = await run('say deals/museum.yaml', changed('museum', 'dates:\n', 'state: signed\ndates:\n  signed: 2026-11-13\n'));
  expect(out).toContain('- You signed on 2026-11-13.\n');
  expect(out).not.toContain('You sign by');
});

describe('the schemas', () => {
  test.each([
    ['offer', 'offer deals/museum.yaml'],
    ['offer', 'offer deals/after-artwork.yaml'],
    ['offer', 'offer deals/too-soon.yaml'],
    ['offer', 'offer deals/gold.yaml --draft'],
    ['say', 'say deals/museum.yaml'],
    ['say', 'say deals/gold.yaml'],
  ])('%s: %s', async (name, line) => {
    const schema = JSON.parse(readFileSync(join(ROOT, 'schemas', `${name}.schema.json`), 'utf8')) as object;
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    expect(validate(JSON.parse((await run(`${line} --format json`)).out)), JSON.stringify(validate.errors)).toBe(true);
  });
});
