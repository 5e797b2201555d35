import { describe, expect, test } from 'vitest';
import { formatDay } from '../../src/model/day.ts';
import { judgeBase, type Judged } from './workspace.ts';

/** Ten bags take 12 m of felt to cut on Tuesday 2026-11-17; the standard lead is 10bd, until Monday 2026-11-30. */
function bags(
  felt: string,
  wanted: string,
  more: { deal?: string; library?: string; lead?: string; items?: string; head?: string } = {},
): Judged {
  const lead = more.lead ?? '10bd';
  return judgeBase({
    deliverables: (text) =>
      text.replace(
        '    options:',
        `${lead === '' ? '' : `    lead_time: ${lead}\n`}${more.library ?? '    materials: [{material: felt, each: 1.2, blocks: [cut]}]'}\n    options:`,
      ),
    capacity: (text) =>
      `${text}materials:\n  - {id: felt, unit: m, lead_time: 2bd, ${felt}}\n  - {id: thread, unit: m, lead_time: 2bd, on_hand: 3}\n`,
    deal: `handoff: 1\ncustomer: Acme Outdoor\n${more.head ?? `dates: {wanted: {complete: ${wanted}}}`}\nitems: ${more.items ?? '[bag:10]'}\n${more.deal ?? ''}`,
  });
}
const expedite = (...given: Parameters<typeof bags>) => bags(...given).of('expedite-materials');
const floorOf = (judged: Judged) => formatDay(judged.of('expedite-materials').earliest!);

