/** Which hours another open deal wants, as far as that can be told quickly: its plan if nothing goes wrong, found by a short search and without a proof. */
import { businessDaysBetween } from '../model/calendar.ts';
import type { Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { BEYOND } from './axis.ts';
import { bestPlan } from './best.ts';
import { criticalPath, energyBound } from './bounds.ts';
import { problemOf } from './build.ts';
import { dayByDay } from './day-by-day.ts';
import { decoderOf } from './decode.ts';
import { draftsOf, isPlannable, type Draft } from './drafts.ts';
import { rowsOf } from './explain.ts';
import { presenceOf, profileOf } from './queue.ts';
import type { DayByDay } from './schedule.ts';
import type { PlanSettings } from './settings.ts';

/** Steps placed that the search for one such plan may cost. */
const BUDGET = 3000;
/** Business days beyond the last release and the work itself. */
const LOOK = 60;

/** What is known of a deal before it is planned. */
export interface Wanting {
  /** Roles that its steps ask for. */
  readonly roles: ReadonlySet<string>;
  readonly steps: number;
  /** Plans it; null where it does not fit into the days that are looked at. */
  readonly plan: () => DayByDay | null;
}

/** Returns what a deal asks for, and how it is planned; null where it cannot be planned at all. */
export function wantingOf(facts: Facts, settings: Pick<PlanSettings, 'soft'>): Wanting | null {
  const drafts = draftsOf(facts);
  if (!isPlannable(drafts)) return null;
  return {
    roles: new Set(drafts.flatMap(({ needs }) => needs.map(({ role }) => role))),
    steps: drafts.length,
    plan: () => planOf(facts, drafts, settings),
  };
}

function planOf(facts: Facts, drafts: readonly Draft[], { soft }: Pick<PlanSettings, 'soft'>): DayByDay | null {
  const { calendar, today, deal } = facts;
  const latest = drafts.reduce((day: Day, { releases }) => releases.reduce((d, release) => Math.max(d, release.day), day), deal.begin);
  const work = drafts.reduce((minutes, draft) => minutes + (draft.minutes === null ? 0 : draft.minutes.likely / draft.minutes.units), 0);
  const days = businessDaysBetween(calendar, today, latest) + LOOK + Math.ceil(work / Math.max(1, calendar.longest));
  const profile = profileOf(facts, presenceOf(facts, days), { soft, buffers: [] }, true);
  if (profile === null) return null;
  const problem = problemOf(facts, drafts, profile, 'headroom');
  const bound = energyBound(problem, undefined, criticalPath(problem));
  if (bound >= BEYOND) return null;
  const { placement } = bestPlan(decoderOf(problem), bound, BUDGET, false);
  return placement.completion >= BEYOND ? null : dayByDay(problem, placement, rowsOf(problem, placement), deal.begin);
}
