import * as z from 'zod/mini';
import { formatDay, type Day } from '../model/day.ts';
import type { ItemFact } from '../model/facts.ts';
import type { Flow } from '../model/library.ts';
import { at } from '../model/place.ts';
import { itemsOfPromise } from '../model/promise-meaning.ts';
import { wordsOf } from '../model/restated.ts';
import { formatDuration } from '../model/units.ts';
import { listed } from '../model/words.ts';
import { reviewNeed } from '../schedule/reviews.ts';
import { missingText, unknownFor, unknownForUnlisted } from './missing.ts';
import { aNumber, option } from './texts/notation.ts';
import type { Finding, MissingFact, Rule, RuleFacts } from './rule.ts';
import { failureOf, type Wrong } from './wrong.ts';

const options = z.strictObject({
  minutes: option(aNumber, 5, 'In how many minutes each flow can be drawn.'),
  seconds: option(
    z.strictObject({
      step: z.prefault(aNumber, 15),
      decision: z.prefault(aNumber, 40),
      exception: z.prefault(aNumber, 60),
    }),
    {},
    'How long each part of a flow takes to draw, where nobody has timed it: {step: 15, decision: 40, exception: 60}.',
  ),
});

type WhiteboardOptions = z.output<typeof options>;

type Reason = 'too-long' | 'review-too-little' | 'review-ends' | 'review-by-nobody' | 'review-without-hours' | 'no-flow';

/** What cannot be drawn on a whiteboard in a few minutes cannot be explained to whoever has to run it. */
export const whiteboard: Rule<WhiteboardOptions, never, Reason> = {
  id: 'whiteboard',
  family: 'scope',
  title: 'The flow is too long to be drawn in a few minutes.',
  why: 'A flow that nobody can draw is a flow that nobody can run at night. Either it becomes shorter, or a person looks at it in the middle, and then that person’s hours are part of the plan.',
  source: 'The whiteboard test of platform teams: draw it in five minutes, or put a person where the drawing stops.',
  waivable: 'delivery-lead',
  date: false,
  options,
  reasons: {
    'too-long': 'The flow takes longer to draw than is allowed, and no review cuts it.',
    'review-too-little': 'A review cuts the flow in two, and half of it is still too long.',
    'review-ends': 'The review that cuts the flow ends before the work is complete.',
    'review-by-nobody': 'The review that cuts the flow is done by a role that has no people.',
    'review-without-hours': 'The hours of the review are not free in capacity.',
    'no-flow': 'Nobody has written what the flow is made of.',
  },
  needs: [],
  check(facts, given) {
    const drawn = facts.deal.items.flatMap((item) => drawnOf(item, given, facts));
    const long = drawn.filter(({ seconds }) => seconds > given.minutes * 60);
    const failure = failureOf(long.flatMap((drawing) => wrongOf(drawing, facts, given)));
    if (failure !== null) return failure;
    const [unlisted, ...more] = facts.deal.items.filter(({ entry }) => entry === null);
    if (unlisted !== undefined) return unknownForUnlisted('the flow', [unlisted, ...more]);
    const [untold, ...others] = facts.deal.items.filter((item) => timedFor(item, facts) === null).flatMap(missingOf);
    if (untold !== undefined) {
      const missing = [untold, ...others] as const;
      return { kind: 'unknown', reason: 'no-flow', summary: missing.map(missingText).join('; '), missing };
    }
    // Whether somebody has the hours, only a plan can tell.
    if (long.length > 0 && facts.schedule.status === 'unplannable') return unknownFor('plan', facts);
    const longest = drawn.reduce((most, { seconds }) => Math.max(most, seconds), 0);
    const cut = long.length === 0 ? '' : `, cut by a review of ${listed(long.map(({ item }) => `'${item.deliverable}'`))}`;
    return { kind: 'pass', note: `each flow is drawn in ${minutesText(longest)} or less${cut}` };
  },
};

/** An item's flow with what its customizations add. */
interface Drawing {
  readonly item: ItemFact;
  readonly seconds: number;
  /** `6 steps, 2 decisions and 1 exception`. */
  readonly parts: string;
  /** Seconds of the library's flow alone. */
  readonly own: number;
}

function isTold(flow: Flow | undefined): boolean {
  return flow !== undefined && Object.values(flow).some((part) => part !== undefined);
}

/** Returns how long a doer took to draw the flow of an item with all that is customized: the longest of several; null where nobody timed it. */
function timedFor({ id }: ItemFact, facts: RuleFacts): { minutes: number; by: string } | null {
  let longest: { minutes: number; by: string } | null = null;
  for (const { promise, word } of wordsOf(facts)) {
    const { drawn } = word.said;
    if (drawn === undefined || !itemsOfPromise(facts, promise).some((item) => item.id === id)) continue;
    if (longest === null || drawn > longest.minutes) longest = { minutes: drawn, by: word.by };
  }
  return longest;
}

