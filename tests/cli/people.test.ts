// `handoff gate --people`: a booking of roles takes its people once the gate is open, and their hours are then nobody else's.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { memoryWorld, type MemoryWorld } from '../../src/dev/generated/memory-world.ts';
import { main } from '../../src/main.ts';
import type { GateReport } from '../../src/report/render/gate.ts';
import type { Report } from '../../src/report/report.ts';
import { ROOT } from './run.ts';

// 2026-11-16 is a Monday. Two sewers of eight hours a day, nothing kept in reserve: Bo is junior, Marta senior. A banner is 8h of a sewer; it is signed on
// Monday, and the work may begin on Tuesday the 17th.
const FILES: Readonly<Record<string, string>> = {
  'handoff.yaml': `handoff: 1
principals: {delivery-lead: [ana], leadership: [priya]}
rules: {two-failures: off, three-runs: off, comparable-work: off, proven-output: off, soft-promises: off, margin-floor: off, fit: off, scoping-template: off, doer-restated: off}
`,
  'capacity.yaml': `handoff: 1
as_of: 2026-11-16
calendar: {week: {mon: 8h, tue: 8h, wed: 8h, thu: 8h, fri: 8h}}
reserve: 0%
roles: {sewer: {levels: [junior, senior], rate: {junior: 10, senior: 20}}, lead: {rate: 10}}
people:
  - {id: ana, name: Ana Ruiz, role: lead}
  - {id: priya, name: Priya Shah, role: lead}
  - {id: bo, name: Bo Lind, role: sewer, level: junior}
  - {id: marta, name: Marta Silva, role: sewer, level: senior}
`,
  'deliverables.yaml': `handoff: 1
deliverables:
  banner:
    title: Banner
    version: 1
    status: offered
    price: {each: 500}
    owner: ana
    doer: ana
    escalation: [priya]
    complete_when: {observable: "{quantity} banners hang in the shop", measure: banners that hang, threshold: "{quantity}", evidence: a photo of each}
    exclusions: [Poles]
    steps:
      - {id: sew, needs: {sewer: 1}, duration: {each: 8h}}
`,
  'deals/acme.yaml': 'handoff: 1\ncustomer: Acme\nseller: {name: Sam Reed}\nwanted: 2026-11-18\nitems: [banner:2]\n',
};
const TODAY = '2026-11-16';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function shop(changes: Readonly<Record<string, string>> = {}): MemoryWorld {
  return memoryWorld({ ...FILES, ...changes }, TODAY);
}

async function run(world: MemoryWorld, line: string): Promise<Ran> {
  world.said.out = '';
  world.said.err = '';
  const code = await main(line.split(' '), world);
  return { code, ...world.said };
}

const gate = async (world: MemoryWorld, flags = ''): Promise<GateReport> =>
  JSON.parse((await run(world, `gate deals/acme.yaml${flags} --format json`)).out) as GateReport;
const bookingOf = (world: MemoryWorld): string => world.files.get('/w/confirmed/acme.yaml')!;

/** A deal that promises a sewer, or somebody by name, from Tuesday to Wednesday. */
const pattern = (line: string): string =>
  `handoff: 1\ncustomer: Norwell\nseller: {name: Sam Reed}\nwanted: 2026-11-27\nitems: [banner:1]\nstaffing: [${line}]\n`;

async function staffing(world: MemoryWorld, line: string): Promise<{ verdict: string; says: string }> {
  world.files.set('/w/deals/norwell.yaml', pattern(line));
  const { out } = await run(world, 'check deals/norwell.yaml --format json');
  const check = (JSON.parse(out) as Report).deals[0].checks.find(({ rule }) => rule === 'staffing-pattern')!;
  return { verdict: check.verdict, says: check.findings[0]?.message ?? check.summary };
}

