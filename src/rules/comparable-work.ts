import * as z from 'zod/mini';
import { addBusinessDays, inclusiveBusinessDays, onOrAfter } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { ItemFact } from '../model/facts.ts';
import { at } from '../model/place.ts';
import { PRINCIPALS } from '../model/policy.ts';
import {
  besides,
  closest,
  comparablesOf,
  nameOf,
  percentilesText,
  shortestAsk,
  withinAsk,
  type Comparables,
  type Sold,
} from './dates/comparables.ts';
import { againstFloor, askedText } from './floor.ts';
import { missingText } from './missing.ts';
import { aNumber, count, option, share } from './texts/notation.ts';
import { missedFloors, phaseFloors } from './dates/phases.ts';
import type { DateOutcome, Finding, MissingFact, NonEmpty, OptionalFacts, Outcome, Rule, RuleFacts } from './rule.ts';
import { nonEmpty } from './wrong.ts';

const options = z.strictObject({
  percentile: option(aNumber, 10, 'An ask within which no more than this share of comparable work ended, in percent, needs approval.'),
  at_least: option(count, 9, 'Finished projects below which a class says nothing: nine are the fewest that tell one in ten.'),
  approver: option(z.enum(PRINCIPALS, { error: `is not one of ${PRINCIPALS.join(', ')}` }), 'leadership', 'Who may approve such an ask.'),
  similar: option(share, '50%', 'By how much the quantity of comparable work may differ, where it is recorded.'),
});

type Options = z.output<typeof options>;

type Reason = 'faster-than-all' | 'faster-than-most' | 'too-few' | 'too-much-open';

/** A deliverable of the deal with its reference class, and the shortest ask, in business days, that passes. */
interface Judged {
  readonly sold: Sold;
  readonly among: Comparables;
  readonly shortest: number;
}

/** The outside view: what work like it really took. */
export const comparableWork: Rule<Options, 'plan' | 'history', Reason> = {
  id: 'comparable-work',
  family: 'dates',
  title: 'The deal is asked for faster than work like it was ever, or hardly ever, done.',
  why: 'Every plan is made of steps that somebody thought of. What was finished before also holds those that nobody did. Whoever asks for less time than nine in ten comparable projects took asks for luck.',
  source: 'Reference class forecasting: the outside view on a plan, from finished work of the same kind (D. Kahneman, B. Flyvbjerg).',
  waivable: 'leadership',
  date: true,
  options,
  final: ['faster-than-all'],
  reasons: {
    'faster-than-all': 'No comparable project was ever finished in so little time. Nobody may approve that.',
    'faster-than-most': 'Hardly any comparable project was finished in so little time; the named approver may take the risk.',
    'too-few': 'Too few comparable projects are finished to tell.',
    'too-much-open': 'So much comparable work is still open that what is finished cannot tell.',
  },
  needs: ['plan', 'history'],
  check(facts, policy) {
    const start = startOf(facts);
    const { classes, missing } = classesOf(facts.deal.items, facts, policy);
    const [slowest] = classes.toSorted((a, b) => b.shortest - a.shortest);
    if (slowest === undefined) {
      const [first, ...rest] = missing;
      if (first !== undefined) return { ...unknown([first, ...rest]), earliest: null };
      return { kind: 'not-applicable', because: 'everything is yet to be built, so nothing like it was ever finished', earliest: null };
    }
    const floorOf = (items: readonly ItemFact[]): Day | null => {
      const shortest = classesOf(items, facts, policy).classes.map((judged) => judged.shortest);
      return shortest.length === 0 ? null : endOf(start, Math.max(...shortest), facts);
    };
    const floor = floorOf(facts.deal.items)!;
    const phases = phaseFloors(facts, floor, floorOf);
    const { sold, shortest, among } = slowest;
    const because = `${within(among, shortest)} ${kind(among, sold)} took ${shortest}bd or less: counted from ${formatDay(start)}`;
    const outcome = againstFloor<Reason>(
      facts,
      { earliest: floor, because },
      (asked): Outcome<Reason> => {
        const missed = missedFloors(facts, phases, 'which comparable work of its size allows');
        if (missed !== null)
          return { kind: 'fail', reason: 'faster-than-most', approver: policy.approver, summary: missed[0].message, findings: missed };
        if (missing.length > 0) return unknown(nonEmpty(missing));
        const ask = inclusiveBusinessDays(facts.calendar, start, asked.day);
        return {
          kind: 'pass',
          note: `${ask}bd from ${formatDay(start)}: ${within(among, ask)} ${kind(among, sold)} took no longer`,
          notes: classes.map(told),
        };
      },
      (asked) => {
        const ask = inclusiveBusinessDays(facts.calendar, start, asked.day);
        const wrong = classes.filter((judged) => judged.shortest > ask).map((judged) => findingOf(judged, ask, start, floor, facts));
        const final = classes.some((judged) => ask < judged.among.finished[0].took);
        return {
          kind: 'fail',
          reason: final ? 'faster-than-all' : 'faster-than-most',

          approver: policy.approver,
          summary: wrong[0].message,
          findings: nonEmpty(wrong),
        };
      },
    );
    // Whoever may take the risk of the fastest may not take that of one who was faster than all.
    const fastest = Math.max(...classes.map((judged) => judged.among.finished[0].took));
    return { ...outcome, phases, unwaivable: endOf(start, fastest, facts) } satisfies DateOutcome<Reason>;
  },
};

type Known = RuleFacts & Pick<OptionalFacts, 'plan' | 'history'>;

