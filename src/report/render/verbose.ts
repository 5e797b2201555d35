/** What `--verbose` adds to a deal's report: why the plan is where it is, the plan itself, and every value that the seller did not write. */
import type { Report, ReportDeal } from '../report.ts';
import type { Paint } from './paint.ts';
import { tableLines } from './table.ts';
import { hang, visible } from './width.ts';

/** Returns the further blocks of lines, each with its title; what is empty is left out. */
export async function verboseBlocks(deal: ReportDeal, report: Report, paint: Paint, width: number): Promise<string[][]> {
  const title = (text: string) => paint.strong(`  ${text}`);
  const plan = deal.plan.map(({ item, step, start, finish, needs }) => [
    item,
    step,
    start,
    finish,
    Object.entries(needs)
      .map(([role, units]) => (units === 1 ? role : `${units} ${role}`))
      .join(', ') || 'elapsed time',
  ]);
  const derived = deal.derived.map(({ path, value, from }) => [path, value, from]);
  const wide = Math.max(16, Math.floor((width - 8) / 3));
  return [
    chainLines(deal, width, title),
    worstLines(deal, width, title),
    sureLines(deal, width, title),
    plan.length === 0
      ? []
      : [
          title(`The plan, if nothing goes wrong (done ${deal.dates.nominal ?? 'never'})`),
          ...(await tableLines([['item', 'step', 'start', 'finish', 'needs'], ...plan], 4, [], paint.quiet)),
        ],
    derived.length === 0
      ? []
      : [
          title('Derived: what the deal does not say, and where it comes from'),
          ...(await tableLines([['path', 'value', 'from'], ...derived], 4, [wide, wide, wide], paint.quiet)),
        ],
    [
      ...hang(
        '  ',
        `as of ${report.today} · capacity of ${report.as_of ?? 'no day'} · profile ${deal.profile} · ${report.tool.name} ${report.tool.version}`,
        width,
      ),
    ].map(paint.quiet),
  ].filter((block) => block.length > 0);
}

/** The chain that decides the nominal date, in words, first to last. */
function chainLines({ why }: ReportDeal, width: number, title: (text: string) => string): string[] {
  if (why === null || why.chain.length === 0) return [];
  const links = why.chain.flatMap((link) =>
    hang(
      `    ${link.start}  `,
      `${visible(link.item)}.${visible(link.step)} until ${link.finish}, ${waitInWords(link.waits, link.on)}`,
      width,
    ),
  );
  const { bottleneck } = why;
  const busy =
    bottleneck === null
      ? []
      : hang(
          '    ',
          `bottleneck: ${bottleneck.role}, ${bottleneck.used_hours} of ${bottleneck.free_hours} free hours used ${bottleneck.from} to ${bottleneck.to}` +
            (bottleneck.held_by.length === 0
              ? ''
              : `; held by ${bottleneck.held_by.map(({ booking, customer, hours }) => `${visible(customer ?? booking)} (${visible(booking)}, ${hours}h)`).join(', ')}`),
          width,
        );
  return [title('What the plan waits for'), ...links, ...busy];
}

function waitInWords(waits: string, on: string): string {
  const what = visible(on);
  switch (waits) {
    case 'signature':
      return 'as soon as it is signed';
    case 'today':
      return 'as soon as today';
    case 'predecessor':
      return `after ${what}`;
    case 'window':
      return `after the waiting time of ${what}`;
    case 'input':
      return `when ${what} is here`;
    case 'material':
      return `when ${what} is here`;
    case 'roadmap':
      return `when ${what} is ready`;
    case 'role':
      return `when ${what} is free`;
    case 'order':
      return `behind ${what}, in the order of work`;
    default:
      return `waiting for ${what}`;
  }
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
