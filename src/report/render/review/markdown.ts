/**
 * One comment of a pull request, or the summary of a job: the verdict first, a line a deal, and what is behind it where it can be opened. It begins with a mark by which the
 * next run finds it again, and is never longer than a comment may be.
 */
import { askedSentences, rulesWords } from '../../asked.ts';
import type { Report, ReportBook, ReportCheck, ReportDeal } from '../../report.ts';
import { noticesOf, type Notice } from '../../review.ts';
import { verdictOf } from '../../verdict.ts';
import { besideText, combinationText, orderText, soldTwiceOf, soldTwiceText } from '../book.ts';
import { cell, code, inOneLine, plain } from '../markdown-text.ts';
import { branchWords, changeWords, safeMoved, verdictMoved } from '../change.ts';
import { safeProof } from '../proof.ts';
import { sinceText } from '../since.ts';

/** What a comment of ours begins with. */
export const MARK = '<!-- handoff: this comment is updated in place -->';

/** The most characters that GitHub takes in one comment. */
const LONGEST = 65_536;

/** Returns the comment. What does not fit is left out from its end, and the comment says so. */
export function renderMarkdown(report: Report): string {
  const { diagnostics, faults } = report;
  const deals = report.deals.toSorted((a, b) => Number(a.verdict === 'pass') - Number(b.verdict === 'pass'));
  const asked = askedSentences(report).map((said) => `! ${said}.`);
  const head = [MARK, `## ${headline(report)}`, ...(diagnostics.length > 0 ? [] : [...baseLines(report), ...sinceLines(report), ...asked])];
  const blocks =
    diagnostics.length > 0
      ? diagnostics.map(
          ({ file, line, column, message, help }) =>
            `- ${code(`${file}:${line}:${column}`)} ${plain(message)}${help === null ? '' : `  \n  → ${plain(help)}`}`,
        )
      : [
          ...faults.map(({ deal, rule, message }) => `- **a fault of handoff** in ${code(rule)} of ${code(deal)}: ${plain(message)}`),
          ...(deals.length === 0 ? [] : [tableOf(deals)]),
          ...(report.book === undefined ? [] : bookBlocks(report.book)),
          ...deals.map((deal) => detailsOf(deal, noticesOf({ deals: [deal] }), report.base)),
        ];
  return fitted(head.join('\n\n'), blocks, diagnostics.length > 0 ? '\n' : '\n\n');
}

function headline({ deals, diagnostics, exit, base, since }: Report): string {
  if (diagnostics.length > 0)
    return `✗ ${diagnostics.length === 1 ? 'One mistake' : `${diagnostics.length} mistakes`} in the files: nothing was judged`;
  if (exit === 3) return '✗ A fault of handoff';
  if (deals.length === 0) return since === undefined || exit !== 0 ? '✗ No open deal was judged' : '✓ No open deal has changed';
  const passing = deals.filter(({ verdict }) => verdict === 'pass').length;
  if (deals.length === 1) return `${verdictOf(deals[0])}: ${datesText(deals[0], base)}`;
  const by = deals[0].part === undefined ? '' : ` by ${rulesWords(deals[0].part)}`;
  return `${passing === deals.length ? '✓' : '✗'} ${passing} of ${deals.length} deals pass${by}`;
}

function datesText(deal: ReportDeal, base: Report['base']): string {
  const { dates, change } = deal;
  const asked = dates.judged === null ? null : dates[dates.judged].complete;
  const moved = change?.kind === 'new' ? 'new deal' : safeMoved(deal);
  const since = moved === '' ? '' : ` (${moved}${change!.kind === 'new' ? '' : ` against ${plain(base!.ref)}`})`;
  const safe = dates.safe === null ? `no safe date${since}` : `safe ${dates.safe}${since}, offer ${dates.offer}`;
  return asked === null ? safe : `${dates.judged} ${asked}, ${safe}`;
}

function baseLines({ base, today }: Report): string[] {
  if (base === undefined) return [`As of ${today}.`];
  const told = base.told.map(({ file, message }) => `- ${code(file)} ${plain(message)}`);
  const other = (said: string, files: readonly { path: string; change: string }[]): string =>
    `- ${said}: ${files.map(({ path, change }) => `${code(path)} (${change})`).join(', ')}`;
  const lines = [
    ...told,
    ...(base.branch === null ? [] : [other("This branch changes operations' files, which were **not** used", base.branch.files)]),
    ...(base.newest === null ? [] : [other(`${code(base.ref)} has newer files, by which it has to pass too`, base.newest.files)]),
  ];
  return [`As of ${today}, by operations' files of ${code(base.commit.slice(0, 12))}.`, ...(lines.length === 0 ? [] : [lines.join('\n')])];
}

function sinceLines({ since }: Report): string[] {
  if (since === undefined) return [];
  const gone = since.gone.length === 0 ? [] : [`- taken away: ${since.gone.map(code).join(', ')}`];
  return [[`- ${plain(sinceText(since))}`, ...gone].join('\n')];
}

