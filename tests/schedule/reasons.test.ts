// Every reason that the planner can give, given by the planner: a kind without a case here does not compile, and one that is never given fails.
import { describe, expect, test } from 'vitest';
import type { Facts } from '../../src/model/facts.ts';
import { slotOf } from '../../src/schedule/axis.ts';
import { problemOf } from '../../src/schedule/build.ts';
import { decode, decoderOf, type Placement } from '../../src/schedule/decode.ts';
import { draftsOf, isPlannable, type Draft } from '../../src/schedule/drafts.ts';
import { chainOf, rowsOf } from '../../src/schedule/explain.ts';
import { planDeal } from '../../src/schedule/plan.ts';
import { firstStart, type Problem } from '../../src/schedule/problem.ts';
import { presenceOf, profileOf } from '../../src/schedule/queue.ts';
import type { UnplannableReason, WaitKind } from '../../src/schedule/schedule.ts';
import { generate } from '../oracle/generate.ts';
import { factsFrom } from './against-oracle.ts';
import { seedsOr } from '../tries.ts';

const SEEDS = seedsOr(30);

/** Mon–Fri 8h; today is Mon 16 Nov 2026, and the deal is signed on that day unless it says otherwise. One sewer, one lead. */
const CAPACITY = `handoff: 1
as_of: 2026-11-16
calendar: {week: {mon: 8h, tue: 8h, wed: 8h, thu: 8h, fri: 8h}}
roles: {sewer: {levels: [junior, senior]}, lead: {}, nobody: {}}
people: [{id: ana, role: sewer, level: junior}, {id: bo, role: lead}]
`;

interface Case {
  readonly library: string;
  readonly deal?: string;
  readonly capacity?: string;
}

function factsOfCase({ library, deal = 'dates: {signature: 2026-11-16}\nitems: [bag:1]', capacity = CAPACITY }: Case) {
  const texts = {
    policy: 'handoff: 1\nrules: {two-failures: {failures: 0}}\n',
    capacity,
    deliverables: `handoff: 1\ndeliverables:\n${library}`,
    deal: `handoff: 1\ncustomer: X\n${deal}\n`,
  };
  return factsFrom(texts, '2026-11-16');
}

const BAG = '  bag: {steps: [{id: sew, needs: {sewer: 1}, duration: 8h}]}\n';

/** Of each kind: texts, and the step whose wait it is, with what it waits on. */
const WAITING: Readonly<Record<WaitKind, Case & { readonly step: string; readonly on: string }>> = {
  signature: { library: BAG, step: 'sew', on: '' },
  // The offer was to be signed on Friday; nothing begins before today.
  today: { library: BAG, deal: 'dates: {signature: 2026-11-13}\nitems: [bag:1]', step: 'sew', on: '' },
  predecessor: {
    library: '  bag: {steps: [{id: sew, needs: {sewer: 1}, duration: 8h}, {id: check, after: [sew], needs: {lead: 1}, duration: 2h}]}\n',
    step: 'check',
    on: 'bag.sew',
  },
  window: {
    library:
      '  bag: {steps: [{id: sew, needs: {sewer: 1}, duration: 8h}, {id: cure, after: [sew], window: 3d}, {id: check, after: [cure], needs: {lead: 1}, duration: 2h}]}\n',
    step: 'check',
    on: 'bag.cure',
  },
  input: {
    library: '  bag: {inputs: [{id: artwork, blocks: [sew], takes: 3bd}], steps: [{id: sew, needs: {sewer: 1}, duration: 8h}]}\n',
    step: 'sew',
    on: 'artwork',
  },
  material: {
    library: '  bag: {materials: [{material: canvas, each: 1, blocks: [sew]}], steps: [{id: sew, needs: {sewer: 1}, duration: 8h}]}\n',
    capacity: `${CAPACITY}materials: [{id: canvas, on_hand: 0, lead_time: 5bd}]\n`,
    step: 'sew',
    on: 'canvas',
  },
  roadmap: {
    library:
      '  bag: {status: roadmap, roadmap: {ref: RM-1, state: committed, ready: 2026-12-01}, steps: [{id: sew, needs: {sewer: 1}, duration: 8h}]}\n',
    step: 'sew',
    on: 'RM-1',
  },
  // The sewer is booked until Wednesday.
  role: {
    library: BAG,
    capacity: `${CAPACITY}bookings: [{id: po, state: hard, paid: true, work: [{needs: {sewer: 1}, from: 2026-11-16, to: 2026-11-18}]}]\n`,
    step: 'sew',
    on: 'sewer',
  },
  // Two sewers. Cut needs one of them and the lead, who is booked on Monday; glue needs the other one, who is there, and may not overtake cut.
  order: {
    library: '  bag: {steps: [{id: cut, needs: {sewer: 1, lead: 1}, duration: 4h}, {id: glue, needs: {sewer: 1}, duration: 8h}]}\n',
    capacity: `${CAPACITY.replace('people: [', 'people: [{id: cy, role: sewer}, ')}bookings:
  - {id: po, state: hard, paid: true, work: [{needs: {lead: 1}, from: 2026-11-16, to: 2026-11-16}]}
`,
    step: 'glue',
    on: 'bag.cut',
  },
};

