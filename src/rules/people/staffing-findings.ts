/** What `staffing-pattern` says: who is promised, who is booked instead, and what could be promised. */
import { formatDay, type Day } from '../../model/day.ts';
import { bookingText } from '../../model/held.ts';
import { formatShare } from '../../model/units.ts';
import { listed, listedFew } from '../../model/words.ts';
import { fillInOrder, headroomOf, stepNeeds, type Headroom, type Post, type Unfilled } from '../../schedule/staffing.ts';
import { patternText } from './pattern-of-steps.ts';
import { roleCount, rolePlural } from '../texts/roles-in-words.ts';
import type { Finding, RuleFacts } from '../rule.ts';
import { postsOf, type Promised } from './staffing-posts.ts';

/** Returns the finding for a line of a pattern of which some units, `missing` of them, cannot be filled. */
export function patternFinding(
  headroom: Headroom,
  each: Promised,
  missing: number,
  why: Unfilled,
  all: readonly Promised[],
  facts: RuleFacts,
): Finding {
  const { post, units } = each;
  const who = roleCount(units, post.role, post.level);
  const of = missing === units ? (units === 1 ? '' : ', none of them') : `, only ${units - missing} of them`;
  const skilled = post.skills.length === 0 ? '' : ` with ${listed(post.skills)}`;
  const nobody = why.because === 'nobody';
  const later = nobody ? null : laterFor(headroom, each, all, facts);
  const message = nobody
    ? `${who}${skilled} ${units === 1 ? 'is' : 'are'} promised, and capacity has nobody who is`
    : `${who}${skilled} at ${formatShare(post.share)} ${spanText(post.from, post.to)} cannot be staffed${of}: ${whyText(why, facts)}`;
  return {
    message,
    at: each.at,
    help: nobody
      ? 'ask for a level and for skills that somebody has, or have operations add who has them'
      : later === null
        ? 'ask for fewer people or a smaller share'
        : `offer it from ${formatDay(later.from)} to ${formatDay(later.to)}, when it can be staffed; or ask for fewer people or a smaller share`,
    data: dataOf(why, later),
  };
}

/** Returns the finding for somebody who is named and not free; it offers the pattern of the steps instead. */
export function namedFinding({ at, named, post }: Promised, why: Unfilled, facts: RuleFacts): Finding {
  const { person, as, by } = named!;
  const name = person.name ?? person.id;
  const when = `${formatShare(post.share)} ${spanText(post.from, post.to)}`;
  const text = as === name ? `'${as}' is promised by name` : `'${as}' promises ${name} by name`;
  const said = by === 'line' ? `${person.id} is named for ${when}` : `${text}, for ${when}`;
  const pattern = patternText(stepNeeds(facts), facts);
  return {
    message: `${said}, and ${whyNotThem(person.id, post, why, facts)}`,
    at,
    help: pattern === null ? 'promise roles and levels instead of a name' : `promise the pattern instead: ${pattern}`,
    data: { person: person.id, pattern, ...dataOf(why, null) },
  };
}

function whyNotThem(id: string, { skills }: Post, why: Unfilled, facts: RuleFacts): string {
  if (why.because === 'nobody') return `${id} has not the skills ${listed(skills)}`;
  return why.because === 'away'
    ? `${id} is there for ${why.most}h of the ${why.needed}h ${spanText(why.from, why.to)}`
    : why.unnamed < why.needed
      ? byNameText(id, why, facts)
      : whyText(why, facts);
}

/** `ana is put by name on Baxter (po-118) for 16h 2026-12-01 to 2026-12-04: 20h are needed and 12h are left`. */
function byNameText(id: string, { onBookings, needed, unnamed, from, to }: Unfilled, { capacity }: RuleFacts): string {
  const whose = listedFew(onBookings.map(({ index, hours }) => `${bookingText(capacity.bookings[index])} for ${hours}h`));
  return `${id} is put by name on ${whose} ${spanText(from, to)}: ${needed}h are needed and ${unnamed}h are left`;
}

