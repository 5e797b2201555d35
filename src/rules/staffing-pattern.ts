import * as z from 'zod/mini';
import { businessDaysBetween } from '../model/calendar.ts';
import { formatShare } from '../model/units.ts';
import { listed, listedFew } from '../model/words.ts';
import { ableFor, fillInOrder, headroomOf, type Headroom, type Post, type Unfilled } from '../schedule/staffing.ts';
import { unknownFor } from './missing.ts';
import { option, share, words } from './texts/notation.ts';
import { uncovered } from './people/pattern-of-steps.ts';
import { roleCount } from './texts/roles-in-words.ts';
import type { Outcome, Rule, RuleFacts } from './rule.ts';
import { namedFinding, noDay, noPattern, patternFinding, spanText } from './people/staffing-findings.ts';
import { phraseIn, postsOf, promisedByLines, promisedByTexts, type Defaults, type Promised } from './people/staffing-posts.ts';
import { failureOf, type Wrong } from './wrong.ts';

const options = z.strictObject({
  phrases: option(
    words,
    // prettier-ignore
    [
      'senior team', 'senior people', 'senior staff', 'best people', 'best team', 'top people', 'top team', 'star team', 'dedicated team', 'dedicated people',
      'named team', 'a-team',
    ],
    'Words that promise people without saying who or how many; a staffing pattern has to stand behind them.',
  ),
  share: option(share, '100%', 'The share of their time that somebody promises who names no share.'),
});

type StaffingPatternOptions = z.output<typeof options>;

type Reason = 'named' | 'not-free' | 'nobody' | 'no-pattern' | 'does-not-cover' | 'no-such-name' | 'no-day';

/** Who is promised is there: by pattern, not by name, and for the whole time. */
export const staffingPattern: Rule<StaffingPatternOptions, never, Reason> = {
  id: 'staffing-pattern',
  family: 'capacity',
  title: 'People are promised who are not free.',
  why: 'The senior who won the deal is booked on the next one. A name in a proposal is a promise that nobody checked against the queue, and a head-count hides that the one who could do it is away. A pattern of levels can be held: one principal, two seniors, one analyst. Bookings name roles, so somebody who is named is free for as much as the others of the role can do without them.',
  source:
    'Professional services: staffing by role and level out of what is unbooked, and "bait and switch" as the first complaint about it.',
  waivable: 'delivery-lead',
  date: false,
  options,
  reasons: {
    named: 'Somebody is named who has not that share of their time free on those dates.',
    'not-free': 'The pattern cannot be staffed on its dates: the people of those levels are booked, away, or asked for twice.',
    nobody: 'Nobody in capacity has the level and the skills that are asked for.',
    'no-pattern': 'The deal promises people in words, and no staffing pattern says how many of which level.',
    'does-not-cover': 'The pattern has fewer people or hours of a level than the steps need.',
    'no-day': 'The dates of the pattern hold no business day from today on.',
    'no-such-name': 'The pattern names a person, a role or a level that capacity does not have.',
  },
  needs: [],
  check(facts, { phrases, share }) {
    const { deal, schedule, policy } = facts;
    const phrase = phraseIn(facts, phrases);
    const to = deal.judgedCompletion?.day ?? (schedule.status === 'planned' ? schedule.nominal.date : null);
    const defaults: Defaults = { from: deal.judgedStart?.day ?? deal.begin, to: to ?? deal.begin, share };
    const { promised, unknown } = promisedByLines(facts, defaults);
    const inTexts = promisedByTexts(facts, defaults);
    const all = [...promised, ...inTexts];
    if (all.length === 0 && phrase === null && unknown.length === 0) {
      return { kind: 'not-applicable', because: 'nobody is promised: the steps’ own needs are planned for' };
    }
    if (to === null && (inTexts.length > 0 || deal.file.staffing?.some((line) => line.to === undefined))) {
      return unknownFor('completion', facts);
    }
    const headroom = headroomOf(facts, policy.soft, Math.max(...all.map(({ post }) => post.to), facts.today));
    const failure = failureOf([
      ...promised.filter((each) => isOver(each, facts)).map((each): Wrong<Reason> => ({ reason: 'no-day', finding: noDay(each) })),
      ...notFilled(headroom, promised, inTexts, facts),
      ...uncovered(headroom, promised, facts).map((finding): Wrong<Reason> => ({ reason: 'does-not-cover', finding })),
      ...(phrase === null || promised.some(({ need }) => need !== null)
        ? []
        : [{ reason: 'no-pattern' as const, finding: noPattern(phrase, facts) }]),
    ]);
    return failure ?? (unknown.length > 0 ? noSuchName(unknown) : { kind: 'pass', note: passNote(all), notes: notesOf(headroom, all) });
  },
};

