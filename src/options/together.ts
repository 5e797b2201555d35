/**
 * Ways to say yes where more than dates is in the way. What is not a date is mended first, one rule after the other, by every family that knows the rule;
 * then the dates of what came out of it. So a deal with a fault of its price and one of its date ends with ways that mend both.
 */
import type { Facts } from '../model/facts.ts';
import type { Principal } from '../model/policy.ts';
import { listed } from '../model/words.ts';
import type { RuleId } from '../rules/profiles.ts';
import type { Check as RuleCheck } from '../rules/run.ts';
import { composed, type Edit } from './edit.ts';
import { benchOf, blockingCheck, type Bench, type Family, type Mend } from './mend.ts';
import { build } from './build.ts';
import { configure } from './configure.ts';
import { offered } from './offered.ts';
import { pattern } from './pattern.ts';
import { pilot } from './pilot.ts';
import { price } from './price.ts';
import { isAboutDates } from './recheck.ts';
import { relative } from './relative.ts';
import { review } from './review.ts';
import { NO_WAYS, type Asks, type Check, type Checked, type Otherwise, type Way, type WayKind, type Ways } from './way.ts';
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
/** Of a deal that is mended in several ways so many have their dates looked at too: the nearest of them say most. */
const DATED = 2;
/** A person on a call reads no more. */
const SHOWN = 5;

/** Whom the work takes hangs on when it is done: where dates have to move, they move first. */
const BY_DATES: ReadonlySet<RuleId> = new Set(['staffing-pattern']);

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

/** What mends deals: `areDatesDone` where no date will move any more. */
interface Mender {
  readonly bench: Bench;
  readonly families: readonly Family[];
  readonly areDatesDone: boolean;
}

/** Returns the ways that together leave the least in the way; `dateWays` finds those of a deal that fails for its dates alone. */
export function together(
  before: Checked,
  check: Check,
  { firm, negotiable }: { readonly firm: ReadonlySet<WayKind>; readonly negotiable: ReadonlySet<WayKind> },
  dateWays: (before: Checked, check: Check) => Ways,
): Ways {
  const { verdict } = before.judgement;
  const { state } = before.facts.deal;
  if (verdict === 'pass' || (state !== 'draft' && state !== 'proposed')) return NO_WAYS;
  // What the customer called negotiable first.
  const families = FAMILIES.filter(([kind]) => !firm.has(kind))
    .sort(([a], [b]) => Number(negotiable.has(b)) - Number(negotiable.has(a)))
    .map(([, family]) => family);
  const bench = benchOf(before, check, CHECKS);
  const mended = mendedOf({ bench, families, areDatesDone: false }, { mends: [], edits: [], after: before, remain: null }, new Set());
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
  if (!isLate(deal.after) && !isBare) return { ways: [wayOf(before, deal, null)], spent: false };
  if (dateWays === null) return { ways: [], spent: false };
  const { ways, spent } = dateWays(deal.after);
  if (ways.length > 0) return { ways: ways.map((way) => wayOf(before, mendedLater(bench, families, deal, way), way)), spent };
  // Where no date helps, the rest may still be mended; but what a mend has made late by itself is no yes without a date.
  const [rest] = mendedOf(
    { bench, families, areDatesDone: true },
    deal,
    new Set(deal.after.judgement.checks.filter(isAboutDates).map(({ rule }) => rule)),
  );
  return { ways: rest.mends.length === 0 || becameLate(before, rest.after) ? [] : [wayOf(before, rest, null)], spent };
}

/** A deal whose dates have moved, with what of the rest can be mended now. */
function mendedLater(bench: Bench, families: readonly Family[], deal: Mended, way: Way): Mended {
  const edits = composed(deal.edits, way.edits);
  // What a way asks of others is not in the file: what it says remains has been judged with it.
  const isAlone = way.asks === null && way.victims.length === 0;
  const isKnown = isAlone && (deal.mends.length > 0 || families.some((family) => family.about(deal.after).length > 0));
  const after = isKnown ? bench.on(deal.after, othersOf(deal)).tryOut(way.edits) : null;
  if (after === null) return { ...deal, edits, remain: way.remain };
  const ofDates = new Set(after.judgement.checks.filter(isAboutDates).map(({ rule }) => rule));
  const [best] = mendedOf({ bench, families, areDatesDone: true }, { ...deal, edits, after, remain: null }, ofDates);
  return best;
}

/** Whether anything of the dates is in the way. */
function isLate({ judgement }: Checked): boolean {
  return judgement.checks.some((check) => check.blocking && isAboutDates(check));
}

/** Whether something of the dates is in the way that was not before. */
function becameLate(before: Checked, { judgement }: Checked): boolean {
  const was = ({ rule, reason }: RuleCheck): boolean =>
    before.judgement.checks.some(
      (check) => check.blocking && check.rule === rule && (check.reason === reason || check.verdict === 'unknown'),
    );
  return judgement.checks.some((check) => check.blocking && isAboutDates(check) && !was(check));
}

/**
 * Mends the first rule that some family knows, in each of its ways, and in each of them the next, in the nearest: what changes the work comes before what
 * says by when it is done, and last what a later date mends too.
 */
