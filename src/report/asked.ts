/**
 * What a command line asks of a check beside the deals: that only some rules count, and how many warnings may pass. Dates and ways to say yes stay those of all rules: no
 * flag makes a date sooner.
 */
import { VERDICTS } from '../rules/rule.ts';
import type { Report, ReportDeal } from './report.ts';
import { noticesOf } from './review.ts';

/** What `handoff check` is asked; nothing of it: every rule counts, and warnings are told. */
export interface CheckQuestion {
  /** The rules that alone count (`only`), or that alone do not (`skip`). */
  readonly rules?: { readonly by: 'only' | 'skip'; readonly ids: readonly string[] };
  /** How many warnings may pass. */
  readonly warnings?: number;
  /** Whether deals that do not pass end with 0 all the same; mistakes and faults do not. */
  readonly exitZero?: boolean;
}

/** Returns a report as it was asked for: by the rules that count, with the exit code that its warnings leave. */
export function asAsked(report: Report, { rules, warnings }: CheckQuestion): Report {
  const part = rules === undefined ? report : partOf(report, rules);
  if (warnings === undefined) return part;
  const found = noticesOf(part).filter(({ level, suppressed }) => level === 'warning' && suppressed === null).length;
  return { ...part, warnings: { found, allowed: warnings }, exit: part.exit === 0 && found > warnings ? 1 : part.exit };
}

/** Returns a report by some of its rules. Its exit code is theirs; bad input and faults stay what they are. */
function partOf(report: Report, { by, ids }: NonNullable<CheckQuestion['rules']>): Report {
  const counts = (rule: string): boolean => ids.includes(rule) === (by === 'only');
  const deals = report.deals.map((deal) => dealBy(deal, counts));
  const exit = deals.every(({ verdict }) => verdict === 'pass') ? 0 : 1;
  // Whether no deal is an answer (nothing has changed) or none, the whole report knows.
  return { ...report, part: { by, rules: [...ids] }, deals, exit: report.exit >= 2 || deals.length === 0 ? report.exit : exit };
}

function dealBy(deal: ReportDeal, counts: (rule: string) => boolean): ReportDeal {
  const checks = deal.checks
    .filter(({ rule }) => counts(rule))
    // Where the rule that tells another does not count, that one tells itself.
    .map((check) => (check.told_by !== null && !counts(check.told_by) ? { ...check, told_by: null } : check));
  const own = Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, checks.filter((check) => check.verdict === verdict).length]),
  ) as ReportDeal['counts'];
  // As of a whole deal: what could not be judged, does not apply or is off acquits nobody.
  const anything = own.pass + own.fail + own['needs-approval'] + own.waived > 0;
  const verdict = anything && !checks.some(({ blocking }) => blocking) ? 'pass' : 'fail';
  return {
    ...deal,
    verdict,
    part: { rules: checks.length, of: deal.checks.length },
    checks,
    counts: own,
    options: verdict === 'pass' ? [] : deal.options,
    unused_waivers: deal.unused_waivers.filter(({ rule }) => counts(rule)),
  };
}

/** Returns what a reader must know of what was asked, a sentence each: that only some rules counted, and that there are too many warnings. */
export function askedSentences({ part, warnings, deals }: Report): string[] {
  return [
    ...(part === undefined || deals[0]?.part === undefined
      ? []
      : [
          `judged by ${rulesWords(deals[0].part)} (--${part.by} ${part.rules.join(',')}): not the verdict of the whole deal; the dates are those of all rules`,
        ]),
    ...(warnings === undefined || warnings.found <= warnings.allowed
      ? []
      : [
          `${warnings.found} ${warnings.found === 1 ? 'warning' : 'warnings'}: --max-warnings ${warnings.allowed} lets ${warnings.allowed === 0 ? 'none' : `only ${warnings.allowed}`} pass`,
        ]),
  ];
}

/** Returns how many of the rules counted: `2 of 42 rules`. */
export function rulesWords({ rules, of }: NonNullable<ReportDeal['part']>): string {
  return `${rules} of ${of} rules`;
}
