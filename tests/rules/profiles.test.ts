// The promises under the table of src/rules/profiles.ts: in each profile its smallest standard deal passes with no sign-off of its own, and each of nine
// ways to sell what cannot be done is stopped, by its own rule, wherever the table says E, and only told or not looked at where it says w or –. One
// workspace serves all six: what differs is the profile.
import { describe, expect, test } from 'vitest';
import { addBusinessDays, calendarOf } from '../../src/model/calendar.ts';
import { formatDay, parseDay, type Day } from '../../src/model/day.ts';
import { PROFILES, type Profile } from '../../src/model/policy.ts';
import { cellOf, optionDefaults, type RuleId } from '../../src/rules/profiles.ts';
import { approved, judgeTexts, restated, restatedLibrary, type Judged, type Texts } from './workspace.ts';

// Monday 2026-11-16: the work begins on Tuesday, 8h a day, nothing reserved, no holidays. So 10bd end on Monday 2026-11-30 and 18bd on Thursday 2026-12-10.
// cut Tue 17 · it sets until Thu 19 · build Fri 20 and Mon 23 · check Tue 24. The profile's own failures are 2bd and half of a step: 3bd more at most.
const TODAY = '2026-11-16';
const WEEK = calendarOf({ week: { 0: 480, 1: 480, 2: 480, 3: 480, 4: 480 }, holidays: [], closed: [], day_starts: 540 });
/** A date that the standard lead of 10bd, both failures, three runs in a row and the history allow. */
const EASY = '2026-12-18';
const STANDARD = `wanted: ${EASY}\nitems: [unit:10]`;

/** What makes a deal whole that is not standard. */
const TOLD = `
inputs: []
assumptions: [{text: Acme names the colour, if_false: {hits: cut, costs: 1h}}]
exclusions: [Gift wrapping]
support: none
ratings: {revenue: 3, urgency: 3, logo: 3, probability: 60%}
soft_promises: []
soft_promises_asked: {by: ana, on: ${TODAY}}`;

/** One thing wrong in the workspace, the rule that is there for it, and what else stops for the same reason. */
interface Scenario {
  readonly what: string;
  readonly by: RuleId;
  /** Its row of the design's table, in the order of the profiles. */
  readonly row: string;
  /** The reason code, without the rule. */
  readonly because: string;
  readonly also?: readonly RuleId[];
  /** Whether other rules cannot be judged for it. */
  readonly unknowns?: boolean;
  /** The deal after its customer; the standard deal where nothing is said. */
  readonly deal?: string;
  readonly bookings?: string;
  /** How long it sets; two days where nothing is said. */
  readonly sets?: string;
  /** What it is made of; nothing that has to be bought where nothing is said. */
  readonly material?: string;
  /** What the customer has to give; nothing where nothing is said. */
  readonly input?: string;
  /** Business days that the fastest of the nine finished units took, each of the others one more. */
  readonly fastest?: number;
}

