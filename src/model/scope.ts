/** What is sold, as the meaning of a sign-off: all that its delivery depends on, by id, in the words of the files. */
import type { Custom } from './deal.ts';
import { formatDay } from './day.ts';
import type { Deal, ItemFact } from './facts.ts';
import type { Meaning } from './signoff.ts';
import { formatDuration, formatMoney, formatNeed, formatShare, type Scaled } from './units.ts';

/** A map without what is not said. */
type Said = Readonly<Record<string, Meaning | undefined>>;

/** Returns a map as a meaning, without what is not said. */
export function said(map: Said): Meaning {
  return Object.fromEntries(Object.entries(map).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

/** Returns what is to be delivered: the items with their options and customizations, and who was promised to do it. No dates and no prices. */
export function scopeMeaning({ items, file }: Pick<Deal, 'items' | 'file'>): { readonly [key: string]: Meaning } {
  const staffing = (file.staffing ?? []).map(({ needs, person, from, to, share, skills }) =>
    said({
      needs: needs.length === 0 ? undefined : needs.map(formatNeed),
      person,
      from: from === undefined ? undefined : formatDay(from),
      to: to === undefined ? undefined : formatDay(to),
      share: share === undefined ? undefined : formatShare(share),
      skills: skills.length === 0 ? undefined : skills,
    }),
  );
  return { items: Object.fromEntries(items.map((item) => [item.id, itemMeaning(item)])), staffing };
}

/** Returns what one item means: what is delivered, how many, and all that is beyond the library. */
export function itemMeaning({ deliverable, version, entry, quantity, options, offer, skip, phase, custom }: ItemFact): Meaning {
  return said({
    deliverable,
    // Another version is another process, whoever names it.
    version: version ?? entry?.version,
    quantity,
    options,
    offer,
    skip: [...skip].sort(),
    phase,
    custom: Object.fromEntries(custom.map((each) => [each.id, customMeaning(each)])),
  });
}

/** Returns what a customization means: the work, how it may be undone, and its price. */
function customMeaning({ what, effort, price, cost, change, undo, choice, roadmap, after, before }: Custom): Meaning {
  return said({
    what,
    effort: effort && effort.map(({ need, work }) => `${formatNeed(need)}: ${scaledText(work)}`).sort(),
    price: price === undefined ? undefined : formatMoney(price),
    cost: cost === undefined ? undefined : formatMoney(cost),
    change,
    undo,
    choice,
    roadmap,
    after: [...after].sort(),
    before: [...before].sort(),
  });
}

/** Returns work in words: `40h`, `2h and 4m each`, `3h each 12`, a three-point estimate as `4h/6h/10h`. */
export function scaledText({ setup, each, per }: Scaled): string {
  const text = (estimate: NonNullable<Scaled['setup']>): string =>
    [...new Set([estimate.best, estimate.likely, estimate.worst].map(formatDuration))].join('/');
  return [setup && text(setup), each && `${text(each)} each${per === 1 ? '' : ` ${per}`}`].filter((part) => part !== null).join(' and ');
}

/** Returns what is asked for it: the whole price, what the library and the customs add up to, and every exception. */
export function priceMeaning({ file, listPrice }: Pick<Deal, 'file' | 'listPrice'>): Meaning {
  const { total = listPrice, exceptions = [] } = file.pricing ?? {};
  return said({
    total: total === null ? undefined : formatMoney(total),
    exceptions: exceptions.map(({ what, amount }) => said({ what, amount: amount === undefined ? undefined : formatMoney(amount) })),
  });
}
