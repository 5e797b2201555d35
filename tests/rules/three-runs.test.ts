import { describe, expect, test } from 'vitest';
import { formatDay, parseDay, type Day } from '../../src/model/day.ts';
import type { DateOutcome } from '../../src/rules/rule.ts';
import { threeRuns } from '../../src/rules/three-runs.ts';
import { judgeBase, restatedLibrary } from './workspace.ts';

const wanted = (day: string) => ({ deal: (text: string) => text.replace('2026-12-18', day) });
/** Cutting needs a metre of felt a bag, of which there is enough for one run. */
const felt = (leadTime: string) => ({
  deliverables: (text: string) => text.replace('    steps:', '    materials: [{material: felt, each: 1, blocks: [cut]}]\n    steps:'),
  capacity: (text: string) => `${text}materials:\n  - {id: felt, unit: m, on_hand: 12${leadTime}}\n`,
});

describe('three-runs', () => {
  test('says nothing wrong of a lead that holds, and of which roles it knows no usual load', () => {
    // In a chain of one person a role a run is done every business day: 5, 6 and 7bd. 17 November to 18 December are 24bd.
    expect(judgeBase().of('three-runs')).toMatchObject({
      verdict: 'pass',
      summary: 'three runs hold a lead of 24bd: done after 5, 6 and 7bd of 24, 48 and 72bd',
      notes: ['the usual load of cutter, sewer and inspector is not known: only what is booked counts'],
    });
  });

  test('names the material that the later runs wait for', () => {
    // Ordered on 17 November, felt is there 12bd later, on 3 December: cut on Thursday 3, glue until Saturday 5, sewn on Monday 7, checked on Tuesday 8
    // (16bd); the third a day later (17bd). max(5, 8, 6): the second decides.
    const { of } = judgeBase({ ...felt(', lead_time: 12bd'), ...wanted('2026-11-25') });
    expect(of('three-runs')).toMatchObject({ verdict: 'needs-approval', approver: 'delivery-lead', reason: 'three-runs/run-breaks' });
    expect(formatDay(of('three-runs').earliest!)).toBe('2026-11-26');
    const [finding] = of('three-runs').findings;
    expect(finding.message).toBe(
      'wanted 2026-11-25 is a lead of 7bd; one run holds it: the second is done after 16bd, on 2026-12-08 (it waits for felt), and it has 14bd',
    );
    expect(finding.data).toMatchObject({ runs_hold: 1, breaks: 2, on: 'felt', business_days: [5, 16, 17], shortest_lead: '8bd' });
  });

  test('cannot be judged where nobody has said how long an order takes, and then blocks nothing but says who owes it', () => {
    const { of, judgement } = judgeBase(felt(''));
    expect(of('three-runs')).toMatchObject({
      verdict: 'unknown',
      blocking: false,
      earliest: null,
      reason: 'three-runs/no-lead-time',
      summary: "operations owes: how long an order of 'felt' takes (capacity.yaml → materials → felt → lead_time)",
      missing: [{ file: 'capacity', key: 'materials.felt.lead_time', owedBy: 'operations', at: { path: ['materials', 0] } }],
    });
    expect(judgement.unjudged.map(({ rule }) => rule)).toContain('three-runs');
    expect(judgement.verdict).toBe('pass');
  });

  test('fails where the people of a later run are gone, and a delivery lead may approve the one that holds', () => {
    const { of, judgement } = judgeBase({ capacity: (text) => text.replace('role: sewer}', 'role: sewer, until: 2026-11-23}') });
    // Sewn on Friday 20 and Monday 23; for the third nobody is left.
    expect(of('three-runs')).toMatchObject({ verdict: 'needs-approval', reason: 'three-runs/never-ends', earliest: null });
    expect(of('three-runs').summary).toContain('the third run never ends');
    expect(judgement.safe).toBeNull();
  });

  test('names the usual load, and nobody who leaves, where that leaves no room', () => {
    const { of } = judgeBase({ capacity: (text) => text.replace('sewer: {rate: 40}', 'sewer: {rate: 40, usual_load: 100%}') });
    const { summary, findings } = of('three-runs');
    expect(summary).toBe('no lead holds three times: the first run never ends beside the usual load of sewer');
    expect(findings[0].help).toBe('operations: look at the usual load of sewer, or a delivery lead may approve it as a single run');
  });

  test('says what a run waits for, in whose hours, and what would hold', () => {
    // 2h of sewing a day: Fri 20, Mon 23, Tue 24 and Wed 25 November, checked on Thursday 26: 8bd. Tuesday 24 is a lead of 6bd.
    const slow = { capacity: (text: string) => text.replace('sewer: {rate: 40}', 'sewer: {rate: 40, usual_load: 75%}') };
    const check = judgeBase({ ...slow, ...wanted('2026-11-24') }).of('three-runs');
    const takes =
      'the first is done after 8bd, on 2026-11-26 (sewer: it uses 8h of the 8h that the queue and its usual load leave 2026-11-20 to 2026-11-25)';
    expect(check.because).toBe(`three runs hold from a lead of 8bd: ${takes}`);
    expect(check.findings).toMatchObject([
      {
        message: `wanted 2026-11-24 is a lead of 6bd; not even one run holds it: ${takes}, and it has 6bd`,
        help: 'offer 2026-11-26 or later, a lead of 8bd, which three runs hold',
        data: { asked: '2026-11-24', lead: '6bd', runs_hold: 0, breaks: 1, on: 'sewer', done: '2026-11-26', shortest_lead: '8bd' },
      },
    ]);
    expect(check.reason).toBe('three-runs/run-breaks');
  });

  test('says who leaves, and the usual load, where a later run has nobody', () => {
    const of = (sewer: string, until: string) =>
      judgeBase({
        capacity: (text) => text.replace('sewer: {rate: 40}', sewer).replace('role: sewer}', `role: sewer, until: ${until}}`),
      }).of('three-runs');
    const leaves = "who leaves and when (people's `until`)";
    const gone = 'no lead holds three times: the third run never ends, the people it needs are gone by then';
    expect(of('sewer: {rate: 41}', '2026-11-23')).toMatchObject({
      summary: gone,
      because: gone,
      findings: [
        { message: gone, help: `operations: look at ${leaves}, or a delivery lead may approve it as a single run`, data: { breaks: 3 } },
      ],
    });
    // 4h a day: the first on Fri 20 and Mon 23, the second on Tue 24 and Wed 25.
    expect(of('sewer: {rate: 40, usual_load: 50%}', '2026-11-25')).toMatchObject({
      summary: 'no lead holds three times: the third run never ends beside the usual load of sewer',
      findings: [
        { help: `operations: look at the usual load of sewer, and at ${leaves}, or a delivery lead may approve it as a single run` },
      ],
    });
  });

  test('is told apart only where an approval would bring the date nearer', () => {
    const slow = { capacity: (text: string) => text.replace('sewer: {rate: 40}', 'sewer: {rate: 40, usual_load: 75%}') };
    // Two failures are survived on 25 November, three runs hold from the 26th.
    expect(judgeBase({ ...slow, ...wanted('2026-11-25') }).of('three-runs').toldBy).toBeNull();
    expect(judgeBase({ ...slow, ...wanted('2026-11-24') }).of('three-runs').toldBy).toBe('operations-date');
  });

  test('holds the date of an earlier phase against the runs of that phase', () => {
    // 2h of sewing a day: the bags of phase 1 are sewn until Wed 25 November, Tue 1 and Mon 7 December, and checked a day later: 8, 12 and 16bd.
    const phased = (first: string) =>
      judgeBase({
        capacity: (text) => text.replace('sewer: {rate: 40}', 'sewer: {rate: 40, usual_load: 75%}'),
        deal: `handoff: 1
customer: Acme Outdoor
dates: {wanted: {complete: 2026-12-18}, phases: [{phase: 1, complete: ${first}}]}
items: [{deliverable: bag, quantity: 10}, {id: more, deliverable: bag, quantity: 1, phase: 2}]
`,
      });
    const { of, judgement } = phased('2026-11-25');
    expect(of('three-runs')).toMatchObject({ verdict: 'needs-approval', approver: 'delivery-lead', reason: 'three-runs/phase-breaks' });
    const [finding] = of('three-runs').findings;
    expect(finding.message).toContain(
      'phase 1, 2026-11-25, is a lead of 7bd; not even one run holds it: the first is done after 8bd, on 2026-11-26',
    );
    expect(finding.help).toBe('give phase 1 the date 2026-11-26, or move items to a later phase');
    expect(finding.data).toMatchObject({
      phase: 1,
      asked: '2026-11-25',
      earliest: '2026-11-26',
      breaks: 1,
      on: 'sewer',
      shortest_lead: '8bd',
    });
    expect(judgement.phases.map(({ phase, safe }) => [phase, formatDay(safe!)])[0]).toEqual([1, '2026-11-26']);
    // As orders come one by one, the second bag of each is sewn four days after its first: 12, 20 and 28bd, a lead of 12.
    expect(formatDay(of('three-runs').earliest!)).toBe('2026-12-02');
    expect(phased('2026-11-26').judgement.verdict).toBe('pass');
    expect(phased('2026-11-26').of('three-runs').verdict).toBe('pass');
  });

  test('leaves a phase its date where it is a warning', () => {
    const { of, judgement } = judgeBase({
      policy: (text) => text.replace('rules:', 'rules:\n  three-runs: warn'),
      capacity: (text) => text.replace('sewer: {rate: 40}', 'sewer: {rate: 40, usual_load: 75%}'),
      deal: `handoff: 1
customer: Acme Outdoor
dates: {wanted: {complete: 2026-12-18}, phases: [{phase: 1, complete: 2026-11-25}]}
items: [{deliverable: bag, quantity: 10}, {id: more, deliverable: bag, quantity: 1, phase: 2}]
`,
    });
    expect(of('three-runs')).toMatchObject({ reason: 'three-runs/phase-breaks', blocking: false });
    // The two failures alone: 25 November, as for one bag.
    expect(formatDay(judgement.phases[0].safe!)).toBe('2026-11-25');
    expect(judgement.verdict).toBe('pass');
  });

  test('gives its floor where no date was asked for', () => {
    const { of } = judgeBase({ deal: 'handoff: 1\ncustomer: X\ndates: {signature: 2026-11-17}\nitems: [bag:10]\n' });
    expect(of('three-runs')).toMatchObject({ verdict: 'unknown', reason: 'three-runs/no-completion' });
    expect(formatDay(of('three-runs').earliest!)).toBe('2026-11-23');
  });

  test('without a date, or a date of its own, blames the item; and names each role of which no usual load is known', () => {
    const { of } = judgeBase({
      deal: 'handoff: 1\ncustomer: X\ndates: {signature: 2026-11-17}\nitems: [bag:10]\n',
      capacity: (text) => text.replace('role: sewer}', 'role: sewer, until: 2026-11-23}'),
    });
    expect(of('three-runs').findings[0].at.path).toEqual(['items', 0, 'deliverable']);
    const known = judgeBase({
      capacity: (text) => text.replaceAll(/(cutter|sewer|inspector): \{rate: (\d+)\}/g, '$1: {rate: $2, usual_load: 0%}'),
    });
    expect(known.of('three-runs')).toMatchObject({ verdict: 'pass', notes: [] });
  });

  test('a lead that is just long enough is no break: 8bd of 8, 14 of 16, and the third day of the third run', () => {
    // As above: 5, 16 and 17bd, so 8bd, Thursday 26 November, holds to the day; 16bd are not more than twice 8.
    const { of } = judgeBase({ ...felt(', lead_time: 12bd'), ...wanted('2026-11-26') });
    expect(of('three-runs')).toMatchObject({
      verdict: 'pass',
      summary: 'three runs hold a lead of 8bd: done after 5, 16 and 17bd of 8, 16 and 24bd',
      because: 'three runs hold from a lead of 8bd: the second is done after 16bd, on 2026-12-08 (it waits for felt)',
    });
  });

  test('names the first run that breaks, by what it is told of the plan', () => {
    const { facts, schedule } = judgeBase(wanted('2026-11-24'));
    if (schedule.status !== 'planned' || schedule.threeRuns.status !== 'planned') throw new Error('three runs can be planned');
    const found = schedule.threeRuns;
    // Tuesday 24 November is a lead of 6bd: 6, 12 and 18bd.
    const of = (businessDays: readonly number[], lead: number, nominal = schedule.nominal) => {
      const runs = found.runs.map((run, k) => ({ ...run, businessDays: businessDays[k], bottleneck: null, awaits: null }));
      const date = parseDay('2026-12-18') as Day;
      const plan = { ...schedule, nominal, threeRuns: { ...found, runs, lead, date } };
      return threeRuns.check({ ...facts, others: [], schedule: plan, plan }, {}) as DateOutcome & { kind: 'fail' };
    };
    const second = of([6, 13, 19], 7);
    expect(second.summary).toBe(
      'wanted 2026-11-24 is a lead of 6bd; one run holds it: the second is done after 13bd, on 2026-11-24, and it has 12bd',
    );
    expect(second.findings[0].data).toMatchObject({ runs_hold: 1, breaks: 2, on: null });
    expect(second.because).toBe('three runs hold from a lead of 7bd: the second is done after 13bd, on 2026-11-24');
    const third = of([6, 12, 19], 7);
    expect(third.summary).toBe(
      'wanted 2026-11-24 is a lead of 6bd; two runs hold it: the third is done after 19bd, on 2026-11-25, and it has 18bd',
    );
    expect(third.because).toBe('three runs hold from a lead of 7bd: the third is done after 19bd, on 2026-11-25');
    // The first decides: as planned, where the plan alone takes as long.
    const first = (nominal = schedule.nominal) => of([7, 8, 9], 7, nominal).because;
    expect(first()).toBe('three runs hold from a lead of 7bd: the first takes as long, as planned');
    expect(first({ ...schedule.nominal, date: schedule.nominal.date - 1 })).toBe(
      'three runs hold from a lead of 7bd: the first is done after 7bd, on 2026-11-23',
    );
  });

  describe('whose doer hesitates', () => {
    // Sold by Sam, with a soft promise, so that it is not standard.
    const deal = (day: string) =>
      `handoff: 1\ncustomer: Acme Outdoor\nseller: {name: Sam Reed}\nwanted: ${day}\nitems: [bag:10]\nsoft_promises: [{said: Photos}]\n`;
    const checked = (day: string, changes: Parameters<typeof judgeBase>[0] = {}, said: 'no' | 'yes' = 'no') => {
      const texts = { ...changes, deal: deal(day) };
      const { facts, schedule } = judgeBase(texts, [], restatedLibrary(judgeBase(texts), { can_hold_standard: said }));
      if (schedule.status !== 'planned') throw new Error('the base deal can be planned');
      return threeRuns.check({ ...facts, others: [], schedule, plan: schedule }, {}) as DateOutcome & { kind: 'fail' };
    };
    const slow = { capacity: (text: string) => text.replace('sewer: {rate: 40}', 'sewer: {rate: 40, usual_load: 75%}') };
    const message = "ben would not do it three times in a row and hold everything else ('bag', 2026-11-16)";

    test('keeps the floor that holds without the word, which no waiver of the word reaches', () => {
      const { earliest, because, lowerBound } = checked('2026-12-18', {}, 'yes');
      expect(checked('2026-12-18')).toEqual({
        kind: 'fail',
        reason: 'not-held',
        summary: message,
        findings: [
          {
            message,
            at: { file: 'deal', path: ['items', 0, 'deliverable'], on: 'value' },
            help: 'ask ben what it would take, or a delivery lead may approve it as a single run',
            data: { promise: 'bag', by: 'ben', can_hold_standard: 'no' },
          },
        ],
        earliest,
        because,
        lowerBound,
        dateless: true,
        unwaivable: earliest,
      });
    });

    test('and a lead that breaks is told beside it, as one of a date', () => {
      const { kind, findings, ...rest } = checked('2026-11-24', slow);
      expect(kind).toBe('fail');
      expect(findings.map(({ data }) => Object.keys(data!)[0])).toEqual(['promise', 'asked']);
      expect(rest).toMatchObject({ reason: 'not-held', summary: message, earliest: parseDay('2026-11-26') });
      expect(rest).not.toHaveProperty('dateless');
      expect(rest).not.toHaveProperty('unwaivable');
    });

    test('and what is not known stays so', () => {
      const unknown = checked('2026-12-18', felt(''));
      expect(unknown).toMatchObject({ kind: 'fail', earliest: null });
      expect(unknown).not.toHaveProperty('dateless');
    });
  });
});