describe('after the gate', () => {
  test('people are found for what is booked, the lowest level that can, and kept on it', async () => {
    const world = shop();
    expect((await run(world, 'confirm deals/acme.yaml')).code).toBe(0);
    const before = bookingOf(world);
    expect(await gate(world)).toMatchObject({ open: true, booking: { people: 'by-name', team: [] }, wrote: null });
    expect(bookingOf(world)).toBe(before);
    // 2 × 8h of one sewer: Tuesday and Wednesday, both of Bo, since any sewer will do and nobody keeps a senior from others without need.
    const put = await gate(world, ' --people');
    expect(put).toMatchObject({
      booking: { team: [{ person: 'bo', role: 'sewer', hours: 16, from: '2026-11-17', to: '2026-11-18' }], open: [] },
      wrote: 'confirmed/acme.yaml',
    });
    expect(bookingOf(world)).toMatch(/^gate: \{on: 2026-11-16, digest: "?[0-9a-f]{64}"?\}$/m);
    expect(bookingOf(world)).toContain('people: [bo]}');
    const schema = JSON.parse(readFileSync(join(ROOT, 'schemas/gate.schema.json'), 'utf8')) as object;
    const ajv = new Ajv2020({ strict: false });
    expect(ajv.validate(schema, put), JSON.stringify(ajv.errors)).toBe(true);
    // A second time nothing is left to write.
    expect(await gate(world, ' --people')).toMatchObject({ wrote: null });
    const { out } = await run(world, 'gate deals/acme.yaml');
    expect(out).toContain('  ! booked: 16h sewer; by name:\n    bo  16h sewer, 2026-11-17 to 2026-11-18\n');
  });

  test('they are taken for every other deal: somebody who is named, and the pattern', async () => {
    const world = shop();
    const bo = '{person: bo, from: 2026-11-17, to: 2026-11-18}';
    await run(world, 'confirm deals/acme.yaml');
    // By role one sewer is free, and Marta could do what is booked: Bo may be promised.
    expect(await staffing(world, bo)).toMatchObject({ verdict: 'pass' });
    await run(world, 'gate deals/acme.yaml --people');
    expect(await staffing(world, bo)).toEqual({
      verdict: expect.stringMatching(/fail|needs-approval/) as string,
      says: 'bo is named for 100% 2026-11-17 to 2026-11-18, and bo is put by name on Acme (acme) for 16h 2026-11-17 to 2026-11-18: 16h are needed and 0h are left',
    });
    // On Thursday Bo is free again.
    expect(await staffing(world, '{person: bo, from: 2026-11-19, to: 2026-11-19}')).toMatchObject({ verdict: 'pass' });
    // A senior is left, and only one of them.
    expect(await staffing(world, '{needs: {sewer.senior: 1}, from: 2026-11-17, to: 2026-11-18}')).toMatchObject({ verdict: 'pass' });
  });

  test('who is wished for is put on it, and a senior on a junior’s hours is a senior less', async () => {
    const world = shop();
    const senior = '{needs: {sewer.senior: 1}, from: 2026-11-17, to: 2026-11-18}';
    await run(world, 'confirm deals/acme.yaml');
    expect(await staffing(world, senior)).toMatchObject({ verdict: 'pass' });
    expect(await gate(world, ' --people sewer=marta')).toMatchObject({ booking: { team: [{ person: 'marta', hours: 16 }] } });
    expect(await staffing(world, senior)).toMatchObject({
      says: expect.stringContaining('cannot be staffed: of marta nobody has more than 0h of the 16h') as string,
    });
    // The planner counts it, too: of seniors nothing is left on these days, so 8h of one are done on Thursday the 19th.
    world.files.set('/w/deliverables.yaml', FILES['deliverables.yaml'].replace('sewer: 1', 'sewer.senior: 1'));
    world.files.set('/w/deals/norwell.yaml', pattern('{person: bo, from: 2026-11-17, to: 2026-11-17}'));
    const { out } = await run(world, 'check deals/norwell.yaml --format json');
    expect((JSON.parse(out) as Report).deals[0].dates.nominal).toBe('2026-11-19');
  });

  test('nobody is put where they are away, nor on two bookings at one hour; what nobody can do stays by role', async () => {
    // Marta is away on Tuesday and Bo on Wednesday: nobody can do Acme's two days whole, so each does one of them.
    const away = FILES['capacity.yaml']
      .replace('level: junior}', 'level: junior, off: 2026-11-18}')
      .replace('level: senior}', 'level: senior, off: 2026-11-17}');
    const world = shop({
      'capacity.yaml': away,
      'deals/norwell.yaml': 'handoff: 1\ncustomer: Norwell\nseller: {name: Kim Ode}\nwanted: 2026-11-27\nitems: [banner:2]\n',
    });
    await run(world, 'confirm deals/acme.yaml');
    expect(await gate(world, ' --people')).toMatchObject({
      booking: {
        team: [
          { person: 'bo', hours: 8, from: '2026-11-17', to: '2026-11-17' },
          { person: 'marta', hours: 8, from: '2026-11-18', to: '2026-11-18' },
        ],
        open: [],
      },
    });
    // Nobody is left before Thursday: Bo, who comes first of those who can, does both of Norwell's days.
    await run(world, 'confirm deals/norwell.yaml');
    const team = async (): Promise<GateReport['booking']> => {
      const { out } = await run(world, 'gate deals/norwell.yaml --people --format json');
      return (JSON.parse(out) as GateReport).booking;
    };
    expect(await team()).toMatchObject({ team: [{ person: 'bo', hours: 16, from: '2026-11-19', to: '2026-11-20' }], open: [] });
    // Then both are away on Friday: of that day nobody can be told, and Thursday stays Bo's.
    world.files.set(
      '/w/capacity.yaml',
      away.replace('off: 2026-11-18', 'off: [2026-11-18, 2026-11-20]').replace('off: 2026-11-17', 'off: [2026-11-17, 2026-11-20]'),
    );
    expect(await team()).toMatchObject({
      team: [{ person: 'bo', hours: 8, from: '2026-11-19', to: '2026-11-19' }],
      open: [{ role: 'sewer', from: '2026-11-20', to: '2026-11-20' }],
    });
    world.files.set(
      '/w/confirmed/norwell.yaml',
      world.files
        .get('/w/confirmed/norwell.yaml')!
        .replace(/^gate: .*\n/m, '')
        .replace(/, people: \[bo\]/g, ''),
    );
    expect((await run(world, 'gate deals/norwell.yaml --people')).out).toContain(
      '  ? one sewer on 2026-11-20 stays by role: nobody of the team is free by name\n',
    );
  });
});

