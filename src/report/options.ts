/** `handoff/options@1`: the ways to say yes to one deal, numbered, with what was tried by hand and what is safe by when; as plain data. */
import { formatDay } from '../model/day.ts';
import type { HandChange } from '../model/by-hand.ts';
import { pathText } from '../model/place.ts';
import type { TriedByHand } from '../options/by-hand.ts';
import type { Edit } from '../options/edit.ts';
import type { Frontier } from '../options/frontier.ts';
import type { Checked } from '../options/way.ts';
import type { JudgedDeal } from './build.ts';
import { verdictOf } from './verdict.ts';
import type { IsoDate, Report, ReportDates, ReportDeal, ReportOption } from './report.ts';

/** What was asked of `handoff options`. */
export interface OptionsQuestion {
  readonly command: 'options';
  /** Changes that are tried by hand, together; none: ways are looked for. */
  readonly tries: readonly HandChange[];
  /** The way that is written into the deal; `ask`: whoever sits at the terminal picks it. */
  readonly take: number | 'ask' | null;
  readonly frontier: boolean;
}

/** A way with its number. */
export interface NumberedOption extends ReportOption {
  readonly n: number;
  /** Its edits in the notation of the files, as one would type them: `items[0].quantity: 180`. */
  readonly typed: readonly string[];
  /** Whether a doer whose word was right is only asked again, for what changes. */
  readonly asked_again: boolean;
}

/** How a deal stands, in what a change may move. */
export interface Standing {
  readonly verdict: ReportDeal['verdict'];
  readonly complete: IsoDate | null;
  readonly safe: IsoDate | null;
  readonly offer: IsoDate | null;
  readonly blocking: readonly { readonly rule: string; readonly summary: string }[];
}

/** What was tried by hand. */
export interface ReportTried {
  readonly changes: readonly string[];
  readonly edits: ReportOption['edits'];
  readonly typed: readonly string[];
  /** What operations would write into capacity.yaml, in the same notation. */
  readonly capacity: readonly string[];
  readonly before: Standing;
  readonly after: Standing;
  /** Whether nothing of the dates blocks any more that nobody could approve. */
  readonly holds: boolean;
  readonly needs_approval: string | null;
}

/** How many of each item are safe by each day. */
export interface ReportFrontier {
  readonly items: Frontier['items'];
  readonly rows: readonly {
    readonly date: IsoDate;
    readonly most: readonly { readonly item: string; readonly pieces: number | null; readonly tight: boolean }[];
  }[];
  /** Business days in between that are not shown. */
  readonly between: number;
  readonly budget_spent: boolean;
  readonly because: string | null;
}

/** What `handoff options --format json` prints. */
export interface OptionsReport extends Pick<Report, 'tool' | 'today' | 'as_of' | 'files' | 'diagnostics' | 'faults' | 'exit'> {
  readonly schema: 'handoff/options@1';
  /** Null when the input is wrong. */
  readonly deal:
    | (Pick<ReportDeal, 'deal' | 'title' | 'customer' | 'file' | 'state' | 'verdict'> & {
        /** The verdict in words, as `check` begins with it. */
        readonly says: string;
        readonly unjudged: ReportDates['unjudged'];
        /** Whether it has a file that a way can be written into. */
        readonly takeable: boolean;
        readonly judged: ReportDates['judged'];
        readonly complete: IsoDate | null;
        readonly safe: IsoDate | null;
        readonly offer: IsoDate | null;
      })
    | null;
  readonly options: readonly NumberedOption[];
  readonly options_budget_spent: boolean;
  readonly tried: ReportTried | null;
  readonly frontier: ReportFrontier | null;
  /** The number of the way that was written into the deal in this run; null: none. */
  readonly taken: number | null;
}

/** What was found beside the ways of the report. */
export interface OptionsFound {
  readonly tried: TriedByHand | null;
  readonly frontier: Frontier | null;
  /** A change as one would type it. */
  readonly typed: (edit: Pick<Edit, 'path' | 'written'>) => string;
}

