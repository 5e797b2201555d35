/**
 * The report for a person in a terminal, who is on a call and has ten seconds: the verdict and the date first, then where the date comes from,
 * what is wrong and the smallest change that would mend it, the nearest ways to say yes, and what was not judged.
 */
import { COMMAND_LINE } from '../../model/place.ts';
import { listedFew } from '../../model/words.ts';
import type { Report, ReportCheck, ReportDates, ReportDeal, ReportOption } from '../report.ts';
import { isOldNews, verdictOf } from '../verdict.ts';
import { renderDiagnostics } from './diagnostics.ts';
import type { View } from './view.ts';
import { paintFor, type Paint } from './paint.ts';
import { safeProof } from './proof.ts';
import { flow, hang, padTo, visible, widthOf } from './width.ts';

/** Returns the report as text; wide lines break at the terminal's width, and at 80 columns where there is none. */
export async function renderText(report: Report, view: View): Promise<string> {
  const paint = await paintFor(view.color, view.docs);
  if (report.diagnostics.length > 0) return renderDiagnostics(report.diagnostics, new Map(), paint);
  const width = Math.min(Math.max(view.columns ?? 80, 40), 120);
  const deals: string[] = [];
  for (const deal of report.deals) {
    const lines = view.detail === 'quiet' ? quietLine(deal, paint) : await dealLines(deal, report, view, paint, width);
    deals.push(lines.map((line) => `${line}\n`).join(''));
  }
  if ((deals.length > 3 && view.detail !== 'quiet') || report.book !== undefined) {
    const { bookLines, portfolioLines } = await import('./book.ts');
    const lines = [
      ...(view.detail === 'quiet' ? [] : await portfolioLines(report, paint)),
      ...(report.book === undefined ? [] : ['', ...bookLines(report.book, paint, width)]),
    ];
    deals.push(
      lines
        .map((line) => `${line}\n`)
        .join('')
        .replace(/^\n/, ''),
    );
  }
  const since = report.since === undefined ? [] : (await import('./since.ts')).sinceLines(report, report.since, paint, width);
  const base = report.base === undefined ? [] : (await import('./base.ts')).baseLines(report, report.base, paint, width);
  const asked = await askedLines(report, paint, width);
  const end = [...faultLines(report, paint, width), ...summaryLines(report, paint, width), ...asked, ...since, ...base]
    .map((line) => `${line}\n`)
    .join('');
  const gap = view.detail === 'quiet' ? '' : '\n';
  return [...deals, ...(end === '' ? [] : [end])].join(gap);
}

/** What the command line asked for, where it decides: only some rules, or too many warnings. */
async function askedLines(report: Report, paint: Paint, width: number): Promise<string[]> {
  if (report.part === undefined && report.warnings === undefined) return [];
  const { askedSentences } = await import('../asked.ts');
  return askedSentences(report).flatMap((sentence) => hang('! ', sentence, width).map(paint.doubtful));
}

/** Where a line that began in the second column goes on: there begin the marks of checks, which nobody's words may look like. */
const FURTHER = 4;

async function dealLines(deal: ReportDeal, report: Report, view: View, paint: Paint, width: number): Promise<string[]> {
  const verbose = view.detail === 'verbose';
  const blocks = [
    [...headLines(deal, paint, width), ...filledLines(deal, verbose, width).map(paint.quiet)],
    whyLines(deal, paint, width),
    sureLines(deal, paint, width),
    [...checkLines(deal, verbose, paint, width), ...unusedLines(deal, paint, width), ...baselineLines(deal, paint, width)],
    optionLines(deal, verbose, paint, width),
    ...(verbose ? await (await import('./verbose.ts')).verboseBlocks(deal, report, paint, width) : []),
  ];
  return blocks.filter((block) => block.length > 0).flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}

