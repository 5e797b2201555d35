/**
 * The nearest ways to say yes to a deal that fails for its dates (planning.md §5). A cheap first look says where to begin (`schedule/cut.ts`); what is
 * shown has passed the whole check on the changed deal file, and one notch less of it has not. Counted, never timed: the same files give the same
 * ways on every machine.
 */
import type { Day } from '../model/day.ts';
import type { MovableWord } from '../model/deal.ts';
import type { Facts } from '../model/facts.ts';
import { plannerSettings, resolveSettings } from '../rules/settings.ts';
import { enlargedCut, smallestCut } from '../schedule/cut.ts';
import type { PlanSettings } from '../schedule/settings.ts';
import { dateWay } from './date.ts';
import { doerDayWay } from './doer-day.ts';
import { leftIn } from './left-in.ts';
import { inputWay } from './input.ts';
import { materialWay } from './material.ts';
import { shiftWay } from './shift.ts';
import { orderWay } from './order.ts';
import { personWay } from './person.ts';
import { phaseWay } from './phase.ts';
import { deskOf, isAboutDates, type Desk } from './recheck.ts';
import { scopeWay } from './scope.ts';
import { together } from './together.ts';
import { NO_WAYS, type Check, type Checked, type Way, type WayKind, type Ways } from './way.ts';
import { askedWords } from './words.ts';
import { wholeWay } from './whole.ts';
import { dominates } from './worth.ts';

/** Whole checks that looking for ways may cost. */
const CHECKS = 20;
/** Steps of other work that may be planned for them: of a deal of ten steps fourteen other quantities, of one of sixty two. */
const STEPS = 150;
const WORKS = { fewest: 2, most: 14 };
/** The same for each family that asks somebody else for something: so many whole checks, of so many other plans; mostly one that passes and one that does not. */
const ASKS = { checks: 10, steps: 120, fewest: 2, most: 8 };
/** A person on a call reads no more. */
const SHOWN = 5;

/**
 * Returns the nearest ways to say yes; none for a deal that passes, or that is signed. Never throws. `effort`: how many times as much may be spent on it as in a
 * check.
 */
export function waysToYes(before: Checked, check: Check, effort = 1): Ways {
  try {
    const { firm = [], negotiable = [] } = before.facts.deal.file.dates.wanted ?? {};
    return together(before, check, { firm: kindsNamed(firm), negotiable: kindsNamed(negotiable) }, (late, recheck) =>
      withStepsBack(late, recheck, effort),
    );
  } catch (error) {
    return { ...NO_WAYS, fault: error instanceof Error ? error.message : String(error) };
  }
}

/** A step that must not be left out comes back in every way; where that is all that is wrong, it is the way. */
function withStepsBack(before: Checked, check: Check, effort: number): Ways {
  const { facts, judgement } = before;
  const skips = judgement.checks.some(({ rule, blocking }) => rule === 'mandatory-steps' && blocking);
  const back = skips ? leftIn(facts) : null;
  if (back === null || !isOpen(facts)) return nearestWays(before, check, effort);
  const alone = deskOf(before, check, 1, 1).tryOut(back.edits)!;
  const dates = alone.after.judgement.checks.some((each) => each.blocking && isAboutDates(each));
  if (dates || !alone.passes) {
    const { ways, ...rest } = nearestWays(alone.after, check, effort);
    return { ...rest, ways: ways.map((way) => ({ ...way, words: `${way.words}${back.words}`, edits: [...back.edits, ...way.edits] })) };
  }
  const words = `${[askedWords(facts), 'with everything'].filter(Boolean).join(' ')}${back.words}`;
  // With the step left out it was judged, and failed.
  const way = wholeWay(facts, alone, { kind: 'scope', words, edits: back.edits, tight: true });
  return { ...NO_WAYS, ways: [way] };
}

function isOpen({ deal }: Facts): boolean {
  return deal.state === 'draft' || deal.state === 'proposed';
}

function nearestWays(before: Checked, check: Check, effort: number): Ways {
  const { facts, schedule, judgement } = before;
  const { deal } = facts;
  const fails = judgement.checks.some((each) => each.blocking && isAboutDates(each));
  if (judgement.verdict === 'pass' || !isOpen(facts)) return NO_WAYS;
  if (!fails) {
    // Who said yes to another day is no date rule; their day is a way all the same.
    const apart = judgement.checks.some(({ rule, blocking }) => rule === 'doer-restated' && blocking);
    const moves = apart && !kindsNamed(deal.file.dates.wanted?.firm ?? []).has('date');
    // Nor is a group with too few on shift.
    const few = judgement.checks.some(({ rule, blocking }) => rule === 'safety-ratio' && blocking);
    const way = moves ? doerDayWay(deskOf(before, check, CHECKS, 1)) : few ? shiftWay(deskOf(before, check, CHECKS, CHECKS)) : null;
    return way === null ? NO_WAYS : { ...NO_WAYS, ways: [way] };
  }

  const start = laterStart(before);
  const firm = kindsNamed(deal.file.dates.wanted?.firm ?? []);
  // Everything by the day itself leaves no part for later either.
  if (firm.has('date') && firm.has('scope')) firm.add('phase');
  const may = (kind: WayKind): boolean => !firm.has(kind);
  const mayStart = start === null || may('start');
  const own = mayStart && schedule.status === 'planned' ? ownWays(before, check, start, may, effort) : NOTHING_FOUND;
  const asked = askedWays(before, check, mayStart ? start : null, effort);
  const found = [...own.found, ...asked.found];
  const ways = found.filter((way) => way !== null);
  const wanted = kindsNamed(deal.file.dates.wanted?.negotiable ?? []);
  const best = ways.filter((way) => !ways.some((other) => other !== way && dominates(other, way)));
  return { ways: best.sort((a, b) => rank(a, wanted) - rank(b, wanted)).slice(0, SHOWN), spent: own.spent || asked.spent, fault: null };
}