const SCENARIOS: readonly Scenario[] = [
  {
    what: 'a start next week, while the cutter belongs to somebody else until 4 December',
    by: 'start-from-capacity',
    row: 'E E E E E E',
    because: 'too-early',
    deal: `dates: {wanted: {start: 2026-11-23, complete: 2027-01-15}}\nitems: [unit:10]`,
    bookings: '[{id: so-1, customer: Norwell, promised: 2026-12-04, work: [{needs: {cutter: 1}, from: 2026-11-16, to: 2026-12-04}]}]',
  },
  {
    what: 'an item that is not in the library',
    by: 'in-library',
    row: 'E E E E E E',
    because: 'unlisted',
    deal: `wanted: ${EASY}\nitems: [gadget:10]${TOLD}`,
    // When it can be done, what it costs and who does it: nobody knows, so nobody says that it is right.
    unknowns: true,
  },
  {
    // 80h of the only senior, and of another job 24h more: 104 of 80h are 130 %.
    what: 'a senior by name who is 130 % booked',
    by: 'staffing-pattern',
    row: 'E w E – w E',
    because: 'named',
    deal: `${STANDARD}\nstaffing: [{person: cleo, from: 2026-11-30, to: 2026-12-11, share: 50%}]${TOLD}`,
    bookings: `
  - {id: so-1, customer: Norwell, promised: 2026-12-18, work: [{needs: {builder.senior: 1}, from: 2026-11-30, to: 2026-12-11}]}
  - {id: so-2, customer: Marlow, promised: 2026-12-18, work: [{needs: {builder.senior: 1}, from: 2026-12-01, to: 2026-12-03}]}`,
  },
  {
    // 18 December is 24bd from the start.
    what: 'a date faster than all comparable work',
    by: 'comparable-work',
    row: 'E E E w w –',
    because: 'faster-than-all',
    also: ['operations-date'],
    fastest: 25,
  },
  {
    what: 'a colour that the library does not have, for nothing',
    by: 'configured-or-priced',
    row: 'E E E E E E',
    because: 'not-configurable',
    deal: `wanted: ${EASY}\nitems: [{deliverable: unit, quantity: 10, options: {colour: purple}}]${TOLD}`,
  },
  {
    // cut 17 · it sets for 14bd until 7 December · build 8 and 9 · check 10: 18bd.
    what: '10bd for what takes 18bd',
    by: 'quality-windows',
    row: 'E E E E E E',
    because: 'window-compressed',
    also: ['fits-headroom', 'two-failures', 'three-runs', 'operations-date'],
    deal: 'wanted: 2026-11-30\nitems: [unit:10]',
    sets: '14bd',
  },
  {
    // 9bd where 10bd are standard, and the felt is only in the deal's own words.
    what: 'a rush on material that is confirmed and not locked',
    by: 'expedite-materials',
    row: '– E – E E –',
    because: 'not-locked',
    also: ['operations-date'],
    deal: `wanted: 2026-11-27\nitems: [unit:10]\nmaterials: [{material: felt, quantity: 12, state: confirmed, eta: ${TODAY}}]${TOLD}`,
    material: `{id: felt, unit: m, cost: 4, on_hand: 0, lead_time: 1bd, incoming: [{quantity: 12, eta: ${TODAY}, for: deal}]}`,
  },
  {
    // The cutter is Norwell's until Friday 27 November, which they paid for. Behind them nobody is done in the one day that is left.
    what: 'a date that makes a paid customer late',
    by: 'existing-customers',
    row: 'E E E E E E',
    because: 'paid-late',
    also: ['fits-headroom', 'two-failures', 'three-runs', 'comparable-work', 'operations-date'],
    deal: 'wanted: 2026-11-30\nitems: [unit:10]',
    bookings:
      '[{id: so-1, customer: Norwell, paid: true, promised: 2026-11-27, work: [{needs: {cutter: 1}, from: 2026-11-16, to: 2026-11-27}]}]',
  },
  {
    // By day two are on shift for six of ten; at 02:00 one is, for six of five.
    what: 'a ward over its ratio at 02:00',
    by: 'safety-ratio',
    row: 'E E E E E E',
    because: 'over-ratio',
    deal: `${STANDARD}\nrequirements: {groups: [{group: ward, weight: 1, from: 2026-12-05T12:00, to: 2026-12-06T12:00}]}`,
  },
];

describe.each(PROFILES)('%s', (profile) => {
  test('its smallest standard deal passes with no sign-off', () => {
    const { judgement, facts } = judged(profile, {});
    expect(facts.notStandard).toEqual([]);
    expect(judgement.verdict).toBe('pass');
    expect(judgement.checks.filter(({ verdict }) => !['pass', 'not-applicable', 'off'].includes(verdict))).toEqual([]);
  });

  test.each(SCENARIOS.map((each) => [each.by, each.what, each] as const))('%s: %s', (by, _, scenario) => {
    const { row, because, also = [], unknowns = false } = scenario;
    const { judgement, of } = judged(profile, scenario);
    const cell = row.split(' ')[PROFILES.indexOf(profile)];
    expect(cellOf(by, profile)).toBe(cell);
    const stopping = cell === 'E' ? [by, ...also.filter((rule) => cellOf(rule, profile) === 'E')] : [];
    const stopped = judgement.checks.filter(({ blocking, verdict }) => blocking && verdict !== 'unknown');
    expect(stopped.map(({ rule }) => rule).sort()).toEqual(stopping.sort());
    const open = judgement.checks.filter(({ verdict }) => verdict === 'unknown').map(({ rule }) => rule);
    if (unknowns) expect(open).toContain('operations-date');
    else expect(open).toEqual([]);
    expect(judgement.verdict).toBe(cell === 'E' ? 'fail' : 'pass');
    // A warning says the same and lets the deal go; what is off is said to be.
    if (cell === '–') expect(of(by).verdict).toBe('off');
    else expect(of(by).reason).toBe(`${by}/${because}`);
  });

  test('an input that is still to come stops nobody but a printer, who promises so many days after it', () => {
    const { judgement, of } = judged(profile, {
      deal: `${STANDARD}\ninputs: [{id: drawing, from: Acme Outdoor, due: 2026-11-18}]`,
      input: '{id: drawing, blocks: [cut], takes: 1bd}',
    });
    expect(of('upstream-reset').reason).toBe(profile === 'print' ? 'upstream-reset/open' : null);
    expect(judgement.verdict).toBe(profile === 'print' ? 'fail' : 'pass');
  });

  test('it names two failures that any job has', () => {
    const { everyday } = optionDefaults('two-failures', profile) as { everyday: readonly { what: string }[] };
    expect(new Set(everyday.map(({ what }) => what)).size).toBeGreaterThanOrEqual(2);
  });
});

