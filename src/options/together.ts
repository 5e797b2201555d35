/**
 * Ways to say yes where more than dates is in the way. What is not a date is mended first, one rule after the other, by every family that knows the rule;
 * then the dates of what came out of it. So a deal with a fault of its price and one of its date ends with ways that mend both.
 */
import type { Principal } from '../model/policy.ts';
import type { RuleId } from '../rules/profiles.ts';
import type { Check as RuleCheck } from '../rules/run.ts';
import { composed, type Edit } from './edit.ts';
import { benchOf, type Bench, type Family, type Mend } from './mend.ts';
import { build } from './build.ts';
import { configure } from './configure.ts';
import { offered } from './offered.ts';
import { pattern } from './pattern.ts';
import { pilot } from './pilot.ts';
import { price } from './price.ts';
import { isAboutDates } from './recheck.ts';
import { relative } from './relative.ts';
import { review } from './review.ts';
import { NO_WAYS, type Check, type Checked, type Otherwise, type Way, type WayKind, type Ways } from './way.ts';
import { askedWords } from './words.ts';
import { amountOf, NOTHING } from './worth.ts';

/** A line a family; of two that know a rule, the first keeps more of what was asked for. */
const FAMILIES: readonly (readonly [WayKind, Family])[] = [
  ['price', price],
  ['configure', configure],
  ['configure', offered],
  ['pattern', pattern],
  ['pilot', pilot],
  ['build', build],
  ['review', review],
  ['relative', relative],
];

/** Whole checks that mending may cost, beside those of the dates. */
const CHECKS = 30;
/** Deals that are mended in different ways whose dates are looked at too. */
const DATED = 2;
/** A person on a call reads no more. */
const SHOWN = 5;

/** A deal with all mended that could be. */
interface Mended {
  readonly mends: readonly Mend[];
  readonly edits: readonly Edit[];
  readonly after: Checked;
  /** What a way of its dates said that remains; null where `after` says it itself. */
  readonly remain: readonly string[] | null;
}

/** What all that mended a deal took of others. */
function othersOf({ mends }: Pick<Mended, 'mends'>): Otherwise {
  return Object.assign({}, ...mends.map(({ asks }) => asks?.otherwise)) as Otherwise;
}

/** Returns the ways that together leave the least in the way; `dateWays` finds those of a deal that fails for its dates alone. */
export function together(
  before: Checked,
  check: Check,
  may: (kind: WayKind) => boolean,
  dateWays: (before: Checked, check: Check) => Ways,
): Ways {
  const { verdict } = before.judgement;
  const { state } = before.facts.deal;
  if (verdict === 'pass' || (state !== 'draft' && state !== 'proposed')) return NO_WAYS;
  const families = FAMILIES.flatMap(([kind, family]) => (may(kind) ? [family] : []));
  const bench = benchOf(before, check, CHECKS);
  const mended = mendedOf(bench, families, { mends: [], edits: [], after: before, remain: null }, new Set());
  const found = mended.map((deal, index) =>
    waysOf(
      bench,
      families,
      deal,
      index < DATED ? (late) => dateWays(late, (file, otherwise) => check(file, { ...othersOf(deal), ...otherwise })) : null,
    ),
  );
  const spent = bench.isSpent() || found.some((each) => each.spent);
  // Each deal that is mended otherwise keeps its nearest; what is left of the page is the first one's.
  const others = found.slice(1).flatMap(({ ways }) => ways.slice(0, 1));
  const [first = []] = found.map(({ ways }) => ways.slice(0, Math.max(1, SHOWN - others.length)));
  return { ways: [...first, ...others].slice(0, SHOWN), spent, fault: null };
}

/** The ways of one mended deal: with its dates, where they are in the way too; and with what could only be mended once they had moved. */
function waysOf(
  bench: Bench,
  families: readonly Family[],
  deal: Mended,
  dateWays: ((late: Checked) => Ways) | null,
): Pick<Ways, 'ways' | 'spent'> {
  const before = bench.base;
  const isBare = deal.mends.length === 0;
  if (!isLate(deal.after)) return { ways: isBare ? [] : [wayOf(before, deal, null)], spent: false };
  if (dateWays === null) return { ways: [], spent: true };
  const { ways, spent } = dateWays(deal.after);
  // What a mend has made late by itself is no yes without a date.
  if (ways.length === 0) return { ways: isBare || becameLate(before, deal.after) ? [] : [wayOf(before, deal, null)], spent };
  return { ways: ways.map((way) => wayOf(before, mendedLater(bench, families, deal, way), way)), spent };
}