/** What fails is at the top; a list of hundreds leaves room for what is behind it. */
function tableOf(deals: readonly ReportDeal[]): string {
  const rows = deals.map((deal) => {
    const { dates, file, title } = deal;
    const asked = dates.judged === null ? '–' : (dates[dates.judged].complete ?? '–');
    const since = deal.change?.kind === 'new' ? 'new' : verdictMoved(deal);
    const behind = (text: string): string => (text === '' ? '' : ` (${text})`);
    const safe = `${dates.safe ?? 'none'}${behind(safeMoved(deal))}`;
    return [`${verdictOf(deal)}${behind(since)}`, `${code(file)} ${plain(title)}`, asked, safe, dates.offer ?? 'none'];
  });
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  const head = ['', 'deal', 'asked', 'safe', 'offer'];
  const lines = [line(head), line(head.map(() => '---')), ...rows.map(line)];
  let length = 0;
  const kept = lines.filter((each) => (length += each.length + 1) < LONGEST / 2);
  return `${kept.join('\n')}${kept.length < lines.length ? `\n\n… and ${lines.length - kept.length} more deals.` : ''}`;
}

/** Weeks that are told, those with most hours too much first. */
const WEEKS = 10;

/** What the deals want together. */
function bookBlocks({ roles, together }: ReportBook): string[] {
  const weeks = soldTwiceOf(roles);
  const told = weeks.slice(0, WEEKS).map((week) => `- ${plain(soldTwiceText(week))}`);
  const more = weeks.length > WEEKS ? [`- and ${weeks.length - WEEKS} more`] : [];
  const twice =
    weeks.length === 0
      ? 'No week is sold twice.'
      : ['**Sold twice, if all open deals are signed**', [...told, ...more].join('\n')].join('\n\n');
  if (together === null) return [twice];
  const lost = together.deals.filter(({ fits }) => fits === false).map((each) => `- ✗ ${code(each.deal)} ${plain(besideText(each))}`);
  return [
    twice,
    [`**Together**, ${plain(orderText(together))}`, ...(lost.length === 0 ? [] : [lost.join('\n')]), plain(combinationText(together))].join(
      '\n\n',
    ),
  ];
}

/** All of one deal, closed where it passes. */
function detailsOf(deal: ReportDeal, notices: readonly Notice[], base: Report['base']): string {
  const { dates, options, counts } = deal;
  const wrong = notices.filter(({ suppressed, level }) => suppressed === null && level !== 'note');
  const rest = notices.filter((notice) => !wrong.includes(notice));
  const floors = dates.floors.map(({ rule, date, because }) => `- ${date} ${code(rule)} ${plain(because)}`);
  const ways = options.map(
    ({ change, needs_approval }) => `- ${plain(change)}${needs_approval === null ? '' : ` (needs ${plain(needs_approval)})`}`,
  );
  const since =
    base === undefined ? [] : [...changeWords(deal, code(base.ref), plain), ...branchWords(deal, base)].map((words) => `- ${words}`);
  const parts = [
    ...(wrong.length === 0 ? [] : [wrong.map(noticeLine).join('\n')]),
    ...(since.length === 0 ? [] : [`**Against ${code(base!.ref)}**`, since.join('\n')]),
    ...(floors.length === 0
      ? []
      : [`**Why ${dates.safe ?? 'there is no safe date'}**${dates.safe === null ? '' : ` (${safeProof(dates)})`}`, floors.join('\n')]),
    ...(ways.length === 0 ? [] : ['**Ways to say yes**', ways.join('\n')]),
    ...(rest.length === 0 ? [] : ['**Told, not blocking**', rest.map(noticeLine).join('\n')]),
    `${counts.pass} checks pass, ${counts['not-applicable']} do not apply, ${counts.off} are off.`,
  ];
  // A summary is HTML up to the next empty line: what stands in it is escaped as such, and `code` keeps a name from being a mention.
  const summary = `<summary>${verdictOf(deal)} <code>${escaped(deal.file)}</code></summary>`;
  return [`<details${deal.verdict === 'pass' ? '' : ' open'}>${summary}`, ...parts, '</details>'].join('\n\n');
}

function noticeLine({ check, finding: { message, at, help }, suppressed, level }: Notice): string {
  const mark = suppressed !== null ? '~' : level === 'error' ? '✗' : level === 'warning' ? '!' : '?';
  const let_ = suppressed === null ? '' : ` (${letStand(check)})`;
  return `- ${mark} ${code(check.rule)} ${code(`${at.file}:${at.line}`)} ${plain(message)}${let_}${help === '' ? '' : `  \n  → ${plain(help)}`}`;
}

function letStand({ waiver, known_since }: ReportCheck): string {
  return waiver === null ? `known since ${known_since}` : `waived by ${plain(waiver.by)} until ${waiver.until}: ${plain(waiver.reason)}`;
}

function escaped(text: string): string {
  return inOneLine(text).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** As many blocks as fit whole. */
function fitted(head: string, blocks: readonly string[], between: string): string {
  const whole = [head, blocks.join(between)].filter((part) => part !== '').join('\n\n');
  if (whole.length < LONGEST) return `${whole}\n`;
  const left = (count: number): string => `… and ${count} more that a comment has no room for: \`handoff check\` prints all.`;
  const kept: string[] = [];
  let length = head.length + 2 + left(blocks.length).length + 4;
  for (const block of blocks) {
    if (length + block.length + between.length >= LONGEST) break;
    length += block.length + between.length;
    kept.push(block);
  }
  return `${[head, kept.join(between), left(blocks.length - kept.length)].join('\n\n')}\n`;
}
