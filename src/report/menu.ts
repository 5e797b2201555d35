/** `handoff/menu@1`: what may be sold today, entry by entry of the library, each with the dates of its usual quantity; as plain data. */
import { describeDomain } from '../model/configuration.ts';
import type { Deliverable } from '../model/library.ts';
import { formatDay } from '../model/day.ts';
import { formatDuration, formatMoney } from '../model/units.ts';
import type { Report } from './report.ts';
import type { WhenAnswer } from './when.ts';

/** What is asked of `handoff menu`. */
export interface MenuQuestion {
  readonly command: 'menu';
  /** What a person gets: a table for a terminal, Markdown, or a page. */
  readonly as: 'text' | 'markdown' | 'html';
  /** Only these, with these quantities; empty: the whole library, with the usual ones. */
  readonly items: readonly { readonly id: string; readonly quantity: number }[];
}

/** How many of something are usually sold, and how that is known. */
export interface Usual {
  readonly quantity: number;
  /** `history`: the middle one of `of` finished orders; `asked`: the command line; `none`: nobody recorded any, and one is shown. */
  readonly from: 'history' | 'asked' | 'none';
  readonly of: number;
}

/** An entry that may be sold. */
export interface MenuEntry {
  readonly item: string;
  readonly title: string;
  readonly unit: string | null;
  /** What an option may be, in words. */
  readonly options: readonly { readonly option: string; readonly may_be: string }[];
  /** Null where the library has no price. */
  readonly price: { readonly setup: string; readonly each: string } | null;
  /** Of the quantity below; null where an entry that goes with it has none. */
  readonly list_price: string | null;
  /** Standard lead times by quantity; the last band may be open. */
  readonly lead_times: readonly { readonly up_to: number | null; readonly lead_time: string }[];
  readonly custom_lead_time: string | null;
  /** What it cannot go without: planned with it. */
  readonly requires: readonly string[];
  /** What the customer must give, and by when the dates count on it. */
  readonly inputs: readonly { readonly input: string; readonly by: string }[];
  readonly usual: Usual;
  readonly start: string | null;
  readonly safe: string | null;
  readonly offer: string | null;
  /** Where there is none before an input comes: the dates counted from it. */
  readonly relative: WhenAnswer['relative'];
  /** Why there is no date; null when there is one. */
  readonly because: string | null;
  /** What else keeps it from being sold as it stands. */
  readonly also: WhenAnswer['also'];
}

/** An entry that is not sold. */
export interface OffMenu {
  readonly item: string;
  readonly title: string;
  readonly status: 'declined' | 'roadmap';
  /** What to tell a customer; null where operations do not say. */
  readonly say: string | null;
  readonly instead: readonly string[];
  /** When it is to be there, and how sure that is; null for what is declined. */
  readonly roadmap: { readonly state: string; readonly ready: string | null } | null;
}

/** The menu. */
export interface Menu extends Pick<Report, 'tool' | 'today' | 'as_of' | 'files' | 'diagnostics' | 'faults' | 'exit'> {
  readonly schema: 'handoff/menu@1';
  readonly currency: string;
  /** The day that a customer who says yes now signs on; null when nothing is for sale. */
  readonly signature: string | null;
  /** In the library's order. */
  readonly entries: readonly MenuEntry[];
  readonly not_sold: readonly OffMenu[];
}

/** An entry with what a check says of its usual quantity. */
export interface Priced {
  readonly entry: Deliverable;
  readonly usual: Usual;
  readonly requires: readonly string[];
  readonly listPrice: number | null;
  readonly answer: WhenAnswer;
}

/** Returns what may be said of an entry that is for sale. */
export function menuEntry({ entry, usual, requires, listPrice, answer }: Priced): MenuEntry {
  const { price, lead_time, options } = entry;
  return {
    item: entry.id,
    title: entry.title ?? entry.id,
    unit: entry.unit ?? null,
    options: Object.entries(options).map(([option, domain]) => ({ option, may_be: describeDomain(domain) })),
    price: price === undefined ? null : { setup: formatMoney(price.setup), each: formatMoney(price.each) },
    list_price: listPrice === null ? null : formatMoney(listPrice),
    lead_times: lead_time.standard.map(({ up_to, lead_time: each }) => ({ up_to, lead_time: formatDuration(each) })),
    custom_lead_time: lead_time.custom === undefined ? null : formatDuration(lead_time.custom),
    requires,
    inputs: answer.inputs.filter(({ item }) => item === entry.id).map(({ input, by }) => ({ input, by })),
    usual,
    start: answer.start,
    safe: answer.safe,
    offer: answer.offer,
    relative: answer.relative,
    because: answer.because,
    also: answer.also,
  };
}

/** Returns what may be said of an entry that is not for sale; null for one that is. */
export function offMenu({ id, title, status, say, instead, roadmap }: Deliverable): OffMenu | null {
  if (status === 'offered') return null;
  const ready = roadmap?.ready === undefined ? null : formatDay(roadmap.ready);
  return {
    item: id,
    title: title ?? id,
    status,
    say: say ?? null,
    instead,
    roadmap: status === 'roadmap' && roadmap !== undefined ? { state: roadmap.state, ready } : null,
  };
}