/** The plan of some drafts in the order of the library. */
function planned(facts: Facts, drafts: readonly Draft[], days: number): { problem: Problem; placement: Placement } {
  const profile = profileOf(facts, presenceOf(facts, days), { soft: 'whole', buffers: [] }, true)!;
  const problem = problemOf(facts, drafts, profile, 'headroom');
  const order = problem.tasks.map(({ index }) => index);
  return { problem, placement: decode(decoderOf(problem), order) };
}

describe('every kind of waiting', () => {
  test.each(Object.entries(WAITING))('%s', (kind, { step, on, ...texts }) => {
    // In the order of the library, so that what is tested is not which order the search likes best.
    const { facts } = factsOfCase(texts);
    const drafts = draftsOf(facts);
    if (!isPlannable(drafts)) throw new Error(drafts[0].message);
    const { problem, placement } = planned(facts, drafts, 60);
    expect(rowsOf(problem, placement).find((row) => row.step === step)).toMatchObject({ waits: kind, on });
    // The step is the last to be done, so the chain ends with it, and tells the same.
    const last = chainOf(problem, placement, facts.capacity).at(-1);
    expect(last).toMatchObject({ step, waits: kind, on });
    // Who has the role is said of a role, and of nothing else: three days of 8h.
    expect(last!.busy).toEqual(
      kind === 'role' ? { step: null, heldBy: [{ booking: 'po', customer: null, hours: 24, until: null }] } : null,
    );
  });
});

test('a step that could begin sooner by itself waits for a role or behind another step', { timeout: SEEDS * 12_000 }, () => {
  const wrong: string[] = [];
  let held = 0;
  for (let seed = 90_000; seed < 90_000 + SEEDS; seed++) {
    const { texts, today } = generate(seed);
    const { facts } = factsFrom(texts, today);
    const drafts = draftsOf(facts);
    if (!isPlannable(drafts)) continue;
    const { problem, placement } = planned(facts, drafts, 300);
    const rows = rowsOf(problem, placement);
    for (const { index, item, step, runs, work } of problem.tasks) {
      const start = placement.start[index];
      if (start < 0 || firstStart(runs, slotOf(problem.axis, placement.ready[index]), work) === start) continue;
      held++;
      const { waits } = rows.find((row) => row.item === item && row.step === step)!;
      if (waits !== 'role' && waits !== 'order') wrong.push(`${seed}: ${item}.${step} waits for ${waits}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(held).toBeGreaterThan(SEEDS / 2);
});

/** Of each reason: texts for which it is the one that is given. */
const UNPLANNABLE: Readonly<Record<UnplannableReason, Case | { readonly facts: () => ReturnType<typeof factsOfCase> }>> = {
  'not-in-library': { library: BAG, deal: 'items: [cap:1]' },
  'requires-missing': {
    library: `${BAG}  cap: {requires: [bag], steps: [{id: sew, needs: {sewer: 1}, duration: 8h}]}\n`,
    deal: 'items: [cap:1]',
  },
  'custom-without-effort': { library: BAG, deal: 'items: [{deliverable: bag, quantity: 1, custom: [{id: liner, what: A liner}]}]' },
  'no-steps': { library: '  bag: {title: Bag}\n' },
  'unknown-role': {
    library: BAG,
    deal: 'items: [{deliverable: bag, quantity: 1, custom: [{id: liner, what: A liner, effort: {tailor: 8h}}]}]',
  },
  'no-people': { library: '  bag: {steps: [{id: sew, needs: {nobody: 1}, duration: 8h}]}\n' },
  'no-capacity': { library: '  bag: {steps: [{id: sew, needs: {sewer: 2}, duration: 8h}]}\n' },
  'material-never-comes': {
    library: '  bag: {materials: [{material: canvas, each: 1}], steps: [{id: sew, needs: {sewer: 1}, duration: 8h}]}\n',
    capacity: `${CAPACITY}materials: [{id: canvas, on_hand: 0}]\n`,
  },
  'roadmap-not-ready': {
    library: '  bag: {status: roadmap, roadmap: {ref: RM-1, state: idea}, steps: [{id: sew, needs: {sewer: 1}, duration: 8h}]}\n',
  },
  'unknown-step': {
    library: BAG,
    deal: 'items: [{deliverable: bag, quantity: 1, custom: [{id: liner, what: A liner, effort: {sewer: 8h}, after: [bag.iron]}]}]',
  },
  // Each step alone ends within the five years; one after another they do not: 1 305 business days are not enough for two of 700.
  'beyond-horizon': {
    library:
      '  bag: {steps: [{id: one, needs: {sewer: 1}, duration: 700bd}, {id: two, after: [one], needs: {lead: 1}, duration: 700bd}]}\n',
  },
  // Nothing in a file can bring it about: a fact that throws when it is read stands for a fault of ours.
  'planner-fault': {
    facts: () => {
      const { facts, settings } = factsOfCase({ library: BAG });
      const broken = Object.defineProperty({ ...facts }, 'capacity', {
        get: () => {
          throw new Error('a fault');
        },
      }) as Facts;
      return { facts: broken, settings };
    },
  },
};

describe('every reason for no date', () => {
  test.each(Object.entries(UNPLANNABLE))('%s', (reason, texts) => {
    const { facts, settings } = 'facts' in texts ? texts.facts() : factsOfCase(texts);
    const found = planDeal(facts, settings);
    if (found.status !== 'unplannable') throw new Error('it can be planned');
    expect(found.because.map((each) => each.reason)).toEqual([reason]);
  });
});