/** The verdict, what was asked, the safe date and the offer: all that a seller needs to answer. */
function headLines(deal: ReportDeal, paint: Paint, width: number): string[] {
  const color = deal.verdict === 'pass' ? paint.good : paint.bad;
  const verdict = verdictOf(deal);
  const [first, ...rest] = hang(`${verdict}  `, `${visible(deal.file)} · ${visible(deal.title)}`, width);
  const calm =
    deal.verdict === 'pass' && deal.state !== 'draft' && deal.part === undefined && !isOldNews(deal) ? ': it needs nobody else' : '';
  const standard = deal.standard === true ? `standard deal${calm}` : `not standard: ${deal.standard.map(visible).join('; ')}`;
  return [
    color(paint.strong(first.slice(0, verdict.length))) + first.slice(verdict.length),
    ...rest,
    ...flow('  ', datesOf(deal.dates), width),
    ...hang('  ', standard, width, FURTHER).map(paint.quiet),
    ...(deal.hold === undefined ? [] : hang('  ', holdWords(deal.hold), width, FURTHER).map(paint.quiet)),
  ];
}

/** A longer value is not told beside the one that it would be: nobody compares two lists of people on a call; `handoff fill --dry-run` shows both. */
const LONG = 60;

/** What was filled in and would be something else now; for who wants all of it, also that only the facts have changed. */
function filledLines({ filled, file }: ReportDeal, verbose: boolean, width: number): string[] {
  if (filled === undefined) return [];
  const { differs, facts_changed, problem } = filled;
  const again = `handoff fill ${visible(file)}`;
  return [
    ...differs.flatMap(({ path, was, now, from }) =>
      hang(
        '  ',
        was.length > LONG && now !== null
          ? `~ filled in: ${path} would be something else now (${visible(from)}): ${again}`
          : `~ filled in: ${path} was ${visible(was)}, ${now === null ? 'nothing' : visible(now)} now (${visible(from)}): ${again}`,
        width,
        FURTHER,
      ),
    ),
    ...(problem === null ? [] : hang('  ', `~ ${visible(problem)}: ${again}`, width, FURTHER)),
    ...(verbose && differs.length === 0 && facts_changed.length > 0
      ? hang('  ', `filled in: the facts have changed since (${facts_changed.join(', ')}), and the values are the same`, width, FURTHER)
      : []),
  ];
}

function datesOf(dates: ReportDates): string[] {
  const asked =
    dates.judged === null
      ? ['no date offered or wanted']
      : [
          `${dates.judged} ${rangeOf(dates[dates.judged])}${relativeWords(dates)}`,
          ...(dates.judged === 'offered' && differs(dates) ? [`wanted ${rangeOf(dates.wanted)}`] : []),
        ];
  const start = dates.judged !== null && dates[dates.judged].start !== null && dates.start !== null ? [`can start ${dates.start}`] : [];
  const safe = dates.safe === null ? ['no safe date'] : [`safe ${dates.safe}${dates.unjudged.length > 0 ? ' as far as judged' : ''}`];
  const offer =
    dates.offer === null
      ? []
      : [`offer ${dates.offer}${dates.sales_buffer.startsWith('0') ? '' : ` (${dates.sales_buffer} of sales buffer)`}`];
  return [...asked, ...start, ...safe, ...offer];
}

/** Until when the hours of the plan are kept from others. */
function holdWords({ seller, until, same }: NonNullable<ReportDeal['hold']>): string {
  const other = same ? '' : ', for what the deal sold then: hold it again';
  return `held until ${until} for ${visible(seller)}${other}`;
}

/** What a date that counts from an input is: so long after it, and this day only if it comes as planned. */
function relativeWords({ relative }: ReportDates): string {
  return relative === null ? '' : ` (${relative.within} after ${visible(relative.after)})`;
}

function differs({ wanted, offered }: ReportDates): boolean {
  return wanted.complete !== null && wanted.complete !== offered.complete;
}

function rangeOf({ start, complete }: { readonly start: string | null; readonly complete: string | null }): string {
  if (start === null) return complete ?? 'on a relative date';
  return complete === null ? `from ${start}` : `${start} to ${complete}`;
}

