// `handoff gate` as its users meet it, in process: what is missing, each thing by itself; who may record a meeting; by a form and by prompts.
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { memoryWorld, type MemoryWorld } from '../../src/dev/generated/memory-world.ts';
import { EXAMPLE } from '../../src/example/index.ts';
import { main } from '../../src/main.ts';
import { canonical, hashOf } from '../../src/signoff/digest.ts';
import type { GateLine } from '../../src/signoff/gate.ts';
import { Interrupted, type Terminal } from '../../src/signoff/ask.ts';

// Ana leads deliveries and owns this one, Priya leads the company, Sam sells, Ines manages the project, Marta and Ana do it.
const DEAL = `handoff: 1
deal: tern-7
customer: Tern Theatre
state: signed
seller: { name: Sam Reed, email: sam@larkfield.example }
dates: { signature: 2026-11-16, signed: 2026-11-16, wanted: 2027-01-29 }
delivery: { project_manager: ines }
items: [branded-bag:100]
promises:
  - { id: totes, text: 100 bags at the stage door, items: [branded-bag], quantity: 100, due: 2027-01-29, doer: marta }
soft_promises:
  - { said: A photo of the first bag, resolution: owned, ref: totes }
  - { said: We store them over the summer, resolution: excluded }
`;
const POLICY = EXAMPLE['handoff.yaml'].replace('amount: 50000', 'amount: 500');
const FILE = 'deals/tern-7.yaml';

const ANSWERS = {
  held: '2026-11-17',
  seller: true,
  'project-manager': true,
  'lead-consultant': 'marta',
  customer: null,
  driver: 'risk',
  why: 'The council fines every plastic bag from February on',
  champion: 'Robin Hale, whose shop it is',
  sceptic: 'nobody that Sam met',
  friction: 'The box office loses a shelf',
  'soft-1': 'Marta sends it by 18 December',
  'soft-2': 'Sam has told Robin that we do not',
  more: false,
  unwritten: null,
};

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function shop(changes: Readonly<Record<string, string>> = {}): MemoryWorld {
  return memoryWorld({ ...EXAMPLE, 'handoff.yaml': POLICY, [FILE]: DEAL, ...changes }, '2026-11-18');
}

async function run(world: MemoryWorld, ...args: string[]): Promise<Ran> {
  world.said.out = '';
  world.said.err = '';
  const code = await main(['gate', FILE, ...args], world);
  return { code, ...world.said };
}

/** Records a meeting by a form. */
async function record(world: MemoryWorld, answers: Readonly<Record<string, unknown>> = {}, by = 'ines'): Promise<Ran> {
  const form = await run(world, '--as', by, '--form');
  expect({ code: form.code, err: form.err }).toEqual({ code: 0, err: '' });
  const data = parse(form.out) as { answers: Record<string, Record<string, unknown>> };
  const part = data.answers['transfer-meeting'];
  for (const [id, value] of Object.entries({ ...ANSWERS, ...answers })) if (id in part) part[id] = value;
  world.files.set('/w/meeting.yaml', stringify(data));
  return run(world, '--as', by, '--answers', 'meeting.yaml');
}

const edit = (world: MemoryWorld, path: string, from: string, to: string): void => {
  const text = world.files.get(`/w/${path}`)!;
  expect(text).toContain(from);
  world.files.set(`/w/${path}`, text.replace(from, to));
};

/** What is missing, part by part. */
async function missing(world: MemoryWorld, code = 1): Promise<Record<string, string>> {
  const ran = await run(world, '--format', 'json');
  expect({ code: ran.code, err: ran.err }).toEqual({ code, err: '' });
  const { parts, open } = JSON.parse(ran.out) as { parts: GateLine[]; open: boolean };
  expect(open).toBe(code === 0);
  return Object.fromEntries(parts.filter(({ there }) => !there).map(({ part, says }) => [part, says]));
}

const recordsOf = (world: MemoryWorld): string[] => [...world.files.keys()].filter((path) => path.startsWith('/w/signoffs/'));

