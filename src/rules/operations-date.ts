import * as z from 'zod/mini';
import { dayOfCompletion } from '../model/asked.ts';
import { businessDaysBetween } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Asked } from '../model/facts.ts';
import { listed } from '../model/words.ts';
import { askedText, gapText } from './floor.ts';
import type { Finding, Rule, RuleFacts } from './rule.ts';

type Reason = 'before-safe' | 'phase-before-safe' | 'inside-buffer' | 'no-date';

/** The one line that a seller reads about dates. */
export const operationsDate: Rule<object, 'completion' | 'floors', Reason> = {
  id: 'operations-date',
  family: 'dates',
  title: 'The judged date is before the one that operations can stand behind.',
  why: 'The date comes from operations and the seller negotiates inside it. Everything that the other date rules found is here in one line: what was wanted, what can be done, what to commit to.',
  source: 'Order promising: sales commit to dates that operations issue.',
  waivable: null,
  date: true,
  options: z.strictObject({}),
  reasons: {
    'before-safe': 'The judged completion is before the safe date.',
    'phase-before-safe': 'The date of an earlier phase is before that phase is safe.',
    'inside-buffer': 'It holds, and lies between the safe date and the offer: the sales buffer is used.',
    'no-date': 'No safe date can be given; another finding says why.',
  },
  needs: ['floors', 'completion'],
  check({ floors, completion, ...facts }) {
    const { safe, offer } = floors;
    if (safe === null) {
      const summary = `no date can be given: ${floors.because}`;
      return {
        kind: 'unknown',
        reason: 'no-date',
        summary,
        missing: [{ fact: 'a safe date', file: 'deal', key: 'dates', owedBy: 'deal', at: completion.at }],
      };
    }
    const columns = { wanted: wantedText(facts), achievable: formatDay(safe), commit: formatDay(offer ?? safe) };
    const open = floors.unjudged.map(({ rule }) => rule);
    const notes = open.length === 0 ? [] : [`${listed(open)} could not be judged and may put it later`];
    const early = floors.phases.flatMap(({ phase, judged, safe: day }): Finding[] =>
      judged === null || day === null || judged === completion || judged.day >= day
        ? []
        : [
            {
              message: `phase ${phase}, ${formatDay(judged.day)}, is ${pastText(judged, facts)}${gapText(facts, judged.day, day)} before it is safe, ${formatDay(day)}`,
              at: judged.at,
              help: `give phase ${phase} the date ${formatDay(day)}, or move items to a later phase`,
              data: { phase, asked: formatDay(judged.day), achievable: formatDay(day) },
            },
          ],
    );
    if (completion.day < safe) {
      const message = `${askedText(completion)} is ${pastText(completion, facts)}${gapText(facts, completion.day, safe)} before the safe date`;
      const binding = floors.floors
        .filter((floor) => floor.binding && floor.date === safe)
        .map(({ rule, because }) => `${rule}: ${because}`);
      return {
        kind: 'fail',
        reason: 'before-safe',
        summary: message,
        findings: [
          {
            message,
            at: completion.at,
            help: offerHelp(completion, safe, offer ?? safe, facts),
            data: { ...columns, because: binding },
          },
          ...early,
        ],
        earliest: safe,
      };
    }
    const [first, ...rest] = early;
    if (first !== undefined)
      return { kind: 'fail', reason: 'phase-before-safe', summary: first.message, findings: [first, ...rest], earliest: safe };
    if (offer !== null && completion.day < offer) {
      const left =
        completion.day === safe
          ? 'stands on the safe date'
          : `is ${gapText(facts, safe, completion.day)} after the safe date, ${columns.achievable}`;
      return {
        kind: 'pass',
        reason: 'inside-buffer',
        note: `${askedText(completion)} ${left}, inside the sales buffer (offer ${columns.commit})`,
        notes,
        earliest: safe,
      };
    }
    return { kind: 'pass', note: `${askedText(completion)} holds; safe from ${columns.achievable}`, notes, earliest: safe };
  },
};

/** What to write instead: a day, or for an offer that counts from an input, which a day would undo, how many business days after it. */
function offerHelp({ from }: Asked, safe: Day, offer: Day, { deal, calendar }: RuleFacts): string {
  const { relative } = deal;
  const counted = relative !== null && from.endsWith('.complete');
  const said = (day: Day): string => (counted ? `${businessDaysBetween(calendar, relative.from, day)}bd` : formatDay(day));
  const buffered = offer === safe ? '' : ` (safe ${said(safe)} and the sales buffer)`;
  return `offer ${counted ? 'within: ' : ''}${said(offer)}${counted ? ` after ${relative.input}` : ''}${buffered}`;
}

/** A date that is over is called so: nobody mends it with a better plan. */
function pastText({ day }: Asked, { today }: RuleFacts): string {
  return day < today ? 'in the past, ' : '';
}

/** What was wanted: as the deal says it, else what is judged, which then is all that anybody asked for. */
function wantedText({ deal, calendar }: RuleFacts): string | null {
  const wanted = deal.file.dates.wanted?.complete;
  const day = wanted === undefined ? (deal.judgedCompletion?.day ?? null) : dayOfCompletion(wanted, deal.relative, calendar);
  return day === null ? null : formatDay(day);
}