/** Where the date comes from: the floors, latest first. */
function whyLines({ dates }: ReportDeal, paint: Paint, width: number): string[] {
  const title =
    dates.safe === null
      ? `Why there is no safe date: ${visible(dates.because ?? 'it cannot be computed')}${dates.floors.length === 0 ? '' : '; without that it could not be before'}`
      : `Why ${dates.safe} (${safeProof(dates)})`;
  const rules = [...dates.floors, ...dates.unjudged].map(({ rule }) => rule.length);
  const column = Math.max(0, ...rules) + 2;
  const soft = dates.with_soft === null ? [] : [`${dates.with_soft} is the safe date ${softWords(dates.soft)}`];
  if (dates.safe === null && dates.floors.length === 0) return hang('  ', title, width, FURTHER).map(paint.strong);
  return [
    ...hang('  ', title, width, FURTHER).map(paint.strong),
    ...dates.floors.flatMap((floor) => {
      const because = `${visible(floor.because)}${floor.binding ? '' : ' (told, not binding)'}`;
      const lines = besideOrUnder(`    ${padTo(floor.rule, column)}${floor.date}`, because, width);
      return floor.binding ? lines : lines.map(paint.quiet);
    }),
    ...dates.unjudged.flatMap(({ rule, because }) => besideOrUnder(`    ${padTo(rule, column)}no date   `, visible(because), width)),
    ...soft.flatMap((line) => hang('    ', line, width)),
  ];
}

/** Narrower than this, two columns beside each other leave each too little. */
const STACKED = 60;

/** Returns words beside a head, or under it where it is narrow. */
function besideOrUnder(head: string, words: string, width: number): string[] {
  return width < STACKED ? [head.trimEnd(), ...hang('      ', words, width)] : hang(`${head}  `, words, width);
}

/** How sure the dates are when durations vary and no failure happens. */
function sureLines({ dates: { confidence, judged, safe } }: ReportDeal, paint: Paint, width: number): string[] {
  if (confidence === null) return [];
  const asked = confidence.judged === null ? [] : [`${judged} ${confidence.judged.date} ${percentOf(confidence.judged.chance)}`];
  const own =
    confidence.safe === null || confidence.judged?.date === safe
      ? []
      : [`safe ${confidence.safe.date} ${percentOf(confidence.safe.chance)}`];
  const done = (['p50', 'p80', 'p95'] as const).map((key) => `${key.toUpperCase()} ${confidence[key] ?? 'never'}`);
  // The condition comes first: 100% of runs without a failure is not yet a yes.
  const title = 'How sure, if none of the normal failures happens?';
  return [...hang('  ', title, width, FURTHER).map(paint.strong), ...flow('    ', [...asked, ...own, ...done], width)];
}

/** Returns a chance as a person says it: never all or nothing unless every run agrees. */
export function percentOf(chance: number): string {
  if (chance > 0 && chance < 0.01) return 'under 1%';
  if (chance < 1 && chance > 0.99) return 'over 99%';
  return `${Math.round(chance * 100)}%`;
}

function softWords(soft: ReportDates['soft']): string {
  switch (soft) {
    case 'ignore':
      return 'if the soft bookings come';
    case 'probability':
    case 'whole':
      return 'if no soft booking comes';
  }
}

/** Waivers that somebody may count on, and that let nothing stand. */
function unusedLines({ unused_waivers }: ReportDeal, paint: Paint, width: number): string[] {
  return unused_waivers.flatMap(({ rule, by, until, because }) =>
    hang('  ! ', `the waiver of ${visible(rule)} by ${visible(by)} until ${until} is not used: ${because}`, width).map(paint.doubtful),
  );
}

/** What of the baseline is left: it counts down aloud. */
function baselineLines({ baseline }: ReportDeal, paint: Paint, width: number): string[] {
  if (baseline === null || baseline.still + baseline.gone === 0) return [];
  const { recorded, still, gone } = baseline;
  const all = still + gone;
  const known = `baseline of ${recorded}: ${still} of ${all} ${all === 1 ? 'finding' : 'findings'} of this deal still there`;
  return hang('  ~ ', gone === 0 ? known : `${known}, ${gone} gone (handoff baseline drops ${gone === 1 ? 'it' : 'them'})`, width).map(
    paint.doubtful,
  );
}