/** Puts a record there as if handoff had written it: canonical, under the name of its content. */
function forge(world: MemoryWorld, change: (data: Record<string, unknown>) => Record<string, unknown>): void {
  const [path] = recordsOf(world);
  const data = JSON.parse(world.files.get(path)!) as Record<string, unknown>;
  world.files.delete(path);
  const text = canonical(change(data));
  world.files.set(`/w/signoffs/tern-7/${hashOf(text)}.json`, text);
}

describe('a complete meeting opens the gate', () => {
  test('recorded by the project manager, from a form', async () => {
    const world = shop();
    const { code, out, err } = await record(world);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [path, ...others] = recordsOf(world);
    expect(others).toEqual([]);
    expect(out).toBe(`✓ OPEN  deals/tern-7.yaml · 100 × Custom branded bag for Tern Theatre
  the transfer meeting is on record and complete: the project may start

  ✓ signature  signed on 2026-11-16
  ✓ record  held on 2026-11-17, recorded by ines on 2026-11-18 (typed)
  ✓ seller  Sam Reed, who sold it, was there
  ✓ project-manager  ines, who manages the project, was there
  ✓ lead-consultant  marta, who leads the work, was there
  ✓ why  why they buy: risk, 'The council fines every plastic bag from February
         on'
  ✓ people  champion: 'Robin Hale, whose shop it is'; sceptic: 'nobody that Sam
            met'; friction: 'The box office loses a shelf'
  ✓ soft-promises  all 2 soft promises are answered

  ! this is about the meeting alone; whether the deal still passes: handoff
    check deals/tern-7.yaml

  Recorded. It holds until any of what the meeting spoke of changes; commit it
  with the deal:
  ${path.slice('/w/'.length)}
`);
    expect(await missing(world, 0)).toEqual({});
  });

  test('and by a delivery lead who does not sell it', async () => {
    const world = shop();
    expect((await record(world, {}, 'ana@larkfield.example')).code).toBe(0);
    expect(await missing(world, 0)).toEqual({});
  });

  test('a second record takes the place of the first', async () => {
    const world = shop();
    expect((await record(world, { seller: false })).code).toBe(1);
    expect((await record(world)).code).toBe(0);
    expect(recordsOf(world)).toHaveLength(2);
    expect(await missing(world, 0)).toEqual({});
  });
});

