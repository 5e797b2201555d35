/** What `--verbose` adds to a deal's report: why the plan is where it is, the plan itself, and every value that the seller did not write. */
import type { Report, ReportDeal } from '../report.ts';
import type { Paint } from './paint.ts';
import { tableLines } from './table.ts';
import { hang, visible } from './width.ts';
import { boundLine, chainLines, needsWords } from './why.ts';

/** Returns the further blocks of lines, each with its title; what is empty is left out. */
export async function verboseBlocks(deal: ReportDeal, report: Report, paint: Paint, width: number): Promise<string[][]> {
  const title = (text: string) => paint.strong(`  ${text}`);
  const plan = deal.plan.map(({ item, step, start, finish, needs }) => [item, step, start, finish, needsWords(needs)]);
  const derived = deal.derived.map(({ path, value, from }) => [path, value, from]);
  const wide = Math.max(16, Math.floor((width - 8) / 3));
  const { why } = deal;
  const proof = deal.dates.proof.nominal;
  return [
    why === null || why.chain.length === 0
      ? []
      : [title('What the plan waits for'), ...chainLines(why, width), ...(proof === null ? [] : boundLine(proof, why.bound, width))],
    worstLines(deal, width, title),
    sureLines(deal, width, title),
    plan.length === 0
      ? []
      : [
          title(`The plan, if nothing goes wrong (done ${deal.dates.nominal ?? 'never'})`),
          ...(await tableLines([['item', 'step', 'start', 'finish', 'needs'], ...plan], 4, [], paint.quiet)),
        ],
    promiseLines(deal, width, title),
    derived.length === 0
      ? []
      : [
          title('Derived: what the deal does not say, and where it comes from'),
          ...(await tableLines([['path', 'value', 'from'], ...derived], 4, [wide, wide, wide], paint.quiet)),
        ],
    deal.signoffs.length === 0 ? [] : [title('Signed'), ...deal.signoffs.flatMap((each) => hang('    ', signedLine(each), width))],
    [
      ...hang(
        '  ',
        `as of ${report.today} · capacity of ${report.as_of ?? 'no day'} · profile ${deal.profile} · ${report.tool.name} ${report.tool.version}`,
        width,
      ),
    ].map(paint.quiet),
  ].filter((block) => block.length > 0);
}

/** Who signed what, and how sure that is. */
function signedLine({ type, subject, by, at, until, level, weakness }: ReportDeal['signoffs'][number]): string {
  const what = `${/^handoff\/(\w+)@/.exec(type)?.[1] ?? type} of ${visible(subject)} by ${visible(by)} on ${at}`;
  return `${what}${until === null ? '' : `, until ${until}`} · ${level}${weakness === null ? '' : `: ${visible(weakness)}`}`;
}

/** What is promised, with who restated it, how surely, and in which words. */
function promiseLines({ promises }: ReportDeal, width: number, title: (text: string) => string): string[] {
  if (promises.length === 0) return [];
  const lines = promises.flatMap(({ promise, text, doer, due, restated_by: word }) => {
    const by = word === null ? `not restated${doer === null ? '' : ` by ${visible(doer)}`}` : wordText(word);
    const head = `${visible(promise)}${due === null ? '' : `, due ${due}`}: ${visible(text)}`;
    return [...hang('    ', head, width), ...hang('      ', by, width)];
  });
  return [title('Promised'), ...lines];
}

function wordText({ by, at, level, standing, words }: NonNullable<ReportDeal['promises'][number]['restated_by']>): string {
  return `restated by ${visible(by)} on ${at} (${level}${standing ? ', of the library' : ''}): "${visible(words)}"`;
}

/** The worst failures together, and what each further one costs. */
function worstLines({ worst }: ReportDeal, width: number, title: (text: string) => string): string[] {
  if (worst === null) return [];
  const counts = worst.by_count.map((day, failures) => `${day} with ${failures}`).join(', ');
  return [
    title('If it goes wrong'),
    ...hang('    ', `done ${counts} ${worst.by_count.length === 2 ? 'failure' : 'failures'}`, width),
    ...worst.failures.flatMap(({ what, hits }) => hang('    · ', `${visible(what)} (${visible(hits)})`, width)),
  ];
}

/** What the chances rest on, or why there are none. */
function sureLines({ dates }: ReportDeal, width: number, title: (text: string) => string): string[] {
  const { confidence, confidence_because: because } = dates;
  if (confidence === null)
    return [title('What the chances rest on'), ...hang('    ', `nobody can say: ${visible(because ?? 'it was not asked for')}`, width)];
  const { runs, drawn, order, assumes } = confidence;
  const steps = drawn.estimates === 0 ? [] : [`${drawn.estimates} ${drawn.estimates === 1 ? 'step' : 'steps'} between best and worst`];
  const records = drawn.records.map(
    ({ item, projects }) => `the work of ${visible(item)} times actual ÷ sold hours of ${projects} finished projects`,
  );
  const lines = [
    `${runs} runs: ${[...steps, ...records].join('; ')}`,
    order === 'two-failures'
      ? 'in the order of work that survives the failures'
      : 'in the order of work that is best if nothing goes wrong',
    assumes,
  ];
  return [title('What the chances rest on'), ...lines.flatMap((line) => hang('    · ', line, width))];
}