/** What is wrong, worst first; what passes is counted. */
function checkLines(deal: ReportDeal, verbose: boolean, paint: Paint, width: number): string[] {
  const shown = verbose ? deal.checks : deal.checks.filter((check) => check.told_by === null && isTold(check));
  const lines = (['blocks', 'lacks', 'told', 'waived', 'owed', 'fine'] as const).flatMap((rank) =>
    shown.filter((check) => rankOf(check) === rank).flatMap((check) => linesOf(check, verbose, paint, width)),
  );
  const hidden = deal.checks.filter((check) => !shown.includes(check));
  const count = (verdicts: readonly ReportCheck['verdict'][]): number => hidden.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const passed = count(['pass']);
  const parts: [symbol: string, number: number, words: string][] = [
    ['✗ ', count(['fail', 'needs-approval', 'waived']), 'told above'],
    ['? ', count(['unknown']), 'not judged'],
    ['', count(['not-applicable']), 'not applicable'],
    ['', count(['off']), 'off'],
  ];
  const rest = [
    lines.length === 0 ? `${passed} ${passed === 1 ? 'check' : 'checks'}` : `${passed} more`,
    ...parts.flatMap(([symbol, number, words]) => (number > 0 ? [`${symbol}${number} ${words}`] : [])),
  ];
  if (verbose) return lines;
  const more = 'handoff check --verbose';
  const [first, ...wrapped] = flow('  ✓ ', rest, width);
  const further = wrapped.map((line) => line.replace('✓', ' '));
  const last = further.at(-1) ?? first;
  const painted = [`  ${paint.good('✓')}${first.slice('  ✓'.length)}`, ...further];
  if (widthOf(last) + 3 + more.length > width) return [...lines, ...painted, `    ${paint.quiet(more)}`];
  return [...lines, ...painted.slice(0, -1), `${painted[painted.length - 1]}   ${paint.quiet(more)}`];
}

/** Returns how much a check matters to a reader, worst first. */
export function rankOf(check: ReportCheck): 'blocks' | 'lacks' | 'told' | 'waived' | 'owed' | 'fine' {
  if (check.blocking) return check.verdict === 'unknown' ? 'lacks' : 'blocks';
  switch (check.verdict) {
    case 'fail':
    case 'needs-approval':
      return 'told';
    case 'waived':
      return 'waived';
    case 'unknown':
      return 'owed';
    case 'pass':
    case 'not-applicable':
    case 'off':
      return 'fine';
  }
}

function isTold(check: ReportCheck): boolean {
  return rankOf(check) !== 'fine' || (check.verdict === 'pass' && check.reason !== null);
}

function linesOf(check: ReportCheck, verbose: boolean, paint: Paint, width: number): string[] {
  const { symbol, color } = markOf(check, paint);
  const head = (place: string, words: string) => `  ${color(symbol)} ${paint.rule(check.rule)}${place}${words}`;
  const words = wordsOf(check);
  // What operations owe is no place in the deal: one line says it.
  if (check.findings.length === 0 || rankOf(check) === 'owed') {
    const plain = `  ${symbol} ${check.rule}  `;
    const [first, ...rest] = hang(plain, [words, visible(check.summary)].filter((part) => part !== '').join(': '), width);
    return [
      head('', `  ${first.slice(plain.length)}`),
      ...rest,
      ...(verbose ? check.notes.flatMap((note) => hang('    · ', visible(note), width)) : []),
    ];
  }
  return check.findings.flatMap((finding, index) => [
    index === 0
      ? head(`  ${placeOf(finding.at)}`, words === '' ? '' : `  ${paint.doubtful(words)}`)
      : `    ${paint.quiet(placeOf(finding.at))}`,
    ...hang('    ', visible(finding.message), width),
    ...finding.related.flatMap((related) => hang('      ', `${visible(related.message)}: ${placeOf(related.at)}`, width)),
    ...(finding.help === '' ? [] : hang('    → ', visible(finding.help), width)),
  ]);
}