/** A deal whose dates have moved, with what of the rest can be mended now. */
function mendedLater(bench: Bench, families: readonly Family[], deal: Mended, way: Way): Mended {
  const known = families.some((family) => family.about(deal.after).some((rule) => way.remain.includes(rule)));
  const after = known ? bench.on(deal.after, othersOf(deal)).tryOut(way.edits) : null;
  const edits = composed(deal.edits, way.edits);
  if (after === null) return { ...deal, edits, remain: way.remain };
  const dated: Mended = { ...deal, edits, after, remain: null };
  const [best] = mendedOf(bench, families, dated, new Set(after.judgement.checks.filter(isAboutDates).map(({ rule }) => rule)));
  return best;
}

/** Whether anything of the dates is in the way. */
function isLate({ judgement }: Checked): boolean {
  return judgement.checks.some((check) => check.blocking && isAboutDates(check));
}

/** Whether something of the dates is in the way that was not before. */
function becameLate(before: Checked, { judgement }: Checked): boolean {
  const was = ({ rule, reason }: RuleCheck): boolean =>
    before.judgement.checks.some((check) => check.blocking && check.rule === rule && check.reason === reason);
  return judgement.checks.some((check) => check.blocking && isAboutDates(check) && !was(check));
}

/** Mends the first rule that some family knows in each of its ways, and in each of them the next. */
function mendedOf(bench: Bench, families: readonly Family[], deal: Mended, given: ReadonlySet<RuleId>): Mended[] {
  const known = families.map((family) => ({ family, rules: family.about(deal.after) }));
  // What changes the work comes before what says by when it is done.
  const isNext = ({ rule }: RuleCheck): boolean => !given.has(rule) && known.some(({ rules }) => rules.includes(rule));
  const { checks } = deal.after.judgement;
  const next = checks.find((check) => isNext(check) && !isAboutDates(check)) ?? checks.find(isNext);
  if (next === undefined) return [deal];
  const mends = known.flatMap(({ family, rules }) =>
    rules.includes(next.rule) ? family.mends(bench.on(deal.after, othersOf(deal)), next.rule) : [],
  );
  const then = new Set([...given, next.rule]);
  // What a later date mends too is left to the dates first.
  const left = mends.length === 0 || next.earliest !== null ? mendedOf(bench, families, deal, then) : [];
  const mended = mends.flatMap((mend) =>
    mendedOf(
      bench,
      families,
      { mends: [...deal.mends, mend], edits: composed(deal.edits, mend.edits), after: mend.after, remain: null },
      then,
    ),
  );
  return [...left, ...mended];
}

/** A mended deal as a way; `dates` is the way of its dates, where they had to move too. */
function wayOf(before: Checked, { mends, edits, after, remain: said }: Mended, dates: Way | null): Way {
  const { facts, judgement, schedule } = after;
  const { deal } = facts;
  const words = mends.map((mend) => mend.words(facts)).join(', ');
  const remain = new Set<RuleId>();
  const approvers = new Set<Principal>(dates?.approvers);
  for (const check of judgement.checks) {
    if (!check.blocking || (dates !== null && isAboutDates(check))) continue;
    const was = before.judgement.checks.some(({ rule, blocking }) => rule === check.rule && blocking);
    if (was || check.rule === 'doer-restated' || check.approver === null) remain.add(check.rule);
    else approvers.add(check.approver);
  }
  if (dates !== null && mends.length === 0) return dates;
  const asked = askedWords(facts);
  const [asks = dates?.asks ?? null] = mends.flatMap((mend) => mend.asks?.of ?? []);
  return {
    kind: dates?.kind ?? mends[0].kind,
    words: dates === null ? `${asked}${asked === '' ? '' : ' '}${words}` : `${dates.words}, ${words}`,
    edits,
    asks,
    victims: dates?.victims ?? [],
    rewrite: [...new Set([...mends.flatMap(({ rewrite }) => rewrite), ...(dates?.rewrite ?? [])])],
    result: dates?.result ?? {
      start: schedule.status === 'planned' ? schedule.start.day : null,
      complete: deal.judgedCompletion?.day ?? null,
    },
    approvers: [...approvers],
    remain: said ?? [...remain],
    tight: mends.every(({ tight }) => tight) && (dates?.tight ?? true),
    worth: dates?.worth ?? { dropped: NOTHING, inTime: amountOf(facts, deal.items), deliveries: 1 },
  };
}