function drawnOf(item: ItemFact, { seconds }: WhiteboardOptions, facts: RuleFacts): Drawing[] {
  const { entry, custom } = item;
  const timedBy = timedFor(item, facts);
  if (entry === null || (!isTold(entry.flow) && timedBy === null)) return [];
  const of = ({ steps = 0, decisions = 0, exceptions = 0, minutes }: Flow): number =>
    minutes === undefined ? steps * seconds.step + decisions * seconds.decision + exceptions * seconds.exception : minutes * 60;
  const own = entry.flow ?? {};
  const flows = [own, ...custom.flatMap(({ flow }) => flow ?? [])];
  const counted = flows.filter(({ minutes }) => minutes === undefined);
  const count = (key: 'steps' | 'decisions' | 'exceptions', one: string): string[] => {
    const n = counted.reduce((sum, flow) => sum + (flow[key] ?? 0), 0);
    return n === 0 ? [] : [`${n} ${n === 1 ? one : `${one}s`}`];
  };
  const timed = own.minutes === undefined ? [] : [`${own.minutes}m as timed`];
  const parts = listed([...timed, ...count('steps', 'step'), ...count('decisions', 'decision'), ...count('exceptions', 'exception')]);
  const counts = flows.reduce((sum, flow) => sum + of(flow), 0);
  // What was timed is better than what was counted; but no doer draws sooner what operations timed in the library.
  const isTimed = timedBy !== null && (own.minutes === undefined || timedBy.minutes * 60 > counts);
  if (isTimed) return [{ item, seconds: timedBy.minutes * 60, parts: `as ${timedBy.by} drew it`, own: timedBy.minutes * 60 }];
  return [{ item, seconds: counts, parts, own: of(own) }];
}

function minutesText(seconds: number): string {
  return `${Math.round(seconds / 6) / 10}m`;
}

function missingOf({ entry, custom, index }: ItemFact): MissingFact[] {
  if (entry === null) return [];
  const ofLibrary: MissingFact[] = isTold(entry.flow)
    ? []
    : [
        {
          fact: `the flow of '${entry.id}'`,
          file: 'deliverables',
          key: `${entry.id}.flow`,
          owedBy: 'operations',
          at: at('deliverables', 'deliverables', entry.id, 'flow'),
        },
      ];
  const ofDeal = custom.flatMap(({ id, flow }, nth): MissingFact[] =>
    isTold(flow)
      ? []
      : [
          {
            fact: `what '${id}' adds to the flow`,
            file: 'deal',
            key: `items.${index}.custom.${nth}.flow`,
            owedBy: 'deal',
            at: at('deal', 'items', index, 'custom', nth, 'flow'),
          },
        ],
  );
  return [...ofLibrary, ...ofDeal];
}

function wrongOf({ item, seconds, parts, own }: Drawing, facts: RuleFacts, given: WhiteboardOptions): Wrong<Reason>[] {
  const entry = item.entry!;
  const limit = given.minutes * 60;
  const { review } = entry;
  // Where the library's own flow can be drawn, it is the customization that makes it too long.
  const added = own <= limit ? item.custom.findIndex(({ flow }) => isTold(flow)) : -1;
  const place = added < 0 ? item.at : at('deal', 'items', item.index, 'custom', added, 'flow');
  const takes = `the flow of '${item.id}' takes ${minutesText(seconds)} to draw (${parts}), and ${minutesText(limit)} are allowed`;
  const wrong = (reason: Reason, message: string, help: string, where: Finding['at'] = place): Wrong<Reason>[] => [
    {
      reason,
      finding: {
        message,
        at: where,
        help,
        related: [{ message: `the flow of '${entry.id}'`, at: at('deliverables', 'deliverables', entry.id, 'flow') }],
        data: { item: item.id, seconds, allowed: limit },
      },
    },
  ];
  const less = lessText(seconds - limit, given);
  const library = (key: string): Finding['at'] => at('deliverables', 'deliverables', entry.id, 'review', key);
  if (review === undefined) {
    const help = `${less}, or operations put a review by a person into it: review: {by: …, hours: 1h, per: week}`;
    return wrong('too-long', takes, help);
  }
  if (seconds > 2 * limit) {
    return wrong(
      'review-too-little',
      `${takes}; cut in two by the review, half of it is still too long`,
      lessText(seconds - 2 * limit, given),
    );
  }
  const need = reviewNeed(review.by, facts.capacity);
  if (need === null || !facts.capacity.people.some(({ role }) => role === need.role)) {
    return wrong(
      'review-by-nobody',
      `${takes}, and no person reviews it: '${review.by}' has no people`,
      'name a role with people',
      library('by'),
    );
  }
  const done = doneOn(facts);
  if (review.until !== undefined && done !== null && review.until < done) {
    const message = `${takes}, and its review ends on ${formatDay(review.until)}, before the work is complete on ${formatDay(done)}`;
    return wrong('review-ends', message, `operations extend it until ${formatDay(done)} or later; or ${less}`, library('until'));
  }
  const short = facts.schedule.status === 'planned' ? facts.schedule.reviewsShort : [];
  const [first] = short.filter(({ deliverable, from }) => deliverable === entry.id && done !== null && from <= done);
  if (first === undefined) return [];
  const missing = formatDuration({ unit: 'min', n: first.minutes });
  const message = `${takes}, and its review by ${review.by} lacks ${missing} in the ${review.per} of ${formatDay(first.from)}`;
  return wrong('review-without-hours', message, `free ${missing} of ${review.by} each ${review.per}, or ${less}`, library('hours'));
}

/** What to leave out, in decisions or in steps. */
function lessText(excess: number, { seconds }: WhiteboardOptions): string {
  const of = (each: number, one: string): string[] => {
    const n = each === 0 ? 0 : Math.ceil(excess / each);
    return n === 0 ? [] : [`${n} ${n === 1 ? one : `${one}s`}`];
  };
  const ways = [...of(seconds.decision, 'decision'), ...of(seconds.step, 'step')];
  return ways.length === 0 ? 'make it shorter' : `leave out ${listed(ways, 'or')}`;
}

/** The day on which the work is complete: as judged, or as planned where that is later. */
function doneOn({ deal, schedule }: RuleFacts): Day | null {
  const planned = schedule.status === 'planned' ? schedule.nominal.date : null;
  const asked = deal.judgedCompletion?.day ?? null;
  return planned === null ? asked : Math.max(planned, asked ?? planned);
}