describe('each thing that is missing is told by itself', () => {
  test.each<[string, Readonly<Record<string, unknown>>, Record<string, string>]>([
    ['the seller', { seller: false }, { seller: 'Sam Reed, who sold it, was not there' }],
    ['the project manager', { 'project-manager': false }, { 'project-manager': 'ines, who manages the project, was not there' }],
    ['who leads the work', { 'lead-consultant': 'nobody' }, { 'lead-consultant': 'nobody who leads the work was there (ana or marta)' }],
    [
      'what was said and is written nowhere',
      { more: true, unwritten: 'The colour may change' },
      { 'soft-promises': "'The colour may change' had been said too, and the deal does not say so" },
    ],
  ])('%s', async (_, answers, lacks) => {
    const world = shop();
    expect((await record(world, answers)).code).toBe(1);
    expect(await missing(world)).toEqual(lacks);
  });

  test('the customer, where policy wants them there', async () => {
    const world = shop({ 'handoff.yaml': `${POLICY}meeting: { customer: true }\n` });
    await record(world);
    expect(await missing(world)).toEqual({
      customer: 'nobody of Tern Theatre was there, and policy wants them to be (handoff.yaml → meeting)',
    });
    await record(world, { customer: 'Robin Hale' });
    expect(await missing(world, 0)).toEqual({});
  });

  test('all of it, where there is no record', async () => {
    const { code, out, err } = await run(shop());
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toBe(
      `✗ NOT YET  deals/tern-7.yaml · 100 × Custom branded bag for Tern Theatre
  7 things are missing before the project may start

  ✓ signature  signed on 2026-11-16
  ✗ record  no transfer meeting is on record
    → ask ines (project manager) or ana (delivery lead): handoff gate
      deals/tern-7.yaml --record
  ✗ seller  Sam Reed, who sold it: not recorded
  ✗ project-manager  ines, who manages the project: not recorded
  ✗ lead-consultant  who leads the work (ana or marta): not recorded
  ✗ why  why they buy (cost, share or risk): not recorded
  ✗ people  champion, sceptic and friction: not recorded
  ✗ soft-promises  the 2 soft promises: not recorded
`.replace('8 things', '7 things'),
    );
  });

  test.each<[string, string, string, Record<string, string>]>([
    ['the signature', 'state: signed', 'state: proposed', { signature: 'the deal is proposed, and nothing starts before the signature' }],
    ['a deal that was lost', 'state: signed', 'state: lost', { signature: 'the deal is lost' }],
    [
      'a signature that is still to come',
      'signed: 2026-11-16',
      'signed: 2026-11-19',
      { signature: 'the signature on 2026-11-19 is still to come' },
    ],
    [
      'a record from before the signature',
      'signed: 2026-11-16',
      'signed: 2026-11-18',
      { record: 'held on 2026-11-17, recorded by ines on 2026-11-18 (typed), which is before the signature on 2026-11-18' },
    ],
    [
      'what changed since in a promise',
      'quantity: 100, due',
      'quantity: 90, due',
      { record: 'held on 2026-11-17, recorded by ines on 2026-11-18 (typed), and since then promises.totes.quantity became 90 (was 100)' },
    ],
    [
      'a soft promise that came since',
      'soft_promises:\n',
      'soft_promises:\n  - { said: A banner too }\n',
      {
        record: 'held on 2026-11-17, recorded by ines on 2026-11-18 (typed), and since then soft_promises.A banner too was added ({})',
        'soft-promises': "'A banner too' is not answered",
      },
    ],
    [
      'another project manager since',
      'project_manager: ines',
      'project_manager: jun',
      {
        record:
          'no transfer meeting is on record: that of 2026-11-18 does not count, ines is neither the project manager nor a delivery lead',
      },
    ],
  ])('%s', async (_, from, to, lacks) => {
    const world = shop();
    expect((await record(world)).code).toBe(0);
    edit(world, FILE, from, to);
    expect(await missing(world)).toMatchObject(lacks);
  });

  test('an open deal is confirmed, not marked by hand', async () => {
    const world = shop();
    edit(world, FILE, 'state: signed', 'state: proposed');
    expect((await run(world)).out).toContain('    → once it is signed: handoff confirm deals/tern-7.yaml\n');
    const { code, err } = await run(world, '--as', 'ines', '--form');
    expect({ code, err: err.replace(/\s+/g, ' ') }).toMatchObject({
      code: 2,
      err: expect.stringContaining('after the signature: once it is signed, handoff confirm deals/tern-7.yaml'),
    });
  });

  test.each<[string, string, string, Record<string, string>]>([
    [
      'nobody is named as the project manager',
      'delivery: { project_manager: ines }\n',
      '',
      { 'project-manager': 'nobody is named as the project manager' },
    ],
    [
      'a project manager whom capacity does not have',
      'project_manager: ines',
      'project_manager: zoe',
      { 'project-manager': "the project manager 'zoe' is not among the people of capacity" },
    ],
    [
      'a project manager who sells it',
      'name: Sam Reed, email: sam@larkfield.example',
      'name: Ines Roth',
      { 'project-manager': 'the project manager ines sells this deal, and nobody hands over to themselves' },
    ],
    ['no seller', 'seller: { name: Sam Reed, email: sam@larkfield.example }\n', '', { seller: 'the deal does not say who sells it' }],
  ])('%s', async (_, from, to, lacks) => {
    const world = shop();
    await record(world, {}, 'ana');
    edit(world, FILE, from, to);
    expect(await missing(world)).toMatchObject(lacks);
  });

  test('three people are three: whoever manages the project leads no work beside it', async () => {
    // Only Ana does it: she owns it, and keeps the promise. If she manages it too, nobody leads the work.
    const world = shop({ [FILE]: DEAL.replace('ines', 'ana').replace('doer: marta', 'doer: ana') });
    expect(await missing(world)).toMatchObject({
      'lead-consultant': 'nobody leads the work who is neither the seller nor the project manager',
    });
    expect((await run(world, '--as', 'ana', '--form')).err).toBe(
      'handoff: nobody leads the work who is neither the seller nor the project manager (ana): name another owner or doer in deals/tern-7.yaml\n',
    );
    // And who led it when they met, and manages it now, is not a third person.
    const other = shop();
    await record(other, { 'lead-consultant': 'marta' }, 'ana');
    edit(other, FILE, 'project_manager: ines', 'project_manager: marta');
    expect(await missing(other)).toEqual({
      'project-manager': 'ines was there, and marta manages the project now',
      'lead-consultant': 'marta was there, and does not lead the work now (ana)',
    });
  });
});