/** What some families found; null: a family has no way. */
interface Found {
  readonly found: readonly (Way | null)[];
  readonly spent: boolean;
}

const NOTHING_FOUND: Found = { found: [], spent: false };

/** What whoever may change the deal can do alone: another date, a phase, less of it. */
function ownWays(before: Checked, check: Check, start: Day | null, may: (kind: WayKind) => boolean, effort: number): Found {
  const { facts, schedule, judgement } = before;
  const { deal } = facts;
  if (judgement.safe === null || schedule.status === 'unplannable') return NOTHING_FOUND;
  const works = Math.max(WORKS.fewest, Math.min(WORKS.most, Math.floor(STEPS / schedule.rows.length))) * effort;
  const desk = deskOf(before, check, CHECKS * effort, works);
  const found: (Way | null)[] = [];
  if (may('date')) found.push(dateWay(desk, start));
  let cutShort = false;
  // What is asked of a deal in phases of its own is not divided again.
  const late = deal.judgedCompletion !== null && deal.judgedCompletion.day < judgement.safe;
  if (late && schedule.phases.length === 0 && (start === null || start <= deal.judgedCompletion.day)) {
    const settings = settingsOf(facts);
    const by = deal.judgedCompletion.day;
    const { cuts, spent } = smallestCut(facts, settings, by);
    cutShort = spent;
    if (cuts.length > 0) {
      const less = may('scope') ? scopeWay(desk, enlargedCut(facts, settings, by, cuts, works), start) : null;
      found.push(less?.way ?? null);
      // What holds without the rest mostly is what holds before it.
      if (may('phase')) found.push(phaseWay(desk, less?.cuts ?? cuts, start));
    }
  }
  return { found, spent: desk.isSpent() || cutShort };
}

/** What holds as it was asked for, once somebody else has done something: the customer, operations, or leadership. */
function askedWays(before: Checked, check: Check, start: Day | null, effort: number): Found {
  const { facts, schedule } = before;
  const settings = settingsOf(facts);
  const steps = schedule.status === 'planned' ? schedule.rows.length : 1;
  const works = Math.max(ASKS.fewest, Math.min(ASKS.most, Math.floor(ASKS.steps / steps))) * effort;
  let spent = false;
  const asked = facts.deal.judgedCompletion;
  const beyond = before.judgement.floors.some(
    ({ rule, binding, date }) => binding && FIXED.has(rule) && asked !== null && date > asked.day,
  );
  const found = FAMILIES.map((wayOf) => {
    if (beyond) return null;
    // Each with a budget of its own: what one of them spends is not missing where another one looks.
    const desk = deskOf(before, check, ASKS.checks * effort, works);
    const way = wayOf(desk, settings, null) ?? (start === null ? null : wayOf(desk, settings, start));
    spent ||= desk.isSpent();
    return way;
  });
  return { found, spent };
}

/** Whose floors stand whoever helps: agreed leads, dates of the roadmap, what a person has said. */
const FIXED: ReadonlySet<string> = new Set(['on-roadmap', 'proven-output', 'operations-date', 'doer-restated']);

/** The families that ask somebody else: each keeps the start that was asked for, or moves it to the day that it is told. */
const FAMILIES: readonly ((desk: Desk, settings: PlanSettings, start: Day | null) => Way | null)[] = [
  inputWay,
  materialWay,
  personWay,
  orderWay,
];

function settingsOf(facts: Facts): PlanSettings {
  return plannerSettings(resolveSettings(facts.policy, facts.profile), 1);
}

/** The day on which the team can begin and keep going, where an earlier start was asked for: then it moves, whatever else does. */
function laterStart({ facts, schedule }: Checked): Day | null {
  const asked = facts.deal.judgedStart;
  return asked === null || schedule.status === 'unplannable' || asked.day >= schedule.start.day ? null : schedule.start.day;
}

/** The words of `firm` and `negotiable`, and the ways that each is about. */
const NAMED: Readonly<Record<MovableWord, readonly WayKind[]>> = {
  complete: ['date', 'relative'],
  start: ['start'],
  quantity: ['scope', 'pilot'],
  scope: ['scope', 'configure', 'pilot'],
  phase: ['phase'],
  phases: ['phase'],
  price: ['price'],
};

/** Returns the ways that some words are about, in their order. */
function kindsNamed(words: readonly MovableWord[]): Set<WayKind> {
  return new Set(words.flatMap((word) => NAMED[word]));
}

/** What keeps the day comes before what moves it. */
const USUAL: readonly WayKind[] = ['phase', 'scope', 'input', 'material', 'person', 'date', 'start', 'order'];

/** What the customer called negotiable first, in that order; of equals what needs nobody's approval. */
function rank({ kind, approvers }: Way, negotiable: ReadonlySet<WayKind>): number {
  const named = [...negotiable].indexOf(kind);
  const place = named >= 0 ? named : USUAL.length + USUAL.indexOf(kind);
  return 2 * place + (approvers.length > 0 ? 1 : 0);
}
