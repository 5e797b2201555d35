/** `handoff/fill@1`: what was filled into a deal, what stays because somebody typed it, what was left out, and what still keeps the deal from passing. */
import { differenceOf } from '../fill/difference.ts';
import { fillingOf } from '../fill/index.ts';
import { formatDay } from '../model/day.ts';
import type { JudgedDeal } from './build.ts';
import type { IsoDate, Report } from './report.ts';

/** What is asked of `handoff fill`. */
export interface FillQuestion {
  readonly command: 'fill';
  /** Whether what somebody typed is written over. */
  readonly overwrite: boolean;
  /** Whether the file stays as it is, and only the difference is shown. */
  readonly dryRun: boolean;
}

/** What `handoff fill` answers. */
export interface FillReport extends Pick<Report, 'tool' | 'today' | 'as_of' | 'files' | 'diagnostics' | 'faults' | 'exit'> {
  readonly schema: 'handoff/fill@1';
  /** Null when the input is wrong, and where the deal cannot be filled. */
  readonly fill: {
    readonly deal: string;
    readonly file: string;
    readonly dry_run: boolean;
    /** Null where no date can be given; then `because` says why. */
    readonly safe: IsoDate | null;
    readonly because: string | null;
    /** `was` null: it was not there; `now` null: it is taken out. */
    readonly changes: readonly { readonly path: string; readonly was: string | null; readonly now: string | null; readonly from: string }[];
    readonly kept: readonly { readonly path: string; readonly typed: string; readonly computed: string; readonly from: string }[];
    readonly left_out: readonly { readonly part: string; readonly rule: string; readonly because: string }[];
    /** What of `x-handoff` could not be read. */
    readonly problem: string | null;
    readonly verdict: 'pass' | 'fail';
    /** What keeps the filled deal from passing. */
    readonly blocking: readonly { readonly rule: string; readonly says: string }[];
    /** The lines that differ, those that go with `-` and those that come with `+` before them. */
    readonly diff: readonly string[];
  } | null;
}

/** What comes of filling: the report, the text to be written (null: none, or nothing changes), and why nothing can be. */
export interface Filled {
  readonly report: FillReport;
  readonly text: string | null;
  readonly refused: string | null;
}

/** Returns what filling the one deal of a run comes to. Exit 0 when it then passes, 1 when a check still blocks; bad input and faults as in the report. */
export function filledOf(report: Report, judged: readonly JudgedDeal[], { overwrite, dryRun }: FillQuestion): Filled {
  const { tool, today, as_of, files, diagnostics, faults } = report;
  const common = { schema: 'handoff/fill@1', tool, today, as_of, files, diagnostics, faults } as const;
  const [one] = judged;
  const nothing = (exit: Report['exit'], refused: string | null): Filled => ({
    report: { ...common, exit, fill: null },
    text: null,
    refused,
  });
  if (report.exit >= 2 || one === undefined || one.file === null) return nothing(report.exit, null);
  const { deal } = one.facts;
  if (deal.state !== 'draft' && deal.state !== 'proposed')
    return nothing(2, `${deal.path} is ${deal.state}: what was agreed is not filled in anew`);
  // With its byte order mark, where it has one: the file was read, so its bytes are in order.
  const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(one.file.was);
  const filling = fillingOf(one, before, overwrite);
  if (filling.text === undefined) return nothing(2, `${deal.path} could not be written: ${filling.problem}`);
  const { judgement } = filling.after;
  const blocking = judgement.checks.filter((check) => check.blocking && check.toldBy === null);
  const fill: FillReport['fill'] = {
    deal: deal.id,
    file: deal.path,
    dry_run: dryRun,
    safe: judgement.safe === null ? null : formatDay(judgement.safe),
    because: judgement.because,
    changes: filling.changes.map(({ key, ...rest }) => ({ path: key, ...rest })),
    kept: filling.kept.map(({ key, ...rest }) => ({ path: key, ...rest })),
    left_out: filling.leftOut,
    problem: filling.problem,
    verdict: judgement.verdict,
    blocking: blocking.map(({ rule, summary }) => ({ rule, says: summary })),
    diff: differenceOf(before, filling.text),
  };
  const exit = judgement.verdict === 'pass' ? 0 : 1;
  return { report: { ...common, exit, fill }, text: dryRun || filling.text === before ? null : filling.text, refused: null };
}
