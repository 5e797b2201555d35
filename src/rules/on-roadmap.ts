import * as z from 'zod/mini';
import { addDuration } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { ItemFact } from '../model/facts.ts';
import { leadTimeOf } from '../model/lead.ts';
import type { Deliverable } from '../model/library.ts';
import { at, type Place } from '../model/place.ts';
import { nearest } from '../model/suggest.ts';
import { formatDuration } from '../model/units.ts';
import { againstFloor, askedText } from './floor.ts';
import { flag, option } from './texts/notation.ts';
import { missedFloors, phaseFloors } from './dates/phases.ts';
import type { DateOutcome, Finding, Outcome, Rule, RuleFacts } from './rule.ts';
import { failureOf, type Wrong } from './wrong.ts';

const options = z.strictObject({
  customs: option(flag, false, 'Whether a customization that is built must name a roadmap item of its own: `roadmap: ID`.'),
});

type Reason = 'not-committed' | 'unconfirmed' | 'expired' | 'no-ready-date' | 'unnamed' | 'no-such-item' | 'before-ready';

/** Something of the deal that waits for a roadmap item, and where the deal says so. */
interface Awaited {
  readonly item: ItemFact;
  readonly entry: Deliverable;
  readonly place: Place;
}

/** What does not exist yet is sold only with the word, and the date, of those who build it. */
export const onRoadmap: Rule<z.output<typeof options>, never, Reason> = {
  id: 'on-roadmap',
  family: 'scope',
  title: 'Something is sold that is not there yet, without a date that its owners confirmed.',
  why: 'A slide is no commitment. What is on the roadmap may be sold when the team that builds it has committed to it, has confirmed a date that still counts, and the deal leaves the lead time after that date.',
  source: 'Product companies: sales sell what is committed, at the date that the owning team confirmed, and never pull it earlier.',
  waivable: null,
  date: true,
  options,
  reasons: {
    'not-committed': 'The roadmap item is an idea or planned: nobody has committed to it.',
    unconfirmed: 'Nobody of the owning team has confirmed it.',
    expired: 'The confirmation counts no longer.',
    'no-ready-date': 'Nobody has said when it will be ready.',
    unnamed: 'A customization is built, and names no roadmap item.',
    'no-such-item': 'A customization names a roadmap item that the library does not have.',
    'before-ready': 'The date is before it is ready and its lead time has passed.',
  },
  needs: [],
  check(facts, { customs }) {
    const { items } = facts.deal;
    const awaited = items.flatMap((item) => awaitedBy(item, facts));
    const wrong = [...items.flatMap((item) => unnamed(item, facts, customs)), ...awaited.flatMap((each) => notReady(each, facts))];
    const failure = failureOf(wrong);
    if (failure !== null) return { ...failure, earliest: null };
    const last = lastOf(awaited, facts);
    if (last === null) {
      const because = customs ? 'nothing that is sold is yet to be built' : 'nothing that is sold is on the roadmap';
      return { kind: 'not-applicable', because, earliest: null };
    }
    const { words, place, entry } = last;
    const phases = phaseFloors(
      facts,
      last.day,
      (some) =>
        lastOf(
          awaited.filter(({ item }) => some.includes(item)),
          facts,
        )?.day ?? null,
    );
    const outcome = againstFloor<Reason>(
      facts,
      { earliest: last.day, because: words },
      (): Outcome<Reason> => {
        const missed = missedFloors(facts, phases, 'when what is on the roadmap can be delivered');
        if (missed !== null) return { kind: 'fail', reason: 'before-ready', summary: missed[0].message, findings: missed };
        return { kind: 'pass', note: words };
      },
      (asked, floor) => {
        const message = `${askedText(asked)}: ${words}, so it can be delivered on ${formatDay(floor)}`;
        const finding: Finding = {
          message,
          at: asked.at,
          help: `offer ${formatDay(floor)} or later; the date is ${entry.roadmap!.confirmed_by}'s, and not for sales to move`,
          related: [{ message: `what waits for '${entry.id}'`, at: place }],
          data: { deliverable: entry.id, ref: entry.roadmap!.ref, ready: formatDay(entry.roadmap!.ready!), earliest: formatDay(floor) },
        };
        return { kind: 'fail', reason: 'before-ready', summary: message, findings: [finding] };
      },
    );
    return { ...outcome, phases } satisfies DateOutcome<Reason>;
  },
};