/** Returns the ways of one deal. Exit 0 when there is some way, or none is needed; a change tried by hand has to hold. */
export function optionsReport(report: Report, judged: JudgedDeal | null, { tried, frontier, typed }: OptionsFound): OptionsReport {
  const { tool, today, as_of, files, diagnostics, faults } = report;
  const [deal] = report.deals;
  const common = { schema: 'handoff/options@1', tool, today, as_of, files, diagnostics, faults, taken: null } as const;
  if (deal === undefined || judged === null) {
    const exit = report.exit === 3 ? 3 : 2;
    return { ...common, deal: null, options: [], options_budget_spent: false, tried: null, frontier: null, exit };
  }
  const isRight = !deal.checks.some(({ rule, blocking }) => rule === 'doer-restated' && blocking);
  const options = deal.options.map((option, index): NumberedOption => {
    const asked_again = isRight && option.remain.includes('doer-restated');
    return { n: index + 1, ...option, typed: judged.ways.ways[index].edits.map(typed), asked_again };
  });
  const shown = tried === null ? null : triedOf(judged, tried, typed);
  const isYes = shown === null ? deal.verdict === 'pass' || options.length > 0 : shown.holds && shown.after.blocking.length === 0;
  const approved = shown !== null && shown.holds && shown.needs_approval !== null && onlyApprovals(tried!);
  return {
    ...common,
    deal: {
      deal: deal.deal,
      title: deal.title,
      customer: deal.customer,
      file: deal.file,
      state: deal.state,
      verdict: deal.verdict,
      says: verdictOf(deal),
      unjudged: deal.dates.unjudged,
      takeable: judged.file !== null,
      judged: deal.dates.judged,
      complete: iso(judged.facts.deal.judgedCompletion?.day),
      safe: deal.dates.safe,
      offer: deal.dates.offer,
    },
    options,
    options_budget_spent: deal.options_budget_spent,
    tried: shown,
    frontier: frontier === null ? null : frontierOf(frontier),
    exit: report.exit === 3 ? 3 : isYes || approved ? 0 : 1,
  };
}

function iso(day: number | null | undefined): IsoDate | null {
  return day === null || day === undefined ? null : formatDay(day);
}

function triedOf(judged: JudgedDeal, { says, edits, capacity, tried }: TriedByHand, typed: OptionsFound['typed']): ReportTried {
  return {
    changes: says,
    edits: edits.map(({ path, written }) => ({ path: pathText(path), value: written })),
    typed: edits.map(typed),
    capacity: capacity.map(typed),
    before: standingOf(judged),
    after: standingOf(tried.after),
    holds: tried.passes,
    needs_approval: tried.approvers.length === 0 ? null : tried.approvers.join(' and '),
  };
}

/** Whether all that blocks after a change is what somebody may approve. */
function onlyApprovals({ tried }: TriedByHand): boolean {
  return tried.after.judgement.checks.every(
    ({ blocking, approver }) => !blocking || (approver !== null && tried.approvers.includes(approver)),
  );
}

function standingOf({ facts, judgement }: Checked): Standing {
  return {
    verdict: judgement.verdict,
    complete: iso(facts.deal.judgedCompletion?.day),
    safe: iso(judgement.safe),
    offer: iso(judgement.offer),
    blocking: judgement.checks.flatMap(({ rule, summary, blocking, toldBy }) => (blocking && toldBy === null ? [{ rule, summary }] : [])),
  };
}

function frontierOf({ items, rows, between, spent, because }: Frontier): ReportFrontier {
  return {
    items,
    rows: rows.map(({ day, cells }) => ({
      date: formatDay(day),
      most: cells.map(({ item, most, tight }) => ({ item, pieces: most, tight })),
    })),
    between,
    budget_spent: spent,
    because,
  };
}