describe('expedite-materials', () => {
  test('below the standard lead what is only confirmed is refused, and nobody may waive it; at the standard lead it only moves the plan', () => {
    const line = { deal: 'materials: [{material: felt, quantity: 12, state: confirmed, eta: 2026-11-16}]\n' };
    // Operations know of it as well, and have not locked it: it moves the plan, and cutting begins on Tuesday 17.
    const felt = 'on_hand: 0, incoming: [{quantity: 12, eta: 2026-11-16, for: deal}]';
    const early = bags(felt, '2026-11-27', line);
    expect(early.of('expedite-materials')).toMatchObject({
      verdict: 'fail',
      blocking: true,
      reason: 'expedite-materials/not-locked',
      toldBy: null,
    });
    expect(early.of('expedite-materials').findings).toMatchObject([
      {
        message:
          "wanted 2026-11-27 is a lead of 9bd where 10bd are standard for 'bag', and 'felt' is not locked: 12 m are needed on 2026-11-17, and operations hold 0 m (the deal's own line says confirmed, which locks nothing)",
        help: 'operations lock it (allocated: [{to: deal, quantity: 12}], or incoming with for: deal and locked: true); or offer 2026-11-30 or later',
        at: { path: ['materials', 0] },
        data: { material: 'felt', needed: '12 m', held: '0 m', lead: '9bd', standard: '2026-11-30', there: null, also_allocated_to: [] },
      },
    ]);
    expect(floorOf(early)).toBe('2026-11-30');
    expect(early.judgement.floors.find(({ rule }) => rule === 'expedite-materials')).toMatchObject({ binding: true });
    const standard = bags(felt, '2026-11-30', line);
    expect(standard.of('expedite-materials')).toMatchObject({
      verdict: 'pass',
      summary: "not expedited (from 2026-11-30, 10bd are standard for 'bag'): what is not locked only moves the plan",
    });
    expect(floorOf(standard)).toBe('2026-11-30');
  });

  test('a deal that says locked locks nothing either', () => {
    const line = { deal: 'materials: [{material: felt, quantity: 12, state: locked, eta: 2026-11-16, evidence: PO-9}]\n' };
    expect(expedite('on_hand: 0', '2026-11-27', line)).toMatchObject({ verdict: 'fail' });
    expect(expedite('on_hand: 0', '2026-11-27', line).summary).toContain("the deal's own line says locked, which locks nothing");
  });

  test('with every material in stock or locked for the deal it may be expedited, and there is no floor', () => {
    const allowed = {
      verdict: 'pass',
      earliest: null,
      summary: 'every material is in stock or locked for this deal, so it may be expedited',
    };
    expect(expedite('on_hand: 12', '2026-11-25')).toMatchObject(allowed);
    expect(expedite('on_hand: 12, allocated: [{to: deal, quantity: 12}]', '2026-11-25')).toMatchObject(allowed);
    expect(expedite('on_hand: 0, incoming: [{quantity: 12, eta: 2026-11-16, locked: true, for: deal}]', '2026-11-25')).toMatchObject(
      allowed,
    );
    expect(expedite('on_hand: 5, incoming: [{quantity: 7, eta: 2026-11-16, locked: true, for: deal}]', '2026-11-25')).toMatchObject(
      allowed,
    );
  });

  test('what is short by a metre, not locked, or not for this deal does not count', () => {
    expect(expedite('on_hand: 11', '2026-11-25').findings[0].data).toMatchObject({ held: '11 m' });
    expect(
      expedite('on_hand: 0, incoming: [{quantity: 12, eta: 2026-11-16, locked: false, for: deal}]', '2026-11-25').findings[0].data,
    ).toMatchObject({ held: '0 m' });
    expect(expedite('on_hand: 0, incoming: [{quantity: 12, eta: 2026-11-16, locked: true}]', '2026-11-25').findings[0].data).toMatchObject({
      held: '0 m',
    });
    expect(
      expedite('on_hand: 0, incoming: [{quantity: 12, eta: 2026-11-16, locked: true, for: po-7}]', '2026-11-25').findings[0].data,
    ).toMatchObject({
      held: '0 m',
    });
    // No line of the deal's own: the place is operations'.
    expect(expedite('on_hand: 11', '2026-11-25').findings[0].at).toMatchObject({ file: 'capacity', path: ['materials', 0] });
  });

  test('stock that is allocated twice is told by both names', () => {
    // 30 m are there; 20 are Baxter's, so 10 of the 12 are promised to both.
    const twice = expedite('on_hand: 30, allocated: [{to: deal, quantity: 12}, {to: po-7, quantity: 20}]', '2026-11-25');
    expect(twice).toMatchObject({ verdict: 'fail', reason: 'expedite-materials/double-allocated' });
    expect(twice.summary).toContain('operations hold 10 m; what is allocated to deal is allocated to po-7 as well');
    expect(twice.findings[0].data).toMatchObject({ also_allocated_to: ['po-7'], held: '10 m' });
    // What others have is nobody's double where this deal was allocated nothing.
    expect(expedite('on_hand: 30, allocated: [{to: po-7, quantity: 20}]', '2026-11-25').reason).toBe('expedite-materials/not-locked');
    expect(expedite('on_hand: 32, allocated: [{to: deal, quantity: 12}, {to: po-7, quantity: 20}]', '2026-11-25').verdict).toBe('pass');
  });

  test('what is locked must be there, received, when its step begins', () => {
    // The plan counts on twelve metres that come today, and cuts on Tuesday 17; the twelve that operations locked come on Wednesday, or are received a day later.
    const soon = '{quantity: 12, eta: 2026-11-16, for: deal}';
    const locked = (eta: string) => `on_hand: 0, incoming: [${soon}, {quantity: 12, eta: ${eta}, locked: true, for: deal}]`;
    const late = expedite(locked('2026-11-18'), '2026-11-25');
    expect(late).toMatchObject({ verdict: 'fail', reason: 'expedite-materials/too-late' });
    expect(late.summary).toContain("'felt' is locked for 2026-11-18, and its step begins on 2026-11-17");
    expect(late.findings[0]).toMatchObject({
      help: 'operations get it sooner; or offer 2026-11-30 or later',
      data: { there: '2026-11-18', held: '12 m' },
    });
    expect(expedite(locked('2026-11-17'), '2026-11-25').verdict).toBe('pass');
    const received = (eta: string) =>
      expedite(
        `on_hand: 0, receiving: 1bd, incoming: [{quantity: 12, eta: 2026-11-13, for: deal}, {quantity: 12, eta: ${eta}, locked: true, for: deal}]`,
        '2026-11-27',
      );
    expect(received('2026-11-16').verdict).toBe('pass');
    expect(received('2026-11-17').findings[0].data).toMatchObject({ there: '2026-11-18', needed_on: '2026-11-17' });
    // Where only that comes, the plan waits for it, whatever the deal says of a sooner day.
    const said = { deal: 'materials: [{material: felt, quantity: 12, state: confirmed, eta: 2026-11-16}]\n' };
    for (const more of [{}, said]) {
      expect(expedite('on_hand: 0, incoming: [{quantity: 12, eta: 2026-11-18, locked: true, for: deal}]', '2026-11-27', more).verdict).toBe(
        'pass',
      );
    }
  });

  test('names first the line that holds the job, and each other one', () => {
    const library = '    materials: [{material: thread, each: 0.5}, {material: felt, each: 1.2}]';
    const both = expedite('on_hand: 1', '2026-11-25', { library });
    // Of the felt a twelfth is there, of the thread 3 of 5.
    expect(both.findings.map(({ data }) => data!['material'])).toEqual(['felt', 'thread']);
    // Cutting waits until Thursday 19 for the thread that is ordered; the felt that is locked comes a day later.
    const late =
      'on_hand: 0, incoming: [{quantity: 12, eta: 2026-11-16, for: deal}, {quantity: 12, eta: 2026-11-20, locked: true, for: deal}]';
    expect(expedite(late, '2026-11-25', { library }).findings.map(({ data }) => data!['material'])).toEqual(['thread', 'felt']);
  });

  test('each item takes what the earlier ones left', () => {
    const items = '[{deliverable: bag, quantity: 5}, {id: more, deliverable: bag, quantity: 5}]';
    expect(expedite('on_hand: 12', '2026-11-27', { items }).verdict).toBe('pass');
    expect(expedite('on_hand: 11', '2026-11-27', { items }).findings.map(({ data }) => data)).toMatchObject([
      { needed: '6 m', held: '5 m' },
    ]);
  });

  test('what only the deal asks for must be held as well, and what it says twice is not needed twice', () => {
    const ask = (quantity: number) => ({ deal: `materials: [{material: felt, quantity: ${quantity}, state: planned}]\n` });
    expect(expedite('on_hand: 12', '2026-11-25', ask(12)).verdict).toBe('pass');
    expect(expedite('on_hand: 12', '2026-11-25', ask(13)).findings[0].data).toMatchObject({ needed: '1 m', held: '0 m' });
    expect(expedite('on_hand: 13', '2026-11-25', ask(13)).verdict).toBe('pass');
    const thread = { deal: 'materials: [{material: thread, quantity: 4, state: confirmed}]\n' };
    expect(expedite('on_hand: 12', '2026-11-25', thread).findings[0]).toMatchObject({
      at: { path: ['materials', 0] },
      data: { material: 'thread', held: '3 m' },
    });
    expect(floorOf(bags('on_hand: 12', '2026-11-25', thread))).toBe('2026-11-30');
  });

  test('counts calendar days from the beginning, and what is signed from its signature', () => {
    // 14d from Tuesday 17 November is Tuesday 1 December; 13d end on a Monday, 12d on Sunday 29.
    expect(floorOf(bags('on_hand: 0', '2026-12-18', { lead: '14d' }))).toBe('2026-12-01');
    expect(floorOf(bags('on_hand: 0', '2026-12-18', { lead: '12d' }))).toBe('2026-11-30');
    // 20h are two and a half days of 8h: three business days.
    expect(floorOf(bags('on_hand: 0', '2026-12-18', { lead: '20h' }))).toBe('2026-11-19');
    expect(floorOf(bags('on_hand: 0', '', { head: 'state: signed\ndates: {signed: 2026-11-10, wanted: {complete: 2026-12-18}}' }))).toBe(
      '2026-11-23',
    );
  });

  test('the lead for custom work counts where the item is customized', () => {
    const items = '[{deliverable: bag, quantity: 10, custom: [{id: liner, what: Liner, effort: {sewer: 1h}, price: 90}]}]';
    expect(floorOf(bags('on_hand: 0', '2026-12-18', { lead: '{standard: 10bd, custom: 12bd}', items }))).toBe('2026-12-02');
  });

  test('without a standard lead time nobody can say whether it is expedited; with all of it held it does not matter', () => {
    expect(expedite('on_hand: 0', '2026-11-27', { lead: '' })).toMatchObject({
      verdict: 'unknown',
      blocking: false,
      reason: 'expedite-materials/no-lead-time',
      summary: "operations owes: the standard lead time of 'bag', to tell whether it is expedited (deliverables.yaml → bag → lead_time)",
      earliest: null,
    });
    expect(expedite('on_hand: 12', '2026-11-25', { lead: '' })).toMatchObject({ verdict: 'pass' });
    // One of two is known: it stands.
    const items = '[{deliverable: bag, quantity: 5}, {id: more, deliverable: bag, quantity: 15, phase: 2}]';
    const bands = '[{up_to: 10, lead_time: 10bd}]';
    expect(expedite('on_hand: 0', '2026-11-27', { lead: bands, items })).toMatchObject({ verdict: 'fail' });
    expect(expedite('on_hand: 0', '2026-11-30', { lead: bands, items })).toMatchObject({
      verdict: 'unknown',
      earliest: expect.any(Number),
    });
  });

  test('only the items that lack something are held to their lead', () => {
    // The first takes the six metres that are there; of the second, with 14bd, all is held.
    const items = '[{deliverable: bag, quantity: 5}, {id: more, deliverable: bag, quantity: 10}]';
    const bands = '[{up_to: 5, lead_time: 14bd}, {lead_time: 10bd}]';
    const judged = bags('on_hand: 6', '2026-11-27', { lead: bands, items });
    expect(floorOf(judged)).toBe('2026-11-30');
    expect(judged.of('expedite-materials').findings.map(({ data }) => data!['needed'])).toEqual(['12 m']);
  });

  test('an earlier phase is held to its own lead', () => {
    const phased = (day: string, stock: number) =>
      expedite(`on_hand: ${stock}`, '', {
        head: `dates: {wanted: {complete: 2026-12-18}, phases: [{phase: 1, complete: ${day}}]}`,
        items: '[{deliverable: bag, quantity: 10, phase: 1}, {id: more, deliverable: bag, quantity: 1, phase: 2}]',
      });
    expect(phased('2026-11-27', 0)).toMatchObject({
      verdict: 'fail',
      summary: 'phase 1, 2026-11-27, is before 2026-11-30, the end of its standard lead, and not all of its material is locked',
    });
    expect(phased('2026-11-30', 0).verdict).toBe('pass');
    expect(phased('2026-11-27', 12).verdict).toBe('pass');
  });

  test('does not apply where nothing needs material', () => {
    expect(judgeBase().of('expedite-materials')).toMatchObject({
      verdict: 'not-applicable',
      summary: 'nothing that is sold needs material',
    });
  });
});