/** `senior engineers are 88% booked 2026-12-01 to 2026-12-04 (28h for 32h, 4h kept in reserve; Baxter (po-118) 28h): 20h are needed and 0h are free`. */
function whyText({ from, to, because, most, needed, load, free, freeForOne, able, unnamed }: Unfilled, { capacity }: RuleFacts): string {
  const when = spanText(from, to);
  if (because === 'away') return `of ${listedFew(able)} nobody is there for more than ${most}h of the ${needed}h ${when}`;
  if (unnamed < needed)
    return `of ${listedFew(able)} nobody has more than ${unnamed}h of the ${needed}h ${when} beside the bookings that they are put on by name`;
  const who = rolePlural(capacity, load.role, load.level);
  const rest = 'and the rest of this deal’s pattern takes them';
  if (load.asked === 0) return `${who} have ${free}h free ${when}${load.kept === 0 ? '' : `, ${load.kept}h more in reserve`}, ${rest}`;
  const whose = listedFew(load.heldBy.map(({ index, hours }) => `${bookingText(capacity.bookings[index])} ${hours}h`));
  const percent = load.there === 0 ? '' : `${Math.round((100 * load.asked) / load.there)}% `;
  const kept = load.kept === 0 ? ', ' : `, ${load.kept}h kept in reserve; `;
  const left = freeForOne < needed ? `${needed}h are needed and ${freeForOne}h are free` : `${free}h are free, ${rest}`;
  return `${who} are ${percent}booked ${when} (${load.asked}h for ${load.there}h${kept}${whose}): ${left}`;
}

function dataOf(why: Unfilled, later: { from: Day; to: Day } | null): NonNullable<Finding['data']> {
  return {
    because: why.because,
    from: formatDay(why.from),
    to: formatDay(why.to),
    needed_hours: why.needed,
    free_hours: why.free,
    able: why.able,
    free_from: later === null ? null : formatDay(later.from),
  };
}

/** How many weeks a pattern is looked for later. */
const WEEKS = 26;

/** The first dates, whole weeks later and as long, on which a line of the pattern can be staffed with the others where they are. */
function laterFor(headroom: Headroom, each: Promised, all: readonly Promised[], { policy }: RuleFacts): { from: Day; to: Day } | null {
  const { from, to } = each.post;
  const over = headroomOf(headroom.facts, policy.soft, to + 7 * WEEKS);
  for (let days = 7; days <= 7 * WEEKS; days += 7) {
    const moved = all.map((other) => (other === each ? { ...each, post: { ...each.post, from: from + days, to: to + days } } : other));
    const posts = postsOf(over, moved);
    const unfilled = fillInOrder(
      over,
      posts.map(({ post }) => post),
    );
    if (posts.every(({ of }, p) => all[of] !== each || unfilled[p] === null)) return { from: from + days, to: to + days };
  }
  return null;
}

/** Returns the finding for words that promise people where no pattern stands behind them. */
export function noPattern({ words: said, at }: { words: string; at: Finding['at'] }, facts: RuleFacts): Finding {
  const pattern = patternText(stepNeeds(facts), facts);
  return {
    message: `'${said}' promises people, and no staffing pattern says how many of which level`,
    at,
    help: `leave it out, or write the pattern under staffing${pattern === null ? '' : `: ${pattern}`}`,
    data: { words: said, pattern },
  };
}

/** Returns days as people say them: `on 2026-12-01`, `2026-12-01 to 2026-12-04`. */
export function spanText(from: Day, to: Day): string {
  return from === to ? `on ${formatDay(from)}` : `${formatDay(from)} to ${formatDay(to)}`;
}

/** Returns the finding for a line whose dates hold no business day. */
export function noDay({ at, post }: Promised): Finding {
  const message = `the pattern ends on ${formatDay(post.to)}, and there is no business day in it from today on`;
  return { message, at, help: 'give it the dates of the work: from, to' };
}