/** The day from which the ask counts: that on which the team can begin, or a later one that was asked for. */
function startOf({ plan, deal, calendar }: Pick<Known, 'plan' | 'deal' | 'calendar'>): Day {
  const start = Math.max(plan.start.day, deal.judgedStart?.day ?? 0);
  return onOrAfter(calendar, start) ?? start;
}

/** The day on which work of so many business days ends. */
function endOf(start: Day, businessDays: number, { calendar }: Known): Day {
  return addBusinessDays(calendar, start, businessDays - 1) ?? start;
}

/** Each deliverable once, with all that is sold of it; what is to be built was never finished. */
function soldOf(items: readonly ItemFact[]): Sold[] {
  const quantities = new Map<string, Sold>();
  for (const { deliverable, entry, offer, quantity } of items) {
    if (entry === null || offer === 'build') continue;
    const before = quantities.get(deliverable)?.quantity ?? 0;
    quantities.set(deliverable, { deliverable, version: entry.version, quantity: before + quantity });
  }
  return [...quantities.values()];
}

/** The record that a deal is held against, for a reader who wants to see it. */
export interface TrackRecord {
  /** Business days from the start to the judged completion; null when nothing was offered or wanted. */
  readonly ask: number | null;
  /** In the order of the deal; a class too small to judge by is here too. */
  readonly classes: readonly { readonly sold: Sold; readonly among: Comparables }[];
}

/** Returns the record of what a deal sells; `similar` is the rule's option, a share. */
export function recordOf(facts: Pick<Known, 'plan' | 'history' | 'deal' | 'calendar' | 'today'>, similar: Options['similar']): TrackRecord {
  const asked = facts.deal.judgedCompletion;
  const classes = soldOf(facts.deal.items).map((sold) => ({ sold, among: comparablesOf(facts.history, sold, similar, facts) }));
  return { ask: asked === null ? null : inclusiveBusinessDays(facts.calendar, startOf(facts), asked.day), classes };
}

/** The classes of the deliverables that can be told from, in the order of the deal, and what operations owe of the others. What is to be built has none. */
function classesOf(
  items: readonly ItemFact[],
  facts: Known,
  { at_least, similar, percentile }: Options,
): { classes: Judged[]; missing: MissingFact[] } {
  const classes: Judged[] = [];
  const missing: MissingFact[] = [];
  for (const sold of soldOf(items)) {
    const among = comparablesOf(facts.history, sold, similar, facts);
    const shortest = among.finished.length < at_least ? null : shortestAsk(among, percentile);
    if (shortest !== null) classes.push({ sold, among, shortest });
    else missing.push(owed(sold, among, at_least));
  }
  return { classes, missing };
}

function owed(sold: Sold, among: Comparables, atLeast: number): MissingFact {
  const { finished } = among;
  const [what, there] =
    finished.length < atLeast
      ? [`${atLeast} finished projects like`, `${finished.length} are recorded`]
      : ['the end of what is open like', `${finished.length} are finished`];
  const others = besides(among);
  return {
    fact: `${what} ${sold.quantity} × '${sold.deliverable}' of version ${sold.version}: ${there}${others === '' ? '' : `, and left out are ${others}`}`,
    file: 'history',
    key: '',
    owedBy: 'operations',
    at: at('history', 'projects'),
  };
}

function unknown(missing: NonEmpty<MissingFact>): Outcome<Reason> {
  const reason = missing[0].fact.startsWith('the end') ? 'too-much-open' : 'too-few';
  return { kind: 'unknown', reason, summary: missing.map(missingText).join('; '), missing };
}

/** `1 of 10`, or `1 to 3 of 12` where open work may still end in time. */
function within(among: Comparables, ask: number): string {
  const { least, most } = withinAsk(among, ask);
  return `${least === most ? least : `${least} to ${most}`} of ${among.finished.length + among.open.length}`;
}

function kind({ open }: Comparables, { deliverable }: Sold): string {
  return `comparable '${deliverable}'${open.length === 0 ? '' : ` (${open.length} open)`}`;
}

/** The class in a line: how many, the percentiles, what was left out. */
function told({ sold, among }: Judged): string {
  const others = besides({ ...among, open: [] });
  return `${among.finished.length} finished and ${among.open.length} open '${sold.deliverable}': ${percentilesText(among)}${others === '' ? '' : `; left out: ${others}`}`;
}

function findingOf(judged: Judged, ask: number, start: Day, floor: Day, facts: Known): Finding {
  const { sold, among, shortest } = judged;
  const asked = facts.deal.judgedCompletion!;
  const [fastest] = among.finished;
  const leaves = `${askedText(asked)} leaves ${ask}bd from ${formatDay(start)}`;
  const than =
    ask < fastest.took
      ? `the fastest of ${among.finished.length} comparable '${sold.deliverable}' was ${nameOf(fastest)}`
      : `${within(among, ask)} ${kind(among, sold)} took no longer`;
  const near = closest(among, ask);
  const others = besides({ ...among, open: [] });
  const { least, most } = withinAsk(among, ask);
  return {
    message: `${leaves}, and ${than}; ${percentilesText(among)}${others === '' ? '' : `; left out: ${others}`}`,
    at: asked.at,
    help: `offer ${formatDay(floor)} or later (${shortest}bd), which ${within(among, shortest)} held`,
    related: near.map((each) => ({ message: nameOf(each), at: at('history', 'projects', each.index) })),
    data: {
      deliverable: sold.deliverable,
      ask: `${ask}bd`,
      start: formatDay(start),
      finished: among.finished.length,
      open: among.open.length,
      ...among.leftOut,
      within: least,
      within_at_most: most,
      percentiles: percentilesText(among),
      closest: near.map(nameOf),
      shortest: `${shortest}bd`,
    },
  };
}