function markOf(check: ReportCheck, paint: Paint): { symbol: string; color: (text: string) => string } {
  switch (rankOf(check)) {
    case 'blocks':
      return { symbol: '✗', color: paint.bad };
    case 'lacks':
      return { symbol: '?', color: paint.bad };
    case 'told':
      return { symbol: '!', color: paint.doubtful };
    case 'waived':
      return { symbol: '~', color: paint.doubtful };
    case 'owed':
      return { symbol: '?', color: paint.doubtful };
    case 'fine':
      return check.verdict === 'pass' ? { symbol: '✓', color: paint.good } : { symbol: '·', color: paint.quiet };
  }
}

/** Returns what a person must know of a check besides its findings; empty where that is nothing. */
export function wordsOf(check: ReportCheck): string {
  if (check.known_since !== null) return `known since ${check.known_since}, does not block`;
  switch (check.verdict) {
    case 'needs-approval':
      return `${check.approver ?? 'somebody'} may approve it`;
    case 'waived':
      return check.waiver === null
        ? 'waived'
        : `waived by ${visible(check.waiver.by)} until ${check.waiver.until}${check.waiver.ends_soon ? ' (ends soon)' : ''}: ${visible(check.waiver.reason)}`;
    case 'unknown':
      // Its own sentence says who owes what.
      return '';
    case 'not-applicable':
      return 'not applicable';
    case 'off':
      return 'off';
    case 'fail':
      return check.blocking ? '' : 'told, does not block';
    case 'pass':
      return '';
  }
}

/** Returns a place as a person opens it: `deals/acme-041.yaml:9:24`. */
export function placeOf({ file, line, column }: { readonly file: string; readonly line: number; readonly column: number }): string {
  // The deal of a command line has no lines that its reader could open.
  return file === COMMAND_LINE ? file : `${visible(file)}:${line}:${column}`;
}

/** The ways to say yes, nearest first, each with what it needs; `verbose` adds what its author has to word anew. */
function optionLines(
  { options, options_budget_spent, dates, checks }: ReportDeal,
  verbose: boolean,
  paint: Paint,
  width: number,
): string[] {
  const more = options_budget_spent
    ? hang('    ', 'the search stopped at its budget: there may be nearer ways', width).map(paint.quiet)
    : [];
  if (options.length === 0) return more.length === 0 ? [] : [paint.strong('  Ways to say yes'), ...more];
  const again = askedAgain(checks);
  const left = options.map((option) => option.remain.filter((rule) => !(again(option) && rule === 'doer-restated')));
  // What all of them leave is told once, above them.
  const common = left[0].filter((rule) => left.every((rules) => rules.includes(rule)));
  const rows = options.map((option, index) => {
    const own = left[index].filter((rule) => !common.includes(rule));
    const answer = `${answerOf(option, dates, again(option))}${own.length === 0 ? '' : `, leaves ${listedFew(own)}`}`;
    return { option, change: changeOf(option, dates), answer };
  });
  const answers = Math.max(...rows.map(({ answer }) => widthOf(answer)));
  const column = Math.min(Math.max(...rows.map(({ change }) => widthOf(change))), Math.max(30, width - answers - 7)) + 7;
  const remain = common.length === 0 ? '' : ` to all but ${listedFew(common)}`;
  return [
    ...hang('  ', `Ways to say yes${remain}`, width).map(paint.strong),
    ...rows.flatMap(({ option, change, answer }) => {
      const lines = hang('    ', change, width < STACKED ? width : column - 3);
      const last = width < STACKED ? '      ' : padTo(lines.pop()!, column);
      const rewrite =
        verbose && option.rewrite.length > 0 ? hang('      ', `then reword ${visible(option.rewrite.join(', '))}`, width) : [];
      // What operations would enter, for whoever asks them.
      const entered = (verbose ? (option.asks?.capacity ?? []) : []).flatMap(({ path, value }) =>
        hang('      ', `in capacity.yaml, ${visible(path)}: ${visible(JSON.stringify(value))}`, width),
      );
      return [...lines, ...hang(last, answer, width), ...[...entered, ...rewrite].map(paint.quiet)];
    }),
    ...more,
  ];
}