function mendedOf(mender: Mender, deal: Mended, given: ReadonlySet<RuleId>): Mended[] {
  const { bench, families, areDatesDone } = mender;
  const waits = !areDatesDone && isLate(deal.after);
  const known = families.map((family) => ({ family, rules: family.about(deal.after).filter((rule) => !(waits && BY_DATES.has(rule))) }));
  const open = deal.after.judgement.checks.filter(({ rule }) => !given.has(rule) && known.some(({ rules }) => rules.includes(rule)));
  const place = (check: RuleCheck): number => (isAboutDates(check) ? (check.earliest === null ? 1 : 2) : 0);
  const [next] = open.sort((a, b) => place(a) - place(b));
  if (next === undefined) return [deal];
  const found = known.flatMap(({ family, rules }) =>
    rules.includes(next.rule) ? family.mends(bench.on(deal.after, othersOf(deal)), next.rule) : [],
  );
  const mends = deal.mends.length === 0 ? found : found.slice(0, 1);
  const then = new Set([...given, next.rule]);
  // What a later date mends too is left to the dates first, and only to them where the rest is mended already.
  const isLeft = mends.length === 0 || next.earliest !== null;
  const left = isLeft ? mendedOf(mender, deal, then) : [];
  if (isLeft && deal.mends.length > 0) return left;
  const mended = mends.flatMap((mend) =>
    mendedOf(mender, { mends: [...deal.mends, mend], edits: composed(deal.edits, mend.edits), after: mend.after, remain: null }, then),
  );
  return [...left, ...mended];
}

/** A mended deal as a way; `dates` is the way of its dates, where they had to move too. */
function wayOf(before: Checked, { mends, edits, after, remain: said }: Mended, dates: Way | null): Way {
  const { facts, judgement, schedule } = after;
  const { deal } = facts;
  // When the input has to come belongs beside the days that count from it.
  const words = [...mends]
    .sort((a, b) => Number(b.kind === 'relative') - Number(a.kind === 'relative'))
    .map((mend) => mend.words(facts))
    .join(', ');
  const remain = new Set<RuleId>();
  // Where the way of the dates says what is left, `after` does not know these dates yet.
  const approvers = new Set<Principal>(said === null ? [] : dates?.approvers);
  for (const check of judgement.checks) {
    if (!check.blocking || (said !== null && isAboutDates(check))) continue;
    if (dates !== null && isAboutDates(check)) {
      if (check.approver !== null) approvers.add(check.approver);
      continue;
    }
    const was = before.judgement.checks.some(({ rule, blocking }) => rule === check.rule && blocking);
    if (was || check.rule === 'doer-restated' || check.approver === null) remain.add(check.rule);
    else approvers.add(check.approver);
  }
  if (dates !== null && mends.length === 0) return dates;
  const asked = askedWords(facts);
  const asks = allAsked([...mends.flatMap((mend) => mend.asks?.of ?? []), ...(dates?.asks ? [dates.asks] : [])]);
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
    tight:
      mends.every(({ tight }) => tight) &&
      (dates?.tight ?? true) &&
      !isMoot(before, mends, dates) &&
      !isPricedBefore(mends, dates, facts) &&
      !isCutBeside(mends, dates),
    worth: dates?.worth ?? { dropped: NOTHING, inTime: amountOf(facts, deal.items), deliveries: 1 },
  };
}

/** Whether something was mended that the dates mend too, once they move: an item that goes with them, a lead time that is kept then. */
function isMoot(before: Checked, mends: readonly Mend[], dates: Way | null): boolean {
  if (dates === null || mends.length === 0) return false;
  const isGone =
    dates.kind === 'scope' && dates.edits.some(({ path, value }) => path[0] === 'items' && path.length === 2 && value === undefined);
  return isGone || mends.some(({ rules }) => rules.some((rule) => (blockingCheck(before, rule)?.earliest ?? null) !== null));
}

/** Whether a price was found before the dates moved, of a deal whose people and reviews are paid for as long as it lasts: less of it may be enough now. */
function isPricedBefore(mends: readonly Mend[], dates: Way | null, { deal }: Facts): boolean {
  const moved = dates !== null || mends.some(({ kind }) => kind === 'relative');
  const lasts = (deal.file.staffing ?? []).length > 0 || deal.items.some(({ entry }) => entry?.review !== undefined);
  return moved && lasts && mends.some(({ kind }) => kind === 'price');
}

/** Whether less of it was looked for beside another price: with the price of the smaller deal one piece more may be enough. */
function isCutBeside(mends: readonly Mend[], dates: Way | null): boolean {
  return dates?.kind === 'scope' && mends.some(({ kind }) => kind === 'price' || kind === 'configure');
}

/** What others have to do for all of it; null where nobody is asked. */
function allAsked(all: readonly Asks[]): Asks | null {
  if (all.length < 2) return all[0] ?? null;
  const who = [...new Set(all.map((asks) => asks.who))];
  const library = all.flatMap((asks) => asks.library ?? []);
  return {
    who: listed(who),
    act: listed(all.map((asks) => (who.length === 1 ? asks.act : `${asks.who} to ${asks.act}`))),
    capacity: all.flatMap(({ capacity }) => capacity),
    ...(library.length > 0 && { library }),
  };
}
