// What the deal and operations say besides the steps, in the plan: each by an example that is worked by hand. The base: cut Tue 17, glue until Thu 19, sew
// Fri 20, check Mon 23 November 2026; its two failures add a day to cutting and a day after sewing, until Wed 25.
import { describe, expect, it } from 'vitest';
import { formatDay } from '../../src/model/day.ts';
import { judgeBase, type Judged } from '../rules/workspace.ts';

const deal = (more: string, items = '[bag:10]') => `handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\nitems: ${items}\n${more}`;
/** Nominal, and the finish under the worst two failures. */
const dates = ({ schedule }: Judged): string[] =>
  schedule.status === 'planned' ? [schedule.nominal.date, schedule.twoFailures!.finish.date].map(formatDay) : [];
const known = ({ schedule }: Judged): string[] =>
  schedule.status === 'planned' ? schedule.knownFailures.map(({ id, origin, effect }) => `${id} (${origin}) ${effect}`) : [];
const LIBRARY = ['blunt (library) costs 8h', 'thread (library) delays 1bd'];

describe('what goes wrong', () => {
  it('is what an assumption costs when it is false', () => {
    // Sewing takes three days, from Fri 20; with the thread or the blade, a day later, the check is on Thu 26.
    const judged = judgeBase({ deal: deal('assumptions: [{text: The seams are straight, if_false: {hits: sew, costs: 2bd}}]\n') });
    expect(known(judged)).toEqual([...LIBRARY, 'assumption-1 (assumption) costs 2bd']);
    expect(dates(judged)).toEqual(['2026-11-23', '2026-11-26']);
    expect(judged.of('two-failures').because).toContain("'not true: The seams are straight' both happen");
  });

  it('is an input that comes late, once for all items that wait for it', () => {
    const artwork = {
      deliverables: (text: string) => text.replace('    steps:', '    inputs: [{id: artwork, blocks: [cut], late: 3bd}]\n    steps:'),
    };
    // Due on Wed 18: cut 18, glue until Fri 20, sew Mon 23, check Tue 24. Late: cut Mon 23, glue until Wed 25, sew Thu 26, thread Fri 27, check Mon 30.
    const one = judgeBase({ ...artwork, deal: deal('inputs: [{id: artwork, due: 2026-11-18}]\n') });
    expect(known(one)).toEqual([...LIBRARY, 'late-artwork (input) delays 3bd']);
    expect(dates(one)).toEqual(['2026-11-24', '2026-11-30']);
    const two = judgeBase({
      ...artwork,
      deal: deal('inputs: [{id: artwork, due: 2026-11-18}]\n', '[bag:10, {id: more, deliverable: bag, quantity: 1, phase: 2}]'),
    });
    expect(known(two)).toEqual([...LIBRARY, 'late-artwork (input) delays 3bd']);
    expect(two.schedule.status === 'planned' && two.schedule.knownFailures[2].hits).toEqual(['bag.cut, more.cut']);
    // Of two lines that are one order it holds up one step.
    const order = judgeBase({
      ...artwork,
      deal: deal('inputs: [{id: artwork, due: 2026-11-18}]\n', '[bag:10, {id: more, deliverable: bag, quantity: 1}]'),
    });
    expect(order.schedule.status === 'planned' && order.schedule.knownFailures[2].hits).toEqual(['bag.cut']);
    // What is here comes late no more.
    expect(known(judgeBase({ ...artwork, deal: deal('inputs: [{id: artwork, received: 2026-11-13}]\n') }))).toEqual(LIBRARY);
  });

  describe('a material that comes late', () => {
    const felt = (stock: string, more = '', items = '[bag:10]') =>
      judgeBase({
        deliverables: (text) => text.replace('    steps:', '    materials: [{material: felt, each: 1, blocks: [cut]}]\n    steps:'),
        capacity: (text) => `${text}materials:\n  - {id: felt, unit: m, lead_time: 2bd, late: 3bd, ${stock}}\n`,
        deal: deal(more, items),
      });
    const LATE = [...LIBRARY, 'late-felt (material) delays 3bd'];

    it('holds up what waits for it', () => {
      // Ordered on Tue 17, there on Thu 19: cut 19, glue until Sat 21, sew Mon 23, check Tue 24. Late: cut Tue 24, glue until Thu 26, sew Fri 27, thread
      // Mon 30, check Tue 1 December.
      const ordered = felt('on_hand: 0');
      expect(known(ordered)).toEqual(LATE);
      expect(dates(ordered)).toEqual(['2026-11-24', '2026-12-01']);
      expect(ordered.of('two-failures').because).toContain("'felt comes late' both happen");
      expect(known(felt('on_hand: 0', '', '[bag:10, {id: more, deliverable: bag, quantity: 1}]'))).toEqual(LATE);
    });

    it("is never sooner for a line of the deal's own, and may be later", () => {
      const own = (eta: string) => `materials: [{material: felt, quantity: 10, state: locked, eta: ${eta}, evidence: PO-9}]\n`;
      // Whatever its author writes, operations order it on Tue 17 and have it on Thu 19, as above.
      expect(dates(felt('on_hand: 0', own('2026-11-16')))).toEqual(['2026-11-24', '2026-12-01']);
      // On Mon 23: cut 23, glue until Wed 25, sew Thu 26, check Fri 27; late, cut Thu 26, glue until Sat 28, sew Mon 30, thread Tue 1, check Wed 2 December.
      expect(dates(felt('on_hand: 0', own('2026-11-23')))).toEqual(['2026-11-27', '2026-12-02']);
      // What is in stock is there, and does not come late; what the deal lets wait, does.
      expect(known(felt('on_hand: 10', own('2026-11-16')))).toEqual(LIBRARY);
      expect(dates(felt('on_hand: 10', own('2026-11-16')))).toEqual(['2026-11-23', '2026-11-25']);
      expect(known(felt('on_hand: 10', own('2026-11-17')))).toEqual(LATE);
      // What operations do not know of, nobody can bring.
      const none = judgeBase({
        deliverables: (text) => text.replace('    steps:', '    materials: [{material: felt, each: 1, blocks: [cut]}]\n    steps:'),
        capacity: (text) => `${text}materials: [{id: felt, unit: m, on_hand: 9}]\n`,
        deal: deal(own('2026-11-16')),
      });
      expect(none.judgement.safe).toBeNull();
      expect(none.judgement.because).toBe(
        "fits-headroom: there is not enough 'felt': none is free, none is coming, and it has no lead time (the deal's own line brings none: operations have to say that it comes)",
      );
    });

    it('is none that is in stock or locked', () => {
      expect(known(felt('on_hand: 10'))).toEqual(LIBRARY);
      expect(known(felt('on_hand: 0, incoming: [{quantity: 10, eta: 2026-11-18, locked: true}]'))).toEqual(LIBRARY);
      expect(known(felt('on_hand: 4, incoming: [{quantity: 6, eta: 2026-11-18, locked: true, for: deal}]'))).toEqual(LIBRARY);
    });

    it('is one of which a part is neither', () => {
      expect(known(felt('on_hand: 9'))).toEqual(LATE);
      expect(known(felt('on_hand: 0, incoming: [{quantity: 10, eta: 2026-11-18}]'))).toEqual(LATE);
      expect(known(felt('on_hand: 0', 'materials: [{material: felt, quantity: 10, state: locked, eta: 2026-11-18}]\n'))).toEqual(LATE);
    });
  });

  it('is a risk that the deal names by its failure, and counts once', () => {
    const judged = judgeBase({ deal: deal('context:\n  risks: [{text: The mill is slow, becomes: thread}]\n') });
    expect(known(judged)).toEqual(LIBRARY);
    expect(dates(judged)).toEqual(['2026-11-23', '2026-11-25']);
  });
});

