/**
 * The nearest ways to say yes to a deal that fails for its dates (planning.md §5). A cheap first look says where to begin (`schedule/cut.ts`); what is
 * shown has passed the whole check on the changed deal file, and one notch less of it has not. Counted, never timed: the same files give the same
 * ways on every machine.
 */
import type { Day } from '../model/day.ts';
import type { MovableWord } from '../model/deal.ts';
import { plannerSettings, resolveSettings } from '../rules/settings.ts';
import { enlargedCut, smallestCut } from '../schedule/cut.ts';
import { dateWay } from './date.ts';
import { phaseWay } from './phase.ts';
import { deskOf, isAboutDates } from './recheck.ts';
import { scopeWay } from './scope.ts';
import { together } from './together.ts';
import { NO_WAYS, type Check, type Checked, type Way, type WayKind, type Ways } from './way.ts';
import { dominates } from './worth.ts';

/** Whole checks that looking for ways may cost. */
const CHECKS = 20;
/** Steps of other work that may be planned for them: of a deal of ten steps fourteen other quantities, of one of sixty two. */
const STEPS = 150;
const WORKS = { fewest: 2, most: 14 };
/** A person on a call reads no more. */
const SHOWN = 5;

/** Returns the nearest ways to say yes; none for a deal that passes, that is signed, that has no safe date, or that does not fail for its dates. Never throws. */
export function waysToYes(before: Checked, check: Check): Ways {
  try {
    const { firm = [], negotiable = [] } = before.facts.deal.file.dates.wanted ?? {};
    return together(before, check, { firm: kindsNamed(firm), negotiable: kindsNamed(negotiable) }, nearestWays);
  } catch (error) {
    return { ...NO_WAYS, fault: error instanceof Error ? error.message : String(error) };
  }
}

function nearestWays(before: Checked, check: Check): Ways {
  const { facts, schedule, judgement } = before;
  const { deal } = facts;
  const open = deal.state === 'draft' || deal.state === 'proposed';
  const fails = judgement.checks.some((each) => each.blocking && isAboutDates(each));
  if (judgement.verdict === 'pass' || !open || !fails || schedule.status === 'unplannable' || judgement.safe === null) return NO_WAYS;

  const works = Math.max(WORKS.fewest, Math.min(WORKS.most, Math.floor(STEPS / schedule.rows.length)));
  const desk = deskOf(before, check, CHECKS, works);
  const start = laterStart(before);
  const firm = kindsNamed(deal.file.dates.wanted?.firm ?? []);
  // Everything by the day itself leaves no part for later either.
  if (firm.has('date') && firm.has('scope')) firm.add('phase');
  const may = (kind: WayKind): boolean => !firm.has(kind);
  if (start !== null && !may('start')) return NO_WAYS;

  const found: (Way | null)[] = [];
  if (may('date')) found.push(dateWay(desk, start));
  let cutShort = false;
  // What is asked of a deal in phases of its own is not divided again.
  const late = deal.judgedCompletion !== null && deal.judgedCompletion.day < judgement.safe;
  if (late && schedule.phases.length === 0 && (start === null || start <= deal.judgedCompletion.day)) {
    const settings = plannerSettings(resolveSettings(facts.policy, facts.profile), 1);
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
  const ways = found.filter((way) => way !== null);
  const wanted = kindsNamed(deal.file.dates.wanted?.negotiable ?? []);
  const best = ways.filter((way) => !ways.some((other) => other !== way && dominates(other, way)));
  return { ways: best.sort((a, b) => rank(a, wanted) - rank(b, wanted)).slice(0, SHOWN), spent: desk.isSpent() || cutShort, fault: null };
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
const USUAL: readonly WayKind[] = ['phase', 'scope', 'date', 'start'];

/** What the customer called negotiable first, in that order; of equals what needs nobody's approval. */
function rank({ kind, approvers }: Way, negotiable: ReadonlySet<WayKind>): number {
  const named = [...negotiable].indexOf(kind);
  const place = named >= 0 ? named : USUAL.length + USUAL.indexOf(kind);
  return 2 * place + (approvers.length > 0 ? 1 : 0);
}