describe('who records it decides whether it counts', () => {
  test.each([
    ['the seller', 'sam@larkfield.example', 'sam@larkfield.example sells this deal'],
    ['the seller by name', 'Sam Reed', 'Sam Reed sells this deal'],
    ['whoever does it', 'marta', 'marta is neither the project manager nor a delivery lead'],
    ['leadership', 'priya', 'priya is neither the project manager nor a delivery lead'],
    ['a stranger', 'zoe', 'zoe is neither the project manager nor a delivery lead'],
  ])('%s may not', async (_, by, because) => {
    const world = shop();
    for (const how of [['--record'], ['--form'], ['--answers', 'meeting.yaml']]) {
      world.files.set('/w/meeting.yaml', 'handoff: 1\n');
      expect(await run(world, '--as', by, ...how)).toEqual({
        code: 2,
        out: '',
        err: `handoff: ${because}; ines (project manager) or ana (delivery lead) may record it (--as PERSON)\n`,
      });
    }
    expect(recordsOf(world)).toEqual([]);

    // And a file that says they did, as handoff would have written it, counts for nothing.
    await record(world);
    forge(world, (data) => ({ ...data, by }));
    expect(await missing(world)).toMatchObject({
      record: `no transfer meeting is on record: that of 2026-11-18 does not count, ${because}`,
    });
  });

  test('a delivery lead who sells the deal may not either', async () => {
    const world = shop({ [FILE]: DEAL.replace('name: Sam Reed, email: sam@larkfield.example', 'email: ana@larkfield.example') });
    expect((await run(world, '--as', 'ana', '--record')).err).toContain('ana sells this deal');
  });

  test('nor anybody of a deal that does not say who sells it', async () => {
    const world = shop({ [FILE]: DEAL.replace(/seller: .*\n/, '') });
    expect((await run(world, '--as', 'ines', '--record')).err).toBe(
      'handoff: the deal does not say who sells it (seller), and nobody hands over to themselves: add seller: {name: …, email: …} to deals/tern-7.yaml\n',
    );
  });

  test('a record weaker than policy wants does not count', async () => {
    const world = shop();
    await record(world);
    edit(world, 'handoff.yaml', 'significant:', 'signatures: { minimum: ssh, allowed_signers: allowed_signers }\nsignificant:');
    world.files.set('/w/allowed_signers', '# nobody yet\n');
    // What was answered is there: one signature is all that is missing, and it is named by what there is to copy.
    const [path] = recordsOf(world);
    const sign = `handoff sign deals/tern-7.yaml ${path.split('/').at(-1)!.slice(0, 12)}`;
    expect(await missing(world)).toEqual({
      record: 'recorded, not signed yet: the record of ines is only typed (it is not signed), and policy wants ssh',
    });
    expect((await run(world)).out).toContain(`    → ${sign}\n`);
    // The same in the run that records it.
    world.files.delete(path);
    const { code, out } = await record(world);
    expect(code).toBe(1);
    expect(out.match(/✗ (?!NOT YET)/g)).toHaveLength(1);
    expect(out).toContain('  1 thing is missing before the project may start\n');
    expect(out).toContain('  ✗ record  recorded, not signed yet: the record of ines is only typed, and');
    expect(out).toContain(`    → ${sign}\n`);
  });

  test('nor one that speaks of another subject, or was held after it was written', async () => {
    const world = shop();
    await record(world);
    forge(world, (data) => ({ ...data, meeting: { ...(data['meeting'] as object), held: '2026-11-20' } }));
    expect(await missing(world)).toEqual({
      record: 'held on 2026-11-20, recorded by ines on 2026-11-18 (typed), which is before it was held',
    });
    forge(world, (data) => ({ ...data, subject: 'scope' }));
    expect(await missing(world)).toMatchObject({ record: 'no transfer meeting is on record' });
  });

  test.each([
    ['why', 'why', "why they buy is not answered: 'TBD'"],
    ['sceptic', 'people', 'sceptic is not answered'],
    ['soft_promises', 'soft-promises', "'A photo of the first bag' and 'We store them over the summer' are not answered"],
  ])('a placeholder that somebody wrote into it answers nothing: %s', async (key, part, says) => {
    const world = shop();
    await record(world);
    forge(world, (data) => ({ ...data, meeting: { ...(data['meeting'] as object), [key]: key === 'soft_promises' ? [] : 'TBD' } }));
    expect(await missing(world)).toEqual({ [part]: says });
  });

  test('somebody who was recorded as who they are not', async () => {
    const world = shop();
    await record(world);
    const as = (meeting: object): void => forge(world, (data) => ({ ...data, meeting: { ...(data['meeting'] as object), ...meeting } }));
    as({ seller: 'jun' });
    expect(await missing(world)).toEqual({ seller: 'jun was there, and Sam Reed sells it now' });
    as({ seller: 'sam@larkfield.example', lead_consultant: 'ines' });
    expect(await missing(world)).toEqual({ 'lead-consultant': 'ines was there, and does not lead the work now (ana or marta)' });
  });
});