/** Returns whether a way only asks a doer again: where nothing is wrong with what they said, that is all that remains of the restatement. */
export function askedAgain(checks: ReportDeal['checks']): (option: Pick<ReportOption, 'remain'>) => boolean {
  const said = !checks.some(({ rule, blocking }) => rule === 'doer-restated' && blocking);
  return ({ remain }) => said && remain.includes('doer-restated');
}

/** Returns what changes; beside the safe date, the one of the head line, with which it would otherwise seem at odds. */
export function changeOf({ kind, change, result }: ReportOption, { safe, offer }: Pick<ReportDates, 'safe' | 'offer'>): string {
  const buffered = kind === 'date' && result.complete === safe && offer !== null && offer !== safe;
  return buffered ? `${visible(change)} (offer ${offer})` : visible(change);
}

/** Returns how far a way holds: that it is safe, who must approve it, and what others must have done before. */
export function answerOf(
  { kind, asks, needs_approval, tight }: ReportOption,
  { unjudged }: Pick<ReportDates, 'unjudged'>,
  again: boolean,
): string {
  const safe = `${kind === 'phase' ? 'both dates safe' : 'safe'}${unjudged.length > 0 ? ' as far as judged' : ''}`;
  const asked = again ? ', once it is restated again' : '';
  const needs = [...(asks === null ? [] : [`${visible(asks.who)} to ${asks.act}`]), ...(needs_approval === null ? [] : [needs_approval])];
  return `${needs.length === 0 ? safe : `needs ${needs.join(', and ')}`}${asked}${tight ? '' : ', perhaps not the nearest'}`;
}

/** One line a deal, for a list or a script that a person reads. */
function quietLine(deal: ReportDeal, paint: Paint): string[] {
  const color = deal.verdict === 'pass' ? paint.good : paint.bad;
  const blocking = deal.checks.filter((check) => check.blocking && check.told_by === null).map(({ rule }) => rule);
  const waived = deal.checks.filter(({ verdict }) => verdict === 'waived').map(({ rule }) => rule);
  const parts = [
    ...datesOf(deal.dates),
    ...(blocking.length > 0 ? [blocking.join(', ')] : []),
    ...(waived.length > 0 ? [`waived: ${waived.join(', ')}`] : []),
  ];
  return [`${color(verdictOf(deal))}  ${visible(deal.file)} · ${parts.join(' · ')}`];
}

/** Returns a line for each rule that broke: the others are judged, but the report cannot be relied on. */
export function faultLines({ faults }: Pick<Report, 'faults'>, paint: Paint, width: number): string[] {
  return faults.flatMap(({ deal, rule, message }) => {
    const lines = hang(
      '✗ FAULT  ',
      `${rule} could not judge ${visible(deal)}: ${visible(message)}. This is a fault of handoff: please report it.`,
      width,
    );
    return lines.map(paint.bad);
  });
}

/** Returns a line for each deal of a folder that is not open any more. */
export function listedLines({ listed }: Pick<Report, 'listed'>, width: number): string[] {
  return listed.flatMap(({ file, state }) => hang('· ', `${visible(file)} is ${state}: not judged unless it is named`, width));
}

/** What a reader of several deals wants to know at the end; and aloud, when nothing was judged at all. */
function summaryLines({ deals, listed, exit }: Report, paint: Paint, width: number): string[] {
  const states = listedLines({ listed }, width);
  if (deals.length === 0 && listed.length > 0 && exit !== 0) return [...states, paint.bad('✗ nothing was judged')];
  const counts: [number, string][] = [
    [deals.filter((deal) => deal.verdict === 'pass' && !isOldNews(deal)).length, 'yes'],
    [deals.filter(isOldNews).length, 'nothing new'],
    [deals.filter(({ verdict }) => verdict === 'fail').length, 'not yet'],
  ];
  const count = counts.flatMap(([number, words]) => (number > 0 ? [`${number} ${words}`] : [])).join(', ');
  const by = deals[0]?.part === undefined ? '' : ` by ${deals[0].part.rules} of ${deals[0].part.of} rules`;
  return deals.length > 1 ? [...states, `${deals.length} deals${by}: ${count}`] : states;
}
