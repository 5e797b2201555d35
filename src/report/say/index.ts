/** `handoff say`: yes and what it rests on, or no and the nearest yes, for the customer. Nothing in it is of another customer, or of how we work inside. */
import { formatDay } from '../../model/day.ts';
import { listed } from '../../model/words.ts';
import type { Report, IsoDate } from '../report.ts';
import { isOldNews } from '../verdict.ts';
import type { JudgedDeal } from '../build.ts';
import { allSoldText, completionText, EVENTS, givenText, inputsOnce, neededBy, windowsOf } from '../customer/words.ts';
import { commitment, datesOf } from '../offer/dates.ts';
import { reasonsOf, windowText } from './reasons.ts';
import { waysForCustomer } from './ways.ts';

/** `handoff/say@1`: what `handoff say` answers. */
export interface SayReport extends Pick<Report, 'tool' | 'today' | 'as_of' | 'files' | 'diagnostics' | 'faults' | 'exit'> {
  readonly schema: 'handoff/say@1';
  /** Null when the input is wrong. */
  readonly say: {
    readonly deal: string;
    readonly customer: string;
    readonly answer: 'yes' | 'not-yet' | 'no-date';
    /** The completion that may be told: the one asked for where it holds, else the nearest; null where none can be given. */
    readonly complete: IsoDate | null;
    /** The answer in a sentence or two. */
    readonly says: string;
    /** Why not; empty for a yes. */
    readonly because: readonly string[];
    /** What the customer could have instead, nearest first; empty for a yes. */
    readonly instead: readonly string[];
    /** What the dates rest on. */
    readonly rests_on: readonly string[];
  } | null;
}

/** Returns what can be told of the one deal of a run. Exit 0 for a yes, 1 for any other answer; bad input and faults as in the report. */
export function sayOf(report: Report, judged: readonly JudgedDeal[]): SayReport {
  const { tool, today, as_of, files, diagnostics, faults } = report;
  const common = { schema: 'handoff/say@1', tool, today, as_of, files, diagnostics, faults } as const;
  const [deal] = report.deals;
  if (report.exit >= 2 || deal === undefined) return { ...common, exit: report.exit, say: null };
  const [one] = judged;
  const yes = deal.verdict === 'pass' && !isOldNews(deal);
  const told = { deal: deal.deal, customer: deal.customer };
  return { ...common, exit: yes ? 0 : 1, say: yes ? { ...told, ...yesOf(one) } : { ...told, ...notYetOf(one) } };
}

type Answer = Omit<NonNullable<SayReport['say']>, 'deal' | 'customer'>;

function yesOf(judged: JudgedDeal): Answer {
  const { facts } = judged;
  const { deal } = facts;
  const { complete, phases, start } = datesOf(judged);
  const made = deal.items.flatMap(({ custom }) => custom.map(({ what }) => `“${what}”`));
  const sold = `${allSoldText(deal.items, facts.library)}${made.length === 0 ? '' : `, with ${listed(made)}`}`;
  const event = complete?.kind === 'on' ? EVENTS[complete.event].toLowerCase() : 'complete';
  const asked = deal.judgedStart !== null && start !== null ? `, starting on ${formatDay(start)}` : '';
  const parts = phases.flatMap(({ phase, complete: day }) => (day === null ? [] : [` Phase ${phase} is complete on ${formatDay(day)}.`]));
  return {
    answer: 'yes',
    complete: deal.judgedCompletion === null ? null : formatDay(deal.judgedCompletion.day),
    says: `Yes: ${sold}, ${event} ${complete === null ? '' : completionText(complete, facts)}${asked}.${parts.join('')}`,
    because: [],
    instead: [],
    rests_on: [
      ...restsOn(judged),
      ...windowsOf(deal.items).map(windowText),
      ...deal.assumptions.map(({ text }) => `We count on this: “${text}”.`),
    ],
  };
}

function notYetOf(judged: JudgedDeal): Answer {
  const { facts, judgement, schedule } = judged;
  const { deal } = facts;
  const { safe, offer } = judgement;
  const asked = deal.judgedCompletion;
  const because = reasonsOf(judged);
  if (safe === null || offer === null) {
    return { answer: 'no-date', complete: null, says: 'We cannot give you a date yet.', because, instead: [], rests_on: [] };
  }
  const all = waysForCustomer(judged.ways.ways, facts);
  // The later date alone is in the first sentence already.
  const offered = !judgement.checks.some(({ rule, blocking }) => rule === 'in-library' && blocking);
  if (!offered)
    return { answer: 'not-yet', complete: null, says: 'Not as it stands.', because, instead: all.map(({ words }) => words), rests_on: [] };
  // A rule that could not be judged may put it later.
  const far = judgement.unjudged.length > 0 ? ', as far as we can see today' : '';
  const told =
    all.length === 1 &&
    all[0].kind === 'date' &&
    !all[0].remains &&
    judged.ways.ways.find(({ kind }) => kind === 'date')?.result.complete === safe
      ? []
      : all;
  const remains = told.some((way) => way.remains);
  const instead = [...told.map(({ words }) => words), ...(remains ? ['Each of these once the rest of the above is settled.'] : [])];
  const early = asked !== null && asked.day < safe;
  const nearest = completionText(commitment(facts, offer), facts);
  const begin = schedule.status === 'planned' ? schedule.start.day : null;
  const sooner = deal.judgedStart?.day ?? null;
  const says = early
    ? `Not ${askedText(judged)}. It can be complete ${nearest}${far}.`
    : sooner !== null && begin !== null && sooner < begin
      ? `Not with a start on ${formatDay(sooner)}. The work can start on ${formatDay(begin)}${asked === null ? '' : `, and be complete ${askedText(judged, 'on')}`}.`
      : asked === null
        ? `You have not said by when. It can be complete ${nearest}${far}.`
        : `Not yet. As far as the time goes, completion ${askedText(judged, 'on')} holds${far}; something else is open.`;
  return {
    answer: 'not-yet',
    complete: formatDay(early || asked === null ? offer : asked.day),
    says,
    because,
    instead,
    rests_on: restsOn(judged),
  };
}

/** The completion that was asked for, as it was asked for. */
function askedText({ facts }: JudgedDeal, on: 'on' | 'by' = 'by'): string {
  const { deal } = facts;
  const said = deal.file.dates.offered?.complete ?? deal.file.dates.wanted?.complete;
  const { day, from } = deal.judgedCompletion!;
  return said?.kind === 'after' && from.endsWith('.complete') ? completionText(said, facts) : `${on} ${formatDay(day)}`;
}

/** What a date rests on that is the customer's to do. */
function restsOn({ facts }: JudgedDeal): string[] {
  const { deal } = facts;
  return [
    deal.file.dates.signed === undefined ? `You sign by ${formatDay(deal.begin)}.` : `You signed on ${formatDay(deal.file.dates.signed)}.`,
    ...inputsOnce(facts).flatMap((input) => {
      if (input.state === 'here' || deal.relative?.input === input.id) return [];
      const given = givenText(input.id, input.library.approval);
      return [`${given.charAt(0).toUpperCase()}${given.slice(1)} by ${neededBy(input)}.`];
    }),
  ];
}
