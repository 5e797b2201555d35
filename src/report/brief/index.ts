/**
 * `handoff brief`: what a project manager has to know of a deal, out of what the deal, its sign-offs and its plan already say. What nobody has said is told as
 * such and never left out, so that it is asked for before the kick-off and not at it. Nothing is decided here.
 */
import { formatDay } from '../../model/day.ts';
import { listed } from '../../model/words.ts';
import type { JudgedDeal } from '../build.ts';
import type { IsoDate, Report } from '../report.ts';
import { isOldNews, verdictOf } from '../verdict.ts';
import { peopleSection, whySection } from './customer.ts';
import { code, name, plainText, say, type Document, type Section } from './document.ts';
import type { Known } from './known.ts';
import { linesOf, type Line } from './lines.ts';
import { planSection, risksSection } from './plan.ts';
import { promisesSection, softSection } from './promises.ts';
import { assumptionsSection, inputsSection, scopeSection } from './scope.ts';
import { documentsSection, moneySection, openSection, signedSection, summaryWords } from './signed.ts';

/** A brief: for people a document, for other programs the same with its texts as they are. */
export interface Brief {
  readonly document: Document | null;
  readonly data: BriefData;
  readonly exit: Report['exit'];
}

/** `handoff/brief@1`: what `handoff brief --format json` prints. */
export interface BriefData extends Pick<Report, 'tool' | 'today' | 'as_of' | 'files' | 'diagnostics' | 'faults' | 'exit'> {
  readonly schema: 'handoff/brief@1';
  /** Null when the input is wrong. */
  readonly brief: {
    readonly deal: string;
    readonly title: string;
    readonly customer: string;
    readonly file: string;
    readonly state: string;
    readonly verdict: 'pass' | 'fail';
    /** In the order in which they block. */
    readonly blocking: readonly { readonly rule: string; readonly says: string }[];
    readonly safe: IsoDate | null;
    /** What nobody has said, as `section: label`. */
    readonly not_said: readonly string[];
    readonly sections: readonly {
      readonly id: string;
      readonly title: string;
      /** Label and text of each line; a table's rows are lines labelled by their first cell. */
      readonly lines: readonly Line[];
    }[];
  } | null;
}

/** Returns the brief of a run over one deal. It is there whatever the verdict, which it begins with; bad input and faults exit as in the report. */
export function briefOf(report: Report, judged: readonly JudgedDeal[]): Brief {
  const { tool, today, as_of, files, diagnostics, faults } = report;
  const exit = report.exit === 2 || report.exit === 3 ? report.exit : 0;
  const data = { schema: 'handoff/brief@1', tool, today, as_of, files, diagnostics, faults, exit } as const;
  if (report.deals.length === 0) return { document: null, data: { ...data, brief: null }, exit };
  const [deal] = report.deals;
  const known: Known = { ...judged[0], deal };
  const sections = SECTIONS.map((section) => section(known));
  const lacks = notSaid(sections);
  const blocking = deal.checks.filter((check) => check.blocking && check.told_by === null);
  const brief = {
    deal: deal.deal,
    title: deal.title,
    customer: deal.customer,
    file: deal.file,
    state: deal.state,
    verdict: deal.verdict,
    blocking: blocking.map((check) => ({ rule: check.rule, says: plainText(summaryWords(check)) })),
    safe: deal.dates.safe,
    not_said: lacks.map(({ section, label }) => `${section.id}: ${label}`),
    sections: sections.map(({ id, title, blocks }) => ({ id, title, lines: blocks.flatMap(linesOf) })),
  };
  return { document: { title: say`Handoff: ${name(deal.title)}`, lead: leadOf(known, lacks), sections }, data: { ...data, brief }, exit };
}

/** In the order in which a project manager needs them. */
const SECTIONS: readonly ((known: Known) => Section)[] = [
  whySection,
  peopleSection,
  promisesSection,
  scopeSection,
  assumptionsSection,
  inputsSection,
  softSection,
  risksSection,
  planSection,
  moneySection,
  signedSection,
  documentsSection,
  openSection,
];

type Lack = { readonly section: Section; readonly label: string };

/** What is not said, each label once a section. */
function notSaid(sections: readonly Section[]): Lack[] {
  return sections
    .filter(({ id }) => id !== 'open')
    .flatMap((section) => {
      const labels = section.blocks.flatMap((block) =>
        block.kind === 'entries' ? block.entries.filter((each) => each.missing).map(({ label }) => plainText(label)) : [],
      );
      return [...new Set(labels)].map((label) => ({ section, label }));
    });
}

/** The verdict, what blocks, the dates, and which sections have gaps: nothing of it may be further down than the first screen. */
function leadOf({ facts, deal }: Known, lacks: readonly Lack[]): Document['lead'] {
  const { dates } = deal;
  const blocking = deal.checks.filter((check) => check.blocking && check.told_by === null);
  const same = deal.checks.filter((check) => check.blocking).length - blocking.length;
  const passes = isOldNews(deal) ? 'it passes, and what is wrong with it was known before' : 'no check keeps it from passing';
  const again = same === 0 ? '' : `; ${same} more ${same === 1 ? 'fails' : 'fail'} for the same cause`;
  const verdict =
    blocking.length + same === 0
      ? passes
      : `${blocking.length} ${blocking.length === 1 ? 'check keeps' : 'checks keep'} it from passing${again}`;
  const asked =
    dates.judged === null ? 'no date offered or wanted' : `${dates.judged} ${dates[dates.judged].complete ?? 'a relative date'}`;
  const gaps = [...new Set(lacks.map(({ section }) => section.title))];
  return [
    { tone: isOldNews(deal) ? 'doubtful' : deal.verdict === 'pass' ? 'good' : 'bad', words: [`${verdictOf(deal)}: ${verdict}`] },
    ...blocking.map((check) => ({ tone: 'bad', words: say`${code(check.rule)}: ${summaryWords(check)}` }) as const),
    {
      tone: 'quiet',
      words: say`${name(deal.customer)}, ${deal.state}${signedText(facts)}; ${asked}, ${dates.safe === null ? 'no safe date' : `safe ${dates.safe}`}`,
    },
    ...(lacks.length === 0
      ? [{ tone: 'quiet', words: ['Everything that a handoff needs is said.'] } as const]
      : [
          {
            tone: 'doubtful',
            words: [
              `${lacks.length} ${lacks.length === 1 ? 'thing is' : 'things are'} not said: ask before the kick-off (${listed(gaps)}).`,
            ],
          } as const,
        ]),
    { tone: 'quiet', words: say`Out of ${code(deal.file)}, its sign-offs and its plan, on ${formatDay(facts.today)}` },
  ];
}

function signedText({ deal }: Known['facts']): string {
  const { signed } = deal.file.dates;
  return signed === undefined ? '' : ` on ${formatDay(signed)}`;
}
