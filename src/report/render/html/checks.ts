/** The checks of a deal: what is wrong is open, the rest can be opened; and what was not judged, as clearly as what failed. */
import { rulesWords } from '../../asked.ts';
import type { ReportCheck, ReportDeal, ReportFinding } from '../../report.ts';
import { markup, type Html, type HtmlPart } from '../html-text.ts';
import { answerOf, askedAgain, changeOf, placeOf, rankOf, wordsOf } from '../text.ts';
import { counted, details, said, heading, section, table, under, type Spot } from './parts.ts';

type Rank = ReturnType<typeof rankOf>;

/** How a check is marked and said, worst first. */
const RANKS: Readonly<Record<Rank, { readonly mark: string; readonly words: string; readonly tone: string }>> = {
  blocks: { mark: '✗', words: 'fails', tone: 'bad' },
  lacks: { mark: '?', words: 'cannot be judged', tone: 'bad' },
  told: { mark: '!', words: 'told', tone: 'doubtful' },
  waived: { mark: '~', words: 'waived', tone: 'doubtful' },
  owed: { mark: '?', words: 'not judged', tone: 'doubtful' },
  fine: { mark: '✓', words: 'passes', tone: 'good' },
};

/** Returns the section of what was judged. */
export function checksSection(spot: Spot, { checks, counts, unused_waivers, baseline, part }: ReportDeal): Html {
  const isShown = (check: ReportCheck): boolean => check.told_by === null && !['fine', 'owed'].includes(rankOf(check));
  const shown = (Object.keys(RANKS) as Rank[]).flatMap((rank) => checks.filter((check) => isShown(check) && rankOf(check) === rank));
  const passed = checks.filter(({ verdict }) => verdict === 'pass');
  const again = checks.filter((check) => check.told_by !== null);
  const unused = unused_waivers.map(
    ({ rule, by, until, because }) =>
      markup`<p class="doubtful">! the waiver of <code>${rule}</code> by ${said(by)} until ${until} is not used: ${said(because)}</p>\n`,
  );
  const known =
    baseline === null || baseline.still + baseline.gone === 0
      ? null
      : markup`<p class="doubtful">~ baseline of ${baseline.recorded}: ${baseline.still} of ${counted(baseline.still + baseline.gone, 'finding')} of this deal still there</p>\n`;
  const right = part === undefined ? 'Nothing is wrong.' : `${rulesWords(part)} find nothing wrong.`;
  const nothing = shown.length === 0 && passed.length > 0 ? markup`<p class="good">✓ ${right}</p>\n` : null;
  return section(spot, 'The checks', [
    nothing,
    shown.map((check) => checkHtml(under(spot, check.rule), check)),
    unused,
    known,
    again.length === 0 ? null : details(`✗ ${counted(again.length, 'check')} told by another above`, listOf(again)),
    passed.length === 0
      ? null
      : details(markup`<span class="good">✓</span> ${counts.pass} of ${counted(checks.length, 'check')} passed`, listOf(passed)),
  ]);
}

/** Returns the section of what was not judged; null where all was. */
export function unjudgedSection(spot: Spot, { checks }: ReportDeal): Html | null {
  const unknown = checks.filter(({ verdict, told_by }) => verdict === 'unknown' && told_by === null);
  const off = checks.filter(({ verdict }) => verdict === 'off');
  const none = checks.filter(({ verdict }) => verdict === 'not-applicable');
  if (unknown.length + off.length + none.length === 0) return null;
  return section(spot, 'Not judged', [
    unknown.length === 0 ? markup`<p>Nothing was left open for want of a fact.</p>\n` : listOf(unknown),
    off.length === 0
      ? null
      : markup`<p>Off by policy or profile: ${off.map(({ rule }, n) => markup`${n === 0 ? '' : ', '}<code>${rule}</code>`)}.</p>\n`,
    none.length === 0 ? null : details(`${counted(none.length, 'check')} not applicable`, listOf(none)),
  ]);
}

/** Returns the section of the nearest ways to say yes; null where nothing is to be changed. */
export function waysSection(spot: Spot, { options, options_budget_spent, dates, checks }: ReportDeal): Html | null {
  const spent = options_budget_spent ? markup`<p class="quiet">The search stopped at its budget: there may be nearer ways.</p>\n` : null;
  if (options.length === 0) return spent === null ? null : section(spot, 'Ways to say yes', spent);
  const isAsked = askedAgain(checks);
  const rows = options.map((option) => [
    said(changeOf(option, dates)),
    said(answerOf(option, dates, isAsked(option))),
    said(option.remain.length === 0 ? '–' : option.remain.join(', ')),
  ]);
  const remains = options.some(({ remain }) => remain.length > 0);
  const titles = ['change', 'then', 'remains wrong'];
  return section(spot, 'Ways to say yes', [
    remains
      ? table('Ways to say yes', titles, rows)
      : table(
          'Ways to say yes',
          titles.slice(0, 2),
          rows.map((row) => row.slice(0, 2)),
        ),
    spent,
  ]);
}

function checkHtml(spot: Spot, check: ReportCheck): Html {
  const { mark, words, tone } = RANKS[rankOf(check)];
  const more = wordsOf(check);
  const verdict = check.verdict === 'needs-approval' ? 'needs approval' : words;
  const title = markup`<span aria-hidden="true">${mark}</span> <code>${check.rule}</code> <span>${verdict}</span>${more === '' ? null : markup`: ${said(more)}`}`;
  const found = check.findings.map((finding) => findingHtml(finding));
  return markup`<article class="check ${tone}">
${heading(spot, title)}<p class="quiet">${check.title}</p>
${found.length === 0 ? markup`<p>${said(check.summary)}</p>\n` : found}</article>
`;
}

function findingHtml({ message, at, help, related }: ReportFinding): HtmlPart {
  return markup`<p>${said(message)}<br><code>${placeOf(at)}</code></p>
${related.length === 0 ? null : markup`<ul>${related.map((each) => markup`<li>${said(each.message)}: <code>${placeOf(each.at)}</code></li>`)}</ul>\n`}${help === '' ? null : markup`<p class="help">→ ${said(help)}</p>\n`}`;
}

function listOf(checks: readonly ReportCheck[]): Html {
  return markup`<ul class="checks">
${checks.map(({ rule, summary, notes }) => markup`<li><code>${rule}</code> ${said(summary)}${notes.map((note) => markup`<br><small>${said(note)}</small>`)}</li>\n`)}</ul>
`;
}