describe('what the plan waits for', () => {
  it('is the work of a customization, after the last steps, by one of its role', () => {
    // Check and wrap take 5h of Mon 23; 12h of sewing are 3h then, 8h on Tue 24 and 1h on Wed 25. With both failures check and wrap are on Wed 25: Fri 27.
    const judged = judgeBase({
      deal: deal('', '[{deliverable: bag, quantity: 10, custom: [{id: liner, what: Liner, effort: {sewer: 12h}, price: 900}]}]'),
    });
    expect(dates(judged)).toEqual(['2026-11-25', '2026-11-27']);
    const rows = judged.schedule.status === 'planned' ? judged.schedule.rows : [];
    expect(rows.at(-1)).toMatchObject({ step: 'liner', title: 'Liner', minutes: 720 });
  });
});

describe('the floors', () => {
  it('of the date rules stand in the report beside those of the plan, latest first, and decide the safe date', () => {
    const judged = judgeBase({
      deliverables: (text) => text.replace('    options:', '    lead_time: 10bd\n    options:'),
      deal: deal('', '[{deliverable: bag, quantity: 10, custom: [{id: liner, what: Liner, effort: {sewer: 4h}, price: 400}]}]'),
    });
    expect(judged.judgement.floors.map(({ rule, date }) => `${rule} ${formatDay(date)}`)).toEqual([
      'custom-lead-time 2026-12-01',
      'two-failures 2026-11-26',
      'fits-headroom 2026-11-24',
      'quality-windows 2026-11-24',
      'three-runs 2026-11-24',
    ]);
    expect(formatDay(judged.judgement.safe!)).toBe('2026-12-01');
    expect(judged.judgement.proof).toMatchObject({ status: 'proven' });
  });
});