function passNote(promised: readonly Promised[]): string {
  const patterns = promised.filter(({ need }) => need !== null);
  const parts = [
    ...(patterns.length === 0 ? [] : ['the pattern can be staffed']),
    ...promised.flatMap(({ named }) => (named ? `${named.person.id} is free` : [])),
  ];
  return listed(parts);
}

function notesOf(headroom: Headroom, promised: readonly Promised[]): string[] {
  return promised.map(({ need, named, post }) => {
    const when = `${formatShare(post.share)} ${spanText(post.from, post.to)}`;
    if (named !== null) return `${named.person.id}: ${when}`;
    return `${roleCount(need!.units, post.role, post.level)}: ${when}, out of ${listedFew(ableFor(headroom, post))}`;
  });
}

/** Whether the dates of what is promised hold no business day. */
function isOver({ post: { from, to } }: Promised, { calendar }: RuleFacts): boolean {
  return businessDaysBetween(calendar, from - 1, to) === 0;
}

/** What cannot be filled: of each line once, with how many of its units; then whoever is named in a text. */
function notFilled(headroom: Headroom, promised: readonly Promised[], inTexts: readonly Promised[], facts: RuleFacts): Wrong<Reason>[] {
  let posts = postsOf(headroom, promised);
  const filled = (of: readonly { post: Post }[]) =>
    fillInOrder(
      headroom,
      of.map(({ post }) => post),
    );
  let unfilled = filled(posts);
  const wrong = promised.flatMap((each, of): Wrong<Reason>[] => {
    const own = unfilled.filter((why, p) => why !== null && posts[p].of === of) as Unfilled[];
    if (own.length === 0) return [];
    const missing = own.length + each.units - posts.filter((post) => post.of === of).length;
    if (each.named !== null) return [{ reason: 'named', finding: namedFinding(each, own[0], facts) }];
    const reason = own[0].because === 'nobody' ? 'nobody' : 'not-free';
    return [{ reason, finding: patternFinding(headroom, each, missing, own[0], promised, facts) }];
  });
  for (const each of inTexts) {
    // Somebody who could fill a unit of the pattern is promised as one of it; else beside it.
    const id = each.named!.person.id;
    const units = posts.flatMap(({ post }, p) =>
      unfilled[p] === null && post.person === null && ableFor(headroom, post).includes(id) ? [p] : [],
    );
    const trials =
      units.length > 0
        ? units.map((p) => posts.map((other, q) => (q === p ? { ...other, post: { ...other.post, person: id } } : other)))
        : [[...posts, { post: each.post, of: -1 }]];
    const tried = trials.map((trial) => ({ trial, result: filled(trial) }));
    const worse = (result: readonly (Unfilled | null)[]): Unfilled | null =>
      result.find((why, p) => why !== null && (unfilled[p] ?? null) === null) ?? null;
    const found = tried.find(({ result }) => worse(result) === null);
    if (found === undefined) wrong.push({ reason: 'named', finding: namedFinding(each, worse(tried[0].result)!, facts) });
    else [posts, unfilled] = [found.trial, found.result];
  }
  return wrong;
}

function noSuchName(unknown: readonly string[]): Outcome<Reason> {
  const names = listed(unknown.map((name) => `'${name}'`));
  return {
    kind: 'unknown',
    reason: 'no-such-name',
    summary: `cannot be judged: capacity has no ${names}`,
    missing: [
      {
        fact: `who ${names} ${unknown.length === 1 ? 'is' : 'are'}`,
        file: 'deal',
        key: 'staffing',
        owedBy: 'deal',
        at: { file: 'deal', path: ['staffing'], on: 'key' },
      },
    ],
  };
}