describe('what is refused', () => {
  test.each([
    ['--people sewer=zoe', "capacity has nobody called 'zoe'"],
    ['--people sewer=ana', 'ana is lead, and not sewer'],
    ['--people press=bo', "capacity has no role 'press'"],
    ['--people sewer.mid=bo', "'sewer' has no level 'mid'"],
    ['--people sewer.senior=marta', 'nobody was put on acme: no hours of sewer.senior are booked for this deal from today on'],
    ['--people bo', "--people takes ROLE=PERSON, as sewer=ana, or nothing where anybody may do it; 'bo' is neither"],
    ['--people --record', '--people puts people on the booking once the meeting is on record: run it by itself'],
    ['--people sewer=bo --people sewer=marta', 'marta can be none of sewer'],
  ])('%s', async (flags, says) => {
    const world = shop();
    await run(world, 'confirm deals/acme.yaml');
    const before = bookingOf(world);
    const { code, err } = await run(world, `gate deals/acme.yaml ${flags}`);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(says) as string });
    expect(bookingOf(world)).toBe(before);
  });

  test('a wish for somebody who is away on one of the days', async () => {
    const world = shop({ 'capacity.yaml': FILES['capacity.yaml'].replace('level: junior}', 'level: junior, off: 2026-11-18}') });
    await run(world, 'confirm deals/acme.yaml');
    const { code, err } = await run(world, 'gate deals/acme.yaml --people sewer=bo');
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('they are not there on 2026-11-18 at these hours') as string });
  });

  test('a deal that was not confirmed', async () => {
    const world = shop({
      'deals/acme.yaml': `${FILES['deals/acme.yaml']}state: signed\ndates: {signed: 2026-11-16}\n`
        .replace('wanted: 2026-11-18\n', '')
        .replace('{signed: 2026-11-16}', '{signed: 2026-11-16, wanted: 2026-11-18}'),
    });
    const { code, err } = await run(world, 'gate deals/acme.yaml --people');
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('acme is not booked') as string });
  });
});