describe('which deals it is asked of', () => {
  test('not of a standard one, nor of one that is not significant, once they are signed', async () => {
    const four =
      'handoff: 1\ncustomer: Norwell\nstate: signed\ndates: { signed: 2026-11-16, wanted: 2027-01-15 }\nitems: [branded-bag:200]\n';
    const standard = memoryWorld({ ...EXAMPLE, [FILE]: four }, '2026-11-18');
    expect((await run(standard)).out).toContain('no transfer meeting is asked: a standard deal is what the library says');
    expect((await run(standard)).code).toBe(0);
    const small = shop({ 'handoff.yaml': EXAMPLE['handoff.yaml'] });
    expect(await run(small)).toMatchObject({ code: 0, out: expect.stringContaining('the deal is not significant') as string });
    edit(small, FILE, 'state: signed', 'state: proposed');
    expect((await run(small)).code).toBe(1);
  });

  test('of every other one where policy does not say which are significant', async () => {
    const world = shop({ 'handoff.yaml': POLICY.replace(/significant: .*\n/, '') });
    expect(Object.keys(await missing(world))).toContain('record');
  });

  test('no total makes a deal smaller than its parts', async () => {
    // 350 + 100 × 42 = 4550 by the list.
    const world = shop({ 'handoff.yaml': POLICY.replace('amount: 500', 'amount: 4000'), [FILE]: `${DEAL}pricing: { total: 10 }\n` });
    expect(Object.keys(await missing(world))).toContain('record');
  });
});