/** The roadmap items that an item of the deal waits for: its own deliverable, and those that its customizations name. */
function awaitedBy(item: ItemFact, { library }: RuleFacts): Awaited[] {
  const own = item.entry === null ? [] : [{ item, entry: item.entry, place: item.at }];
  const named = item.custom.flatMap(({ roadmap }, c): Awaited[] => {
    const entry = roadmap !== undefined && Object.hasOwn(library, roadmap) ? library[roadmap] : null;
    return entry === null ? [] : [{ item, entry, place: at('deal', 'items', item.index, 'custom', c, 'roadmap') }];
  });
  return [...own, ...named].filter(({ entry }) => entry.status === 'roadmap' && entry.roadmap?.state !== 'shipped');
}

/** Customizations whose roadmap item the library does not have, and those that are built and name none, where that is asked. */
function unnamed({ index, custom }: ItemFact, { library }: RuleFacts, customs: boolean): Wrong<Reason>[] {
  return custom.flatMap(({ id, roadmap, choice = 'build' }, c): Wrong<Reason>[] => {
    if (roadmap !== undefined && !Object.hasOwn(library, roadmap)) {
      const near = nearest(roadmap, Object.keys(library));
      const meant = near === null ? '' : `did you mean '${near}'? Else `;
      return [
        {
          reason: 'no-such-item',
          finding: {
            message: `'${id}' waits for '${roadmap}', which is not in the library`,
            at: at('deal', 'items', index, 'custom', c, 'roadmap'),
            help: `${meant}operations: add it to the library with status: roadmap`,
            data: { custom: id, roadmap },
          },
        },
      ];
    }
    if (!customs || roadmap !== undefined || choice !== 'build') return [];
    return [
      {
        reason: 'unnamed',
        finding: {
          message: `'${id}' is built for this deal, and is on nobody's roadmap`,
          at: at('deal', 'items', index, 'custom', c),
          help: 'ask the owning team to take it up and write roadmap: ID, or sell what the library has',
          data: { custom: id },
        },
      },
    ];
  });
}

/** What keeps a roadmap item from being sold, whatever the date. */
function notReady({ entry, place }: Awaited, { today }: RuleFacts): Wrong<Reason>[] {
  const { ref, state, ready, confirmed_by, confirmed_at, expires } = entry.roadmap!;
  const item = `'${entry.id}' (${ref})`;
  const wrong = (reason: Reason, fact: string, help: string): Wrong<Reason>[] => {
    const related = [{ message: 'its roadmap', at: at('deliverables', 'deliverables', entry.id, 'roadmap') }];
    return [{ reason, finding: { message: `${item} ${fact}`, at: place, help, related, data: { deliverable: entry.id, ref, state } } }];
  };
  if (state === 'idea' || state === 'planned') {
    return wrong(
      'not-committed',
      `is ${state === 'idea' ? 'an idea' : 'only planned'}: nobody has committed to it`,
      'sell what is there, or have the owning team commit to it first',
    );
  }
  if (confirmed_by === undefined || confirmed_at === undefined || confirmed_at > today) {
    const who =
      confirmed_by === undefined
        ? 'nobody of the owning team has confirmed it'
        : confirmed_at === undefined
          ? `${confirmed_by} confirmed it on no day that is known`
          : `it is to be confirmed on ${formatDay(confirmed_at)}, which is still to come`;
    return wrong('unconfirmed', `is ${state}, and ${who}`, 'the owning team confirms it: confirmed_by and confirmed_at in its roadmap');
  }
  if (expires !== undefined && expires < today) {
    return wrong(
      'expired',
      `was confirmed by ${confirmed_by} until ${formatDay(expires)}, which is over`,
      `ask ${confirmed_by} to confirm it anew`,
    );
  }
  if (ready === undefined) {
    return wrong('no-ready-date', 'has no day on which it is ready', `ask ${confirmed_by} for the day: ready in its roadmap`);
  }
  return [];
}

/** The roadmap item that can be delivered last; null where there is none. */
function lastOf(awaited: readonly Awaited[], { calendar }: RuleFacts): (Awaited & { readonly day: Day; readonly words: string }) | null {
  let last: (Awaited & { day: Day; words: string }) | null = null;
  for (const each of awaited) {
    const { item, entry } = each;
    const { ready, ref, confirmed_by } = entry.roadmap!;
    const lead = leadTimeOf(entry === item.entry ? item : { ...item, entry, custom: [], options: {} });
    const day = lead === null ? ready! : (addDuration(calendar, ready!, lead) ?? ready!);
    if (last !== null && day <= last.day) continue;
    const then = lead === null ? '' : ` and takes ${formatDuration(lead)} from then`;
    last = {
      ...each,
      day,
      words: `'${entry.id}' (${ref}) is ready on ${formatDay(ready!)}, confirmed by ${confirmed_by}${then ? `,${then}` : ''}`,
    };
  }
  return last;
}