describe('before the gate', () => {
  /** The same deal, of which a transfer meeting is asked: it is no standard one. */
  const ASKED = `${FILES['deals/acme.yaml']}soft_promises: [{said: A pole for free, resolution: excluded, told_customer: 2026-11-16}]\n`;

  test('nobody is put on it, and what is missing is told', async () => {
    const world = shop({ 'deals/acme.yaml': ASKED });
    expect((await run(world, 'confirm deals/acme.yaml')).code).toBe(0);
    const before = bookingOf(world);
    const { code, out } = await run(world, 'gate deals/acme.yaml --people');
    expect(code).toBe(1);
    expect(out.replace(/\n +/g, ' ')).toContain('nobody is put on it by name before this is complete');
    expect(bookingOf(world)).toBe(before);
    expect(before).not.toContain('people');
  });

  test('somebody who was put on it by hand is no one’s to count on: told at the place, with what to do', async () => {
    const world = shop();
    await run(world, 'confirm deals/acme.yaml');
    const text = bookingOf(world);
    const line = text.split('\n').findIndex((each) => each.startsWith('  - {needs')) + 1;
    world.files.set('/w/confirmed/acme.yaml', text.replace('per_day: 8h}', 'per_day: 8h, people: [bo]}'));
    world.files.set('/w/deals/norwell.yaml', pattern('{needs: {sewer: 1}}'));
    const { code, err } = await run(world, 'check deals/norwell.yaml');
    expect(code).toBe(2);
    expect(err).toContain(`confirmed/acme.yaml:${line}:`);
    expect(err).toContain("bo is put on 'acme' by name by hand, and not by a gate that was open");
    expect(err).toContain('handoff gate DEAL --people');
    // Nor does a gate that was written beside it make it right: who is on what has a digest.
    world.files.set('/w/confirmed/acme.yaml', text);
    await run(world, 'gate deals/acme.yaml --people');
    world.files.set('/w/confirmed/acme.yaml', bookingOf(world).replace('people: [bo]', 'people: [marta]'));
    expect((await run(world, 'check deals/norwell.yaml')).err).toContain('not as the gate has put them there');
  });

  test('who has left since is told, too', async () => {
    const world = shop();
    await run(world, 'confirm deals/acme.yaml');
    await run(world, 'gate deals/acme.yaml --people');
    world.files.set('/w/capacity.yaml', FILES['capacity.yaml'].replace('{id: bo,', '{id: bob,'));
    world.files.set('/w/deals/norwell.yaml', pattern('{needs: {sewer: 1}}'));
    const { code, err } = await run(world, 'check deals/norwell.yaml');
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining("unknown person 'bo'") as string });
    world.files.set('/w/capacity.yaml', FILES['capacity.yaml'].replace('role: sewer, level: junior', 'role: lead'));
    expect((await run(world, 'check deals/norwell.yaml')).err).toContain("'bo' can do none of these hours of 'acme': sewer");
  });
});

test('a safety ratio does not count who is on another booking by name at that hour', async () => {
  // One sewer may watch 4. Bo and Marta are rostered from 08:00 to 18:00, so 8 may be there. On Tuesday Bo sews from 09:00 to 17:00 for Acme: then Marta watches 4.
  const group = `groups:
  - {id: club, per_staff: 4, shifts: [{days: [mon, tue, wed, thu, fri], from: "08:00", to: "18:00", staff: [bo, marta]}],
     load: [{days: [mon, tue, wed, thu, fri], from: "08:00", to: "18:00", weight: 3}]}
`;
  const world = shop({ 'capacity.yaml': `${FILES['capacity.yaml']}${group}` });
  const visit = (from: string, to: string): string =>
    `${pattern('{needs: {sewer: 1}, from: 2026-11-19}').trimEnd()}\nrequirements: {groups: [{group: club, weight: 2, from: 2026-11-17T${from}, to: 2026-11-17T${to}}]}\n`;
  const ratio = async (from: string, to: string): Promise<string> => {
    world.files.set('/w/deals/norwell.yaml', visit(from, to));
    const { out } = await run(world, 'check deals/norwell.yaml --format json');
    const check = (JSON.parse(out) as Report).deals[0].checks.find(({ rule }) => rule === 'safety-ratio')!;
    return check.verdict === 'pass' ? 'pass' : check.findings[0].message;
  };
  await run(world, 'confirm deals/acme.yaml');
  expect(await ratio('08:00', '18:00')).toBe('pass');
  await run(world, 'gate deals/acme.yaml --people');
  expect(await ratio('08:00', '18:00')).toBe(
    "'club' would have 5 (3 there, 2 of this deal) Tue 2026-11-17 09:00 to 17:00, and 1 on shift (marta; bo is on the booking of another deal by name) may care for 4",
  );
  expect(await ratio('17:00', '18:00')).toBe('pass');
  expect(await ratio('16:00', '18:00')).toContain('16:00 to 17:00');
});

test('the digest of a booking’s people speaks of their hours', async () => {
  const world = shop();
  await run(world, 'confirm deals/acme.yaml');
  await run(world, 'gate deals/acme.yaml --people');
  const data = parse(bookingOf(world)) as { work: { per_day: string }[] };
  data.work[0].per_day = '4h';
  world.files.set('/w/confirmed/acme.yaml', stringify(data));
  world.files.set('/w/deals/norwell.yaml', pattern('{needs: {sewer: 1}}'));
  expect((await run(world, 'check deals/norwell.yaml')).code).toBe(2);
});
