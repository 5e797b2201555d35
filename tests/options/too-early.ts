// Random deals that are asked for before they are safe, and what is wrong with the ways to say yes to them: for the test that tries a few and the gate that
// tries many.
import { parse, stringify } from 'yaml';
import { formatDay } from '../../src/model/day.ts';
import { adorn } from '../gates/adorn.ts';
import { Dice, generate, type Knobs } from '../oracle/generate.ts';
import { judgeTexts, type Texts } from '../rules/workspace.ts';
import { waysOf, wrongsOf, type Found } from './again.ts';

type Plain = Record<string, unknown>;

/** What each kind of workspace is about: the date alone; the queue, which nobody has paid for; materials that must be locked; inputs that are overdue. */
const KINDS: readonly { readonly knobs: Partial<Knobs>; readonly unpaid?: true; readonly locks?: true }[] = [
  { knobs: {} },
  { knobs: { twoItems: false, failures: false, assumptions: false, lateInputs: false }, unpaid: true },
  { knobs: {}, locks: true },
  { knobs: { closedDates: true, overdue: true } },
];

/** A deal that asks for a day before the safe one, and promises what a seller would have written; null where the workspace has no date to ask for. */
export function tooEarly(seed: number): Texts | null {
  const { knobs, unpaid, locks } = KINDS[seed % KINDS.length];
  const generated = generate(seed, knobs);
  const { today } = generated;
  const { history: _, ...texts } = locks ? adorn(generated) : { ...generated.texts, history: null };
  const dice = new Dice(seed + 0.25);
  const policy = parse(texts.policy) as Plain;
  if (locks) policy['profile'] = 'make-to-order';
  if (unpaid) policy['rules'] = { 'two-failures': { failures: 0, everyday: [] }, 'three-runs': 'warn' };
  const capacity = parse(texts.capacity) as Plain & { bookings?: Plain[] };
  if (unpaid) for (const booking of capacity.bookings ?? []) booking['paid'] = dice.chance(`${booking['id'] as string}-paid`, 15);
  const library = parse(texts.deliverables) as { deliverables: Record<string, Plain> };
  // What is worked at once, so that it is the queue that holds it up.
  const workspace = {
    ...texts,
    policy: stringify(policy),
    capacity: stringify(capacity),
    deliverables: stringify(library),
    today,
  };
  const { judgement, facts } = judgeTexts(workspace);
  const overdue = facts.deal.inputs.some(({ state }) => state === 'overdue');
  const safe = judgement.safe ?? (overdue ? facts.deal.begin + 21 : null);
  if (safe === null) return null;
  const complete = formatDay(judgement.safe === null ? safe : safe - 1 - (seed % 7));
  const deal = parse(texts.deal) as Plain;
  const dates = deal['dates'] as Plain;
  dates['wanted'] = { complete, ...(seed % 5 === 0 ? { start: [formatDay(facts.deal.begin), complete].sort()[0] } : {}) };
  if (seed % 3 === 0) dates['offered'] = { complete };
  if (seed % 2 === 0) {
    deal['promises'] = (deal['items'] as Plain[]).map(({ id, quantity }) => ({
      id: `all-${id as string}`,
      text: `${quantity as number} of ${id as string} at the dock`,
      complete_when: {
        observable: `${quantity as number} counted`,
        measure: 'pieces',
        threshold: `${quantity as number}`,
        evidence: 'signed delivery note',
      },
      items: [id],
      quantity,
      ...(seed % 4 === 0 ? { due: complete } : {}),
    }));
  }
  if (seed % 11 === 0) (deal['items'] as Plain[]).at(-1)!['phase'] = 2;
  return { ...workspace, deal: stringify(deal) };
}

/** The most whole checks that looking for ways may cost, and ways that may be shown. */
const MOST = { checks: 60, ways: 5 };

/** Returns the ways of a deal, and all that is wrong with them, as sentences. */
export function tryWays(seed: number, texts: Texts): Found & { readonly wrong: readonly string[] } {
  const found = waysOf(texts);
  const { ways, spent, checks, fault } = found;
  const wrong: string[] = [];
  if (fault !== null) wrong.push(`${seed}: ${fault}`);
  if (checks > MOST.checks || ways.length > MOST.ways) wrong.push(`${seed}: ${checks} checks for ${ways.length} ways`);
  for (const way of ways) {
    // Only where the budget ran out may it be unknown whether less would do; what is called tight is. Of a queue, each booking that moves was not tried alone.
    // Nor was less tried beside another price: what one piece more costs is what makes it fail.
    const isCutBesidePrice = way.kind === 'scope' && / at \d|, with '/.test(way.words);
    if (!way.tight && !spent && way.kind !== 'order' && !isCutBesidePrice)
      wrong.push(`${seed}: nobody has seen that less than '${way.words}' is not enough`);
    wrong.push(...wrongsOf(texts, way).map((words) => `${seed}: ${words}`));
  }
  return { ...found, wrong };
}
