/**
 * `handoff offer`: the section of a proposal that the customer reads, out of what the deal, the library and the plan say. Only what is meant for a customer
 * is put in; a field that is not named in `sections.ts` cannot get there. A deal that does not pass has none, except as a draft that says so.
 */
import { formatDay } from '../../model/day.ts';
import { formatDuration } from '../../model/units.ts';
import { listed } from '../../model/words.ts';
import { linesOf, type Line } from '../brief/lines.ts';
import { name, say, type Document } from '../brief/document.ts';
import type { JudgedDeal } from '../build.ts';
import type { IsoDate, Report, ReportDeal } from '../report.ts';
import { isOldNews } from '../verdict.ts';
import { datesOf, type OfferDates } from './dates.ts';
import {
  assumptionsSection,
  completeSection,
  datesSection,
  exclusionsSection,
  inputsSection,
  latenesses,
  priceSection,
  scopeSection,
  validitySection,
  type Offered,
} from './sections.ts';

/** What is asked of `handoff offer`. */
export interface OfferQuestion {
  readonly command: 'offer';
  /** Whether the document is a page of HTML instead of Markdown. */
  readonly html: boolean;
  /** Whether it is printed although the deal does not pass. */
  readonly draft: boolean;
}

/** An offer: for people a document, for other programs the same with its texts as they are. */
export interface Offer {
  readonly document: Document | null;
  readonly data: OfferData;
  /** Why there is none, and how to see it: for whoever asked, not for the customer. */
  readonly refused: string | null;
}

/** `handoff/offer@1`: what `handoff offer --format json` prints. */
export interface OfferData extends Pick<Report, 'tool' | 'today' | 'as_of' | 'files' | 'diagnostics' | 'faults' | 'exit'> {
  readonly schema: 'handoff/offer@1';
  /** Rules that keep the deal from passing; empty where nothing does. */
  readonly blocking: readonly string[];
  /** Null when the input is wrong, and where it is refused. */
  readonly offer: {
    readonly deal: string;
    readonly customer: string;
    /** Whether it says that it is none: the deal does not pass yet, or is a draft itself. */
    readonly draft: boolean;
    readonly dates: {
      readonly signature: IsoDate;
      readonly start: IsoDate | null;
      readonly phases: readonly { readonly phase: number; readonly complete: IsoDate | null }[];
      /** `event` is null where it counts from an input: then `after` and `within` say from which, and how long. */
      readonly complete: {
        readonly on: IsoDate | null;
        readonly event: 'shipped' | 'in-hands' | 'accepted' | null;
        readonly after: string | null;
        readonly within: string | null;
      } | null;
      readonly valid_until: IsoDate;
    };
    /** In hundredths of the currency; null where nobody says it. */
    readonly price: { readonly cents: number; readonly currency: string } | null;
    readonly inputs: readonly {
      readonly input: string;
      readonly state: 'here' | 'expected' | 'overdue';
      readonly late: readonly { readonly late_bd: number; readonly moves_bd: number | null }[];
    }[];
    readonly sections: readonly { readonly id: string; readonly title: string; readonly lines: readonly Line[] }[];
  } | null;
}

/** In the order in which a customer reads them. */
const SECTIONS = [
  datesSection,
  scopeSection,
  priceSection,
  exclusionsSection,
  assumptionsSection,
  inputsSection,
  completeSection,
  validitySection,
] as const;

/** Returns the offer of a run over one deal; bad input and faults exit as in the report, a deal that does not pass with 1. */
export function offerOf(report: Report, judged: readonly JudgedDeal[], { draft }: OfferQuestion): Offer {
  const { tool, today, as_of, files, diagnostics, faults } = report;
  const common = { schema: 'handoff/offer@1', tool, today, as_of, files, diagnostics, faults } as const;
  const [deal] = report.deals;
  if (report.exit >= 2 || deal === undefined) {
    return { document: null, data: { ...common, exit: report.exit, blocking: [], offer: null }, refused: null };
  }
  const why = whyNot(deal);
  const blocking = deal.checks.filter((check) => check.blocking && check.told_by === null).map(({ rule }) => rule);
  if (why !== null && !draft) return { document: null, data: { ...common, exit: 1, blocking, offer: null }, refused: refusal(deal, why) };

  const [one] = judged;
  const dates = datesOf(one);
  const offered: Offered = { judged: one, dates, price: priceOf(one), lateness: latenesses(one, dates) };
  const isDraft = why !== null || deal.state === 'draft';
  const sections = SECTIONS.map((section) => section(offered));
  const data: OfferData = { ...common, exit: why === null ? 0 : 1, blocking, offer: dataOf(offered, isDraft, sections) };
  return {
    document: { title: say`${isDraft ? 'DRAFT: ' : ''}Offer for ${name(deal.customer)}`, lead: isDraft ? DRAFT : [], sections },
    data,
    refused: null,
  };
}

const DRAFT: Document['lead'] = [
  { tone: 'bad', words: ['DRAFT: this is no offer yet, and nothing in it is promised.'] },
  { tone: 'quiet', words: ['Dates, price and scope may still change.'] },
];

/** Why a deal has no offer, in words; null where it has one. */
function whyNot(deal: ReportDeal): string | null {
  if (deal.state === 'signed' || deal.state === 'lost' || deal.state === 'done') return `it is ${deal.state}`;
  if (isOldNews(deal)) return 'what is wrong with it was known before, which lets it go on and makes it no yes';
  if (deal.verdict === 'pass') return null;
  const rules = deal.checks.filter((check) => check.blocking && check.told_by === null).map(({ rule }) => rule);
  if (rules.length === 0) return 'nothing could be judged';
  return `${rules.length} ${rules.length === 1 ? 'check keeps' : 'checks keep'} it from passing (${listed(rules)})`;
}

function refusal({ file }: ReportDeal, why: string): string {
  return `no offer of ${file}: ${why}; handoff check ${file} says what is missing, and --draft prints it with a mark`;
}

/** What the deal says it costs, else the library's prices less what was given away. */
function priceOf({ facts: { deal } }: JudgedDeal): number | null {
  const { total, exceptions = [] } = deal.file.pricing ?? {};
  if (total !== undefined || deal.listPrice === null) return total ?? null;
  return deal.listPrice - exceptions.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
}

function dataOf(
  { judged: { facts }, dates, price, lateness }: Offered,
  draft: boolean,
  sections: Document['sections'],
): OfferData['offer'] {
  const { deal, policy } = facts;
  return {
    deal: deal.id,
    customer: deal.customer.name,
    draft,
    dates: {
      signature: formatDay(dates.signature),
      start: dates.start === null ? null : formatDay(dates.start),
      phases: dates.phases.map(({ phase, complete }) => ({ phase, complete: complete === null ? null : formatDay(complete) })),
      complete: completeOf(dates),
      valid_until: formatDay(deal.file.dates.valid_until ?? dates.signature),
    },
    price: price === null ? null : { cents: price, currency: policy.currency },
    inputs: [...lateness].map(([input, late]) => ({
      input,
      state: deal.inputs.find(({ id }) => id === input)!.state,
      late: late.map((each) => ({ late_bd: each.late, moves_bd: each.moves })),
    })),
    sections: sections.map(({ id, title, blocks }) => ({ id, title, lines: blocks.flatMap(linesOf) })),
  };
}

function completeOf({ complete }: OfferDates): NonNullable<OfferData['offer']>['dates']['complete'] {
  if (complete === null) return null;
  return complete.kind === 'on'
    ? { on: formatDay(complete.on), event: complete.event, after: null, within: null }
    : { on: null, event: null, after: complete.after, within: formatDuration(complete.within) };
}
