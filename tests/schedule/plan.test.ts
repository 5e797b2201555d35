import { describe, expect, it } from 'vitest';
import { formatDay } from '../../src/model/day.ts';
import { planDeal } from '../../src/schedule/plan.ts';
import type { Planned, Schedule } from '../../src/schedule/schedule.ts';
import { factsFrom } from './against-oracle.ts';

/** Mon–Fri 8h, one sewer, one lead; today is Mon 16 Nov 2026 and the plan begins then. */
const capacity = `handoff: 1
as_of: 2026-11-16
calendar: {week: {mon: 8h, tue: 8h, wed: 8h, thu: 8h, fri: 8h}}
roles: {sewer: {rate: 40}, lead: {}}
people: [{id: ana, role: sewer}, {id: bo, role: lead}]
`;

function schedule(deliverables: string, deal: string, policy = 'rules: {two-failures: {failures: 0}}'): Schedule {
  const { facts, settings } = factsFrom(
    {
      policy: `handoff: 1\n${policy}\n`,
      capacity,
      deliverables: `handoff: 1\ndeliverables:\n${deliverables}`,
      deal: `handoff: 1\ncustomer: X\n${deal}`,
    },
    '2026-11-16',
  );
  return planDeal(facts, settings);
}

function planned(...args: Parameters<typeof schedule>): Planned {
  const found = schedule(...args);
  if (found.status !== 'planned') throw new Error(found.because[0].message);
  return found;
}

describe('phases', () => {
  const library = `  bag: {steps: [{id: sew, needs: {sewer: 1}, duration: 8h}]}
  cap: {steps: [{id: sew, needs: {sewer: 1}, duration: 8h}, {id: age, after: [sew], window: 14d}]}
`;

  it('dates an earlier phase by the order that does it first, whatever the files list first', () => {
    // One sewer, a day each. Bag (phase 2) stands first in the file; cap's sewing could be either day. Phase 1 alone is done on Monday.
    const found = planned(
      library,
      `dates: {signature: 2026-11-16, wanted: {complete: 2026-11-17}, phases: [{phase: 1, complete: 2026-11-16}]}
items: [{deliverable: cap, phase: 2, quantity: 1}, {deliverable: bag, phase: 1, quantity: 1}]`,
    );
    expect(found.phases.map(({ phase, nominal }) => [phase, formatDay(nominal)])).toEqual([
      [1, '2026-11-16'],
      // Cap is sewn on Tue 17 and ages until Tue 1 Dec.
      [2, '2026-12-01'],
    ]);
    // The whole is soonest with cap first (Mon 30 Nov), but then bag is not done on Monday: the plan follows the phase.
    expect(formatDay(found.nominal.date)).toBe('2026-12-01');
    expect(formatDay(found.nominal.lowerBound)).toBe('2026-11-30');
    expect(found.nominal.status).toBe('bounded');
  });

  it('keeps the order that is best for the whole where the phase has time', () => {
    const found = planned(
      library,
      `dates: {signature: 2026-11-16, wanted: {complete: 2026-12-24}, phases: [{phase: 1, complete: 2026-11-17}]}
items: [{deliverable: cap, phase: 2, quantity: 1}, {deliverable: bag, phase: 1, quantity: 1}]`,
    );
    expect(formatDay(found.nominal.date)).toBe('2026-11-30');
    expect(found.phases[0]).toMatchObject({ phase: 1 });
    expect(formatDay(found.phases[0].nominal)).toBe('2026-11-16');
  });
});