/**
 * Judges a scenario in a profile. Where it must be whole besides, what was said on the side is signed by who asked for it, and the promises are restated;
 * those of the library are in every profile.
 */
function judged(profile: Profile, scenario: Partial<Scenario>): Judged {
  const whole = texts(profile, scenario);
  const asked = judgeTexts(whole);
  const library = restatedLibrary(asked);
  const { approvals } = asked.of('soft-promises');
  const signed = approvals.length === 0 ? [] : approved(asked, 'soft-promises', 'ana');
  return judgeTexts(whole, asked.facts.notStandard.length === 0 ? signed : [...signed, ...restated(asked)], library);
}

function texts(
  profile: Profile,
  { deal = STANDARD, bookings = '[]', sets = '2d', material = '', input = '', fastest = 5 }: Partial<Scenario>,
): Texts {
  return {
    today: TODAY,
    policy: `handoff: 1
profile: ${profile}
timezone: America/Chicago
currency: USD
principals: {delivery-lead: [ana], leadership: [dora]}
rules: {margin-floor: {floor: 10%}}
`,
    capacity: `handoff: 1
as_of: ${TODAY}
calendar:
  week: {mon: 8h, tue: 8h, wed: 8h, thu: 8h, fri: 8h}
reserve: 0%
roles:
  lead: {rate: 60}
  cutter: {rate: 40}
  builder: {levels: [junior, senior], rate: {junior: 40, senior: 60}}
  checker: {rate: 50}
people:
  - {id: ana, name: Ana Ruiz, role: lead}
  - {id: dora, name: Dora Lane, role: lead}
  - {id: ben, name: Ben Cole, role: cutter}
  - {id: cleo, name: Cleo Marsh, role: builder, level: senior}
  - {id: hugo, name: Hugo Orr, role: builder, level: junior}
  - {id: ines, name: Ines Roth, role: checker}
groups:
  - id: ward
    per_staff: 5
    shifts:
      - {days: [mon, tue, wed, thu, fri, sat, sun], from: "06:00", to: "22:00", staff: [ben, cleo]}
      - {days: [mon, tue, wed, thu, fri, sat, sun], from: "22:00", to: "06:00", staff: [hugo]}
    load: [{days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "24:00", weight: 5}]
    accreditation: {id: L-22, until: 2027-06-30}
materials: [${material}]
bookings: ${bookings}
`,
    deliverables: `handoff: 1
deliverables:
  unit:
    groups: []
    title: Unit
    version: 2
    lead_time: 10bd
    price: {setup: 4000, each: 100}
    owner: ana
    doer: cleo
    escalation: [dora, ines]
    complete_when: {observable: "{quantity} units accepted at the customer's door", measure: units accepted, threshold: "{quantity}", evidence: signed delivery note}
    options: {colour: {one_of: [black, sand]}}
    flow: {minutes: 4}
    inputs: [${input}]
    materials: [${material === '' ? '' : '{material: felt, each: 1.2, blocks: [cut]}'}]
    steps:
      - {id: cut, title: Cut, needs: {cutter: 1}, duration: 8h}
      - {id: set, title: Let it set, after: [cut], window: ${sets}, reason: Joints open if they are built sooner}
      - {id: build, title: Build, needs: {builder: 1}, duration: 16h, after: [set]}
      - {id: check, title: Check, needs: {checker: 1}, duration: 8h, after: [build], mandatory: true}
    failures:
      - {id: blunt, what: The blade is blunt, hits: cut, costs: 4h}
      - {id: part, what: A part is missing, hits: build, delays: 1bd}
`,
    history: [
      'id,deliverable,version,quantity,started,completed,promised,outcome,doers,on_spec',
      ...Array.from({ length: 9 }, (_, n) => {
        const completed = formatDay(addBusinessDays(WEEK, parseDay('2026-03-02') as Day, fastest + n - 1)!);
        return `po-${n + 1},unit,2,10,2026-03-02,${completed},${completed},delivered,cleo;hugo,true`;
      }),
      '',
    ].join('\n'),
    deal: `handoff: 1\ncustomer: Acme Outdoor\nseller: {name: Sam Reed, email: sam@larkfield.example}\n${deal}\n`,
  };
}