describe('the form', () => {
  test('takes all or nothing, and tells each answer that it cannot take at its place', async () => {
    const world = shop();
    const { code, out, err } = await record(world, {
      held: '2026-12-24',
      seller: 'perhaps',
      'lead-consultant': 'jun',
      customer: 'Jun Park',
      why: 'money',
      sceptic: 'TBD',
      unwritten: 'A banner',
    });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    for (const says of [
      'held: 2026-12-24 is still to come: record the meeting when it was held',
      'seller: that is neither yes nor no',
      "lead-consultant: 'jun' is not one of the choices: 'Ana Ruiz (ana)', 'Marta Silva (marta)' or 'None of them'",
      'customer: that is one of us, and nobody of Tern Theatre',
      'why: 1 word says little: at least 5 that carry meaning',
      "sceptic: 'TBD' answers nothing: say it, or that there is nobody",
      "unwritten: is not asked: only where the answer to 'more' is 'yes'",
    ])
      expect(err).toContain(says);
    expect(err).toMatch(/meeting\.yaml:\d+:\d+/);
    expect(recordsOf(world)).toEqual([]);
  });

  test('of the deal as it was is not taken, and says what changed', async () => {
    const world = shop();
    const form = (await run(world, '--as', 'ines', '--form')).out;
    const data = parse(form) as { answers: Record<string, Record<string, unknown>> };
    Object.assign(data.answers['transfer-meeting'], ANSWERS);
    world.files.set('/w/meeting.yaml', stringify(data));
    edit(world, FILE, 'branded-bag:100', 'branded-bag:101');
    const { code, err } = await run(world, '--as', 'ines', '--answers', 'meeting.yaml');
    expect(code).toBe(2);
    expect(err).toContain('the `promises` and `scope` of the deal changed since this form was written');
    expect(err).toContain('write a new form: handoff gate deals/tern-7.yaml --as ines --form FILE');
  });

  test('is written to a file once, and is only theirs who asked for it', async () => {
    const world = shop();
    expect(await run(world, '--as', 'ines', '--form', 'm.yaml')).toEqual({
      code: 0,
      err: '',
      out: '✓ m.yaml asks ines about the transfer meeting\n  When it is filled in: handoff gate deals/tern-7.yaml --as ines --answers\n  m.yaml\n',
    });
    expect((await run(world, '--as', 'ines', '--form', 'm.yaml')).err).toContain('m.yaml is there already');
    const { code, err } = await run(world, '--as', 'ana', '--answers', 'm.yaml');
    expect(code).toBe(2);
    expect(err).toContain("'ines' is not 'ana', and this form was written for another by");
  });

  test.each([
    [['--form', '--answers', 'x.yaml'], '--form asks, and --answers answers: leave one out'],
    [['--record', '--form'], '--record asks in this terminal, and --form and --answers are for whoever has none: leave one out'],
    [['--as', 'ines'], '--as says who records the meeting: add --record, --form or --answers'],
  ])('%j do not go together', async (args, says) => {
    expect(await run(shop(), ...args)).toEqual({ code: 2, out: '', err: `handoff: ${says}\n` });
  });

  test('wrong files are told like everywhere', async () => {
    const world = shop({ [FILE]: DEAL.replace('quantity: 100', 'quantity: many') });
    const { code, out, err } = await run(world);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('deals/tern-7.yaml:10:');
  });
});

describe('in a terminal', () => {
  /** Somebody who answers by the ids of the questions; what they are shown is kept. */
  function somebody(
    world: MemoryWorld,
    answers: Readonly<Record<string, unknown>>,
  ): { readonly shown: string[]; readonly world: MemoryWorld } {
    const shown: string[] = [];
    const terminal: Terminal = {
      columns: 80,
      say: (text) => void shown.push(text),
      ask: async (question, whyNot) => {
        const said = answers[question.id];
        if (said === 'CTRL-C') throw new Interrupted();
        expect(whyNot(said), `${question.id}: ${String(said)}`).toBeNull();
        return said;
      },
    };
    return { shown, world: { ...world, isTTY: () => true, openTerminal: async () => terminal } };
  }

  test('all questions, what was answered, one confirmation', async () => {
    const { shown, world } = somebody(shop(), { ...ANSWERS, decide: 'keep' });
    const { code, out } = await run(world, '--record', '--as', 'ines', '--no-color');
    expect(code).toBe(0);
    expect(out).toMatch(/^✓ OPEN/);
    expect(recordsOf(world)).toHaveLength(1);
    const all = shown.join('');
    expect(all).toContain('13/13 Was anything else said to Tern Theatre, or left in the air, that is\n      written nowhere?\n');
    expect(all).toContain('Why does Tern Theatre buy: for cost, share or risk?\n  Risk: it rids them of a danger\n');
    expect(all.split('\n').filter((line) => line.length > 79)).toEqual([]);
  });

  test.each(Object.keys(ANSWERS).filter((id) => id !== 'unwritten'))('Ctrl-C at %s leaves nothing behind', async (id) => {
    const { world } = somebody(shop(), { ...ANSWERS, [id]: 'CTRL-C' });
    expect(await run(world, '--record', '--as', 'ines')).toEqual({ code: 130, out: '', err: '' });
    expect(recordsOf(world)).toEqual([]);
  });

  test('who leaves at the confirmation keeps nothing', async () => {
    const { world } = somebody(shop(), { ...ANSWERS, decide: 'leave' });
    expect((await run(world, '--record', '--as', 'ines')).code).toBe(1);
    expect(recordsOf(world)).toEqual([]);
  });

  test('without one the two other ways are named', async () => {
    const { code, err } = await run(shop(), '--record', '--as', 'ines');
    expect(code).toBe(2);
    expect(err).toContain('handoff gate deals/tern-7.yaml --as ines --form FILE');
  });
});