describe('what cannot be planned', () => {
  const deal = 'wanted: 2026-12-18\nitems: [bag:3]';
  const reasons = (found: Schedule): string[] => (found.status === 'unplannable' ? found.because.map(({ reason }) => reason) : ['planned']);

  it('is a deliverable whose steps nobody wrote down', () => {
    expect(reasons(schedule('  bag: {owner: ana}\n', deal))).toEqual(['no-steps']);
  });

  it('is an item of which every step is left out', () => {
    const library = '  bag: {steps: [{id: sew, needs: {sewer: 1}, duration: 1h, optional: true}]}\n';
    expect(reasons(schedule(library, 'wanted: 2026-12-18\nitems: [{deliverable: bag, quantity: 1, skip: [sew]}]'))).toEqual(['no-steps']);
  });

  it('is a roadmap item that has no date, and not one that has', () => {
    const roadmap = (more: string): string =>
      `  bag: {status: roadmap, roadmap: {ref: R-1, ${more}}, steps: [{id: sew, needs: {sewer: 1}, duration: 8h}]}\n`;
    expect(reasons(schedule(roadmap('state: idea'), deal))).toEqual(['roadmap-not-ready']);
    // Ready on Sat 5 Dec: the first slot is on Mon 7.
    const found = planned(roadmap('state: committed, ready: 2026-12-05'), deal);
    expect(formatDay(found.nominal.date)).toBe('2026-12-07');
  });

  it('is custom work of a role or a level that capacity does not have', () => {
    const library = '  bag: {steps: [{id: sew, needs: {sewer: 1}, duration: 8h}]}\n';
    const custom = (effort: string): string =>
      `wanted: 2026-12-18\nitems: [{deliverable: bag, quantity: 1, custom: [{id: x, what: More, effort: {${effort}}, price: 1}]}]`;
    expect(reasons(schedule(library, custom('welder: 8h')))).toEqual(['unknown-role']);
    expect(reasons(schedule(library, custom('sewer.senior: 8h')))).toEqual(['unknown-role']);
    expect(reasons(schedule(library, custom('sewer: 8h')))).toEqual(['planned']);
  });

  it('is work for a role that has nobody', () => {
    expect(reasons(schedule('  bag: {steps: [{id: sew, needs: {sewer: 2}, duration: 8h}]}\n', deal))).toEqual(['no-capacity']);
  });

  it('is not a signature that lies far ahead', () => {
    const found = planned(
      '  bag: {steps: [{id: sew, needs: {sewer: 1}, duration: 8h}]}\n',
      'dates: {signature: 2060-01-05, wanted: {complete: 2060-02-01}}\nitems: [bag:1]',
    );
    expect(formatDay(found.nominal.date)).toBe('2060-01-05');
  });
});

describe('a relative offer', () => {
  it('does not count the lateness of its own input, since the date moves with it', () => {
    const library = `  bag:
    inputs: [{id: art, blocks: [sew], late: 10bd}]
    steps: [{id: sew, needs: {sewer: 1}, duration: 8h}]
    failures: [{id: a, what: A, hits: sew, costs: 1h}, {id: b, what: B, hits: sew, delays: 1bd}]
`;
    const dates = (complete: string): string =>
      `dates: {signature: 2026-11-16, offered: {complete: ${complete}}}\ninputs: [{id: art, due: 2026-11-18}]\nitems: [bag:1]`;
    const policy = 'rules: {two-failures: {everyday: []}}';
    const known = (complete: string): string[] => planned(library, dates(complete), policy).knownFailures.map(({ id }) => id);
    expect(known('{after: art, within: 5bd}')).toEqual(['a', 'b']);
    expect(known('2026-12-18')).toEqual(['a', 'b', 'late-art']);
  });
});

describe('the bound in hours', () => {
  it('says what is needed before a morning, less what may still be done on that day', () => {
    // A bag and a sack: 8h of sewing each, then a wait of 3h. The sewer takes Mon 16 and Tue 17, so the second wait ends on Wed 18. To be done on
    // Tue 17 all 16h would have to be sewn by 13:00 there, 3h before its end. Five of them can be sewn that morning, so 11h are needed
    // before it, and Monday has 8.
    const found = planned(
      ['bag', 'sack']
        .map((id) => `  ${id}: {steps: [{id: sew, needs: {sewer: 1}, duration: 8h}, {id: wait, after: [sew], window: 3h}]}`)
        .join('\n'),
      `dates: {signature: 2026-11-16}
items: [bag:1, sack:1]`,
    );
    expect(formatDay(found.nominal.date)).toBe('2026-11-18');
    expect(found.bound).toMatchObject({ kind: 'energy', role: 'sewer', needed: 11, free: 8 });
    expect(found.bound.kind === 'energy' && [found.bound.from, found.bound.before].map(formatDay)).toEqual(['2026-11-16', '2026-11-17']);
  });
});
